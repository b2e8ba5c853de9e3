{#
    Whether an id is one of an erased person, told by its salted hash: true or false, never null.
    `kind` is user or anonymous. Without the variable erasure_requests it is false.

        {{ is_erased('user', 'user_id') }}
#}
{% macro is_erased(kind, id) -%}
    {%- if var('erasure_requests') -%}
    {{ is_hashed(ref('int_owned_audiences__erased'), "'" ~ kind ~ ":' || " ~ id) }}
    {%- else -%}
    false
    {%- endif -%}
{%- endmacro %}


{# Whether the hash of an id with its kind before it stands in a table of the erased. #}
{% macro is_hashed(erased, id) -%}
    coalesce(md5((select max(erased.salt) from {{ erased }} as erased) || {{ id }}), '')
    in (select erased.identifier_hash from {{ erased }} as erased)
{%- endmacro %}


{#
    The `where` that keeps the rows of erased people out of an input: none of the ids, a kind and
    its column each, is one of theirs. Nothing without the variable erasure_requests.

        from typed {{ where_not_erased({'user': 'user_id'}) }}
#}
{% macro where_not_erased(ids) -%}
    {%- if var('erasure_requests') -%}
    where
        {% for kind, id in ids.items() -%}
        {{ 'and ' if not loop.first }}not {{ is_erased(kind, id) }}
        {% endfor -%}
    {%- endif -%}
{%- endmacro %}


{#
    Columns that hold an id of a person, with the id and its kind as they are hashed. A person_id is a
    user_id, or an anonymous_id that has its kind before it.
#}
{% macro hashed_ids() %}
    {{- return({
        'user_id': ["'user:' || user_id"],
        'anonymous_id': ["'anonymous:' || anonymous_id"],
        'person_id': [
            "'user:' || person_id", "case when starts_with(person_id, 'anonymous:') then person_id end",
        ],
        'identifier': ["case when is_user then 'user:' else 'anonymous:' end || identifier"],
    }) -}}
{% endmacro %}


{#
    The condition on which a row of a relation is an erased person's, none where it has no column of
    theirs: an id whose hash is known, or a key whose identifier is blank. Keys are those of the table
    `identifiers` (none: keys are not looked at), as each schema counts for itself.
#}
{% macro erased_rows(relation, erased, identifiers) %}
    {%- set columns = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
    {%- set conditions = [] -%}
    {%- for column, ids in owned_audiences.hashed_ids().items() if column in columns -%}
        {%- for id in ids if column != 'identifier' or 'is_user' in columns -%}
            {%- do conditions.append(owned_audiences.is_hashed(erased, id)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for column in ['identifier_key', 'person_key'] if column in columns and identifiers and relation | string != identifiers | string -%}
        {%- do conditions.append(
            column ~ ' in (select identifiers.identifier_key from ' ~ identifiers ~ ' as identifiers where '
            ~ 'identifiers.identifier is null or '
            ~ owned_audiences.is_hashed(erased, owned_audiences.hashed_ids()['identifier'][0]) ~ ')'
        ) -%}
    {%- endfor -%}
    {{- return(conditions | join(' or ') if conditions else none) -}}
{% endmacro %}


{#
    What a test looks for: relations with rows of erased people, how many, and what to do. (It may run
    in another project, for a model of the user's: there a macro's siblings go by the package's name.)
#}
{% macro rows_of_the_erased(stored) %}
    {%- set erased = ref('owned_audiences', 'int_owned_audiences__erased') -%}
    {%- set found = [] -%}
    {%- for one in stored if execute -%}
        {%- set rows = owned_audiences.erased_rows(one.relation, erased, one.identifiers) -%}
        {%- if rows -%}
            {%- do found.append(
                "select '" ~ one.relation.schema ~ '.' ~ one.relation.identifier ~ "' as relation, count(*) as number_of_rows, '"
                ~ ('build again' if one.is_current else 'no longer built by this project: drop it') ~ "' as what_to_do from "
                ~ one.relation ~ ' where ' ~ rows ~ ' having count(*) > 0'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- found | join(' union all ') if found else
        "select cast(null as text) as relation, 0 as number_of_rows, cast(null as text) as what_to_do where false" -}}
{% endmacro %}


{#
    The hook after the table of the erased: takes the people who are new in it out of every table
    that the package has in the warehouse, kept ones, stored test failures, those of another schema
    and what a broken run left included, and blanks their identifiers. In one transaction with the new
    hashes.
#}
{% macro erase_people() %}
    {%- if execute and var('erasure_requests') and new_erasures() -%}
        {%- set stored = stored_relations() -%}
        {%- for one in stored if one.relation.type == 'table' and not one.is_identifiers -%}
            {%- set rows = erased_rows(one.relation, this, one.identifiers) -%}
            {%- if rows -%}{%- do run_query('delete from ' ~ one.relation ~ ' where ' ~ rows) -%}{%- endif -%}
        {%- endfor -%}
        {#- last, as the keys of the others are known by them -#}
        {%- for one in stored if one.is_identifiers -%}
            {%- do run_query(
                'update ' ~ one.relation ~ ' set identifier = null where '
                ~ is_hashed(this, hashed_ids()['identifier'][0])
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{# Whether this run has erased somebody, or somebody erased before stands in the identifiers. #}
{% macro new_erasures() %}
    {%- set identifiers = previous_relation('int_owned_audiences__identifiers') -%}
    {%- set counts = ['select count(*) as people from ' ~ this ~ ' where erased_at = ' ~ run_time()] -%}
    {%- if identifiers -%}
        {%- do counts.append(
            'select count(*) as people from ' ~ identifiers ~ ' where '
            ~ is_hashed(this, hashed_ids()['identifier'][0])
        ) -%}
    {%- endif -%}
    {{- return(run_query('select sum(people) from (' ~ counts | join(' union all ') ~ ') as counts').rows[0][0] > 0) -}}
{% endmacro %}


{#
    Every relation that the package has in the warehouse, from the catalogue: its models and seeds,
    its stored test failures, and what a run left of them under another name or in another schema.
    Each with the table of identifiers whose keys it holds, none where that is not there.
#}
{% macro stored_relations() %}
    {%- set databases, tests, current = [], [], {} -%}
    {%- set identifiers = graph.nodes['model.owned_audiences.int_owned_audiences__identifiers'] -%}
    {%- for node in graph.nodes.values() if node.package_name == 'owned_audiences' and node.schema -%}
        {%- do databases.append(node.database) -%}
        {%- do current.update({(node.schema, node.alias): true}) -%}
        {%- if node.resource_type == 'test' -%}{%- do tests.append(node.alias) -%}{%- endif -%}
    {%- endfor -%}
    {%- set found = [] -%}
    {%- for database in databases | unique -%}
        {%- set rows = run_query(
            "select table_schema, table_name, table_type from information_schema.tables where table_catalog = '"
            ~ database ~ "' order by table_schema, table_name"
        ).rows -%}
        {%- for schema, name, type in rows -%}
            {%- set own = name.split('__dbt_')[0] -%}
            {%- if 'owned_audiences__' in name or own in tests or (schema, own) in current -%}
            {%- do found.append({
                'relation': api.Relation.create(
                    database=database, schema=schema, identifier=name, type='view' if type == 'VIEW' else 'table'
                ),
                'is_current': (schema, own) in current,
                'is_identifiers': own in ('int_owned_audiences__identifiers', identifiers.alias),
            }) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in found -%}
        {#- a current table holds the current keys; another, those of the identifiers beside it -#}
        {%- set beside = found | selectattr('is_identifiers')
            | selectattr('relation.schema', 'equalto', one.relation.schema) | map(attribute='relation') | first -%}
        {%- do one.update({
            'identifiers': previous_relation('int_owned_audiences__identifiers') if one.is_current else (beside or none),
        }) -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}
