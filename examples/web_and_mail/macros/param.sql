{#
    A parameter of an event as GA4's export nests it: its key, and its value in the field of its
    type.

        [{{ param('ga_session_id', int_value='visit_id') }}]
#}
{% macro param(key, string_value='null', int_value='null') -%}
    {
        'key': '{{ key }}',
        'value': {
            'string_value': cast({{ string_value }} as text),
            'int_value': cast({{ int_value }} as bigint),
            'float_value': cast(null as double),
            'double_value': cast(null as double)
        }
    }
{%- endmacro %}
