{#
    The hook that deletes the actions of audiences that are gone or whose action changed.

        pre_hook="{{ delete_other_actions() }}"
#}
{% macro delete_other_actions() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where action_hash not in (
        {%- for audience in audiences('desired_action') -%}'{{ audience.action_hash }}', {% endfor -%}'')
    {%- endif -%}
{%- endmacro %}
