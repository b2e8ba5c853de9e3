{#
    What may be said of an audience.

        {{ audience_keys() }}  ->  ['name', 'label', 'desired_action', …]
#}
{% macro audience_keys() %}
    {{- return([
        'name', 'label', 'desired_action', 'absent', 'seed_set', 'value', 'horizon_days', 'gap_days', 'eligible', 'tiers', 'cooldown_days',
    ]) -}}
{% endmacro %}
