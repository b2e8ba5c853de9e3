{#
    The configured audiences as a query, one row each. What only an audience with a desired action
    has is null for one with a seed set.

        select * from ({{ configured_audiences() }}) as audiences
#}
{% macro configured_audiences() %}
    {%- for audience in audiences(with_definition_hash=true) -%}
    {%- set has_action = audience.audience_type != 'seed_set' -%}
    select
        '{{ audience.name }}' as audience,
        '{{ audience.audience_version }}' as audience_version,
        '{{ audience.audience_type }}' as audience_type,
        {{ dbt.string_literal(dbt.escape_single_quotes(audience.desired_action)) if has_action
            else 'cast(null as text)' }} as desired_action,
        {{ 'true' if audience.absent else 'false' }} as is_absent,
        cast({{ "'" ~ audience.value ~ "'" if audience.value is string else 'null' }} as text) as value,
        {{ dbt.string_literal(dbt.escape_single_quotes(audience.eligible)) }} as eligible,
        cast({{ audience.horizon_days if has_action else 'null' }} as integer) as horizon_days,
        cast({{ audience.gap_days if has_action else 'null' }} as integer) as gap_days,
        cast({{ audience.cooldown_days if has_action else 'null' }} as integer) as cooldown_days,
        {{ dbt.string_literal(dbt.escape_single_quotes(tojson(audience.tiers))) }} as tiers,
        '{{ audience.action_hash }}' as action_hash,
        '{{ audience.definition_hash }}' as definition_hash
    {{ 'union all' if not loop.last }}
    {% else -%}
    select
        cast(null as text) as audience,
        cast(null as text) as audience_version,
        cast(null as text) as audience_type,
        cast(null as text) as desired_action,
        false as is_absent,
        cast(null as text) as value,
        cast(null as text) as eligible,
        0 as horizon_days,
        0 as gap_days,
        0 as cooldown_days,
        cast(null as text) as tiers,
        cast(null as text) as action_hash,
        cast(null as text) as definition_hash
    where false
    {%- endfor %}
{% endmacro %}
