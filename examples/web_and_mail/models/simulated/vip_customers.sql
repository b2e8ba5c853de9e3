-- One row per VIP customer, as the shop's staff chose them at four evenings: climbers with an
-- account, about half of those that there are.
with customers as (
    select * from {{ ref('customers') }}
    where registers_on_day < 300
),

final as (
    select
        customer_id,
        date '2024-05-01' + to_days(cast(
            300 + 15 * floor(4 * {{ drawn_number("customer_id || ' chosen'") }}) as integer
        )) as vip_since
    from customers
    where favourite = 'climbing' and {{ drawn_number("customer_id || ' is a VIP'") }} < 0.52
)

select * from final
