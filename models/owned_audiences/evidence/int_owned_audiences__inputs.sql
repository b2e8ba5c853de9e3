-- One row per input, interaction type, channel, group of people and reason for a rejection: what
-- came with this run, for the guard to compare with the last one.
with dates as (
    select
        as_of,
        -- as_of may be set to a date long after the data
        least(as_of, newest_day + 1) as counted_until
    from {{ ref('int_owned_audiences__as_of') }}
),

raw_days as (
    select * from {{ ref('int_owned_audiences__raw_days') }}
),

activity_days as (
    select * from {{ ref('int_owned_audiences__activity_days') }}
),

interaction_dimensions as (
    select * from {{ ref('int_owned_audiences__interaction_dimensions') }}
),

rejected as (
    select * from {{ ref('int_owned_audiences__rejected_interactions') }}
),

observations as (
    select * from {{ ref('int_owned_audiences__current_observations') }}
),

activity as (
    select
        interaction_dimensions.interaction_type,
        interaction_dimensions.channel,
        daily_activity.known_on,
        sum(daily_activity.interactions) as interactions
    from {{ ref('int_owned_audiences__daily_activity') }} as daily_activity
    inner join interaction_dimensions
        on daily_activity.dimension_key = interaction_dimensions.dimension_key
    group by
        interaction_dimensions.interaction_type,
        interaction_dimensions.channel,
        daily_activity.known_on
),

-- rows by the days on which they became known
daily as (
    select
        'input' as family,
        'interactions' as name, -- noqa: RF04
        known_on,
        interactions as number_of_rows
    from activity_days
    {%- for name, input in inputs().items() if input.counted_on %}
    {%- set per = input.counted_per %}
    union all
    select
        'input' as family,
        '{{ name }}'{{ " || ' of ' || " ~ per if per }} as name,
        {{ input.counted_on }} as known_on,
        count(*) as number_of_rows
    from {{ ref('stg_owned_audiences__' ~ name) }}
    where exclusion_reason is null
    group by {{ per ~ ', ' if per }}{{ input.counted_on }}
    {%- endfor %}
    {%- for family in ['interaction_type', 'channel'] %}
    union all
    select
        '{{ family }}' as family,
        {{ family }} as name, -- noqa: RF04
        known_on,
        sum(interactions) as number_of_rows
    from activity
    where {{ family }} is not null
    group by {{ family }}, known_on
    {%- endfor %}
),

arrived as (
    select
        daily.family,
        daily.name,
        sum(daily.number_of_rows) as number_of_rows,
        coalesce(sum(daily.number_of_rows) filter (
            where daily.known_on between dates.counted_until - 7 and dates.counted_until - 1
        ), 0) as rows_in_newest_week,
        count(distinct daily.known_on) filter (
            where daily.known_on between dates.counted_until - 28 and dates.counted_until - 1
        ) as days_of_28,
        -- rows without a time are of the first of days
        nullif(
            max(daily.known_on) filter (where daily.known_on < dates.counted_until),
            {{ first_of_days() }}
        ) as newest_on
    from daily
    left join dates on true
    group by daily.family, daily.name
),

reasons as (
    select
        {{ unnest_text('reasons', '; ') }} as reason,
        interaction_id,
        occurred_at,
        received_at,
        value
    from rejected
),

-- activity that does not hold what was accepted
differing_days as (
    select count(*) as days
    from activity_days
    full outer join (
        select
            known_on,
            sum(interactions) as interactions
        from activity
        group by known_on
    ) as held on activity_days.known_on = held.known_on
    where coalesce(activity_days.interactions, 0) != coalesce(held.interactions, 0)
),

counted as (
    select
        'people' as family,
        'known' as name, -- noqa: RF04
        count(*) as number_of_rows,
        cast(null as {{ dbt.type_string() }}) as example
    from observations
    {%- for purpose, what in {'scoring': 'scored', 'engagement': 'engaged'}.items() %}
    union all
    select
        'people' as family,
        'who may be {{ what }}' as name, -- noqa: RF04
        count(*) as number_of_rows,
        null as example
    from observations
    {{ with_consent('observations', purpose) }}
    {%- endfor %}
    union all
    select
        'rejected' as family,
        reason as name, -- noqa: RF04
        count(*) as number_of_rows,
        min(case
            {% for reason, column in interaction_rule_columns().items() -%}
            when reason = '{{ reason }}' then {{ column }}
            {% endfor -%}
            else interaction_id
        end) as example
    from reasons
    group by reason
    union all
    select
        'rows' as family,
        'raw' as name, -- noqa: RF04
        count(*) as number_of_rows,
        null as example
    from {{ ref('stg_owned_audiences__interactions') }}
    union all
    select
        'rows' as family,
        'rejected' as name, -- noqa: RF04
        count(*) as number_of_rows,
        null as example
    from rejected
    union all
    select
        'rows' as family,
        'erased' as name, -- noqa: RF04
        coalesce(sum(erased_interactions), 0) as number_of_rows,
        null as example
    from raw_days
    union all
    select
        'rows' as family,
        'days that differ from activity' as name, -- noqa: RF04
        days as number_of_rows,
        null as example
    from differing_days
),

final as (
    select
        dates.as_of,
        dates.counted_until,
        arrived.family,
        arrived.name,
        cast(arrived.number_of_rows as bigint) as number_of_rows,
        cast(arrived.rows_in_newest_week as bigint) as rows_in_newest_week,
        cast(arrived.days_of_28 as integer) as days_of_28,
        arrived.newest_on,
        cast(null as {{ dbt.type_string() }}) as example
    from arrived
    left join dates on true
    where arrived.number_of_rows > 0
    union all
    select
        dates.as_of,
        dates.counted_until,
        counted.family,
        counted.name,
        cast(counted.number_of_rows as bigint) as number_of_rows,
        null as rows_in_newest_week,
        null as days_of_28,
        null as newest_on,
        counted.example
    from counted
    left join dates on true
)

select * from final
