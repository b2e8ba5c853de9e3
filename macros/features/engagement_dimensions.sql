{# When, where and about what to engage: the dimensions of the engagement plan. #}
{% macro engagement_dimensions() %}
    {{- return(['weekday', 'day_part', 'channel', 'topic']) -}}
{% endmacro %}
