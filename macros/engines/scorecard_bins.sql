{#
    The scorecards of a relation of models, out of their JSON: one row per model, feature and bin.

        select * from ({{ scorecard_bins('fitted_models') }}) as bins
#}
{% macro scorecard_bins(models) %}
    {{- return(adapter.dispatch('scorecard_bins', 'owned_audiences')(models)) -}}
{% endmacro %}


{% macro default__scorecard_bins(models) %}
    {{- owned_audiences.not_supported('scorecard_bins') -}}
{% endmacro %}


{% macro duckdb__scorecard_bins(models) %}
    select
        audience,
        model_version,
        feature.feature,
        feature.average_points,
        bin.bin,
        bin.lower_bound,
        bin.upper_bound,
        bin.points,
        bin.share,
        bin.action_rate
    from (
        select
            audience,
            model_version,
            feature,
            unnest(feature.bins) as bin
        from (
            select
                audience,
                model_version,
                unnest(from_json(
                    json_extract(scorecard, '$.features'),
                    '[{"feature": "VARCHAR", "average_points": "BIGINT", "bins": [{
                        "bin": "INTEGER", "lower_bound": "DOUBLE", "upper_bound": "DOUBLE",
                        "points": "BIGINT", "share": "DOUBLE", "action_rate": "DOUBLE"}]}]'
                )) as feature
            from {{ models }}
            where scorecard is not null
        ) as features
    ) as bins
    union all
    select
        audience,
        model_version,
        '(intercept)' as feature,
        0 as average_points,
        0 as bin,
        null as lower_bound,
        null as upper_bound,
        cast(json_extract(scorecard, '$.intercept_points') as bigint) + calibration_shift_points as points,
        1 as share,
        null as action_rate
    from {{ models }}
    where scorecard is not null
{% endmacro %}
