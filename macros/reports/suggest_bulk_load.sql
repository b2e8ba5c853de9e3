{#
    A query of one row if received_at is the time of a bulk load, as the model of as_of finds it; else of
    none.

        {% set bulk = run_query(suggest_bulk_load(interactions)).rows %}
#}
{% macro suggest_bulk_load(interactions) %}
    with arrived as (
        select
            known_on,
            count(*) as interactions,
            avg(known_on - day) as mean_lateness
        from {{ suggest_source(interactions) }}
        where is_valid and received_at is not null
        group by known_on
    )

    select max_by(known_on, interactions) as known_on
    from arrived
    having {{ is_bulk_load(
        'coalesce(sum(interactions) filter (where ' ~ is_loaded_late('mean_lateness') ~ '), 0)', 'sum(interactions)'
    ) }}
{% endmacro %}
