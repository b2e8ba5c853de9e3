-- One row per scope (all of the last year, or before the held-out days), dimension and category:
-- everybody's share of active days in it, and how strongly a person's own is shrunk towards it.
{# of topics there are so many that the moments alone would let everybody's favourite win #}
{% set most_for_topics = 30 %}
with counts as (
    select * from {{ ref('int_owned_audiences__engagement_counts') }}
    where is_sampled
),

scopes as (
    select
        'all' as scope,
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
            case when dimensions.dimension = 'topic' then {{ most_for_topics }} else 1e6 end
        ), 3) as k
    from dimensions
    inner join impurity
        on dimensions.scope = impurity.scope and dimensions.dimension = impurity.dimension
    inner join spread
        on dimensions.scope = spread.scope and dimensions.dimension = spread.dimension
),

final as (
    select
        shares.scope,
        shares.dimension,
        shares.category,
        shares.share,
        shrinkage.k
    from shares
    inner join shrinkage
        on shares.scope = shrinkage.scope and shares.dimension = shrinkage.dimension
)

select * from final
