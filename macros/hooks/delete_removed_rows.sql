{#
    The hook that forgets rows which were taken off their export more than 30 days ago, and those of an
    export that is no longer configured, or for another destination.

        pre_hook="{{ delete_removed_rows() }}"
#}
{% macro delete_removed_rows() -%}
    {%- if is_building() and is_incremental() -%}
    delete from {{ this }}
    where
        export || ' ' || destination not in (
            select counts.export || ' ' || counts.destination
            from {{ ref('int_owned_audiences__export_counts') }} as counts
        )
        or export || ' ' || destination || ' ' || row_key in (
            select events.export || ' ' || events.destination || ' ' || events.row_key
            from {{ this }} as events
            group by events.export, events.destination, events.row_key
            having
                max(events.as_of) filter (where events.change = 'removed') = max(events.as_of)
                and max(events.as_of) + 30 < (
                    select max(dates.as_of) from {{ ref('int_owned_audiences__as_of') }} as dates
                )
        )
    {%- endif -%}
{%- endmacro %}
