-- One row per person in a tier who is not on the contact list, and reason for that; of several
-- audiences, the one that comes first.
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
    select
        person_id,
        audience,
        as_of,
        contact_rank,
        'suppressed' as exclusion_reason,
        suppression_reason as detail,
        suppressed_until as excluded_until
    from candidates
    where is_suppressed
    union all
    select
        person_id,
        audience,
        as_of,
        contact_rank,
        'cap reached' as exclusion_reason,
        cap_contacts || ' in ' || cap_days || ' days' as detail,
        capped_until as excluded_until
    from candidates
    where is_capped
    union all
    select
        person_id,
        audience,
        as_of,
        contact_rank,
        'no consent for the channel' as exclusion_reason,
        channel || ' needs ' || channel_purpose as detail,
        cast(null as date) as excluded_until
    from candidates
    where not is_suppressed and not has_consent
    union all
    select
        person_id,
        audience,
        as_of,
        contact_rank,
        'quiet' as exclusion_reason,
        'on each of the next 7 days' as detail,
        cast(null as date) as excluded_until
    from candidates
    where not is_suppressed and next_on is null
    union all
    select
        person_id,
        audience,
        as_of,
        contact_rank,
        'over the channel''s budget' as exclusion_reason,
        channel || ' takes ' || channel_budget || ' on ' || next_on as detail,
        next_on as excluded_until
    from choices
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
