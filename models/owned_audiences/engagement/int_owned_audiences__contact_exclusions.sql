-- One row per person in a tier who is not on the contact list, and reason for that; of several
-- audiences, the one that comes first.
{% set reasons = {
    'suppressed': {
        'source': 'candidates', 'condition': 'is_suppressed',
        'detail': 'suppression_reason', 'until': 'suppressed_until',
    },
    'cap reached': {
        'source': 'candidates', 'condition': 'is_capped',
        'detail': "cap_contacts || ' in ' || cap_days || ' days'", 'until': 'capped_until',
    },
    'no consent for the channel': {
        'source': 'candidates', 'condition': 'not is_suppressed and not has_consent',
        'detail': "channel || ' needs ' || channel_purpose", 'until': 'cast(null as date)',
    },
    'quiet': {
        'source': 'candidates', 'condition': 'not is_suppressed and next_on is null',
        'detail': "'on each of the next 7 days'", 'until': 'cast(null as date)',
    },
    "over the channel's budget": {
        'source': 'choices',
        'detail': "channel || ' takes ' || channel_budget || ' a day'", 'until': 'as_of + 6',
    },
} %}
with candidates as (
    select * from {{ ref('int_owned_audiences__contact_candidates') }}
    where
        person_id not in (
            select contact_list.person_id
            from {{ ref('int_owned_audiences__contact_list') }} as contact_list
        )
),

choices as (
    select * from {{ ref('int_owned_audiences__contact_choices') }}
    where not is_within_budget
),

reasons as (
    {%- for reason, of_reason in reasons.items() %}
    select
        person_id,
        audience,
        as_of,
        contact_rank,
        {{ dbt.string_literal(dbt.escape_single_quotes(reason)) }} as exclusion_reason,
        {{ of_reason.detail }} as detail,
        {{ of_reason.until }} as excluded_until
    from {{ of_reason.source }}
    {{ 'where ' ~ of_reason.condition if of_reason.condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        person_id,
        audience,
        as_of,
        exclusion_reason,
        detail,
        excluded_until
    from reasons
    qualify row_number() over (
        partition by person_id, exclusion_reason
        order by contact_rank
    ) = 1
)

select * from final
