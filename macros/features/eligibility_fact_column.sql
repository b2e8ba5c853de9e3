{#
    The column of a fact that `eligible` names: none is 0 of what is counted, and false for a list.

        {{ eligibility_fact_column(fact) }}
        ->  coalesce(cast(facts.count_purchase_90d as bigint), 0) as count_purchase_90d
#}
{% macro eligibility_fact_column(fact) -%}
    {%- if fact.type == 'boolean' -%}
    coalesce(facts.{{ fact.name }} = 1, false) as {{ fact.name }}
    {%- elif fact.measure in ['count', 'value'] -%}
    coalesce(cast(facts.{{ fact.name }} as {{ fact.type }}), 0) as {{ fact.name }}
    {%- else -%}
    cast(facts.{{ fact.name }} as {{ fact.type }}) as {{ fact.name }}
    {%- endif -%}
{%- endmacro %}
