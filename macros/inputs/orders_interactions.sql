{#
    Orders as interactions: a purchase per order or, where lines are given, per line; and a return per
    row of returns. The defaults are the column names of Shopify's tables as loaders publish them.

        {{ owned_audiences.orders_interactions(ref('orders')) }}

        {{ owned_audiences.orders_interactions(
            orders=source('erp', 'sales_orders'), lines=ref('lines'), returns=ref('returns'),
            order_id='order_no', user_id='debtor', occurred_at='order_date', channel="'store'",
            line_topic='category'
        ) }}

    Each argument but the relations and the prefix is SQL over the relation's columns; ids may be
    numbers and times texts. The relations:
    - orders: one row per order. Shopify's order as it is; give a model that leaves out test orders
      and, where they should not count as purchases, cancelled ones.
    - lines: one row per line of an order, line_id unique within it. Of Shopify, order_line with the
      product_type of product. An order that has no line counts once, as the order it is.
    - returns: one row per return or returned line. Of Shopify, order_line_refund with the order_id
      and processed_at of refund. Who returns, and where, is taken from the order.

    The value of a return is negative, so that a person's sum of values is what they have paid net.
    A line or return whose order is missing comes through and is rejected by the package: it has
    neither person nor, for a line, a time.
#}
{% macro orders_interactions(
    orders,
    lines=none,
    returns=none,
    prefix='order-',
    order_id='id',
    user_id='customer_id',
    anonymous_id='null',
    occurred_at='processed_at',
    channel='source_name',
    topic='null',
    value='total_price',
    line_id='id',
    line_order_id='order_id',
    line_topic='product_type',
    line_value='price * quantity - coalesce(total_discount, 0)',
    return_id='id',
    return_order_id='order_id',
    returned_at='processed_at',
    return_topic='null',
    return_value='subtotal'
) %}
    {%- set typed_orders %}(
        select
            cast({{ order_id }} as text) as order_id,
            cast({{ user_id }} as text) as user_id,
            cast({{ anonymous_id }} as text) as anonymous_id,
            {{ owned_audiences.utc_timestamp(occurred_at) }} as occurred_at,
            cast({{ channel }} as text) as channel,
            cast({{ topic }} as text) as topic,
            {{ value }} as value
        from {{ orders }}
    ) as orders
    {%- endset %}
    select
        {%- if lines %}
        '{{ prefix }}' || coalesce(lines.order_id, orders.order_id)
        || case when lines.is_line then '-line-' || lines.line_id else '' end as interaction_id,
        {%- else %}
        '{{ prefix }}' || orders.order_id as interaction_id,
        {%- endif %}
        orders.user_id,
        orders.anonymous_id,
        orders.occurred_at,
        cast(null as timestamp) as received_at,
        'purchase' as interaction_type,
        orders.channel,
        {%- if lines %}
        coalesce(lines.topic, orders.topic) as topic,
        case when lines.is_line then lines.value else orders.value end as value
        {%- else %}
        orders.topic,
        orders.value
        {%- endif %}
    from {{ typed_orders }}
    {%- if lines %}
    full outer join (
        select
            true as is_line,
            cast({{ line_id }} as text) as line_id,
            cast({{ line_order_id }} as text) as order_id,
            cast({{ line_topic }} as text) as topic,
            {{ line_value }} as value
        from {{ lines }}
    ) as lines on orders.order_id = lines.order_id
    {%- endif %}
    {%- if returns %}
    union all
    select
        '{{ prefix }}return-' || returns.return_id as interaction_id,
        orders.user_id,
        orders.anonymous_id,
        returns.occurred_at,
        cast(null as timestamp) as received_at,
        'return' as interaction_type,
        orders.channel,
        returns.topic,
        -abs(returns.value) as value
    from (
        select
            cast({{ return_id }} as text) as return_id,
            cast({{ return_order_id }} as text) as order_id,
            {{ owned_audiences.utc_timestamp(returned_at) }} as occurred_at,
            cast({{ return_topic }} as text) as topic,
            {{ return_value }} as value
        from {{ returns }}
    ) as returns
    left join {{ typed_orders }} on returns.order_id = orders.order_id
    {%- endif %}
{% endmacro %}
