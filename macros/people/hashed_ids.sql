{#
    Columns that hold an id of a person, with the id and its type as they are hashed. A person_id is a
    user_id, or an anonymous_id prefixed with its type.

        {{ hashed_ids().user_id }}  ->  ["'user:' || user_id"]
#}
{% macro hashed_ids() %}
    {{- return({
        'user_id': ["'user:' || user_id"],
        'anonymous_id': ["'anonymous:' || anonymous_id"],
        'person_id': [
            "'user:' || person_id",
            "case when cast(person_id as text) like 'anonymous:%' then person_id end",
        ],
        'identifier': ["case when is_user then 'user:' else 'anonymous:' end || identifier"],
    }) -}}
{% endmacro %}
