-- Whom to engage first, about what, when, and why them.
select
    segments.audience,
    segments.person_id,
    round(segments.propensity, 3) as propensity,
    plan.topic,
    plan.weekday,
    plan.day_part,
    segments.reason_1
from owned_audiences__engagement_plan as plan
inner join owned_audiences__segments as segments
    on plan.audience = segments.audience and plan.person_id = segments.person_id
qualify row_number() over (partition by segments.audience order by segments.percentile desc) <= 3
order by segments.audience, segments.percentile desc
limit 9;
