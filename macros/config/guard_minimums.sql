{#
    The fewest rows of an input, people and rejected rows of which a guard speaks, as fewer move by
    chance; and on how many of 28 days comes what is called daily.

        {{ guard_minimums().people }}  ->  20
#}
{% macro guard_minimums() %}
    {{- return({'rows': 100, 'people': 20, 'rejected_rows': 20, 'daily_days_of_28': 26}) -}}
{% endmacro %}
