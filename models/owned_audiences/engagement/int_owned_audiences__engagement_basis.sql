-- One row per dimension: whether a person's own shrunken share predicts better than everybody's, on
-- the last 30 days, held out.
with counts as (
    select * from {{ ref('int_owned_audiences__engagement_counts') }}
    where is_sampled
),

shares as (
    select * from {{ ref('int_owned_audiences__engagement_shares') }}
    where scope = 'before'
),

persons as (
    select
        dimension,
        person_key,
        sum(days_before) as days
    from counts
    where days_before > 0
    group by dimension, person_key
),

-- log loss on the held-out days, of people who were known before them
held_out as (
    select
        counts.dimension,
        counts.person_key,
        sum((counts.days - counts.days_before) * -ln(shares.share)) as global_loss,
        sum(
            (counts.days - counts.days_before) * -ln(
                (counts.days_before + shares.k * shares.share) / (persons.days + shares.k)
            )
        ) as personal_loss
    from counts
    inner join persons
        on
            counts.dimension = persons.dimension
            and counts.person_key = persons.person_key
    inner join shares
        on
            counts.dimension = shares.dimension
            and counts.category = shares.category
    where counts.days > counts.days_before
    group by counts.dimension, counts.person_key
),

final as (
    select
        dimension,
        count(*) as people_held_out,
        round(avg(global_loss), 6) as global_loss,
        round(avg(personal_loss), 6) as personal_loss,
        -- one-sided 95 %, over people
        sum(global_loss - personal_loss)
        > 1.645 * sqrt(sum(power(global_loss - personal_loss, 2))) as is_personal
    from held_out
    group by dimension
)

select * from final
