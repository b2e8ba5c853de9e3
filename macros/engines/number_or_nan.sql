{#
    A number, also from a text; NaN where there is something that is none, so that what is computed
    from it is none either, rather than missing.

        {{ number_or_nan('price') }}
#}
{% macro number_or_nan(expression) %}
    {{- return(adapter.dispatch('number_or_nan', 'owned_audiences')(expression)) -}}
{% endmacro %}


{% macro default__number_or_nan(expression) %}
    {{- owned_audiences.not_supported('number_or_nan') -}}
{% endmacro %}


{# The type is known before the query runs; an empty text, as of a CSV file, is nothing. #}
{% macro duckdb__number_or_nan(expression) -%}
    case
        when typeof({{ expression }}) != 'VARCHAR' then try_cast({{ expression }} as double)
        when trim(cast({{ expression }} as text)) != ''
            then coalesce(try_cast({{ expression }} as double), 'nan'::double)
    end
{%- endmacro %}
