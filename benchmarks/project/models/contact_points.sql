-- One row per user: an address each, for the benchmark of exports.
{{ config(materialized='table', enabled=var('has_exports', false)) }}

select distinct
    user_id,
    'email' as type,
    user_id || '@example.com' as value
from {{ ref('benchmark', 'interactions') }}
where user_id is not null
