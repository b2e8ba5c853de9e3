{#
    What a person who acts is worth, by their score, out of the JSON of a relation of models: one row
    per model and tenth of its scores, where the audience names a value.

        select * from ({{ actor_values('fitted_models') }}) as actor_values
#}
{% macro actor_values(models) %}
    {{- return(adapter.dispatch('actor_values', 'owned_audiences')(models)) -}}
{% endmacro %}


{% macro default__actor_values(models) %}
    {{- owned_audiences.not_supported('actor_values') -}}
{% endmacro %}


{% macro duckdb__actor_values(models) %}
    select
        audience,
        model_version,
        lower_points,
        lead(lower_points) over (
            partition by audience, model_version order by lower_points nulls first
        ) as upper_points,
        actor_value,
        actor_value_error
    from (
        select
            audience,
            model_version,
            unnest(list_prepend(cast(null as bigint), scores.lower_bounds)) as lower_points,
            unnest(scores.actor_values) as actor_value,
            unnest(scores.actor_value_errors) as actor_value_error
        from (
            select
                audience,
                model_version,
                from_json(
                    json_extract(scorecard, '$.scores'),
                    '{"lower_bounds": ["BIGINT"], "actor_values": ["DOUBLE"], "actor_value_errors": ["DOUBLE"]}'
                ) as scores
            from {{ models }}
            where scorecard is not null
        ) as read
        where scores.actor_values is not null
    ) as tenths
{% endmacro %}
