-- One row: when the configuration was last found to be right, and a hash of it. Where it is wrong, all
-- of the package stops here, and `dbt retry` begins here again.
{{- stop_where_misconfigured() }}
select
    {{ utc_now() }} as checked_at,
    '{{ graph.get("owned_audiences_settings", "") }}' as settings_hash
