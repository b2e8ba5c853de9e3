-- One row per interaction of a customer: lines bought and lines returned.
{{ owned_audiences.orders_interactions(
    orders=ref('orders'),
    lines=ref('order_lines'),
    returns=ref('returns'),
    return_topic='product_type'
) }}
