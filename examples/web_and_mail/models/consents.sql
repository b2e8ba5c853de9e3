-- One row per answer of a customer, in purposes: scoring and engagement, which the package
-- knows, and advertising, which exports name.
-- Who answered "later" said neither yes nor no: such rows are counted as unused, and change
-- nothing.
select
    customer_id as user_id,
    case question
        when 'profiling' then 'scoring'
        when 'newsletter' then 'engagement'
        when 'ads' then 'advertising'
    end as purpose,
    case answer when 'yes' then true when 'no' then false end as granted,
    answered_at as changed_at
from {{ ref('consent_log') }}
