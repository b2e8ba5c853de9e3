-- One row per customer and way to reach them, as the CRM keeps it. Made up, like everything here:
-- the domains and numbers are reserved for examples and belong to nobody.
with customers as (
    select * from {{ ref('customers') }}
    where registers_on_day < 365
),

addresses as (
    select
        customer_id,
        'email' as kind,
        -- as people type it
        if(number % 7 = 0, upper(customer_id), customer_id) || '@mail.example' as entry
    from customers
    union all
    -- a second one of some, and one of a couple
    select
        customer_id,
        'email' as kind,
        if(number <= 10, 'couple-' || (number + 1) // 2, customer_id || '.work') || '@mail.example'
            as entry
    from customers
    where number <= 10 or number % 20 = 0
    union all
    -- the shop once took numbers without a country code
    select
        customer_id,
        'phone' as kind,
        if(number % 40 = 0, '(01632) ', '+44 1632 ') || (960000 + number % 1000) as entry
    from customers
    where number % 3 != 0
    union all
    select
        customer_id,
        'country' as kind,
        'GB' as entry
    from customers
    union all
    -- typed into the wrong field
    select
        customer_id,
        'email' as kind,
        'see notes' as entry
    from customers
    where number % 100 = 0
)

select * from addresses
