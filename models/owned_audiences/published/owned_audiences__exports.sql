-- One row per export and row of it as of the current as_of, and per row that was taken off it since
-- the last date. Each export is a view over it with its own columns alone.
-- depends_on: {{ ref('owned_audiences__runs') }}
{{ config(post_hook="{{ publish_exports() }}") }}
select
    export,
    destination,
    as_of,
    change,
    row_key,
    {{ export_columns() | join(',\n    ') }}
from {{ ref('int_owned_audiences__export_changes') }}
