-- One row: when the configuration was last found to be right, a hash of it, and whether the guard has
-- passed since. Where it is wrong, all
-- of the package stops here, and `dbt retry` begins here again.
{{- stop_where_misconfigured() }}
select
    {{ utc_now() }} as checked_at,
    '{{ graph.get("owned_audiences_settings", "") }}' as settings_hash,
    false as is_guard_passed
