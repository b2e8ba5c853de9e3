{#
    The package's on-run-start hook: stops a run that would build the package's models with a
    configuration that cannot work, before anything is built, with all problems in one message.
#}
{% macro check_configuration() %}
    {#- outside the condition: dbt must see the reference when it parses -#}
    {%- set interactions = var('interactions') -%}
    {%- if execute and builds_the_package() -%}
        {%- set problems = configuration_problems(interactions) -%}
        {%- if problems -%}
            {{- exceptions.raise_compiler_error(
                'owned_audiences cannot run with this configuration:\n\n' ~ problems | join('\n\n')
            ) -}}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{# Whether this run selected any model of the package. #}
{% macro builds_the_package() %}
    {%- for resource in selected_resources if resource.startswith('model.owned_audiences.') -%}
        {{- return(true) -}}
    {%- endfor -%}
    {{- return(false) -}}
{% endmacro %}


{# Every problem of the configuration, each a sentence with what to change. #}
{% macro configuration_problems(interactions) %}
    {%- set problems = [] -%}
    {%- if not interactions and project_name != 'owned_audiences' -%}
        {%- do problems.append(
            "No interactions are configured. Say in your dbt_project.yml which model holds them, and "
            ~ "which audiences to learn:\n\n"
            ~ "    vars:\n"
            ~ "      owned_audiences:\n"
            ~ "        interactions: \"{" ~ "{ ref('" ~ project_name ~ "', 'your_interactions') }" ~ "}\"\n"
            ~ "        audiences:\n"
            ~ "          - name: buyers\n"
            ~ "            desired_action: \"interaction_type = 'purchase'\"\n"
            ~ "            horizon_days: 30"
        ) -%}
    {%- endif -%}
    {%- set names = [] -%}
    {%- for audience in var('audiences') or [] -%}
        {%- set where = "Audience " ~ (audience.name or loop.index) ~ ": " -%}
        {%- if not modules.re.match('^[a-z][a-z0-9_]*$', audience.name | string) -%}
            {%- do problems.append(where ~ "its name must be lower case letters, digits and _, a letter first.") -%}
        {%- endif -%}
        {%- if audience.name in names -%}
            {%- do problems.append(where ~ "the name stands twice. Give each audience its own.") -%}
        {%- endif -%}
        {%- do names.append(audience.name) -%}
        {%- if not audience.desired_action -%}
            {%- do problems.append(where ~ "it has no desired_action: SQL such as \"interaction_type = 'purchase'\".") -%}
        {%- endif -%}
        {%- if audience.horizon_days is not integer or audience.horizon_days < 1 -%}
            {%- do problems.append(where ~ "horizon_days must be a whole number of days, 1 or more.") -%}
        {%- endif -%}
        {%- for key in audience if key not in [
            'name', 'desired_action', 'horizon_days', 'gap_days', 'eligible', 'tiers', 'cooldown_days'
        ] -%}
            {%- do problems.append(where ~ "there is no setting " ~ key ~ ".") -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set events = previous_relation('owned_audiences__segment_events') -%}
    {%- if var('as_of') and events -%}
        {%- set last = run_query('select cast(max(as_of) as ' ~ dbt.type_string() ~ ') as as_of from ' ~ events).rows[0][0] -%}
        {%- if last is not none and var('as_of') | string < last -%}
            {%- do problems.append(
                "as_of is " ~ var('as_of') ~ ", but the kept tables already stand at " ~ last
                ~ ": an earlier date would rewrite their history. Build it in another schema (a target of its own)."
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if var('audiences') and not library_version() -%}
        {%- do problems.append(
            "The Python half is missing: run `pip install \"owned-audiences[duckdb]\"` in the environment of dbt."
        ) -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}
