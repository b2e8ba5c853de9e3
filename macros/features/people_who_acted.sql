{#
    The people who did an audience's desired action in label windows, each once, as far as it was
    known, and the value of what they did: one row per window and person_key.

        {{ people_who_acted(
            windows='windows',         -- audience, window_start, window_end (not in it), labelled_until
            actions='person_actions',  -- as the model of this name
            keys=['audience', 'as_of'],  -- columns of `windows` that say which one it is
        ) }}
#}
{% macro people_who_acted(windows, actions, keys) %}
    select
        {% for key in keys -%}
        {{ windows }}.{{ key }},
        {% endfor -%}
        {{ actions }}.person_key,
        sum({{ actions }}.value) as value
    from {{ actions }}
    inner join {{ windows }}
        on
            {{ actions }}.audience = {{ windows }}.audience
            and {{ actions }}.day >= {{ windows }}.window_start
            and {{ actions }}.day < {{ windows }}.window_end
            and {{ actions }}.attributable_on < {{ windows }}.labelled_until
    group by {% for key in keys %}{{ windows }}.{{ key }}, {% endfor %}{{ actions }}.person_key
{% endmacro %}
