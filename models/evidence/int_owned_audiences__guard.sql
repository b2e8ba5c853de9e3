-- One row per finding about what came with this run, against the last run that published: those that
-- stop it (is_stop), unless accept_input accepts them, and notes. It comes after all that is computed
-- and before all that is published:
-- depends_on: {{ ref('int_owned_audiences__run_audiences') }}
-- depends_on: {{ ref('int_owned_audiences__suppressions') }}
-- depends_on: {{ ref('int_owned_audiences__engagement_plan') }}
-- depends_on: {{ ref('int_owned_audiences__seed_health') }}
-- depends_on: {{ ref('int_owned_audiences__scorecards') }}
-- depends_on: {{ ref('int_owned_audiences__unused_input_rows') }}
-- depends_on: {{ ref('int_owned_audiences__shared_identifiers') }}
-- depends_on: {{ ref('int_owned_audiences__identity_spans') }}
-- depends_on: {{ ref('int_owned_audiences__consents') }}
{{ config(post_hook={'sql': "{{ stop_if_it_looks_wrong() }}", 'transaction': false}) }}
{% set guards = guard_settings() %}
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
        inputs.newest_on,
        last_inputs.as_of - 1 - last_inputs.newest_on as last_silent_days,
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

-- the rows among which rejected ones are new: those that came since, or all
new_rows as (
    select
        case
            when number_of_rows > coalesce(last_number_of_rows, 0)
                then number_of_rows - coalesce(last_number_of_rows, 0)
            else number_of_rows
        end as number_of_rows,
        coalesce(last_rejected / nullif(last_number_of_rows, 0), 0) as usual_rejected_share,
        rejected - last_rejected as rejected
    from raw
),

findings as (
    -- nothing where there was something
    select
        'empty' as guard,
        true as is_stop,
        name || ' has no rows that can be used; the last run had '
        || {{ with_thousands('last_number_of_rows') }} || '.' as finding
    from compared
    where family = 'input' and number_of_rows = 0 and last_number_of_rows > 0
    union all
    -- much less than there was
    select
        'min_rows_share' as guard,
        true as is_stop,
        case when name = 'interactions' then 'interactions in the newest week: ' else name || ': ' end
        || {{ with_thousands('rows_now') }} || ' rows, after ' || {{ with_thousands('rows_before') }}
        || ' in the last run: less than {{ as_percent(guards.min_rows_share) }} (min_rows_share).' as finding
    from (
        select
            name,
            number_of_rows,
            case when name = 'interactions' then rows_in_newest_week else number_of_rows end as rows_now,
            case
                when name = 'interactions' then last_rows_in_newest_week else last_number_of_rows
            end as rows_before
        from compared
        where family = 'input'
    ) as inputs_compared
    where
        number_of_rows > 0
        and rows_before >= {{ least_rows() }}
        and rows_now < {{ or_null(guards.min_rows_share) }} * rows_before
    union all
    select
        'min_people_share' as guard,
        true as is_stop,
        'people ' || name || ': ' || {{ with_thousands('number_of_rows') }} || ', after '
        || {{ with_thousands('last_number_of_rows') }}
        || ' in the last run: less than {{ as_percent(guards.min_people_share) }} (min_people_share).' as finding
    from compared
    where
        family = 'people'
        and last_number_of_rows >= {{ least_people() }}
        and number_of_rows
        < {{ or_null(guards.min_people_share) }} * last_number_of_rows
    union all
    -- each reason, where more rows are rejected than usual
    select
        'max_rejected_share' as guard,
        true as is_stop,
        'rejected because "' || compared.name || '": '
        || {{ with_thousands('compared.number_of_rows - coalesce(compared.last_number_of_rows, 0)') }}
        || ' of ' || {{ with_thousands('new_rows.number_of_rows') }}
        || case when compared.last_number_of_rows is null then ' rows' else ' rows since the last run' end
        || coalesce(', such as ''' || compared.example || '''', '')
        || '; more than {{ as_percent(guards.max_rejected_share) }} above the usual share (max_rejected_share).' as finding
    from compared
    cross join new_rows
    where
        compared.family = 'rejected'
        and compared.number_of_rows > coalesce(compared.last_number_of_rows, 0)
        and new_rows.rejected >= {{ least_people() }}
        and new_rows.rejected > new_rows.number_of_rows * (
            new_rows.usual_rejected_share
            + {{ or_null(guards.max_rejected_share) }}
        )
    union all
    -- what came daily and has stopped since the last run
    select
        'max_silent_days' as guard,
        true as is_stop,
        replace(compared.family, '_', ' ') || ' ' || compared.name || ' came on '
        || compared.last_days_of_28 || ' of 28 days, and '
        || coalesce('not since ' || compared.newest_on, 'is not there any more') || ' (max_silent_days).' as finding
    from compared
    left join dates on true
    where
        compared.family in ('input', 'interaction_type', 'channel')
        and compared.last_days_of_28
        >= 28 - {{ or_null(guards.max_silent_days) }}
        and compared.last_silent_days < {{ or_null(guards.max_silent_days) }}
        and (
            compared.newest_on is null
            or dates.as_of - 1 - compared.newest_on >= {{ or_null(guards.max_silent_days) }}
        )
    union all
    -- what was read twice and is not the same
    select
        'consistency' as guard,
        true as is_stop,
        'interactions changed while they were read: ' || {{ with_thousands('raw.number_of_rows') }}
        || ' rows at the end, of which ' || {{ with_thousands('compared.number_of_rows') }} || ' were accepted, '
        || {{ with_thousands('raw.rejected') }} || ' rejected and ' || {{ with_thousands('raw.erased') }}
        || ' left out as erased. Make the model that interactions names a table, so that a run reads the source once.'
            as finding
    from raw
    left join compared on compared.family = 'input' and compared.name = 'interactions'
    where raw.number_of_rows != coalesce(compared.number_of_rows, 0) + raw.rejected + raw.erased
    union all
    select
        'consistency' as guard,
        true as is_stop,
        'daily activity holds something else than was accepted on ' || differing_days
        || ' days: were all models built, in their order? dbt build --select package:owned_audiences does.' as finding
    from raw
    where differing_days > 0
    {%- if runs %}
    union all
    select
        'clock' as guard,
        true as is_stop,
        'the clock of this machine says {{ run_started_at.strftime("%Y-%m-%d %H:%M") }} UTC, but the last run started at '
        || strftime(max(started_at), '%Y-%m-%d %H:%M') || '.' as finding
    from {{ runs }}
    having max(started_at) > {{ run_time() }} + interval '1 hour'
    {%- endif %}
    union all
    select
        'max_age_days' as guard,
        false as is_stop,
        'the newest day is ' || newest_day || ', '
        || {{ dbt.datediff('newest_day', 'cast(' ~ run_time() ~ ' as date)', 'day') }} || ' days before this run.' as finding
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
    where finding is not null
    {%- if var('accept_input') %}
    union all
    select
        'accept_input' as guard,
        false as is_stop,
        false as is_accepted,
        'accept_input was given, and there was nothing to accept.' as finding
    where not exists (select 1 from findings where is_stop)
    {%- endif %}
)

select * from final
