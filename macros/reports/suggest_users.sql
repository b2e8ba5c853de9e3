{#
    A query of one row: how many user_ids there are, how many are alike but for case and spaces, and two
    of them.

        {% set users = run_query(suggest_users()).rows[0] %}
#}
{% macro suggest_users() %}
    with people as (
        select
            count(distinct identifier) as identifiers,
            min(identifier) as one,
            max(identifier) as other
        from owned_audiences_suggest
        where is_user
        group by lower(trim(identifier))
    )

    select
        coalesce(sum(identifiers), 0) as people,
        coalesce(sum(identifiers) filter (where identifiers > 1), 0) as alike,
        min(one) filter (where identifiers > 1) as one,
        min_by(other, one) filter (where identifiers > 1) as other
    from people
{% endmacro %}
