{#
    Every rule of the contact list with what holds where it is left out.

        {{ default_contact_rules().caps }}  ->  [{'contacts': 1, 'days': 7}]
#}
{% macro default_contact_rules() %}
    {{- return({
        'priority': [], 'caps': [{'contacts': 1, 'days': 7}], 'quiet_days': [], 'quiet_dates': [],
        'quiet_hours': none, 'channels': {}, 'fallback_channel': none,
    }) -}}
{% endmacro %}
