-- One row per line that was returned: one in twenty-five, 3 to 16 days after it was bought.
with baskets as (
    select * from {{ ref('baskets') }}
),

returned as (
    select
        line_id as id,
        order_id,
        processed_at
        + to_days(3 + cast(floor(14 * {{ drawn_number("line_id || ' return day'") }}) as integer))
            as processed_at,
        product_type,
        price * quantity as subtotal
    from baskets
    where {{ drawn_number("line_id || ' is returned'") }} < 0.04
),

final as (
    select * from returned
    where processed_at < timestamp '2025-04-01'
)

select * from final
