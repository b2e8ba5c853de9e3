-- One row per interaction_id that stands more than once, with a row in a day that has changed, and
-- the first date on which any of its rows became known.
{% if held_relations() %}
with changed as (
    select interaction_id
    from {{ rows_of_days(
        ref('stg_owned_audiences__interactions'), ref('int_owned_audiences__raw_days'),
        'is_changed and known_on is not null',
    ) }} as interactions
),

final as (
    select
        interactions.interaction_id,
        min(interactions.known_on) as first_known_on
    from {{ ref('stg_owned_audiences__interactions') }} as interactions
    where interactions.interaction_id in (select changed.interaction_id from changed)
    group by interactions.interaction_id
    having count(*) > 1
)
{% else %}
-- of all rows, and these take much memory with their dates
{% do ref('int_owned_audiences__raw_days') %}
with final as (
    select
        interaction_id,
        cast(null as date) as first_known_on
    from {{ ref('stg_owned_audiences__interactions') }}
    where interaction_id is not null
    group by interaction_id
    having count(*) > 1
)
{% endif %}

select * from final
