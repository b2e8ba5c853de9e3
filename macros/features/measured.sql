{#
    Rows of features out of a group-by: a branch for each measure, a mapping of names to SQL. Where the
    family has subjects, by `subject_key`, the names of features come from the definitions.

        {{ measured('activity', {'active_days': 'count(distinct day)'}, 'activity', ['as_of', 'person_key']) }}
#}
{% macro measured(family, measures, source, keys, definitions=none) %}
    {%- set columns = keys + (['subject_key'] if definitions else []) %}
    select
        {{ 'audience' if 'audience' in keys else 'cast(null as text) as audience' }},
        as_of,
        person_key,
        feature,
        value
    from (
        with grouped as (
            select
                {% for key in keys -%}
                {{ key }},
                {% endfor -%}
                {%- if definitions -%}
                subject_key,
                {% endif -%}
                {%- for measure, expression in measures.items() -%}
                {{ expression }} as {{ measure }}{{ ',' if not loop.last }}
                {% endfor -%}
            from {{ source }}
            group by {{ columns | join(', ') }}
        )

        {%- for measure in measures %}
        select
            {% for key in keys -%}
            grouped.{{ key }},
            {% endfor -%}
            {{ 'definitions.feature' if definitions else "'" ~ measure ~ "' as feature" }},
            cast(grouped.{{ measure }} as double) as value
        from grouped
        {%- if definitions %}
        inner join {{ definitions }} as definitions
            on
                grouped.subject_key = definitions.subject_key
                and definitions.family = '{{ family }}'
                and definitions.measure = '{{ measure }}'
        {%- endif %}
        where grouped.{{ measure }} != 0
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as measured
{%- endmacro %}
