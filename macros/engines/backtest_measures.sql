{#
    The backtests of a relation of models, out of their JSON: one row per model, past date, ranking,
    measure and part of the people.

        select * from ({{ backtest_measures('fitted_models') }}) as measures
#}
{% macro backtest_measures(models) %}
    {{- return(adapter.dispatch('backtest_measures', 'owned_audiences')(models)) -}}
{% endmacro %}


{% macro default__backtest_measures(models) %}
    {{- owned_audiences.not_supported('backtest_measures') -}}
{% endmacro %}


{% macro duckdb__backtest_measures(models) %}
    select
        audience,
        model_version,
        cast(measure.as_of as date) as as_of,
        measure.ranking,
        measure.measure,
        measure.part,
        measure.value,
        measure.low as lower, -- noqa: RF04
        measure.high as upper -- noqa: RF04
    from (
        select
            audience,
            model_version,
            unnest(from_json(
                backtests,
                '[{"as_of": "VARCHAR", "ranking": "VARCHAR", "measure": "VARCHAR", "part": "VARCHAR",
                    "value": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE"}]'
            )) as measure
        from {{ models }}
        where backtests is not null
    ) as measures
{% endmacro %}
