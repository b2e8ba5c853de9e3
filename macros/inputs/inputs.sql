{#
    The registry of inputs: what each variable that names a relation is about. The settings and their
    checks, reading, checking and counting of the relations, the definition hash and the tables of
    docs/inputs.md follow it.

        {{ inputs().consents.columns.granted.type }}  ->  boolean

    description      what the relation says
    columns          type and description by name; is_optional: the relation may leave the column out.
                     An id keeps the type that it came with, for id_text to see.
    one_of           optional columns of which one must be there
    is_learned_from  models are trained again when the variable is set or unset. (Interactions are
                     always there, and each seed set has a hash of its own.)
    has_unused_rows  unused_input_rows counts its rows with an exclusion_reason or an unknown user_id
    counted_on       the date by which the table of inputs counts its rows, for the guard to compare
    counted_per      the column of which it counts each value by itself
    feature_name     the column that names features, which sensitive_attributes may rule out

    A model reads each input: stg_owned_audiences__consents, and so on. Its rows have a user_id (those
    of labels aside) and, where they are not used, an exclusion_reason.
#}
{% macro inputs() %}
    {{- return({
        'interactions': {
            'description': 'what people did, one row each',
            'columns': {
                'interaction_id': {
                    'type': 'id',
                    'description': 'identifies the row; of rows with one id, the first to arrive is used',
                },
                'user_id': {
                    'type': 'id', 'is_optional': true,
                    'description': 'the person, by the id that your CRM and BI know; null where they were not identified',
                },
                'anonymous_id': {
                    'type': 'id', 'is_optional': true,
                    'description': 'the device or cookie; a row with both ids links them',
                },
                'occurred_at': {'type': 'timestamp', 'description': 'when it happened'},
                'received_at': {
                    'type': 'timestamp', 'is_optional': true,
                    'description': 'when it became known to you',
                },
                'interaction_type': {
                    'type': 'string',
                    'description': 'what they did: `purchase`, `page_view`',
                },
                'channel': {'type': 'string', 'is_optional': true, 'description': 'where: `web`, `store`'},
                'topic': {
                    'type': 'string', 'is_optional': true,
                    'description': 'what it was about, a category or a theme; a model is trained on the 50 most common',
                },
                'value': {
                    'type': 'decimal(18, 4)', 'is_optional': true,
                    'description': 'how much, in one unit for each type (one currency, net or gross); negative for what is given back',
                },
            },
            'one_of': ['user_id', 'anonymous_id'],
        },
        'identity_links': {
            'description': 'which `anonymous_id` is which `user_id`, and since when that is known',
            'columns': {
                'user_id': {'type': 'id', 'description': 'the person'},
                'anonymous_id': {'type': 'id', 'description': 'the device or cookie'},
                'linked_at': {
                    'type': 'timestamp',
                    'description': 'when it became known that they belong together',
                },
            },
            'is_learned_from': true,
            'has_unused_rows': true,
            'counted_on': 'known_on',
        },
        'person_attributes': {
            'description': 'what you know of people besides what they do, each from a time on',
            'columns': {
                'user_id': {'type': 'id', 'description': 'the person'},
                'attribute': {'type': 'string', 'description': 'name of the attribute: `age`, `plan`'},
                'value': {
                    'type': 'string',
                    'description': 'a number makes one feature, a text one for each category; null ends what was before',
                },
                'valid_from': {
                    'type': 'timestamp', 'is_optional': true,
                    'description': 'since when you know it; null where it has stood since before your history',
                },
            },
            'is_learned_from': true,
            'has_unused_rows': true,
            'counted_on': 'known_on',
            'feature_name': 'attribute',
        },
        'extra_features': {
            'description': 'features of your own',
            'columns': {
                'user_id': {'type': 'id', 'description': 'the person'},
                'known_on': {'type': 'date', 'description': 'the day at whose end the value was known'},
                'feature': {'type': 'string', 'description': 'name of the feature'},
                'value': {
                    'type': 'double',
                    'description': 'the latest value before a date counts; null removes it',
                },
            },
            'is_learned_from': true,
            'has_unused_rows': true,
            'counted_on': 'known_on',
            'feature_name': 'feature',
        },
        'consents': {
            'description': 'who may be scored and engaged; where it is set, no row means no',
            'columns': {
                'user_id': {'type': 'id', 'description': 'the person'},
                'purpose': {'type': 'string', 'description': '`scoring`, `engagement`, or one that an export names'},
                'granted': {'type': 'boolean', 'description': 'yes or no: a boolean, 1 or 0, or a text'},
                'changed_at': {
                    'type': 'timestamp', 'is_optional': true,
                    'description': 'when they said so; null where it has stood since before your history',
                },
            },
            'is_learned_from': true,
            'has_unused_rows': true,
            'counted_on': 'known_on',
        },
        'contact_points': {
            'description': 'addresses, phone numbers and names of people, for exports alone',
            'columns': {
                'user_id': {'type': 'id', 'description': 'the person'},
                'type': {
                    'type': 'string',
                    'description': '`email`, `phone`, `first_name`, `last_name`, `postcode`, `country`, `external_id` or `mobile_ad_id`',
                },
                'value': {
                    'type': 'string',
                    'description': 'the address, number or name as you have it; a phone number with its country code',
                },
            },
            'has_unused_rows': true,
        },
        'erasure_requests': {
            'description': 'people to be erased',
            'columns': {
                'user_id': {'type': 'id', 'description': 'the person'},
                'requested_at': {
                    'type': 'timestamp', 'is_optional': true,
                    'description': 'when they asked for it',
                },
            },
            'has_unused_rows': true,
        },
        'seed_sets': {
            'description': 'lists of people, for audiences with `seed_set: true`',
            'columns': {
                'audience': {'type': 'string', 'description': 'name of the audience whose list it is'},
                'user_id': {'type': 'id', 'description': 'the member'},
                'seeded_at': {
                    'type': 'timestamp', 'is_optional': true,
                    'description': 'since when they have been a member; a model is trained on what they did before it',
                },
            },
            'counted_on': 'seeded_on',
            'counted_per': 'audience',
        },
        'labels': {
            'description': 'your own words, in your own language, for reasons and scorecards',
            'columns': {
                'item': {
                    'type': 'string',
                    'description': '`interaction_type`, `channel`, `topic`, `feature` or `absent_feature`',
                },
                'name': {
                    'type': 'string',
                    'description': 'which one: the type, channel or topic; a feature by family and measure, `topic.count_365d`',
                },
                'label': {
                    'type': 'string',
                    'description': 'the phrase; for a type one that reads after "has": `bought`, `opened a mail`',
                },
            },
            'has_unused_rows': true,
        },
    }) -}}
{% endmacro %}
