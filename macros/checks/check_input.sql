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


{# What is wrong with the columns: half a sentence each. `given` is their types by name. #}
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


{# What makes a time of a number, as SQL: a date in digits, or a count since 1970; none if neither. #}
{% macro time_of_number(column, example) %}
    {%- set digits = example[:-2] if example.endswith('.0') else example -%}
    {%- set whole = column if digits == example else 'cast(' ~ column ~ ' as bigint)' -%}
    {%- if modules.re.match('(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$', digits) -%}
        {{- return("strptime(cast(" ~ whole ~ " as text), '%Y%m%d')") -}}
    {%- endif -%}
    {{- return({
        10: 'to_timestamp(' ~ column ~ ')', 13: 'epoch_ms(' ~ whole ~ ')', 16: 'make_timestamp(' ~ whole ~ ')',
    }.get(digits | length) if modules.re.match('[0-9]+$', digits) else none) -}}
{% endmacro %}


{#
    Whether a column of a type can be read as what the contract wants; the values themselves are
    checked row by row. A number is no time: seconds and milliseconds look alike.
#}
{% macro fits(given, wanted) %}
    {%- if given.endswith(']') or modules.re.match('(struct|map|union|list|array|blob|bit|binary)', given) -%}
        {{- return(false) -}}
    {%- endif -%}
    {{- return(wanted not in ['timestamp', 'date'] or modules.re.match('(timestamp|date|varchar|text|string|json|"null")', given)) -}}
{% endmacro %}
