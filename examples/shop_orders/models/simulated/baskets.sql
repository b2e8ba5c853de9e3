-- One row per line that somebody bought. Simulated: it stands in for the tables of your own shop.
-- 1,500 customers over 15 months. The favourite category of each sets how soon they come back, and
-- each has a pace, an hour of the day and a number of orders of their own.
with customers as (
    select
        customer_id,
        case
            when {{ drawn_number("customer_id || ' favourite'") }} < 0.35 then 'coffee'
            when {{ drawn_number("customer_id || ' favourite'") }} < 0.75 then 'tea'
            else 'gifts'
        end as favourite,
        if({{ drawn_number("customer_id || ' channel'") }} < 0.7, 'web', 'pos') as usual_channel,
        7 + floor(14 * {{ drawn_number("customer_id || ' hour'") }}) as usual_hour,
        440 * {{ drawn_number("customer_id || ' joins'") }} as joins_after_days,
        0.5 + {{ drawn_number("customer_id || ' pace'") }} as pace,
        1 - 8 * ln(1 - {{ drawn_number("customer_id || ' stays'") }}) as stays_for_orders
    from range(1, 1501) as numbers(customer_id)
),

orders as (
    select
        customers.*,
        1000 * customers.customer_id + visits.visit as order_id,
        visits.visit,
        case
            when visits.visit = 1 then customers.joins_after_days
            else
                customers.pace
                * case customers.favourite when 'coffee' then 25 when 'tea' then 60 else 150 end
                * (0.4 - 0.6 * ln(1 - {{ drawn_number("customer_id || ' gap ' || visit") }}))
        end as days_since_last
    from customers
    cross join range(1, 100) as visits(visit)
    where visits.visit <= customers.stays_for_orders
),

dated as (
    select
        *,
        date '2024-01-01'
        + to_days(cast(floor(
            sum(days_since_last) over (partition by customer_id order by visit)
        ) as integer))
        + to_minutes(cast(
            60 * usual_hour + floor(60 * {{ drawn_number("order_id || ' minute'") }}) as integer
        )) as processed_at
    from orders
),

baskets as (
    select
        dated.*,
        lines.line,
        dated.order_id || '-' || lines.line as line_key
    from dated
    cross join range(1, 4) as lines(line)
    where
        dated.processed_at < timestamp '2025-04-01'
        and lines.line <= 1 + 3 * {{ drawn_number("order_id || ' lines'") }}
),

products as (
    select
        *,
        case
            when {{ drawn_number("line_key || ' is favourite'") }} < 0.7 then favourite
            else ['coffee', 'tea', 'gifts', 'sweets'][
                1 + cast(floor(4 * {{ drawn_number("line_key || ' category'") }}) as integer)
            ]
        end as product_type
    from baskets
),

final as (
    select
        10 * order_id + line as line_id,
        order_id,
        customer_id,
        processed_at,
        if({{ drawn_number("order_id || ' channel'") }} < 0.9, usual_channel, 'web') as source_name,
        product_type,
        1 + cast(floor(2 * {{ drawn_number("line_key || ' quantity'") }}) as integer) as quantity,
        cast(
            case product_type
                when 'coffee' then 12.90
                when 'tea' then 7.50
                when 'gifts' then 29
                else 4.20
            end as decimal(18, 2)
        ) as price
    from products
)

select * from final
