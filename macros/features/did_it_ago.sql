{# How long ago a person did the desired action, in words: 'did it yesterday', 'did it 3 days ago'. #}
{% macro did_it_ago(days) -%}
    replace('did it ' || {{ days }} || ' days ago', 'it 1 days ago', 'it yesterday')
{%- endmacro %}
