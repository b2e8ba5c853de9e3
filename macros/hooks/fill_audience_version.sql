{#
    The hook that gives rows of version 0.2.0 the audience_version that they lack: they belong to the
    audience as it is now.

        pre_hook=[{'sql': "{{ fill_audience_version() }}", 'transaction': false}, …]
#}
{% macro fill_audience_version() -%}
    {%- if is_building() and is_incremental() -%}
    update {{ this }}
    set audience_version = coalesce((
        select max(audiences.audience_version)
        from {{ ref('int_owned_audiences__audiences') }} as audiences
        where audiences.audience = {{ this.identifier }}.audience
    ), '')
    where audience_version is null
    {%- endif -%}
{%- endmacro %}
