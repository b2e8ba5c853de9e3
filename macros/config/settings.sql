{#
    Every variable of the package with its value: the inputs of the registry and the others. Each of
    them is in dbt_project.yml, too. Call it outside of `if execute`: dbt must see the references in it
    when it parses.

        {{ settings().time_zone }}  ->  UTC
#}
{% macro settings() %}
    {%- set settings = {} -%}
    {%- for name in inputs() -%}{%- do settings.update({name: var(name)}) -%}{%- endfor -%}
    {%- do settings.update({
        'audiences': var('audiences'),
        'exports': var('exports'),
        'contact_rules': var('contact_rules'),
        'guards': var('guards'),
        'accept_input': var('accept_input'),
        'as_of': var('as_of'),
        'time_zone': var('time_zone'),
        'contact_types': var('contact_types'),
        'sensitive_attributes': var('sensitive_attributes'),
        'score_anonymous': var('score_anonymous'),
        'max_users_per_identifier': var('max_users_per_identifier'),
        'lookback_days': var('lookback_days'),
        'refit_after_days': var('refit_after_days'),
        'backtest_boosting': var('backtest_boosting'),
    }) -%}
    {{- return(settings) -}}
{% endmacro %}
