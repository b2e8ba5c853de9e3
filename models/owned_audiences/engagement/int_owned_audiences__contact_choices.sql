-- One row per person in a tier whom nothing speaks against: the audience that wins, and their rank
-- among all who are to be contacted by the same channel on the same date.
with candidates as (
    select * from {{ ref('int_owned_audiences__contact_candidates') }}
    where is_open
),

winners as (
    select *
    from candidates
    qualify row_number() over (partition by person_id order by contact_rank) = 1
),

ranked as (
    select
        *,
        row_number() over (
            partition by next_on, channel
            order by
                audience_priority asc,
                expected_value desc nulls last,
                percentile desc,
                md5(person_id) asc
        ) as channel_rank
    from winners
),

final as (
    select
        *,
        channel_budget is null or channel_rank <= channel_budget as is_within_budget
    from ranked
)

select * from final
