{#
    How long ago a person did the desired action, in words: 'did it yesterday', 'did it 3 days ago'.

        {{ did_it_ago('days_since_desired_action') }}
#}
{% macro did_it_ago(days) -%}
    replace('did it ' || {{ days }} || ' days ago', 'it 1 days ago', 'it yesterday')
{%- endmacro %}
