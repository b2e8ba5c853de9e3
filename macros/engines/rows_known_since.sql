{#
    Of a relation with the columns of stg_owned_audiences__interactions the rows that became known on
    a day or later, as a subquery: of rows without a time, none. Without a day, all rows.

        from {{ rows_known_since(interactions, '2025-12-29') }} as interactions

    On DuckDB the conditions are on the columns as they came, for a scan of a file or table to skip
    what is older. That takes a timestamp or a date: of others the type, which is known before the query
    runs, decides that all is read.
#}
{% macro rows_known_since(relation, day) %}
    {%- if day is none -%}{{ return(relation) }}{%- endif -%}
    {{- return(adapter.dispatch('rows_known_since', 'owned_audiences')(relation, day)) -}}
{% endmacro %}


{% macro default__rows_known_since(relation, day) -%}
    (select * from {{ relation }} where known_on >= cast('{{ day }}' as date))
{%- endmacro %}


{# Two branches, as a scan cannot skip rows by a condition on either of two columns. #}
{% macro duckdb__rows_known_since(relation, day) -%}
    {%- set first = "timestamp '" ~ day ~ "'" -%}
    {%- set is_time = "in ('TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'DATE')" -%}
    (
        select * from {{ relation }}
        where
            known_on >= date '{{ day }}'
            and (
                not typeof(raw_occurred_at) {{ is_time }}
                or try_cast(raw_occurred_at as timestamp) >= {{ first }}
                or raw_occurred_at is null
            )
        union all
        select * from {{ relation }}
        where
            known_on >= date '{{ day }}'
            and typeof(raw_occurred_at) {{ is_time }}
            and try_cast(raw_occurred_at as timestamp) < {{ first }}
            and (
                not typeof(raw_received_at) {{ is_time }}
                or try_cast(raw_received_at as timestamp) >= {{ first }}
            )
    )
{%- endmacro %}
