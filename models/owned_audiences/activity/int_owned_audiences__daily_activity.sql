-- One row per identifier, day, date on which it became known, and combination of dimensions.
-- Built last of its folder: a day counts as done once it stands here.
-- depends_on: {{ ref('int_owned_audiences__desired_actions') }}
-- What is left out of it is counted whatever part of the package is built:
-- depends_on: {{ ref('int_owned_audiences__rejected_interactions') }}
{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook=[
        {'sql': "{{ add_column('is_user', 'boolean') }}", 'transaction': false},
        "{{ fill_is_user() }}", "{{ delete_rebuilt_days() }}",
    ],
) }}

with interactions as (
    select
        *,
        {{ weekday('occurred_at') }} as weekday,
        {{ day_part('occurred_at') }} as day_part
    from {{ rebuilt_rows(ref('int_owned_audiences__interactions')) }}
),

identifiers as (
    select * from {{ ref('int_owned_audiences__identifiers') }}
),

interaction_dimensions as (
    select * from {{ ref('int_owned_audiences__interaction_dimensions') }}
),

final as (
    select
        identifiers.identifier_key,
        identifiers.is_user,
        interaction_dimensions.dimension_key,
        interactions.day,
        interactions.known_on,
        cast(count(*) as integer) as interactions,
        sum(interactions.value) as value
    from interactions
    inner join identifiers
        on
            interactions.is_user = identifiers.is_user
            and interactions.identifier = identifiers.identifier
    inner join interaction_dimensions
        on {{ same_dimensions('interactions', 'interaction_dimensions') }}
    group by all
    order by identifiers.identifier_key
)

select * from final
