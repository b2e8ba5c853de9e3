-- One row per event, in the columns and the nesting of GA4's BigQuery export: a page, the products
-- looked at, a cart and a purchase for each visit. The app does not tell Google who logged in.
with visits as (
    select * from {{ ref('visits') }}
),

steps as (
    select
        visits.*,
        steps.step,
        case
            when steps.step = 0 then 'page_view'
            when steps.step <= visits.products_viewed then 'view_item'
            when steps.step = visits.products_viewed + 1 then 'add_to_cart'
            else 'purchase'
        end as event_name,
        visits.visit_id || ' ' || steps.step as event_key
    from visits
    cross join range(0, 10) as steps(step)
    where steps.step <= visits.products_viewed + if(visits.buys, 2, 0)
),

products as (
    select
        *,
        if(
            {{ drawn_number("event_key || ' is favourite'") }} < 0.7,
            favourite,
            ['climbing', 'camping', 'hiking', 'cycling'][
                1 + cast(floor(4 * {{ drawn_number("event_key || ' category'") }}) as integer)
            ]
        ) as category,
        1 + cast(floor(20 * {{ drawn_number("event_key || ' product'") }}) as integer) as product
    from steps
),

final as (
    select
        strftime(started_at, '%Y%m%d') as event_date,
        epoch_us(started_at) + 40000000 * step as event_timestamp,
        event_name,
        [
            {{ param('ga_session_id', int_value='visit_id') }},
            {{ param('page_location', string_value="'https://shop.example/'
                || if(event_name = 'view_item', category || '/' || product, '')") }},
            {{ param('content_group',
                string_value="if(event_name = 'page_view', favourite, null)") }}
        ] as event_params,
        1 as event_bundle_sequence_id,
        if(is_logged_in and has_cookies and device not like 'app%', customer_id, null) as user_id,
        if(has_cookies, device, null) as user_pseudo_id,
        '1' as stream_id,
        if(device like 'app%', 'IOS', 'WEB') as platform,
        {
            'purchase_revenue': if(event_name = 'purchase', 20 + 7.5 * product, null),
            'refund_value': cast(null as double)
        } as ecommerce,
        if(
            event_name = 'page_view',
            [],
            [{'item_id': category || '-' || product, 'item_category': category}]
        ) as items,
        1000 * visit_id as batch_page_id,
        step as batch_ordering_id,
        1 as batch_event_index
    from products
)

select * from final
