-- One row per visit to the shop, with who it really was. Simulated: people live in spells of four
-- weeks, and in some of these they plan a trip: they come often, look at many products and mostly
-- end up buying. Who has the plan `plus` plans more trips.
with customers as (
    select * from {{ ref('customers') }}
),

spells as (
    select
        customers.*,
        spells.spell,
        customers.customer_id || ' ' || spells.spell as spell_key,
        28 * spells.spell - cast(floor(
            28 * {{ drawn_number("customers.customer_id || ' phase'") }}
        ) as integer) as spell_starts_on_day
    from customers
    cross join range(0, 14) as spells(spell)
),

planned as (
    select
        *,
        {{ drawn_number("spell_key || ' plans'") }}
        < if(spell_starts_on_day >= plus_from_day, 0.3, 0.08) as is_planning
    from spells
),

visits as (
    select
        planned.*,
        visits.visit,
        planned.spell_key || ' ' || visits.visit as visit_key
    from planned
    cross join range(1, 9) as visits(visit)
),

dated as (
    select
        *,
        spell_starts_on_day
        + cast(floor(28 * {{ drawn_number("visit_key || ' day'") }}) as integer) as drawn_day,
        -- most visits fall on the person's own weekday
        if(
            {{ drawn_number("visit_key || ' is usual'") }} < 0.6,
            drawn_day + usual_weekday - (drawn_day % 7 + 7) % 7,
            drawn_day
        ) as day,
        {{ drawn_number("visit_key || ' device'") }} as device_draw,
        {{ drawn_number("visit_key || ' logs in'") }} < 0.7 as wants_to_log_in,
        {{ drawn_number("visit_key || ' buys'") }} as buy_draw,
        {{ drawn_number("visit_key || ' views'") }} as view_draw
    from visits
    where is_planning or (visit <= 3 and {{ drawn_number("visit_key || ' comes'") }} < 0.3)
),

final as (
    select
        row_number() over (order by visit_key) as visit_id,
        customer_id,
        case
            when device_draw < 0.004 then 'kiosk-1'
            when device_draw < 0.6 and app_device is not null then app_device
            else web_device
        end as device,
        favourite,
        date '2024-05-01'
        + to_days(day)
        + to_minutes(cast(
            60 * usual_hour + floor(180 * {{ drawn_number("visit_key || ' minute'") }}) as integer
        )) as started_at,
        coalesce(wants_to_log_in and day >= registers_on_day, false) as is_logged_in,
        -- a few decline the cookies: Google then exports no id of theirs
        {{ drawn_number("visit_key || ' declines'") }} >= 0.01 as has_cookies,
        cast(if(is_planning, 1 + floor(6 * view_draw), floor(3 * view_draw)) as integer)
            as products_viewed,
        buy_draw < if(is_planning and day - spell_starts_on_day > 8, 0.3, 0.015) as buys
    from dated
    where day >= joins_on_day and day < 365
)

select * from final
