-- One row per customer, attribute and time from which on it had its value.
{% for attribute in ['age', 'plan', 'region', 'religion'] -%}
select
    customer_id as user_id,
    '{{ attribute }}' as attribute,
    cast({{ attribute }} as text) as value,
    valid_from
from {{ ref('crm_customers') }}
{{ 'union all' if not loop.last }}
{% endfor %}
