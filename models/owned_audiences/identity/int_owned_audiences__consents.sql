-- One row per person, purpose and span of dates in which they consented, of people whose last word
-- is yes: a no of today holds for the past, too, and a yes of today does not.
with consents as (
    select * replace (coalesce(granted, false) as granted)
    from {{ ref('stg_owned_audiences__consents') }}
    where
        exclusion_reason is null
        or (granted is null and user_id is not null and purpose is not null)
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

last_of_day as (
    select *
    from consents
    qualify row_number() over (
        partition by user_id, purpose, known_on
        order by changed_at desc nulls last, granted asc
    ) = 1
),

spans as (
    select
        *,
        coalesce(lead(known_on) over changes, {{ last_of_days() }}) as until_day,
        last_value(granted) over (
            changes rows between unbounded preceding and unbounded following
        ) as is_granted_now
    from last_of_day
    window changes as (partition by user_id, purpose order by known_on)
),

final as (
    select
        persons.person_key,
        spans.purpose,
        spans.known_on,
        spans.until_day
    from spans
    inner join persons on spans.user_id = persons.person_id
    where spans.granted and spans.is_granted_now
)

select * from final
