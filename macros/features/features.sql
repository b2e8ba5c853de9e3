{#
    The features of people as of dates, long: one row per as_of, person and feature that is not
    zero, from what was known before as_of and happened in the 13 months before it (of tenure, of the
    desired action and of what is called ever: in all history). The same macro
    makes those of training and of scoring. `audience` is null where a feature is everybody's.
    Reads the relations `population` (columns as_of, person_key and
    the facts days_since_last_interaction, tenure_days, interactions) and `audience_dates` (columns
    audience, as_of), and the CTE interaction_kinds. What is large is read by
    ref() and in subqueries: a CTE that is used twice is made whole before a block of people is
    chosen from it.

        {{ features('population', 'audience_dates') }}
#}
{% macro features(population, audience_dates) %}
    {%- set windows = [7, 30, 90, 365] -%}
    {%- set measures = ['days_since', 'count_last_year'] -%}
    {%- for window in windows -%}
    {%- do measures.extend(['count_' ~ window ~ 'd', 'value_' ~ window ~ 'd']) -%}
    {%- endfor %}
    {%- set activity -%}
    (
        select
            {{ population }}.as_of,
            {{ population }}.person_key,
            kinds.type_key,
            kinds.channel_key,
            kinds.topic_key,
            kinds.is_contact,
            cast({{ population }}.as_of - activity.day as smallint) as age,
            activity.interactions,
            activity.value
        from {{ ref('int_owned_audiences__person_activity') }} as activity
        inner join kinds on activity.kind_key = kinds.kind_key
        inner join {{ population }} on activity.person_key = {{ population }}.person_key
        where
            activity.attributable_on < {{ population }}.as_of
            and activity.day >= {{ population }}.as_of - 395
    ) as activity
    {%- endset %}
    with kinds as (
        select
            kind_key,
            {{ is_contact('interaction_type') }} as is_contact,
            cast(dense_rank() over (order by interaction_type) as smallint) as type_key,
            cast(dense_rank() over (order by channel nulls last) as smallint) as channel_key,
            cast(dense_rank() over (order by topic nulls last) as integer) as topic_key,
            case
                when
                    interaction_type like '%:%'
                    or interaction_type in ('interaction', 'desired_action')
                    then 'type:' || interaction_type
                else interaction_type
            end as type_name,
            channel,
            topic
        from interaction_kinds
    ),

    types as (
        select distinct
            type_key,
            {% for measure in measures -%}
            type_name || '_{{ measure }}' as {{ measure }}_feature{{ ',' if not loop.last }}
            {% endfor -%}
        from kinds
    ),

    channels as (
        select distinct
            channel_key,
            'channel:' || channel || '_count_365d' as feature
        from kinds
        where channel is not null
    ),

    topics as (
        select distinct
            topic_key,
            'topic:' || topic || '_count_365d' as feature
        from kinds
        where topic is not null
    ),

    by_type as (
        select
            as_of,
            person_key,
            type_key,
            min(age) as days_since,
            sum(interactions) filter (where age between 336 and 365) as count_last_year,
            {% for window in windows -%}
            sum(interactions) filter (where age <= {{ window }}) as count_{{ window }}d,
            sum(value) filter (where age <= {{ window }}) as value_{{ window }}d{{ ',' if not loop.last }}
            {% endfor -%}
        from {{ activity }}
        group by as_of, person_key, type_key
    ),

    by_channel as (
        select
            as_of,
            person_key,
            channel_key,
            sum(interactions) as count_365d
        from {{ activity }}
        where age <= 365 and not is_contact
        group by as_of, person_key, channel_key
    ),

    by_topic as (
        select
            as_of,
            person_key,
            topic_key,
            sum(interactions) as count_365d
        from {{ activity }}
        where age <= 365 and not is_contact
        group by as_of, person_key, topic_key
    ),

    by_person as (
        select
            as_of,
            person_key,
            min(age) as days_since,
            max(age) as days_known,
            {{ distinct_days('age') }} as active_days,
            {{ distinct_days('age', 'age <= 30') }} as active_days_30d,
            {{ distinct_days('age', 'age <= 90') }} as active_days_90d
        from {{ activity }}
        where not is_contact
        group by as_of, person_key
    ),

    rhythm as (
        select
            *,
            (days_known - days_since) / (active_days - 1) as mean_days_between
        from by_person
        where active_days > 1
    ),

    desired as (
        select
            {{ audience_dates }}.audience,
            {{ population }}.as_of,
            {{ population }}.person_key,
            {{ population }}.as_of - actions.day as age,
            actions.actions
        from {{ ref('int_owned_audiences__person_actions') }} as actions
        inner join {{ population }} on actions.person_key = {{ population }}.person_key
        inner join {{ audience_dates }}
            on
                actions.audience = {{ audience_dates }}.audience
                and {{ population }}.as_of = {{ audience_dates }}.as_of
        where actions.attributable_on < {{ population }}.as_of
    ),

    by_audience as (
        select
            audience,
            as_of,
            person_key,
            min(age) as days_since,
            sum(actions) as count_ever,
            sum(actions) filter (where age <= 90) as count_90d,
            sum(actions) filter (where age <= 365) as count_365d,
            -- 1: as long ago as they were apart from each other; without two days of it null
            min(age) * (count(distinct age) - 1) / nullif(max(age) - min(age), 0)
                as days_since_in_means
        from desired
        group by audience, as_of, person_key
    )

    {% for measure in measures -%}
    select
        cast(null as text) as audience,
        by_type.as_of,
        by_type.person_key,
        types.{{ measure }}_feature as feature,
        cast(by_type.{{ measure }} as double) as value
    from by_type
    inner join types on by_type.type_key = types.type_key
    where by_type.{{ measure }} != 0
    union all
    {% endfor -%}
    {% for family in ['channel', 'topic'] -%}
    select
        cast(null as text) as audience,
        by_{{ family }}.as_of,
        by_{{ family }}.person_key,
        {{ family }}s.feature,
        cast(by_{{ family }}.count_365d as double) as value
    from by_{{ family }}
    inner join {{ family }}s on by_{{ family }}.{{ family }}_key = {{ family }}s.{{ family }}_key
    union all
    {% endfor -%}
    {% for measure, name in {
        'active_days': 'active_days_395d',
        'active_days_30d': 'active_days_30d',
        'active_days_90d': 'active_days_90d',
    }.items() -%}
    select
        cast(null as text) as audience,
        as_of,
        person_key,
        '{{ name }}' as feature,
        cast({{ measure }} as double) as value
    from by_person
    where {{ measure }} != 0
    union all
    {% endfor -%}
    select
        cast(null as text) as audience,
        as_of,
        person_key,
        'interaction_mean_days_between' as feature,
        mean_days_between as value
    from rhythm
    union all
    select
        cast(null as text) as audience,
        as_of,
        person_key,
        'interaction_days_since_in_means' as feature,
        days_since / mean_days_between as value
    from rhythm
    where mean_days_between > 0
    {% for measure, name in {
        'days_since_last_interaction': 'interaction_days_since',
        'tenure_days': 'tenure_days',
        'interactions': 'interaction_count_ever',
    }.items() -%}
    union all
    select
        cast(null as text) as audience,
        as_of,
        person_key,
        '{{ name }}' as feature,
        cast({{ measure }} as double) as value
    from {{ population }}
    where {{ measure }} != 0
    {% endfor %}
    union all
    select
        cast(null as text) as audience,
        {{ population }}.as_of,
        {{ population }}.person_key,
        person_states.feature,
        person_states.value
    from {{ ref('int_owned_audiences__person_states') }} as person_states
    inner join {{ population }}
        on
            person_states.person_key = {{ population }}.person_key
            and person_states.known_on < {{ population }}.as_of
            and person_states.until_day >= {{ population }}.as_of
    {% for measure in ['days_since', 'days_since_in_means', 'count_90d', 'count_365d', 'count_ever'] -%}
    union all
    select
        audience,
        as_of,
        person_key,
        'desired_action_{{ measure }}' as feature,
        cast({{ measure }} as double) as value
    from by_audience
    where {{ measure }} != 0
    {% endfor %}
{% endmacro %}
