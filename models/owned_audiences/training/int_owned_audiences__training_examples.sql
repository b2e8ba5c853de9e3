-- One row per audience, cut-off, length of the labels and sampled person: whether they did the
-- desired action in the label window (did not, where its absence is predicted), or are a member of
-- the seed set. Weights restore the eligible
-- people of the cut-off; of a seed set they balance the two classes.
with dates as (
    select * from {{ ref('int_owned_audiences__label_windows') }}
),

eligible_observations as (
    select * from {{ ref('int_owned_audiences__eligible_observations') }}
),

person_actions as (
    select * from {{ ref('int_owned_audiences__person_actions') }}
),

persons as (
    select * from {{ ref('int_owned_audiences__persons') }}
),

acted as (
    {{ people_who_acted('dates', 'person_actions', ['audience', 'as_of', 'label_days']) }}
),

labelled as (
    select
        eligible.*,
        acted.value,
        dates.label_days,
        dates.quota,
        dates.is_absent,
        (acted.person_key is not null) != coalesce(dates.is_absent, false) as acted
    from eligible_observations as eligible
    inner join dates on eligible.audience = dates.audience and eligible.as_of = dates.as_of
    left join acted
        on
            eligible.audience = acted.audience
            and eligible.as_of = acted.as_of
            and dates.label_days = acted.label_days
            and eligible.person_key = acted.person_key
),

classes as (
    select
        audience,
        as_of,
        label_days,
        acted,
        count(*) as people,
        any_value(quota) / count(*) as share
    from labelled
    group by audience, as_of, label_days, acted
),

sampled as (
    select
        labelled.*,
        classes.people,
        persons.person_id
    from labelled
    inner join classes
        on
            labelled.audience = classes.audience
            and labelled.as_of = classes.as_of
            and labelled.label_days = classes.label_days
            and labelled.acted = classes.acted
    inner join persons on labelled.person_key = persons.person_key
    where {{ is_sampled('persons.person_id || labelled.as_of', 'classes.share') }}
),

examples as (
    select
        sampled.audience,
        sampled.as_of,
        sampled.label_days,
        sampled.person_key,
        sampled.person_id,
        sampled.acted,
        sampled.value,
        sampled.people
        / count(*) over (
            partition by sampled.audience, sampled.as_of, sampled.label_days, sampled.acted
        ) as weight,
        -- the baseline: the most recent desired action first, then the most recent interaction;
        -- last, where its absence is what is predicted
        case when sampled.is_absent then -1 else 1 end * (
            -100000.0 * coalesce(sampled.days_since_desired_action, 99999)
            - sampled.days_since_last_interaction
        ) as baseline_score,
        sampled.days_since_last_interaction,
        sampled.tenure_days,
        sampled.interactions
    from sampled
    union all by name
    select
        *,
        0 as label_days
    from {{ ref('int_owned_audiences__seed_set_examples') }}
),

final as (
    select
        row_number() over (
            order by audience, as_of, label_days, md5(person_id || as_of), person_id
        ) as example_id,
        *
    from examples
)

select * from final
