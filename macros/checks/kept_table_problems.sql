{#
    What would lose or rewrite what the kept tables hold: a sentence each. Kept are the models with
    `full_refresh: false`.

        {{ kept_table_problems(var('as_of')) }}
#}
{% macro kept_table_problems(as_of) %}
    {%- set problems = [] -%}
    {%- set lost = [] -%}
    {%- for node in graph.nodes.values() | sort(attribute='name')
        if node.package_name == 'owned_audiences' and node.resource_type == 'model' -%}
        {%- set own = own_materialization(node) -%}
        {#- its own text still says so where the project has set full_refresh to something else -#}
        {%- set is_kept = node.config.full_refresh is false or 'full_refresh=false' in node.raw_code -%}
        {%- if (is_kept and (node.config.full_refresh is not false or node.config.materialized != 'incremental'))
            or node.config.materialized not in ([own] if own == 'ephemeral' else [own, 'table']) -%}
            {%- do lost.append(node.name ~ ' (' ~ node.config.materialized
                ~ ('' if node.config.full_refresh is false or not is_kept else ', full_refresh: ' ~ node.config.full_refresh) ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if lost -%}
        {%- do problems.append(
            'This project sets +materialized or +full_refresh for models of the package that would lose by it what they '
            ~ 'keep, keep what they must not, or publish before the guard has looked: ' ~ lost | join(', ') ~ '. Leave the package out of the setting:'
            ~ materialization_lines()
        ) -%}
    {%- endif -%}
    {%- set last = run_query(last_kept_as_of()).rows[0][0] -%}
    {#- said here before anything is built; where the date comes out of the data, by the model audiences -#}
    {%- if last is not none and as_of and as_of | string < last | string -%}
        {%- do problems.append(
            "as_of is " ~ as_of ~ ", but the kept tables already stand at " ~ last
            ~ ": an earlier date would rewrite their history. Build it in another schema (a target of its own)."
        ) -%}
    {%- endif -%}
    {%- if last is not none and flags.EMPTY -%}
        {%- do problems.append(
            "--empty would empty tables that hold segments. Build on nothing in another schema (a target of its own)."
        ) -%}
    {%- endif -%}
    {%- if not var('erasure_requests') and has_erased() -%}
        {%- do problems.append(
            "erasure_requests is not set, but people have been erased: without it their rows would come back from the "
            ~ "interactions. Set it again; the relation may be empty."
        ) -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# Whether an earlier run has erased anybody. #}
{% macro has_erased() %}
    {%- set erased = previous_relation('int_owned_audiences__erased') -%}
    {{- return(erased is not none and run_query('select count(*) from ' ~ erased).rows[0][0] > 0) -}}
{% endmacro %}


{# The materialization that a model's own text asks for: table, where it says nothing. #}
{% macro own_materialization(node) %}
    {%- set found = modules.re.search("materialized='([a-z]+)'", node.raw_code) -%}
    {{- return(found.group(1) if found else 'table') -}}
{% endmacro %}


{# The lines of dbt_project.yml that give each model of the package its own materialization. #}
{% macro materialization_lines() %}
    {%- set lines = [
        '', '', '    models:', '      owned_audiences:', '        +materialized: table', '        owned_audiences:',
    ] -%}
    {%- set models = graph.nodes.values() | selectattr('package_name', 'equalto', 'owned_audiences')
        | selectattr('resource_type', 'equalto', 'model') | list -%}
    {%- for room, members in models | groupby('fqn.2') -%}
        {%- set others = [] -%}
        {%- for node in members | sort(attribute='name') if own_materialization(node) != 'table' -%}
            {%- do others.append('            ' ~ node.name ~ ': {+materialized: ' ~ own_materialization(node) ~ '}') -%}
        {%- endfor -%}
        {%- if others -%}{%- do lines.extend(['          ' ~ room ~ ':'] + others) -%}{%- endif -%}
    {%- endfor -%}
    {{- return(lines | join('\n')) -}}
{% endmacro %}
