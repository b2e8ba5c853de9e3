{#
    Orders as interactions: a purchase per order or, where lines are given, per line; and a return per
    row of returns and per order or line of a negative value, such as a credit note. The defaults are the column names of Shopify's tables as loaders publish them.

        {{ owned_audiences.orders_interactions(ref('orders')) }}

        {{ owned_audiences.orders_interactions(
            orders=source('erp', 'sales_orders'), lines=ref('lines'), returns=ref('returns'),
            order_id='order_no', user_id='debtor', occurred_at='order_date', channel="'store'",
            line_topic='category'
        ) }}

    Each argument but the relations and the prefix is SQL over the relation's columns; ids may be
    numbers, and times and prices texts. The relations:
    - orders: one row per order. Shopify's order as it is; give a model that leaves out test orders
      and, where they should not count as purchases, cancelled ones. Where the loader appends an order
      again after each change, give it the newest rows alone, else the package keeps any one of them:

        orders="(select * from shopify.orders qualify row_number() over (partition by id order by updated_at desc) = 1)"

    - lines: one row per line of an order, line_id unique within it. Of Shopify, order_line with the
      product_type of product. An order that has no line counts once, as the order it is.
    - returns: one row per return or returned line. Of Shopify, order_line_refund with the order_id
      and processed_at of refund. Who returns, and where, is taken from the order.

    The value of a return is negative, so that a person's sum of values is what they have paid net.
    A price that is no number makes the value of its line or return NaN, so that the package rejects
    it. The ids hold the order's, the line's or the return's own id, and are stable as these are. A
    line or return whose order is missing comes through and is rejected by the package: it has
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
    line_value=none,
    return_id='id',
    return_order_id='order_id',
    returned_at='processed_at',
    return_topic='null',
    return_value='subtotal'
) %}
    {%- set typed_orders %}(
        select
            {{ owned_audiences.id_text(order_id) }} as order_id,
            {{ owned_audiences.id_text(user_id) }} as user_id,
            {{ owned_audiences.id_text(anonymous_id) }} as anonymous_id,
            {{ owned_audiences.utc_timestamp(occurred_at) }} as occurred_at,
            cast({{ channel }} as text) as channel,
            cast({{ topic }} as text) as topic,
            {{ owned_audiences.number_or_nan(value) if lines else value }} as value
        from {{ orders }}
    ) as orders
    {%- endset %}
    {%- set shopify_value -%}
        {{ owned_audiences.number_or_nan('price') }} * {{ owned_audiences.number_or_nan('quantity') }}
        - coalesce({{ owned_audiences.number_or_nan('total_discount') }}, 0)
    {%- endset %}
    {%- set worth = 'case when lines.is_line then lines.value else orders.value end' if lines else 'orders.value' %}
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
        case when {{ owned_audiences.try_cast(worth, 'double') }} < 0 then 'return' else 'purchase' end as interaction_type,
        orders.channel,
        {%- if lines %}
        coalesce(lines.topic, orders.topic) as topic,
        {%- else %}
        orders.topic,
        {%- endif %}
        {{ worth }} as value
    from {{ typed_orders }}
    {%- if lines %}
    full outer join (
        select
            true as is_line,
            {{ owned_audiences.id_text(line_id) }} as line_id,
            {{ owned_audiences.id_text(line_order_id) }} as order_id,
            cast({{ line_topic }} as text) as topic,
            {{ owned_audiences.number_or_nan(line_value) if line_value else shopify_value }} as value
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
            {{ owned_audiences.id_text(return_id) }} as return_id,
            {{ owned_audiences.id_text(return_order_id) }} as order_id,
            {{ owned_audiences.utc_timestamp(returned_at) }} as occurred_at,
            cast({{ return_topic }} as text) as topic,
            {{ owned_audiences.number_or_nan(return_value) }} as value
        from {{ returns }}
    ) as returns
    left join {{ typed_orders }} on returns.order_id = orders.order_id
    {%- endif %}
{% endmacro %}
