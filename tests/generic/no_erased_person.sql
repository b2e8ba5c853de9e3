{#
    No row is that of an erased person, by an id of theirs or by a key without an identifier. It
    looks at the columns user_id, anonymous_id, person_id, identifier, identifier_key, person_key; of
    models of your own, too.

        data_tests: [owned_audiences.no_erased_person]
#}
{% test no_erased_person(model) %}
    {{- owned_audiences.erased_rows_found([{
        'relation': model,
        'identifiers': ref('owned_audiences', 'int_owned_audiences__identifiers'),
        'what_to_do': 'build again',
    }]) -}}
{% endtest %}
