-- One row: when the configuration was last found to be right. Where it is wrong, all of the package
-- stops here, and `dbt retry` begins here again.
{{- stop_where_misconfigured() }}
select {{ utc_now() }} as checked_at
