-- One row per customer and device that they logged in on, as the login service keeps it: when that
-- was first. It knows of the app's logins, too.
with visits as (
    select * from {{ ref('visits') }}
    where is_logged_in
),

final as (
    select
        customer_id,
        device as device_id,
        min(started_at) as first_login_at
    from visits
    group by customer_id, device
)

select * from final
