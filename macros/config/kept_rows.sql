{#
    The rows that a published table keeps of earlier dates, as a query. What a run left that did not
    come to its end is not among them.

        {{ kept_rows(
            previous_relation('owned_audiences__scoreboard'),  -- the table; none where there is none
            {'audience': 'text'},                              -- types of columns that it may lack
            'checked_on',                                      -- the column with the date of the run
        ) }}
#}
{% macro kept_rows(relation, columns, run_date='as_of') %}
    select kept.*
    from (
        {{ add_missing_columns(relation, columns) }}
    ) as kept
    inner join {{ ref('int_owned_audiences__as_of') }} as dates
        on kept.{{ run_date }} < dates.as_of
    where kept.{{ run_date }} not in ({{ unfinished_dates() }})
{% endmacro %}
