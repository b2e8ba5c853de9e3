{#
    A query of one row per channel and per topic, with its interactions.

        {% set names = run_query(suggest_names(interactions)).rows %}
#}
{% macro suggest_names(interactions) %}
    select
        case when grouping(channel) = 0 then 'channel' else 'topic' end as family,
        coalesce(channel, topic) as name,
        count(*) as interactions
    from {{ suggest_source(interactions) }}
    where is_valid
    group by grouping sets ((channel), (topic))
    having coalesce(channel, topic) is not null
    order by interactions desc, name
{% endmacro %}
