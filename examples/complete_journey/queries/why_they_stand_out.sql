-- What makes the households that redeem a first coupon stand out: the bins with the most points.
select
    scorecards.label,
    scorecards.points,
    round(scorecards.share, 3) as share_of_people,
    round(scorecards.action_rate, 3) as action_rate
from owned_audiences__scorecards as scorecards
inner join owned_audiences__audiences as audiences
    on scorecards.model_version = audiences.model_version
where audiences.audience = 'first_redeemers' and scorecards.share >= 0.01
order by scorecards.points desc
limit 8;
