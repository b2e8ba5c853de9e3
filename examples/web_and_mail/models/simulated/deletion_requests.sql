-- One row per customer who asked to be forgotten.
with final as (
    select
        customer_id,
        timestamp '2025-04-20 10:00:00' as asked_at
    from (values ('c0003'), ('c0200'), ('c0701')) as asked(customer_id)
)

select * from final
