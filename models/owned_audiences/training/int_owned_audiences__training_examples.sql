-- One row per audience, cut-off and sampled person: whether they did the desired action in the
-- label window, or are a member of the seed list. Weights restore the eligible people of the
-- cut-off; of a seed list they balance the two classes.
with dates as (
    select * from {{ ref('int_owned_audiences__label_windows') }}
),

activity_days as (
    select * from {{ ref('int_owned_audiences__activity_days') }}
),

interaction_kinds as (
    select * from {{ ref('int_owned_audiences__interaction_kinds') }}
),

desired_actions as (
    select * from {{ ref('int_owned_audiences__desired_actions') }}
),

people as (
    select * from {{ ref('int_owned_audiences__people') }}
),

distinct_dates as (
    select distinct as_of from dates
),

facts as (
    {{ person_facts('distinct_dates', active_days=eligible_uses('active_days')) }}
),

last_actions as (
    {{ last_desired_actions('dates') }}
),

eligible as (
    {{ eligible_people('dates') }}
),

acted as (
    select distinct
        dates.audience,
        dates.as_of,
        people.person_key
    from desired_actions
    inner join people on {{ is_of_person('desired_actions') }}
    inner join dates
        on
            desired_actions.audience = dates.audience
            and desired_actions.day >= dates.window_start
            and desired_actions.day < dates.window_end
            and {{ known_on_of_person('desired_actions') }} < dates.labelled_until
),

labelled as (
    select
        eligible.audience,
        eligible.as_of,
        eligible.person_key,
        acted.person_key is not null as acted,
        eligible.days_since_desired_action
    from eligible
    left join acted
        on
            eligible.audience = acted.audience
            and eligible.as_of = acted.as_of
            and eligible.person_key = acted.person_key
),

classes as (
    select
        labelled.audience,
        labelled.as_of,
        labelled.acted,
        count(*) as people,
        any_value(dates.quota) / count(*) as share
    from labelled
    inner join dates on labelled.audience = dates.audience and labelled.as_of = dates.as_of
    group by labelled.audience, labelled.as_of, labelled.acted
),

sampled as (
    select
        labelled.*,
        classes.people,
        people.person_id
    from labelled
    inner join classes
        on
            labelled.audience = classes.audience
            and labelled.as_of = classes.as_of
            and labelled.acted = classes.acted
    inner join people
        on labelled.person_key = people.person_key and people.identifier_key = people.person_key
    where {{ drawn('people.person_id || labelled.as_of', 'classes.share') }}
),

examples as (
    select
        sampled.audience,
        sampled.as_of,
        sampled.person_key,
        sampled.person_id,
        sampled.acted,
        sampled.people
        / count(*) over (partition by sampled.audience, sampled.as_of, sampled.acted) as weight,
        -- the rule: the most recent desired action first, then the most recent interaction
        -100000.0 * coalesce(sampled.days_since_desired_action, 99999)
        - facts.days_since_last_interaction as rule_score,
        facts.days_since_last_interaction,
        facts.tenure_days,
        facts.interactions
    from sampled
    -- what was left behind while everybody was carried along
    inner join facts on sampled.person_key = facts.person_key and sampled.as_of = facts.as_of
    union all by name
    select * from {{ ref('int_owned_audiences__seed_examples') }}
),

final as (
    select
        row_number() over (
            order by audience, as_of, md5(person_id || as_of), person_id
        ) as example_id,
        *
    from examples
)

select * from final
