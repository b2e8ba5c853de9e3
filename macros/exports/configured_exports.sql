{#
    The configured exports as a query, one row each.

        select * from ({{ configured_exports() }}) as exports
#}
{% macro configured_exports() %}
    {%- for export in exports() -%}
    select
        '{{ export.name }}' as export,
        '{{ export.destination }}' as destination,
        '{{ export.audience }}' as audience,
        {{ 'true' if export.suppression else 'false' }} as is_suppression,
        {{ dbt.string_literal(dbt.escape_single_quotes(export.purpose)) }} as purpose,
        {{ 'false' if export.consent == 'not_required' else 'true' }} as is_consent_required,
        '{{ export.columns | join(', ') }}' as export_columns,
        '{{ visible_columns(export) | join(', ') }}' as visible_columns,
        cast({{ export.max_unique_share }} as double) as max_unique_share
    {{ 'union all' if not loop.last }}
    {% else -%}
    select
        cast(null as {{ dbt.type_string() }}) as export,
        cast(null as {{ dbt.type_string() }}) as destination,
        cast(null as {{ dbt.type_string() }}) as audience,
        false as is_suppression,
        cast(null as {{ dbt.type_string() }}) as purpose,
        false as is_consent_required,
        cast(null as {{ dbt.type_string() }}) as export_columns,
        cast(null as {{ dbt.type_string() }}) as visible_columns,
        cast(null as double) as max_unique_share
    where false
    {%- endfor %}
{% endmacro %}
