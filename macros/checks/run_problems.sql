{#
    What is wrong with the way in which this run was started: a sentence each.

        {{ run_problems() }}
#}
{% macro run_problems() %}
    {%- set problems = [] -%}
    {%- if invocation_args_dict.get('sample') -%}
        {%- do problems.append(
            '--sample reads a part of the data, which the kept tables (models, scores, segment events) '
            ~ 'would take for all of it. For a quick look, let interactions name a model with fewer rows, in a target of its own.'
        ) -%}
    {%- endif -%}
    {%- set command_line = invocation_args_dict.get('vars') or {} -%}
    {%- if command_line.get('owned_audiences') is mapping -%}
        {%- do problems.append(
            "On the command line dbt takes variables without the name of the package: --vars '{accept_input: true}', "
            ~ "not '{owned_audiences: {accept_input: true}}'."
        ) -%}
    {%- endif -%}
    {%- if var('accept_input') is not boolean -%}
        {%- do problems.append('accept_input must be true or false, but is ' ~ shown(var('accept_input')) ~ '.') -%}
    {%- elif var('accept_input') and 'accept_input' not in command_line -%}
        {%- do problems.append(
            "accept_input accepts what came with one run: give it on the command line (--vars '{accept_input: true}'), "
            ~ "not in a file, where it would switch off all guards for good."
        ) -%}
    {%- endif -%}
    {%- set wordings = graph.nodes['seed.owned_audiences.owned_audiences__feature_definitions'] -%}
    {%- if flags.WHICH == 'run' and 'model.owned_audiences.int_owned_audiences__scorecards' in selected_resources
        and wordings and not adapter.get_relation(wordings.database, wordings.schema, wordings.alias) -%}
        {%- do problems.append(
            'dbt run builds no seeds, and the seed ' ~ wordings.name ~ ' is not in the warehouse yet. Use dbt build, or run '
            ~ '`dbt seed --select ' ~ wordings.name ~ '` before.'
        ) -%}
    {%- endif -%}
    {%- if 'model.owned_audiences.int_owned_audiences__guard' not in selected_resources and publishes() -%}
        {%- set guard = previous_relation('int_owned_audiences__guard') -%}
        {%- set findings = guard_findings(guard) if guard else [] -%}
        {%- set configuration = previous_relation('int_owned_audiences__configuration') -%}
        {%- if findings -%}
            {%- do problems.append(guard_message(findings)) -%}
        {%- elif configuration and not run_query('select is_guard_passed from ' ~ configuration).rows[0][0] -%}
            {%- do problems.append(
                'This run would publish tables that the guard has not checked. Build the whole package: '
                ~ 'dbt build --select package:owned_audiences.'
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{#
    Whether this run selected a published model of the package; not counting those of the folder that
    is selected with a user's own model called interactions.
#}
{% macro publishes() %}
    {%- for resource in selected_resources if resource.startswith('model.owned_audiences.owned_audiences__')
        and graph.nodes[resource].fqn[1] != 'interactions' -%}
        {{- return(true) -}}
    {%- endfor -%}
    {{- return(false) -}}
{% endmacro %}
