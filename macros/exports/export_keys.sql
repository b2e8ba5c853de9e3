{#
    What may be said of an export.

        {{ export_keys() }}  ->  ['name', 'destination', 'audience', …]
#}
{% macro export_keys() %}
    {{- return([
        'name', 'destination', 'audience', 'tiers', 'suppression', 'purpose', 'consent', 'columns', 'max_unique_share',
    ]) -}}
{% endmacro %}
