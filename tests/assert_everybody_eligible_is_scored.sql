-- Audiences with a scorecard for which not everybody eligible has points.
select
    propensities.audience,
    count(*) as eligible_people,
    count(propensities.points) as scored_people
from {{ ref('int_owned_audiences__propensities') }} as propensities
inner join {{ ref('int_owned_audiences__current_models') }} as models
    on
        propensities.audience = models.audience
        and propensities.as_of = models.as_of
        and propensities.model_version = models.model_version
where models.status in ('scorecard', 'baseline')
group by propensities.audience
having count(*) != count(propensities.points)
