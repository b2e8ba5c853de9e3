-- One row per line of an order.
with baskets as (
    select * from {{ ref('baskets') }}
),

final as (
    select
        line_id as id,
        order_id,
        product_type,
        quantity,
        price,
        cast(0 as decimal(18, 2)) as total_discount
    from baskets
)

select * from final
