{#
    What is wrong with the columns of a relation, half a sentence each. `given` is their types by name,
    `columns` those of the registry, `one_of` optional ones among them of which one must be there.

        {{ input_problems(relation, columns_of(relation), inputs().consents.columns, []) }}
        ->  ['granted is missing (did you mean grant?)']
#}
{% macro input_problems(relation, given, columns, one_of) %}
    {%- set problems = [] -%}
    {%- set others = given | reject('in', columns) | list -%}
    {%- for column, contract in columns.items() if not contract.is_optional and column not in given -%}
        {%- set near = nearest(column, others) -%}
        {%- do problems.append(column ~ ' is missing' ~ (' (did you mean ' ~ near ~ '?)' if near else '')) -%}
    {%- endfor -%}
    {%- if one_of and not given | select('in', one_of) | list -%}
        {%- set near = nearest(one_of[0], others) -%}
        {%- do problems.append(
            'one of ' ~ one_of | join(' and ') ~ ' is missing' ~ (' (did you mean ' ~ near ~ '?)' if near else '')
        ) -%}
    {%- endif -%}
    {%- for column, type in column_types(columns).items() if column in given and not fits(given[column], type) -%}
        {#- in a stored table, a column of nothing but null is an integer -#}
        {%- set example = first_value(relation, column) -%}
        {%- if example is not none -%}
            {%- set is_time = type in ['timestamp', 'date'] -%}
            {%- set how = time_of_number(column, example) if is_time else none -%}
            {%- do problems.append(
                column ~ ' is ' ~ given[column] | upper ~ ', such as ' ~ example | truncate(60, true, '…', 0)
                ~ ', and must be '
                ~ ('a timestamp, a date or a text' if is_time
                    else 'a text or a number' if type in ['string', 'id']
                    else 'a boolean' if type == 'boolean' else 'a number')
                ~ ('. Write ' ~ how ~ ' in your model' if how else '')
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# A value that a column holds, as a text; none if it holds nothing. #}
{% macro first_value(relation, column) %}
    {%- set rows = run_query(
        'select cast(' ~ column ~ ' as text) as found from ' ~ relation ~ ' where ' ~ column ~ ' is not null limit 1'
    ).rows -%}
    {{- return(rows[0][0] | string if rows else none) -}}
{% endmacro %}
