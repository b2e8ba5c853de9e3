{#
    The guards and their defaults.

        {{ default_guards().min_people_share }}  ->  0.5
#}
{% macro default_guards() %}
    {{- return({
        'max_rejected_share': 0.2,
        'min_rows_share': 0.5,
        'min_people_share': 0.5,
        'max_silent_days': 2,
        'max_age_days': 3,
    }) -}}
{% endmacro %}
