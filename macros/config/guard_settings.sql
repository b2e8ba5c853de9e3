{#
    The guards with their values: what the variable `guards` says, else the default. A guard that is
    null is off.

        {{ guard_settings().min_people_share }}  ->  0.5
#}
{% macro guard_settings() %}
    {%- set guards = dict(default_guards()) -%}
    {%- if var('guards') is mapping -%}{%- do guards.update(var('guards')) -%}{%- endif -%}
    {{- return(guards) -}}
{% endmacro %}


{# The guards and their defaults. #}
{% macro default_guards() %}
    {{- return({
        'max_rejected_share': 0.2,
        'min_rows_share': 0.5,
        'min_people_share': 0.5,
        'max_silent_days': 2,
        'max_age_days': 3,
    }) -}}
{% endmacro %}


{# The fewest rows of an input, and people or rejected rows, of which a guard speaks: fewer move by chance. #}
{% macro least_rows() %}{{ return(100) }}{% endmacro %}


{% macro least_people() %}{{ return(20) }}{% endmacro %}


{% macro least_rejected() %}{{ return(20) }}{% endmacro %}


{# On so many of 28 days a type, channel or input comes daily. #}
{% macro daily_days_of_28() %}{{ return(26) }}{% endmacro %}


{# A share as text: '20 %'; of a guard that is off, nothing. #}
{% macro as_percent(share) %}
    {{- return('%g %%' | format(100 * share) if share is number else '') -}}
{% endmacro %}


{# A number as SQL, null where there is none, so that a comparison with it is never true. #}
{% macro or_null(value) %}
    {{- return(value if value is not none else 'null') -}}
{% endmacro %}
