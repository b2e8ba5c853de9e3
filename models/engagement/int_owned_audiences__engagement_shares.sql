-- One row per dimension and category: everybody's share of active days in it, how strongly a
-- person's own share is shrunk towards it, and whether that beat it on the last 30 days, held out.
{% set most_for_topics = 30 %}
with counts as (
    select * from {{ ref('int_owned_audiences__engagement_counts') }}
    where is_sampled
),

scopes as (
    select
        'now' as scope,
        person_key,
        dimension,
        category,
        days
    from counts
    union all
    select
        'before' as scope,
        person_key,
        dimension,
        category,
        days_before as days
    from counts
    where days_before > 0
),

persons as (
    select
        scope,
        dimension,
        person_key,
        sum(days) as days
    from scopes
    group by scope, dimension, person_key
),

dimensions as (
    select
        scope,
        dimension,
        sum(days) as days,
        sum(days * days) as squared_days
    from persons
    group by scope, dimension
),

shares as (
    select
        scopes.scope,
        scopes.dimension,
        scopes.category,
        sum(scopes.days) / any_value(dimensions.days) as share
    from scopes
    inner join dimensions
        on scopes.scope = dimensions.scope and scopes.dimension = dimensions.dimension
    group by scopes.scope, scopes.dimension, scopes.category
),

impurity as (
    select
        scope,
        dimension,
        sum(share * (1 - share)) as expected_variance,
        sum(share * share) as squared_share
    from shares
    group by scope, dimension
),

-- squared distance of people's counts from everybody's share of their days
spread as (
    select
        scope,
        dimension,
        sum(distance) as distance
    from (
        select
            scopes.scope,
            scopes.dimension,
            sum(scopes.days * scopes.days - 2 * persons.days * scopes.days * shares.share)
            + any_value(persons.days * persons.days * impurity.squared_share) as distance
        from scopes
        inner join persons
            on
                scopes.scope = persons.scope
                and scopes.dimension = persons.dimension
                and scopes.person_key = persons.person_key
        inner join shares
            on
                scopes.scope = shares.scope
                and scopes.dimension = shares.dimension
                and scopes.category = shares.category
        inner join impurity
            on scopes.scope = impurity.scope and scopes.dimension = impurity.dimension
        group by scopes.scope, scopes.dimension, scopes.person_key
    ) as of_persons
    group by scope, dimension
),

-- the moments of a Dirichlet-multinomial: distance = variance * N * (N + k) / (1 + k)
shrinkage as (
    select
        dimensions.scope,
        dimensions.dimension,
        -- rounded, as sums of doubles depend on the order of rows in their last digits
        round(least(
            case
                when spread.distance <= impurity.expected_variance * dimensions.days then 1e6
                else greatest(
                    0.1,
                    (impurity.expected_variance * dimensions.squared_days - spread.distance)
                    / (spread.distance - impurity.expected_variance * dimensions.days)
                )
            end,
            if(dimensions.dimension = 'topic', {{ most_for_topics }}, 1e6)
        ), 3) as k
    from dimensions
    inner join impurity
        on dimensions.scope = impurity.scope and dimensions.dimension = impurity.dimension
    inner join spread
        on dimensions.scope = spread.scope and dimensions.dimension = spread.dimension
),

-- log loss on the held-out days, of people who were known before them
held_out as (
    select
        counts.dimension,
        counts.person_key,
        sum((counts.days - counts.days_before) * -ln(shares.share)) as global_loss,
        sum(
            (counts.days - counts.days_before) * -ln(
                (counts.days_before + shrinkage.k * shares.share) / (persons.days + shrinkage.k)
            )
        ) as personal_loss
    from counts
    inner join persons
        on
            persons.scope = 'before'
            and counts.dimension = persons.dimension
            and counts.person_key = persons.person_key
    inner join shares
        on
            shares.scope = 'before'
            and counts.dimension = shares.dimension
            and counts.category = shares.category
    inner join shrinkage
        on shrinkage.scope = 'before' and counts.dimension = shrinkage.dimension
    where counts.days > counts.days_before
    group by counts.dimension, counts.person_key
),

contest as (
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
),

final as (
    select
        shares.dimension,
        shares.category,
        shares.share,
        shrinkage.k,
        contest.people_held_out,
        contest.global_loss,
        contest.personal_loss,
        coalesce(contest.is_personal, false) as is_personal
    from shares
    inner join shrinkage
        on shares.scope = shrinkage.scope and shares.dimension = shrinkage.dimension
    left join contest on shares.dimension = contest.dimension
    where shares.scope = 'now'
)

select * from final
