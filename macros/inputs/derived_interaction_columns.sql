{#
    In a select list over typed_interactions: whose an interaction is, its dates, and whether it keeps
    the contract and a further condition.

        {{ derived_interaction_columns('not is_erased') }}
#}
{% macro derived_interaction_columns(condition='true') -%}
        coalesce(user_id, anonymous_id) as identifier,
        user_id is not null as is_user,
        cast(occurred_at as date) as day,
        cast(greatest(occurred_at, coalesce(received_at, occurred_at)) as date) as known_on,
        ({{ interaction_rules().values() | join(' or ') }}) is not true and {{ condition }} as is_valid
{%- endmacro %}
