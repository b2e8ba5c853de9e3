{#
    Stops with one sentence where a relation lacks columns or has some of a type that cannot be read.
    `columns` are of the registry, `one_of` optional ones among them of which one must be there. It
    looks at the warehouse only when models are built, as the relation may not be there before.
    An ephemeral model, or a unit test's rows, has no columns before it is built into a query.

        {% do check_input('consents', var('consents'), inputs().consents.columns, []) %}
#}
{% macro check_input(variable, relation, columns, one_of) %}
    {%- if not is_building() or '__dbt__cte__' in relation | string -%}
        {{- return(none) -}}
    {%- endif -%}
    {%- set given = columns_of(relation) -%}
    {%- set problems = input_problems(relation, given, columns, one_of) -%}
    {%- if problems -%}
        {{- exceptions.raise_compiler_error(
            'The relation that the variable ' ~ variable ~ ' names (' ~ relation ~ ') cannot be read: '
            ~ problems | join('; ') ~ '. It has: ' ~ given | join(', ') ~ '.'
        ) -}}
    {%- endif -%}
{% endmacro %}
