{#
    Whether a type can be learned for a horizon, in a word: good, few, -, short or contact.

        {{ suggest_verdict(row, horizon=30, days=365) }}  ->  good
#}
{% macro suggest_verdict(row, horizon, days) %}
    {%- set positives = row['positives_' ~ horizon] -%}
    {{- return(
        'contact' if row.is_contact
        else 'short' if days < 2 * horizon + [30, horizon] | min
        else '-' if positives < 20
        else 'few' if positives < 200
        else 'good'
    ) -}}
{% endmacro %}
