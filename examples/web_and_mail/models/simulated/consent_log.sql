-- One row per answer of a customer to one of three questions: asked for all when they registered; a
-- few said no or not now, and a few took their yes back later.
with customers as (
    select * from {{ ref('customers') }}
    where registers_on_day < 365
),

asked as (
    select
        customers.customer_id,
        customers.registers_on_day,
        questions.question,
        {{ drawn_number("customers.customer_id || ' ' || questions.question") }} as answer_draw
    from customers
    cross join (values ('profiling'), ('newsletter'), ('ads')) as questions(question)
),

answers as (
    select
        customer_id,
        question,
        case when answer_draw < 0.02 then 'no' when answer_draw < 0.03 then 'later' else 'yes' end
            as answer,
        registers_on_day as answered_on_day
    from asked
    union all
    select
        customer_id,
        question,
        'no' as answer,
        registers_on_day + 60 as answered_on_day
    from asked
    where answer_draw > if(question = 'newsletter', 0.93, 0.98) and registers_on_day < 300
),

final as (
    select
        customer_id,
        question,
        answer,
        date '2024-05-01' + to_days(cast(answered_on_day as integer)) as answered_at
    from answers
)

select * from final
