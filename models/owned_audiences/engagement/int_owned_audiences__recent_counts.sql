-- One row per person active in the last year: their interactions and the value of these, by window.
-- noqa: disable=LT02
{% set windows = [30, 90, 365] %}
-- one pass over activity: each row counts once, in the shortest of its windows
with counts as (
    select
        person_key,
        case
            {%- for days in windows %}
            when days_ago <= {{ days }} then {{ days }}
            {%- endfor %}
        end as days,
        sum(interactions) as interactions,
        sum(value) as value -- noqa: RF04
    from {{ ref('int_owned_audiences__recent_activity') }}
    group by person_key, days
),

final as (
    select
        person_key,
        {%- for days in windows %}
        cast(
            coalesce(sum(interactions) filter (where days <= {{ days }}), 0) as bigint
        ) as interactions_{{ days }}d,
        cast(
            sum(value) filter (where days <= {{ days }}) as decimal(38, 4)
        ) as value_{{ days }}d{{ ',' if not loop.last }}
        {%- endfor %}
    from counts
    group by person_key
)

select * from final
