{#
    A query of one row per user_id that looks like none, most devices first.

        {% set placeholders = run_query(suggest_placeholders(interactions)).rows %}
#}
{% macro suggest_placeholders(interactions) %}
    {{ placeholder_users(
        links='(select user_id, anonymous_id from ' ~ suggest_source(interactions) ~ ' where is_valid and anonymous_id is not null) as links',
        users='(select identifier as user_id from owned_audiences_suggest where is_user) as users'
    ) }}
{% endmacro %}
