{#
    The hook before a kept model with one set of rows per as_of: what an earlier run of the current
    as_of left is replaced, in one transaction with the insert.
#}
{% macro delete_current_as_of() -%}
    {%- if is_incremental() -%}
    delete from {{ this }}
    where as_of = (select max(audiences.as_of) from {{ ref('owned_audiences__audiences') }} as audiences)
    {%- endif -%}
{%- endmacro %}


{# The hook that lets go of scores whose label windows have ended 30 days ago. #}
{% macro delete_matured_scores() -%}
    {%- if is_incremental() -%}
    delete from {{ this }}
    where window_ends_on + 30 < (select max(audiences.as_of) from {{ ref('owned_audiences__audiences') }} as audiences)
    {%- endif -%}
{%- endmacro %}


{# The hook that lets go of scores of people who have not consented to scoring, or no longer do. #}
{% macro delete_scores_without_consent() -%}
    {%- if is_incremental() and var('consents') -%}
    delete from {{ this }}
    where person_id not in (
        select people.person_id
        from {{ ref('int_owned_audiences__people') }} as people
        inner join {{ ref('int_owned_audiences__consents') }} as consents
            on people.person_key = consents.person_key and consents.purpose = 'scoring'
    )
    {%- endif -%}
{%- endmacro %}
