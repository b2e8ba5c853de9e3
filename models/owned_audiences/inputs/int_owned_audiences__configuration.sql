-- One row: when the configuration was last found to be right, a hash of it, and whether the guard
-- has passed since. Where it is wrong, all of the package stops here, and `dbt retry` begins here.
{% do stop_where_misconfigured() %}
{% set settings_hash = graph.get('owned_audiences_settings', '') %}
select
    {{ utc_now() }} as checked_at,
    '{{ settings_hash }}' as settings_hash,
    false as is_guard_passed
