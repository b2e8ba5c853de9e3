-- One row per finding about what came with this run, against the last run that published: those
-- that stop it (is_stop), unless accept_input accepts them, and notes. It comes after all that is
-- computed and before all that is published:
-- depends_on: {{ ref('int_owned_audiences__run_audiences') }}
-- depends_on: {{ ref('int_owned_audiences__run_tiers') }}
-- depends_on: {{ ref('int_owned_audiences__suppressions') }}
-- depends_on: {{ ref('int_owned_audiences__engagement_plan') }}
-- depends_on: {{ ref('int_owned_audiences__contact_list') }}
-- depends_on: {{ ref('int_owned_audiences__contact_exclusions') }}
-- depends_on: {{ ref('int_owned_audiences__favorites') }}
-- depends_on: {{ ref('int_owned_audiences__recent_counts') }}
-- depends_on: {{ ref('int_owned_audiences__export_changes') }}
-- depends_on: {{ ref('int_owned_audiences__seed_health') }}
-- depends_on: {{ ref('int_owned_audiences__scoreboard') }}
-- depends_on: {{ ref('int_owned_audiences__drift') }}
-- depends_on: {{ ref('int_owned_audiences__canaries') }}
-- depends_on: {{ ref('int_owned_audiences__scorecards') }}
-- depends_on: {{ ref('int_owned_audiences__unused_input_rows') }}
-- depends_on: {{ ref('int_owned_audiences__shared_identifiers') }}
-- depends_on: {{ ref('int_owned_audiences__identity_spans') }}
-- depends_on: {{ ref('int_owned_audiences__consents') }}
-- depends_on: {{ ref('int_owned_audiences__configuration') }}
{{ config(post_hook={'sql': "{{ stop_if_it_looks_wrong() }}", 'transaction': false}) }}
{% set guards = guard_settings() %}
{% set minimums = guard_minimums() %}
{% set last_inputs = previous_relation('owned_audiences__inputs') %}
{% set runs = previous_relation('owned_audiences__runs') %}
with inputs as (
    select * from {{ ref('int_owned_audiences__inputs') }}
),

dates as (
    select * from {{ ref('int_owned_audiences__as_of') }}
),

last_inputs as (
    {% if last_inputs -%}
    select * from {{ last_inputs }}
    {%- else -%}
    select * from inputs
    where false
    {%- endif %}
),

compared as (
    select
        coalesce(inputs.family, last_inputs.family) as family,
        coalesce(inputs.name, last_inputs.name) as name, -- noqa: RF04
        coalesce(inputs.number_of_rows, 0) as number_of_rows,
        last_inputs.number_of_rows as last_number_of_rows,
        coalesce(inputs.rows_in_newest_week, 0) as rows_in_newest_week,
        last_inputs.rows_in_newest_week as last_rows_in_newest_week,
        last_inputs.days_of_28 as last_days_of_28,
        inputs.counted_until,
        last_inputs.counted_until as last_counted_until,
        inputs.newest_on,
        last_inputs.counted_until - 1 - last_inputs.newest_on as last_silent_days,
        inputs.example
    from inputs
    full outer join last_inputs
        on inputs.family = last_inputs.family and inputs.name = last_inputs.name
),

-- one row: the raw rows and the rejected ones, now and in the last run
raw as (
    select
        max(number_of_rows) filter (where name = 'raw') as number_of_rows,
        max(last_number_of_rows) filter (where name = 'raw') as last_number_of_rows,
        max(number_of_rows) filter (where name = 'rejected') as rejected,
        coalesce(max(last_number_of_rows) filter (where name = 'rejected'), 0) as last_rejected,
        max(number_of_rows) filter (where name = 'erased') as erased,
        max(number_of_rows) filter (where name = 'days that differ from activity') as differing_days
    from compared
    where family = 'rows'
),

-- the rows that came since the last run, at least as many as usually come in these days, since a
-- source may also lose old ones; and how many more than usual are rejected
new_rows as (
    select
        case
            when raw.last_number_of_rows is null then raw.number_of_rows
            else greatest(
                raw.number_of_rows - raw.last_number_of_rows,
                ceil(
                    coalesce(interactions.last_rows_in_newest_week, 0) / 7.0
                    * greatest(
                        1, coalesce(interactions.counted_until - interactions.last_counted_until, 1)
                    )
                )
            )
        end as number_of_rows,
        raw.last_number_of_rows is not null as is_since_last_run,
        raw.rejected
        - raw.number_of_rows * coalesce(raw.last_rejected / nullif(raw.last_number_of_rows, 0), 0)
            as rejected
    from raw
    left join compared as interactions
        on interactions.family = 'input' and interactions.name = 'interactions'
),

reference as (
    select max(counted_until) as counted_until
    from inputs
),

findings as (
    -- nothing where there was something
    select
        'empty' as guard,
        true as is_stop,
        name || ' has no rows that can be used, or is not set any more; the last run had '
        || {{ with_thousands('last_number_of_rows') }} || '.' as finding
    from compared
    where family = 'input' and number_of_rows = 0 and last_number_of_rows > 0
    union all
    -- much less than there was
    select
        'min_rows_share' as guard,
        true as is_stop,
        name || case when name = 'interactions' then ' in the newest week: ' else ': ' end
        || {{ with_thousands('rows_now') }} || ' rows, after '
        || {{ with_thousands('rows_before') }} || ' in the last run: less than '
        || '{{ as_percent(guards.min_rows_share) }} (min_rows_share).' as finding
    from (
        select
            name,
            number_of_rows,
            case
                when name = 'interactions' then rows_in_newest_week else number_of_rows
            end as rows_now,
            case
                when name = 'interactions' then last_rows_in_newest_week else last_number_of_rows
            end as rows_before
        from compared
        where family = 'input'
    ) as inputs_compared
    where
        number_of_rows > 0
        and rows_before >= {{ minimums.rows }}
        and rows_now < {{ or_null(guards.min_rows_share) }} * rows_before
    union all
    select
        'min_people_share' as guard,
        true as is_stop,
        'people ' || name || ': ' || {{ with_thousands('number_of_rows') }} || ', after '
        || {{ with_thousands('last_number_of_rows') }} || ' in the last run: less than '
        || '{{ as_percent(guards.min_people_share) }} (min_people_share).' as finding
    from compared
    where
        family = 'people'
        and last_number_of_rows >= {{ minimums.people }}
        and number_of_rows
        < {{ or_null(guards.min_people_share) }} * last_number_of_rows
    union all
    -- each reason, where more rows are rejected than usual
    select
        'max_rejected_share' as guard,
        true as is_stop,
        'rejected because "' || compared.name || '": '
        || {{ with_thousands(
            'compared.number_of_rows - coalesce(compared.last_number_of_rows, 0)'
        ) }}
        || case
            when new_rows.is_since_last_run then ' more rows than in the last run' else ' rows'
        end
        || coalesce(', such as ''' || compared.example || '''', '') || '. In all, '
        || {{ with_thousands('new_rows.rejected') }}
        || case
            when new_rows.is_since_last_run then ' more than usual, where about '
            else ' of '
        end
        || {{ with_thousands('new_rows.number_of_rows') }}
        || case when new_rows.is_since_last_run then ' rows came since' else ' rows are' end
        || ' (max_rejected_share).' as finding
    from compared
    cross join new_rows
    where
        compared.family = 'rejected'
        and compared.number_of_rows > coalesce(compared.last_number_of_rows, 0)
        and new_rows.rejected >= {{ minimums.rejected_rows }}
        and new_rows.rejected > new_rows.number_of_rows * {{ or_null(guards.max_rejected_share) }}
    union all
    -- what came daily and has stopped since the last run
    select
        'max_silent_days' as guard,
        true as is_stop,
        replace(compared.family, '_', ' ') || ' ' || compared.name || ' had rows on '
        || compared.last_days_of_28 || ' of 28 days, but '
        || coalesce('none since ' || compared.newest_on, 'has none any more')
        || ' (max_silent_days).' as finding
    from compared
    cross join reference
    where
        compared.family in ('input', 'interaction_type', 'channel')
        and compared.last_days_of_28 >= {{ minimums.daily_days_of_28 }}
        and compared.last_rows_in_newest_week >= {{ minimums.rows }}
        and compared.last_silent_days < {{ or_null(guards.max_silent_days) }}
        and (
            compared.newest_on is null
            or reference.counted_until - 1 - compared.newest_on
            >= {{ or_null(guards.max_silent_days) }}
        )
    union all
    -- what was read twice and is not the same
    select
        'consistency' as guard,
        true as is_stop,
        'the interactions changed during the run: the source now has '
        || {{ with_thousands('raw.number_of_rows') }} || ' rows, but '
        || {{ with_thousands('coalesce(compared.number_of_rows, 0)') }} || ' were accepted, '
        || {{ with_thousands('raw.rejected') }} || ' rejected and '
        || {{ with_thousands('raw.erased') }}
        || ' left out as erased. Materialize the model that interactions names as a table, so that '
        || 'each run reads the source once.' as finding
    from raw
    left join compared on compared.family = 'input' and compared.name = 'interactions'
    where raw.number_of_rows != coalesce(compared.number_of_rows, 0) + raw.rejected + raw.erased
    union all
    select
        'consistency' as guard,
        true as is_stop,
        'daily activity differs from the accepted interactions on ' || differing_days
        || ' days. Build the whole package: dbt build --select package:owned_audiences.'
            as finding
    from raw
    where differing_days > 0
    {%- if runs %}
    union all
    select
        'clock' as guard,
        true as is_stop,
        'the clock of this machine says {{ run_started_at.strftime("%Y-%m-%d %H:%M") }} UTC, but '
        || 'the last run started at ' || strftime(started_at, '%Y-%m-%d %H:%M')
        || '. If it was the earlier one that was wrong, accept this run.' as finding
    from {{ runs }}
    where {{ is_newest_row(runs) }} and started_at > {{ run_time() }} + interval '1 hour'
    {%- endif %}
    union all
    select
        'max_age_days' as guard,
        false as is_stop,
        'the newest day is ' || newest_day || ', '
        || {{ dbt.datediff('newest_day', 'cast(' ~ run_time() ~ ' as date)', 'day') }}
        || ' days before this run.' as finding
    from dates
    where
        not is_pinned
        and {{ dbt.datediff('newest_day', 'cast(' ~ run_time() ~ ' as date)', 'day') }}
        > {{ or_null(guards.max_age_days) }}
),

final as (
    select
        guard,
        is_stop,
        is_stop and {{ 'true' if var('accept_input') else 'false' }} as is_accepted,
        finding
    from findings
    where
        finding is not null
        -- without interactions there are no people, types and channels either
        and (
            guard in ('empty', 'consistency', 'clock', 'max_age_days')
            or not exists (
                select 1
                from findings as others
                where others.guard = 'empty' and starts_with(others.finding, 'interactions ')
            )
        )
    {%- if var('accept_input') %}
    union all
    select
        'accept_input' as guard,
        false as is_stop,
        false as is_accepted,
        'accept_input was set, but there was nothing to accept.' as finding
    where not exists (select 1 from findings where is_stop)
    {%- endif %}
)

select * from final
