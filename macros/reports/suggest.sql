{#
    Prints what helps to choose audiences, and `vars:` to paste: how much data there is and of what
    kind, and for each interaction type how many people do it in the next 7, 30 and 90 days.

        dbt run-operation owned_audiences.suggest
        dbt run-operation owned_audiences.suggest --args '{relation: raw.interactions}'
#}
{% macro suggest(relation=none) %}
    {%- set interactions = relation or var('interactions') -%}
    {%- if execute -%}
        {%- set problem = suggest_problem(interactions) -%}
        {%- if problem -%}
            {%- do print('owned_audiences: ' ~ problem) -%}
        {%- else -%}
            {%- do print_suggestions(interactions, relation is not none) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{# Why nothing can be said of a relation, in a sentence; none if it can be read. #}
{% macro suggest_problem(interactions) %}
    {%- if not interactions -%}
        {{- return(
            "no interactions are configured. Say which table holds them: "
            ~ "dbt run-operation owned_audiences.suggest --args '{relation: raw.interactions}'"
        ) -}}
    {%- elif '__dbt__cte__' in interactions -%}
        {{- return(
            'the model of interactions is ephemeral, so there is nothing to look at. Make it a view or a table.'
        ) -}}
    {%- elif not is_there(interactions) -%}
        {{- return(
            'there is no ' ~ interactions ~ ' yet. Build it first (dbt run --select your_model), or name another relation.'
        ) -}}
    {%- endif -%}
    {%- set input = inputs().interactions -%}
    {%- set given = columns_of(interactions) -%}
    {%- set problems = input_problems(interactions, given, input.columns, input.one_of) -%}
    {%- if problems -%}
        {{- return(
            interactions ~ ' cannot be read: ' ~ problems | join('; ') ~ '. It has: ' ~ given | join(', ') ~ '.'
        ) -}}
    {%- endif -%}
    {{- return(none) -}}
{% endmacro %}


{# Whether a relation exists; what is no name, such as read_parquet('…'), is taken to. #}
{% macro is_there(relation) %}
    {%- if '(' in relation -%}{{ return(true) }}{%- endif -%}
    {%- set parts = (relation | replace('"', '')).split('.') -%}
    {{- return(none is not sameas adapter.get_relation(
        parts[-3] if parts | length > 2 else target.database,
        parts[-2] if parts | length > 1 else target.schema,
        parts[-1],
    )) -}}
{% endmacro %}


{# Looks at the relation, and prints. #}
{% macro print_suggestions(interactions, is_named_here) %}
    {%- set total = run_query(suggest_totals(interactions)).rows[0] -%}
    {%- if not total.usable -%}
        {%- do print(
            'owned_audiences: ' ~ interactions ~ ' has '
            ~ (counted(total.interactions, 'row') ~ ' and none that can be used.' if total.interactions else 'no rows yet.')
        ) -%}
        {%- do print(suggest_rejected(total) | join('\n')) -%}
        {{- return(none) -}}
    {%- endif -%}
    {%- do run_query(suggest_people(interactions)) -%}
    {%- set types = run_query(suggest_types(total.last_day)).rows -%}
    {%- set names = run_query(suggest_names(interactions)).rows -%}
    {%- set users = run_query(suggest_users()).rows[0] -%}
    {%- set placeholders = run_query(suggest_placeholders(interactions)).rows -%}
    {%- do run_query('drop table owned_audiences_suggest') -%}
    {%- set bulk = run_query(suggest_bulk_load(interactions)).rows -%}
    {%- set choices = suggest_choices(types, total.days) -%}
    {%- set lines = [interactions, ''] + suggest_overview(total, names, users.people) + suggest_rejected(total)
        + suggest_table(types, total.days) + suggest_notes(total, types, names, users, placeholders, bulk, choices)
        + suggest_vars(interactions, is_named_here, types, choices) -%}
    {%- do print('\n' ~ lines | join('\n')) -%}
{% endmacro %}
