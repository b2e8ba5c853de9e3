-- One row per order.
with baskets as (
    select * from {{ ref('baskets') }}
),

final as (
    select
        order_id as id,
        customer_id,
        processed_at,
        source_name,
        sum(price * quantity) as total_price
    from baskets
    group by all
)

select * from final
