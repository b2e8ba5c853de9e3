{#
    What a list of predicates is made of, as far as it may be wrong: rows of number (1 for the first),
    part, name and the nearest known name. Nothing where the warehouse cannot read SQL without
    running it. Parts: error, column, parameter (of a lambda), function (an unknown one), aggregate,
    window, star, non_deterministic (it changes from day to day), value (a text for a condition).

        {{ predicate_parts(["tenure > 30"]) }}  ->  [(1, 'column', 'tenure', none)]
#}
{% macro predicate_parts(predicates) %}
    {{- return(adapter.dispatch('predicate_parts', 'owned_audiences')(predicates)) -}}
{% endmacro %}


{% macro default__predicate_parts(predicates) %}
    {{- return([]) -}}
{% endmacro %}


{# json_serialize_sql gives the tree of a query, or an error as a value where it is none. #}
{% macro duckdb__predicate_parts(predicates) %}
    {%- set query -%}
    with predicates as (
        {% for predicate in predicates -%}
        select
            {{ loop.index }} as number,
            {{ dbt.string_literal(dbt.escape_single_quotes(predicate)) }} as predicate
        {{ 'union all' if not loop.last }}
        {% endfor %}
    ),

    -- without parentheses, too: `a) or (b` would close those that the package puts around it
    trees as (
        select
            number,
            json_serialize_sql('select (' || predicate || ')') as tree,
            json_serialize_sql('select ' || predicate) as bare_tree
        from predicates
    ),

    functions as (
        select
            lower(function_name) as function_name,
            bool_or(function_type in ('scalar', 'macro')) as is_scalar
        from duckdb_functions()
        group by all
        union all
        select 'coalesce', true  -- the parser's own
    ),

    nodes as (
        select
            trees.number,
            node.fullkey,
            node.value ->> 'class' as class,
            lower(node.value ->> 'function_name') as function_name,
            lower(array_to_string(cast(node.value -> 'column_names' as text[]), '.')) as column_name,
            node.value ->> '$.value.type.id' as value_type
        from trees, json_tree(trees.tree) as node
        -- the columns of a subquery are its own
        where
            trees.bare_tree ->> 'error' = 'false'
            and node.type = 'OBJECT' and node.fullkey not like '%.subquery.%'
    ),

    parts as (
        select
            nodes.number,
            case
                when coalesce(nodes.column_name, nodes.function_name) in (
                    'current_date', 'current_timestamp', 'localtimestamp', 'now', 'today', 'random',
                    'get_current_timestamp', 'transaction_timestamp', 'current_time', 'localtime',
                    'get_current_time', 'uuid', 'gen_random_uuid', 'uuidv4', 'uuidv7', 'nextval'
                ) then 'non_deterministic'
                when nodes.class = 'COLUMN_REF' and nodes.fullkey like '%.lhs%' then 'parameter'
                when nodes.class = 'COLUMN_REF' then 'column'
                when nodes.class in ('WINDOW', 'STAR') then lower(nodes.class)
                when nodes.class = 'FUNCTION' and functions.is_scalar is null then 'function'
                when nodes.class = 'FUNCTION' and not functions.is_scalar then 'aggregate'
                when
                    nodes.class = 'CONSTANT' and nodes.value_type = 'VARCHAR'
                    and nodes.fullkey = '$.statements[0].node.select_list[0]' then 'value'
            end as part,
            coalesce(nodes.column_name, replace(nodes.function_name, 'count_star', 'count')) as name
        from nodes
        left join functions on nodes.function_name = functions.function_name
        where nodes.class is not null
    ),

    final as (
        select
            number,
            'error' as part,
            coalesce(tree ->> 'error_message', bare_tree ->> 'error_message') as name
        from trees
        union
        select * from parts
    )

    select
        number,
        part,
        name,
        case when part = 'function' then (
            select min_by(function_name, damerau_levenshtein(function_name, final.name)) from functions
            where damerau_levenshtein(function_name, final.name) <= length(final.name) // 3
        ) end as nearest
    from final
    where part is not null and (part != 'error' or name is not null)
    order by all
    {%- endset -%}
    {{- return(run_query(query).rows) -}}
{% endmacro %}
