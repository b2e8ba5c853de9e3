-- One row per weekday of the plan ('any' where it has none) for which one of the seven dates from
-- as_of on is not quiet: the date of that weekday, else of the next weekday that is not quiet.
-- noqa: disable=LT02
{% set rules = contact_rules() %}
with dates as (
    select * from {{ ref('int_owned_audiences__as_of') }}
),

weekdays as (
    select
        0 as weekday_number,
        'any' as weekday
    {%- for name in weekday_names() %}
    union all
    select
        {{ loop.index }} as weekday_number,
        '{{ name }}' as weekday
    {%- endfor %}
),

next_dates as (
    {% for days in range(7) -%}
    select as_of + {{ days }} as next_on
    from dates
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

open_dates as (
    select
        next_on,
        {{ iso_weekday('next_on') }} as weekday_number
    from next_dates
    where
        {{ iso_weekday('next_on') }} not in ({{ ([0] + rules.quiet_weekdays) | join(', ') }})
        {%- if rules.quiet_dates %}
        and next_on not in (
            {%- for date in rules.quiet_dates %}
            cast('{{ date }}' as date){{ ',' if not loop.last }}
            {%- endfor %}
        )
        {%- endif %}
),

final as (
    select
        weekdays.weekday,
        open_dates.next_on
    from weekdays
    cross join open_dates
    qualify row_number() over (
        partition by weekdays.weekday
        order by
            case
                when weekdays.weekday_number > 0
                    then (open_dates.weekday_number - weekdays.weekday_number + 7) % 7
            end,
            open_dates.next_on
    ) = 1
)

select * from final
