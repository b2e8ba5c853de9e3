-- Rows of the days that this run built which share their key; older days were tested by their run.
with rebuilt_days as (
    select known_on from {{ ref('int_owned_audiences__activity_days') }}
    where is_rebuilt
    order by known_on desc
    limit 10
)

select
    identifier_key,
    day,
    known_on,
    dimension_key
from {{ ref('int_owned_audiences__daily_activity') }}
where known_on in (select rebuilt_days.known_on from rebuilt_days)
group by identifier_key, day, known_on, dimension_key
having count(*) > 1
