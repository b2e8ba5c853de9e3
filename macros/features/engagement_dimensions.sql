{#
    When, where and about what to engage: the dimensions of the engagement plan.

        {{ engagement_dimensions() }}  ->  ['weekday', 'day_part', 'channel', 'topic']
#}
{% macro engagement_dimensions() %}
    {{- return(['weekday', 'day_part', 'channel', 'topic']) -}}
{% endmacro %}
