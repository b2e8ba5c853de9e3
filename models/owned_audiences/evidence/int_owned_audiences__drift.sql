-- One row per audience with a model and feature of it, and one for its score: how far people are
-- from those that it was trained on, by the population stability index, and what moved most.
{% set least_share = 0.001 %}
{# the usual bounds of the index: below .1 little, from .25 on much #}
{% set much = 0.25 %}
with bin_shares as (
    select * from {{ ref('int_owned_audiences__bin_shares') }}
),

current_models as (
    select * from {{ ref('int_owned_audiences__current_models') }}
),

scorecards as (
    select * from {{ ref('int_owned_audiences__scorecards') }}
),

moved as (
    select
        *,
        (greatest(share_now, {{ least_share }}) - greatest(share_in_training, {{ least_share }}))
        * ln(
            greatest(share_now, {{ least_share }}) / greatest(share_in_training, {{ least_share }})
        ) as moved
    from bin_shares
),

measured as (
    select
        audience,
        feature,
        sum(moved) as stability_index,
        -- what chance alone makes of it, among so many people
        (count(*) - 1.0) / any_value(people) as by_chance,
        any_value(people) as people,
        max_by(bin, moved) as moved_bin,
        max_by(share_in_training, moved) as share_in_training,
        max_by(share_now, moved) as share_now
    from moved
    group by audience, feature
),

final as (
    select
        measured.audience,
        current_models.as_of,
        current_models.model_version,
        measured.feature,
        measured.stability_index,
        -- the training of a seed set has as many members as others, which nobody else has
        current_models.audience_type = 'desired_action'
        and measured.stability_index >= {{ much }}
        and measured.stability_index > 4 * measured.by_chance as is_large,
        measured.people,
        case
            when measured.feature = '(score)' then 'tenth ' || measured.moved_bin
            else scorecards.label
        end as moved_most,
        measured.share_in_training,
        measured.share_now
    from measured
    inner join current_models on measured.audience = current_models.audience
    left join scorecards
        on
            current_models.audience = scorecards.audience
            and current_models.model_version = scorecards.model_version
            and measured.feature = scorecards.feature
            and measured.moved_bin = scorecards.bin
)

select * from final
