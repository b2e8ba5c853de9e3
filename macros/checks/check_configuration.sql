{#
    The package's on-run-start hook: finds all that is wrong with the configuration before anything is
    built. The model int_owned_audiences__configuration stops the run with it, as dbt remembers which
    model failed and not that a hook did: `dbt retry` would find nothing to do. A run without that
    model stops here.

        on-run-start: "{{ owned_audiences.check_configuration() }}"
#}
{% macro check_configuration() %}
    {#- outside the condition: dbt must see the references when it parses -#}
    {%- set given = settings() -%}
    {%- if execute and builds_the_package() -%}
        {%- set problems = schema_problems() or (setting_problems(given) + audience_problems(given) + export_problems(given)
            + contact_rule_problems(given) + kept_table_problems(given.as_of) + run_problems() + library_problems()) -%}
        {%- set hash = settings_hash(given) -%}
        {%- if 'model.owned_audiences.int_owned_audiences__configuration' in selected_resources -%}
            {#- the graph is one object for the whole run -#}
            {%- do graph.update({'owned_audiences_problems': problems, 'owned_audiences_settings': hash}) -%}
        {%- else -%}
            {%- do raise_problems(problems or changed_settings_problems(hash)) -%}
        {%- endif -%}
    {%- endif -%}
    {#- dbt puts an ephemeral model that is named above into the hook's SQL, and fails if there is none -#}
    {{- 'select 1 as is_checked' if '__dbt__cte__' in given.values() | join -}}
{% endmacro %}


{# A hash of the settings that stand in what is built: with others, all of it is to be built again. #}
{% macro settings_hash(settings) %}
    {%- set standing = [] -%}
    {%- for key, value in settings.items()
        if key not in ['guards', 'accept_input', 'lookback_days', 'refit_after_days', 'backtest_boosting'] -%}
        {%- do standing.append(key ~ ': ' ~ value) -%}
    {%- endfor -%}
    {{- return(local_md5(standing | join('; '))) -}}
{% endmacro %}


{# Whether a part of the package is to be built with other settings than the rest of it was. #}
{% macro changed_settings_problems(hash) %}
    {%- set configuration = previous_relation('int_owned_audiences__configuration') -%}
    {%- if not configuration or run_query(
        'select count(*) from ' ~ configuration ~ " where settings_hash != '" ~ hash ~ "'"
    ).rows[0][0] == 0 -%}
        {{- return([]) -}}
    {%- endif -%}
    {{- return([
        "The package's variables have changed since its other models were built, and this run builds only some of them. "
        ~ 'Build the whole package: dbt build --select package:owned_audiences (or give the same --vars).'
    ]) -}}
{% endmacro %}


{#
    Whether a schema of the package is there under another spelling: to the warehouse it is the same,
    to dbt it is not, and each look at a table would stop with an advice to delete it.
#}
{% macro schema_problems() %}
    {%- set problems = [] -%}
    {%- set models = graph.nodes.values() | selectattr('package_name', 'equalto', 'owned_audiences')
        | selectattr('resource_type', 'equalto', 'model') | list -%}
    {%- set stored = run_query('select catalog_name, schema_name from information_schema.schemata').rows -%}
    {%- for schema, members in models | groupby('schema') -%}
        {%- for database, spelled in stored if spelled != schema and spelled | lower == schema | lower
            and database | lower in members | map(attribute='database') | map('lower') | list -%}
            {%- do problems.append(
                'The schema ' ~ schema ~ ' is spelled ' ~ spelled ~ ' in the database. They are one schema there, and two to dbt: '
                ~ 'write ' ~ spelled ~ ' in your profile or +schema.'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{#
    Whether the two halves of the package are of one version. dbt deps puts the whole repository into
    the project, the Python half included: pip installs it from there, wherever it came from. dbt says
    only of a seed in which folder its package is.
#}
{% macro library_problems() %}
    {%- if library_version() == package_version() -%}{{ return([]) }}{%- endif -%}
    {%- set seed = graph.nodes.get('seed.owned_audiences.owned_audiences__feature_definitions', {}) -%}
    {%- set folder = seed.root_path or './dbt_packages/owned_audiences' -%}
    {{- return([
        "The Python half of the package is " ~ (library_version() or 'missing') ~ ", and the dbt half "
        ~ package_version() ~ ": run `pip install \"" ~ folder ~ "[duckdb]\"` in the environment of dbt."
    ]) -}}
{% endmacro %}
