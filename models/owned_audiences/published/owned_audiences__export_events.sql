-- One row per export, as_of and row that was added to the list, taken off it or changed. Kept, as
-- the next run compares with it; what was taken off is forgotten after 30 days.
-- depends_on: {{ ref('owned_audiences__runs') }}
-- read by hooks: {{ ref('int_owned_audiences__as_of') }},
-- {{ ref('int_owned_audiences__export_counts') }}
{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    on_schema_change='append_new_columns',
    pre_hook=["{{ delete_current_as_of() }}", "{{ delete_removed_rows() }}"],
) }}
select
    export,
    destination,
    as_of,
    change,
    row_key,
    content_key,
    visible_key,
    {{ export_columns() | join(',\n    ') }}
from {{ ref('int_owned_audiences__export_changes') }}
where change != 'unchanged'
