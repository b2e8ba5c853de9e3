{#
    The package's on-run-start hook that gives a kept table of an earlier version its name of today,
    where today's is not there yet, and its columns theirs. It is ours: in the database and schema of
    its model, under the model's own alias but for the part that was renamed.

        on-run-start: "{{ owned_audiences.rename_kept_tables() }}"
#}
{% macro rename_kept_tables() %}
    {%- if is_building() and builds_the_package() and not graph.get('owned_audiences_problems') -%}
        {%- for name, earlier in earlier_names().items() -%}
            {%- set node = graph.nodes['model.owned_audiences.' ~ name] -%}
            {%- set kept = adapter.get_relation(node.database, node.schema, node.alias | replace(name, earlier)) -%}
            {%- if kept and kept.type == 'table' and not previous_relation(name) -%}
                {%- set renamed = kept.incorporate(path={'identifier': node.alias}) -%}
                {%- do run_query(
                    'alter table ' ~ kept ~ ' rename to ' ~ adapter.quote(node.alias)
                ) -%}
                {%- do adapter.cache_renamed(kept, renamed) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for name, columns in earlier_columns().items() -%}
            {%- set kept = previous_relation(name) -%}
            {%- set found = columns_of(kept) if kept and kept.type == 'table' else {} -%}
            {%- for column, earlier in columns.items() if earlier in found and column not in found -%}
                {%- do run_query('alter table ' ~ kept ~ ' rename column ' ~ earlier ~ ' to ' ~ column) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{# The kept tables that had another name in version 0.2.0: what they are called now, and then. #}
{% macro earlier_names() %}
    {{- return({
        'int_owned_audiences__fitted_models': 'int_owned_audiences__propensity_fits',
        'int_owned_audiences__interaction_dimensions': 'int_owned_audiences__interaction_kinds',
    }) -}}
{% endmacro %}


{# The columns of kept tables that had another name in version 0.2.0: what they are called now, and then. #}
{% macro earlier_columns() %}
    {{- return({
        'int_owned_audiences__interaction_dimensions': {'dimension_key': 'kind_key'},
        'int_owned_audiences__daily_activity': {'dimension_key': 'kind_key'},
        'int_owned_audiences__desired_actions': {'dimension_key': 'kind_key'},
    }) -}}
{% endmacro %}
