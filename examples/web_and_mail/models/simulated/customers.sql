-- One row per person who visits the shop, and what makes them tick. Simulated: no shop knows all of
-- this; the tables that a shop does have are made of it. Days are counted from 2024-05-01 on.
with numbered as (
    select
        number,
        'c' || lpad(cast(number as text), 4, '0') as customer_id
    from range(1, 1201) as numbers(number)
),

drawn as (
    select
        *,
        case
            when {{ drawn_number("customer_id || ' favourite'") }} < 0.3 then 'climbing'
            when {{ drawn_number("customer_id || ' favourite'") }} < 0.6 then 'camping'
            when {{ drawn_number("customer_id || ' favourite'") }} < 0.8 then 'hiking'
            else 'cycling'
        end as favourite,
        ['north', 'south', 'east', 'west'][
            1 + cast(floor(4 * {{ drawn_number("customer_id || ' region'") }}) as integer)
        ] as region,
        ['none', 'catholic', 'protestant', 'muslim'][
            1 + cast(floor(4 * {{ drawn_number("customer_id || ' religion'") }}) as integer)
        ] as religion,
        cast(18 + floor(60 * {{ drawn_number("customer_id || ' age'") }}) as integer) as age,
        cast(floor(7 * {{ drawn_number("customer_id || ' weekday'") }}) as integer)
            as usual_weekday,
        cast(7 + floor(13 * {{ drawn_number("customer_id || ' hour'") }}) as integer) as usual_hour,
        cast(floor(greatest(
            0, 500 * {{ drawn_number("customer_id || ' joins'") }} - 250
        )) as integer) as joins_on_day,
        cast(floor(40 * {{ drawn_number("customer_id || ' registers'") }}) as integer)
            as registers_after_days,
        {{ drawn_number("customer_id || ' has an account'") }} < 0.9 as has_account,
        {{ drawn_number("customer_id || ' has the app'") }} < 0.3 as has_app,
        {{ drawn_number("customer_id || ' plan'") }} as plan_draw,
        {{ drawn_number("customer_id || ' upgrades'") }} as upgrade_draw
    from numbered
),

final as (
    select
        number,
        customer_id,
        -- thirty couples share a device
        'web-' || if(number <= 60, (number + 1) // 2, number) as web_device,
        if(has_app, 'app-' || number, null) as app_device,
        favourite,
        region,
        religion,
        age,
        usual_weekday,
        usual_hour,
        joins_on_day,
        if(has_account, joins_on_day + registers_after_days, null) as registers_on_day,
        -- a third have the plan `plus` from the start, a quarter change to it
        case
            when plan_draw < 0.33 then 0
            when plan_draw < 0.58 then 30 + cast(floor(330 * upgrade_draw) as integer)
        end as plus_from_day
    from drawn
)

select * from final
