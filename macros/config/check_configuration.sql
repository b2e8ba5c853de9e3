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
    {%- do problems.extend(setting_problems()) -%}
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
        {%- do problems.extend(audience_problems(audience, where)) -%}
    {%- endfor -%}
    {%- set last = run_query(last_kept_as_of()).rows[0][0] -%}
    {%- if last is not none and var('as_of') and var('as_of') | string < last | string -%}
        {%- do problems.append(
            "as_of is " ~ var('as_of') ~ ", but the kept tables already stand at " ~ last
            ~ ": an earlier date would rewrite their history. Build it in another schema (a target of its own)."
        ) -%}
    {%- endif -%}
    {%- if last is not none and flags.EMPTY -%}
        {%- do problems.append(
            "--empty would empty tables that hold segments. Build on nothing in another schema (a target of its own)."
        ) -%}
    {%- endif -%}
    {%- for node in graph.nodes.values() if node.package_name == 'owned_audiences' -%}
        {%- if node.config.get('full_refresh') is false and node.config.materialized != 'incremental' -%}
            {%- do problems.append(
                "Your dbt_project.yml makes " ~ node.name ~ " a " ~ node.config.materialized ~ ", and it keeps "
                ~ "what cannot be made again: set +materialized on other models than this one."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if library_version() != package_version() -%}
        {%- do problems.append(
            "The Python half of the package is " ~ (library_version() or 'missing') ~ ", and the dbt half "
            ~ package_version() ~ ": run `pip install \"owned-audiences[duckdb]==" ~ package_version()
            ~ "\"` in the environment of dbt."
        ) -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# What is wrong with the settings of all audiences. #}
{% macro setting_problems() %}
    {%- set problems = [] -%}
    {%- set known = [
        'interactions', 'identity_links', 'person_attributes', 'extra_features', 'seed_sets', 'consents',
        'erasure_requests', 'audiences', 'as_of', 'time_zone', 'contact_types', 'sensitive_attributes',
        'score_anonymous', 'max_users_per_identifier', 'lookback_days', 'refit_after_days'
    ] -%}
    {%- set given = var('owned_audiences', {}) -%}
    {%- for key in given if key not in known -%}
        {%- do problems.append("There is no variable " ~ key ~ " in owned_audiences. There are: " ~ known | join(', ') ~ ".") -%}
    {%- endfor -%}
    {%- for key, least in {'lookback_days': 1, 'refit_after_days': 0}.items() -%}
        {%- if var(key) is not integer or var(key) < least -%}
            {%- do problems.append(key ~ " must be a whole number, " ~ least ~ " or more.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if var('contact_types') and var('contact_types') is string -%}
        {%- do problems.append("contact_types must be a list: [" ~ var('contact_types') ~ "].") -%}
    {%- endif -%}
    {%- if var('as_of') and not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', var('as_of') | string) -%}
        {%- do problems.append("as_of must be a date such as 2025-12-31, and is " ~ var('as_of') ~ ".") -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# What is wrong with an audience's own settings; `where` begins each sentence. #}
{% macro audience_problems(audience, where) %}
    {%- set problems = [] -%}
    {%- for key in audience if key not in [
        'name', 'desired_action', 'horizon_days', 'gap_days', 'eligible', 'tiers', 'cooldown_days'
    ] -%}
        {%- do problems.append(where ~ "there is no setting " ~ key ~ ".") -%}
    {%- endfor -%}
    {%- for key in ['gap_days', 'cooldown_days'] if key in audience -%}
        {%- if audience[key] is not integer or audience[key] < 0 -%}
            {%- do problems.append(where ~ key ~ " must be a whole number of days, 0 or more.") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if audience.tiers is defined and audience.tiers is not mapping -%}
        {%- do problems.append(where ~ "tiers must be names with shares: {high: 0.10, medium: 0.30}.") -%}
    {%- elif audience.tiers is defined -%}
        {%- set shares = audience.tiers.values() | list -%}
        {%- for tier, share in audience.tiers.items() -%}
            {%- if share is not number or share <= 0 or share > 1 -%}
                {%- do problems.append(
                    where ~ "tier " ~ tier ~ " must be a share above 0 and up to 1 (0.05 is 5 %), and is " ~ share ~ "."
                ) -%}
            {%- elif shares.count(share) > 1 -%}
                {%- do problems.append(
                    where ~ "tier " ~ tier ~ " ends where another does. Shares are cumulative: each must be larger than the one before."
                ) -%}
            {%- endif -%}
            {%- if tier == 'rest' or not modules.re.match('^[a-z][a-z0-9_]*$', tier | string) -%}
                {%- do problems.append(
                    where ~ "a tier may not be called " ~ tier ~ ": lower case letters, digits and _, and not rest, which are the others."
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}
