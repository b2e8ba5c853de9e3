{#
    The columns that an export may have, and what each is: an identifier, by which the receiver finds
    the person, or what the receiver learns about them besides. `sql` is where the latter comes from,
    over the segments and observations of people.

        {{ export_columns().tier.type }}  ->  string
#}
{% macro export_columns() %}
    {{- return({
        'person_id': {'type': 'string', 'is_identifier': true},
        'email': {'type': 'string', 'is_identifier': true},
        'phone': {'type': 'string', 'is_identifier': true},
        'mobile_ad_id': {'type': 'string', 'is_identifier': true},
        'external_id': {'type': 'string', 'is_identifier': true},
        'first_name': {'type': 'string', 'is_identifier': true},
        'last_name': {'type': 'string', 'is_identifier': true},
        'postcode': {'type': 'string', 'is_identifier': false},
        'country': {'type': 'string', 'is_identifier': false},
        'tier': {'type': 'string', 'is_identifier': false, 'sql': 'people.tier'},
        'percentile': {'type': 'double', 'is_identifier': false, 'sql': 'people.percentile'},
        'propensity': {'type': 'double', 'is_identifier': false, 'sql': 'people.propensity'},
        'entered_on': {'type': 'date', 'is_identifier': false, 'sql': 'people.entered_on'},
        'value': {'type': 'double', 'is_identifier': false, 'sql': 'cast(observations.value as double)'},
        'interactions': {'type': 'bigint', 'is_identifier': false, 'sql': 'observations.interactions'},
        'days_since_last_interaction': {
            'type': 'integer', 'is_identifier': false, 'sql': 'observations.days_since_last_interaction',
        },
    }) -}}
{% endmacro %}
