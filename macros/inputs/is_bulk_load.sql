{#
    Whether so many of all interactions were loaded late that received_at is the time of a bulk load.

        {{ is_bulk_load('loaded_late', 'interactions') }}  ->  loaded_late > 0.5 * interactions
#}
{% macro is_bulk_load(loaded_late, interactions) -%}
    {{ loaded_late }} > 0.5 * {{ interactions }}
{%- endmacro %}
