{#
    What the last run left of the relations that hold every row of a day, by name, for a run to see
    which days it need not read again; none where one of them is missing or all is built anew.

        {% set held = held_relations() %}  ->  {'activity': …, 'dimensions': …, 'repeated': …, 'rejected': …}
#}
{% macro held_relations() %}
    {%- set held = {} -%}
    {%- for name, model_name in {
        'activity': 'daily_activity', 'dimensions': 'interaction_dimensions',
        'repeated': 'repeated_interactions', 'rejected': 'rejected_interactions',
    }.items() -%}
        {%- do held.update({name: previous_relation('int_owned_audiences__' ~ model_name)}) -%}
    {%- endfor -%}
    {{- return(none if flags.FULL_REFRESH or none in held.values() else held) -}}
{% endmacro %}
