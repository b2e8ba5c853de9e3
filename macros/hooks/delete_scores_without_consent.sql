{#
    The hook that purges scores of people who have not consented to scoring, or no longer do.

        pre_hook="{{ delete_scores_without_consent() }}"
#}
{% macro delete_scores_without_consent() -%}
    {%- if is_building() and is_incremental() and var('consents') -%}
    delete from {{ this }}
    where person_id not in (
        select people.person_id
        from {{ ref('int_owned_audiences__person_identifiers') }} as people
        inner join {{ ref('int_owned_audiences__consents') }} as consents
            on people.person_key = consents.person_key and consents.purpose = 'scoring'
    )
    {%- endif -%}
{%- endmacro %}
