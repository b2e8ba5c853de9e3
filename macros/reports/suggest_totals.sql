{#
    A query of one row: the counts of all rows, the reasons for which some are rejected among them.

        {% set total = run_query(suggest_totals(interactions)).rows[0] %}
#}
{% macro suggest_totals(interactions) %}
    select
        {% for condition in interaction_rules().values() -%}
        count(*) filter (where {{ condition }}) as rejected_{{ loop.index }},
        {% endfor -%}
        count(*) as interactions,
        count(*) filter (where is_valid) as usable,
        count(*) filter (where is_valid) - count(distinct case when is_valid then interaction_id end) as repeated,
        count(*) filter (where is_valid and is_user) as of_users,
        count(*) filter (where is_valid and received_at is not null) as received,
        min(day) filter (where is_valid) as first_day,
        max(day) filter (where is_valid) as last_day,
        max(day) filter (where is_valid) - min(day) filter (where is_valid) + 1 as days,
        percentile_disc(0.5) within group (order by known_on - day) filter (where is_valid) as usual_lateness,
        percentile_disc(0.99) within group (order by known_on - day) filter (where is_valid) as most_lateness
    from {{ suggest_source(interactions) }}
{% endmacro %}
