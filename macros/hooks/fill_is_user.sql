{#
    The hook that gives daily activity of version 0.2.0 the is_user that it lacks: whose identifiers
    its rows are.

        pre_hook="{{ fill_is_user() }}"
#}
{% macro fill_is_user() -%}
    {%- if is_building() and is_incremental() -%}
    update {{ this }}
    set is_user = identifiers.is_user
    from {{ ref('int_owned_audiences__identifiers') }} as identifiers
    where
        {{ this.identifier }}.is_user is null
        and {{ this.identifier }}.identifier_key = identifiers.identifier_key
    {%- endif -%}
{%- endmacro %}
