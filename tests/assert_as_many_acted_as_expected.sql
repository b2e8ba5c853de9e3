-- Of each audience the newest scores that could be compared, where more or fewer people acted than
-- their 80 % interval says: so it is one time in five; if again and again, something has changed.
{{ config(severity='warn') }}
with scoreboard as (
    select * from {{ ref('owned_audiences__scoreboard') }}
    where part = 'all' and not is_backtest
),

newest as (
    select *
    from scoreboard
    qualify row_number() over (partition by audience order by as_of desc) = 1
)

select * from newest
where not is_within
