{#
    The points of people by SQL alone, equal to the last integer to those that Python gives: how an
    engine without Python models applies a scorecard. One row per audience and person.

        {{ apply_scorecard(
            scorecard='card',      -- audience, feature, bin, lower_bound, upper_bound, points
            people='eligible',     -- audience, person_key
            features='features',   -- audience (null: for everyone), person_key, feature, value
            definitions='names',   -- feature, pooled_as: as what one counts that a scorecard lacks
        ) }}
#}
{% macro apply_scorecard(scorecard, people, features, definitions) %}
    with known_features as (
        select
            audience,
            feature,
            points as absent_points
        from {{ scorecard }}
        where bin = 0
    ),

    base as (
        select
            audience,
            sum(absent_points) as points
        from known_features
        group by audience
    ),

    valued as (
        select
            base.audience,
            {{ features }}.person_key,
            coalesce(known_features.feature, {{ definitions }}.pooled_as) as feature,
            sum({{ features }}.value) as value
        from {{ features }}
        inner join base
            on {{ features }}.audience = base.audience or {{ features }}.audience is null
        left join known_features
            on
                base.audience = known_features.audience
                and {{ features }}.feature = known_features.feature
        left join {{ definitions }} on {{ features }}.feature = {{ definitions }}.feature
        where
            known_features.feature is not null
            or {{ definitions }}.pooled_as is not null
        group by
            base.audience,
            {{ features }}.person_key,
            coalesce(known_features.feature, {{ definitions }}.pooled_as)
    ),

    pointed as (
        select
            valued.audience,
            valued.person_key,
            sum({{ scorecard }}.points - known_features.absent_points) as points
        from valued
        inner join known_features
            on
                valued.audience = known_features.audience
                and valued.feature = known_features.feature
        inner join {{ scorecard }}
            on
                valued.audience = {{ scorecard }}.audience
                and valued.feature = {{ scorecard }}.feature
                and {{ scorecard }}.bin > 0
                and (
                    {{ scorecard }}.lower_bound is null
                    or valued.value >= {{ scorecard }}.lower_bound
                )
                and (
                    {{ scorecard }}.upper_bound is null
                    or valued.value < {{ scorecard }}.upper_bound
                )
        where valued.value != 0
        group by valued.audience, valued.person_key
    )

    select
        {{ people }}.audience,
        {{ people }}.person_key,
        cast(base.points + coalesce(pointed.points, 0) as bigint) as points
    from {{ people }}
    inner join base on {{ people }}.audience = base.audience
    left join pointed
        on
            {{ people }}.audience = pointed.audience
            and {{ people }}.person_key = pointed.person_key
{% endmacro %}
