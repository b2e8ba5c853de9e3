{#
    The hook before a kept model with one set of rows per as_of: what an earlier run of the current
    as_of left is replaced, and what a run left that never came to its end is taken out, in one
    transaction with the insert.
#}
{% macro delete_current_as_of() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where
        as_of in (select dates.as_of from {{ ref('int_owned_audiences__as_of') }} as dates)
        or as_of in ({{ unfinished_dates() }})
    {%- endif -%}
{%- endmacro %}


{# The hook that purges scores whose label windows ended 30 days ago. #}
{% macro delete_matured_scores() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where window_ends_on + 30 < (select max(dates.as_of) from {{ ref('int_owned_audiences__as_of') }} as dates)
    {%- endif -%}
{%- endmacro %}


{# The hook that purges scores of people who have not consented to scoring, or no longer do. #}
{% macro delete_scores_without_consent() -%}
    {%- if is_building() and is_incremental() and var('consents') -%}
    delete from {{ this }}
    where person_id not in (
        select person_identifiers.person_id
        from {{ ref('int_owned_audiences__person_identifiers') }} as person_identifiers
        inner join {{ ref('int_owned_audiences__consents') }} as consents
            on person_identifiers.person_key = consents.person_key and consents.purpose = 'scoring'
    )
    {%- endif -%}
{%- endmacro %}
