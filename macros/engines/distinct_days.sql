{#
    The number of distinct days in a group, from a day's age in days (1 to 395).

        {{ distinct_days('age', 'age <= 30') }}
        ->  bit_count(bitstring_agg(age, 1, 395) filter (where age <= 30))
#}
{% macro distinct_days(age, condition=none) %}
    {{- return(adapter.dispatch('distinct_days', 'owned_audiences')(age, condition)) -}}
{% endmacro %}


{% macro default__distinct_days(age, condition) -%}
    count(distinct {{ 'case when ' ~ condition ~ ' then ' ~ age ~ ' end' if condition else age }})
{%- endmacro %}


{# A bit for each day: a fifth of the time of count(distinct). #}
{% macro duckdb__distinct_days(age, condition) -%}
    bit_count(bitstring_agg({{ age }}, 1, 395){% if condition %} filter (where {{ condition }}){% endif %})
{%- endmacro %}
