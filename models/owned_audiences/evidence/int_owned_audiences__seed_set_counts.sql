-- One row per audience with a seed set, and per other name that the lists hold: what became of the
-- rows of the list, and how recently its members and the other people were active.
with seed_sets as (
    select * from {{ ref('int_owned_audiences__seed_sets') }}
    where is_configured or listed_rows > 0
),

as_of as (
    select max(as_of) as as_of
    from {{ ref('int_owned_audiences__as_of') }}
),

seed_set_members as (
    select * from {{ ref('int_owned_audiences__seed_set_members') }}
),

observations as (
    select
        observations.person_key,
        cast(observations.days_since_last_interaction <= 30 as integer) as is_active
    from {{ ref('int_owned_audiences__current_observations') }} as observations
    {{ with_consent('observations', 'scoring') }}
),

members as (
    select
        seed_set_members.audience,
        count(*) as members,
        count(*) filter (where seed_set_members.is_matched) as matched_members,
        count(*) filter (where seed_set_members.seeded_on is null) as undated_members,
        cast(sum(seed_set_members.listed_rows) as bigint) as listed_rows,
        quantile_disc(as_of.as_of - seed_set_members.seeded_on, 0.5) as median_age_days
    from seed_set_members
    cross join as_of
    group by seed_set_members.audience
),

active_members as (
    select
        seed_set_members.audience,
        count(*) as people,
        sum(observations.is_active) as active
    from seed_set_members
    inner join observations on seed_set_members.person_key = observations.person_key
    group by seed_set_members.audience
),

everybody as (
    select
        count(*) as people,
        coalesce(sum(is_active), 0) as active
    from observations
),

final as (
    select
        seed_sets.audience,
        as_of.as_of,
        seed_sets.is_configured,
        seed_sets.listed_rows,
        seed_sets.rows_without_user,
        seed_sets.rows_with_unreadable_date,
        case
            when seed_sets.is_configured
                then
                    seed_sets.listed_rows - seed_sets.rows_without_user
                    - seed_sets.rows_with_unreadable_date - coalesce(members.listed_rows, 0)
            else 0
        end as rows_after_as_of,
        coalesce(members.listed_rows - members.members, 0) as repeated_rows,
        coalesce(members.members, 0) as members,
        coalesce(members.matched_members, 0) as matched_members,
        coalesce(members.undated_members, 0) as undated_members,
        cast(members.median_age_days as integer) as median_age_days,
        active_members.active / active_members.people as share_of_members_active_30d,
        case
            when seed_sets.is_configured
                then
                    (everybody.active - coalesce(active_members.active, 0))
                    / nullif(everybody.people - coalesce(active_members.people, 0), 0)
        end as share_of_others_active_30d
    from seed_sets
    cross join as_of
    cross join everybody
    left join members on seed_sets.audience = members.audience
    left join active_members on seed_sets.audience = active_members.audience
)

select * from final
