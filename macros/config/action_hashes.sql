{# The hashes of the desired actions that the model holds from earlier runs: these are not filled again. #}
{% macro kept_action_hashes() %}
    {%- if not (execute and is_incremental()) -%}{{ return([]) }}{%- endif -%}
    {{- return(run_query('select distinct action_hash from ' ~ this).columns[0].values() | list) -}}
{% endmacro %}


{# The hook that deletes the actions of audiences that are gone or whose action changed. #}
{% macro delete_other_actions() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where action_hash not in (
        {%- for audience in audiences('desired_action') -%}'{{ audience.action_hash }}', {% endfor -%}'')
    {%- endif -%}
{%- endmacro %}
