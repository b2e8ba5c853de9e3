-- One row per audience and person in a tier: by which channel, when and about what they would be
-- contacted for it, and what rules it out.
-- depends_on: {{ ref('int_owned_audiences__persons') }}
-- depends_on: {{ ref('int_owned_audiences__as_of') }}
{% set rules = contact_rules() %}
{% set string = dbt.type_string() %}
{#- outside the loops: dbt must see the reference when it parses #}
{% set consents = ref('int_owned_audiences__consents') if var('consents') %}
with segments as (
    select * from {{ ref('int_owned_audiences__segments') }}
    where tier != 'rest'
),

plan as (
    select * from {{ ref('int_owned_audiences__engagement_plan') }}
),

suppressions as (
    select * from {{ ref('int_owned_audiences__suppressions') }}
),

capped_people as (
    select * from {{ ref('int_owned_audiences__capped_people') }}
),

contact_dates as (
    select * from {{ ref('int_owned_audiences__contact_dates') }}
),

-- where all is done in one channel, the plan has none to choose
only_channel as (
    select min(category) as channel
    from {{ ref('int_owned_audiences__overall_preferences') }}
    where dimension = 'channel'
    having count(*) = 1
),

contacts as (
    select
        segments.*,
        plan.audience_rank,
        plan.topic,
        coalesce(plan.weekday, 'any') as weekday,
        {{ open_day_part('plan.day_part', rules.quiet_parts) }} as day_part,
        {% if rules.fallback_channel -%}
        case
            when coalesce(plan.channel, only_channel.channel) in (
                {%- for channel in rules.channels -%}
                {{ dbt.string_literal(dbt.escape_single_quotes(channel)) }},{{ ' ' }}
                {%- endfor -%}
                ''
            ) then coalesce(plan.channel, only_channel.channel)
            else {{ dbt.string_literal(dbt.escape_single_quotes(rules.fallback_channel)) }}
        end as channel
        {%- else -%}
        coalesce(plan.channel, only_channel.channel) as channel
        {%- endif %}
    from segments
    left join only_channel on true
    left join plan
        on segments.audience = plan.audience and segments.person_id = plan.person_id
),

channel_rules as (
    {% for channel, rule in rules.channels.items() -%}
    select
        {{ dbt.string_literal(dbt.escape_single_quotes(channel)) }} as channel,
        cast({{ rule.budget if rule.budget is not none else 'null' }} as bigint) as budget,
        {{ dbt.string_literal(dbt.escape_single_quotes(rule.purpose)) if rule.purpose
            else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as purpose
    {{ 'union all' if not loop.last }}
    {% else -%}
    {{ add_missing_columns(none, {'channel': string, 'budget': 'bigint', 'purpose': string}) }}
    {% endfor %}
),

consenting as (
    {% for purpose in rules.channels.values() | map(attribute='purpose') | select | unique -%}
    select
        person_id,
        {{ dbt.string_literal(dbt.escape_single_quotes(purpose)) }} as purpose
    from {{ consenting_persons(purpose) }}
    {{ 'union all' if not loop.last }}
    {% else -%}
    {{ add_missing_columns(none, {'person_id': string, 'purpose': string}) }}
    {% endfor %}
),

joined as (
    select
        contacts.audience,
        contacts.as_of,
        contacts.person_id,
        contacts.tier,
        row_number() over (
            partition by contacts.person_id
            order by
                {{ priority_of_audience('contacts.audience', rules.priority) }},
                contacts.audience_rank asc nulls last,
                contacts.percentile desc,
                contacts.audience asc
        ) as contact_rank,
        {{ priority_of_audience('contacts.audience', rules.priority) }} as audience_priority,
        contacts.propensity,
        contacts.percentile,
        contacts.expected_value,
        contact_dates.next_on,
        contacts.day_part,
        contacts.channel,
        contacts.topic,
        contacts.reason_1 as reason,
        contacts.is_suppressed,
        contacts.suppression_reason,
        suppressions.suppressed_until,
        channel_rules.purpose is null or consenting.person_id is not null as has_consent,
        channel_rules.purpose as channel_purpose,
        channel_rules.budget as channel_budget,
        capped_people.person_id is not null as is_capped,
        capped_people.cap_contacts,
        capped_people.cap_days,
        capped_people.capped_until
    from contacts
    left join contact_dates on contacts.weekday = contact_dates.weekday
    left join channel_rules on contacts.channel = channel_rules.channel
    left join consenting
        on
            contacts.person_id = consenting.person_id
            and channel_rules.purpose = consenting.purpose
    left join capped_people on contacts.person_id = capped_people.person_id
    left join suppressions
        on
            contacts.audience = suppressions.audience
            and contacts.person_id = suppressions.person_id
),

final as (
    select
        *,
        not is_suppressed and not is_capped and has_consent and next_on is not null as is_open
    from joined
)

select * from final
