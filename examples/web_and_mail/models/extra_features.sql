-- One row per customer and day with product views: how many different products they looked at in a
-- visit. It is known on that day, and not before: an average over the whole year would tell a model
-- of last summer about the autumn. The value stands until the customer's next row.
select
    user_id,
    cast(make_timestamp(event_timestamp) as date) as known_on,
    'products_per_visit' as feature,
    count(distinct (
        {{ owned_audiences.event_param('ga_session_id') }},
        {{ owned_audiences.event_param('page_location') }}
    )) / count(distinct {{ owned_audiences.event_param('ga_session_id') }}) as value
from {{ ref('ga4_events') }}
where event_name = 'view_item' and user_id is not null
group by user_id, known_on
