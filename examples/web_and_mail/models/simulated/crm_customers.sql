-- One row per version of a customer, as the CRM keeps it: the first from the day on which they
-- registered, another from that on which they took the plan `plus`. And a few who only ever came
-- to the store, of whom no interaction tells.
with customers as (
    select * from {{ ref('customers') }}
    where registers_on_day is not null
),

versions as (
    select
        *,
        if(plus_from_day <= registers_on_day, 'plus', 'basic') as plan,
        registers_on_day as version_day
    from customers
    where registers_on_day < 365
    union all
    select
        *,
        'plus' as plan,
        plus_from_day as version_day
    from customers
    where plus_from_day > registers_on_day and plus_from_day < 365
),

of_the_store as (
    select
        's' || number as customer_id,
        'basic' as plan,
        'north' as region,
        'none' as religion,
        40 as age,
        0 as version_day
    from range(1, 26) as numbers(number)
),

final as (
    select
        customer_id,
        plan,
        region,
        religion,
        age,
        date '2024-05-01' + to_days(cast(version_day as integer)) as valid_from
    from (
        select * from versions
        union all by name
        select * from of_the_store
    ) as customers_of_both
)

select * from final
