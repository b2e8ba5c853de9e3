-- One row per mail and what became of it: sent about every two weeks, on any day, to most of those
-- who registered; opened by some and clicked by fewer.
with customers as (
    select * from {{ ref('customers') }}
    where registers_on_day is not null
),

mails as (
    select
        customers.*,
        mails.mailing,
        customers.customer_id || ' mail ' || mails.mailing as mail_key,
        cast(floor(
            14 * mails.mailing + 14 * {{ drawn_number("mail_key || ' day'") }}
        ) as integer) as sent_on_day,
        {{ drawn_number("customers.customer_id || ' likes mail'") }} as likes_mail
    from customers
    cross join range(0, 26) as mails(mailing)
    where
        sent_on_day > customers.registers_on_day
        and sent_on_day < 365
        and {{ drawn_number("mail_key || ' is sent'") }} < 0.7
),

steps as (
    select
        mails.*,
        steps.step,
        steps.status
    from mails
    cross join (values (0, 'sent'), (1, 'opened'), (2, 'clicked')) as steps(step, status)
    where
        steps.step = 0
        or {{ drawn_number("mail_key || ' is read'") }} < if(steps.step = 1, 0.5, 0.12) * likes_mail
),

final as (
    select
        mail_key || ' ' || status as log_id,
        customer_id,
        favourite as theme,
        status,
        date '2024-05-01' + to_days(sent_on_day) + to_minutes(cast(
            540 + step * (20 + floor(400 * {{ drawn_number("mail_key || ' minutes'") }})) as integer
        )) as logged_at
    from steps
)

select * from final
