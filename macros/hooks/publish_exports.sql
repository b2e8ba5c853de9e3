{#
    The hook after the table of all exports: makes a view of each, with its own columns alone, and drops
    those of exports that are gone. dbt cannot make models out of a configuration.

        post_hook="{{ publish_exports() }}"
#}
{% macro publish_exports() %}
    {%- if is_building() -%}
        {%- set names = [] -%}
        {%- for export in exports() -%}
            {%- set view = export_view(this, export.name) -%}
            {%- do names.append(view.identifier) -%}
            {%- do run_query(
                'create or replace view ' ~ view ~ ' as select row_key, change, as_of, ' ~ export['columns'] | join(', ')
                ~ ' from ' ~ without_database(this) ~ " where export = '" ~ export.name ~ "'"
            ) -%}
        {%- endfor -%}
        {%- for name in views_over(this, export_view(this, '').identifier) if name not in names -%}
            {%- do run_query('drop view if exists ' ~ this.incorporate(path={'identifier': name})) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{# The view of an export, beside the table of all of them. #}
{% macro export_view(table, name) %}
    {{- return(api.Relation.create(
        database=table.database, schema=table.schema, identifier='owned_audiences__export_' ~ name, type='view'
    )) -}}
{% endmacro %}
