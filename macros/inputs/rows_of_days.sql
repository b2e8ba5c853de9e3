{#
    The rows of a relation that became known on some of the days of a table of days, as a subquery;
    the relation has the columns of stg_owned_audiences__interactions. Only what may be of these days
    is read, where the engine can skip the rest.

        from {{ rows_of_days(interactions, days, 'is_rebuilt') }} as interactions
#}
{% macro rows_of_days(relation, days, condition) %}
    {%- set span = {'first_day': none, 'has_undated': true} -%}
    {%- if is_building() and model.resource_type != 'unit_test' -%}
        {%- set found = run_query(
            'select min(known_on), coalesce(' ~ dbt.bool_or('known_on is null') ~ ', false) from ' ~ days.render() ~ ' where ' ~ condition
        ).rows[0] -%}
        {%- do span.update({'first_day': found[0] or '9999-12-31', 'has_undated': found[1]}) -%}
    {%- endif -%}
    (
        select dated.* from {{ rows_known_since(relation, span.first_day) }} as dated
        where dated.known_on in (select days.known_on from {{ days }} as days where {{ condition }})
        {%- if span.has_undated %}
        union all
        -- of rows without a time the day is null
        select undated.* from {{ relation }} as undated
        where
            undated.known_on is null
            and true in (
                select days.known_on is null from {{ days }} as days where {{ condition }}
            )
        {%- endif %}
    )
{%- endmacro %}
