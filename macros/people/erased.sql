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
    What the last run held of links, to be added to a query of user_id and anonymous_id: a person's
    links may have been deleted from the input together with them.
#}
{% macro links_of_the_last_run() -%}
    {%- set observed_links = previous_relation('int_owned_audiences__observed_links') -%}
    {%- set identity_spans = previous_relation('int_owned_audiences__identity_spans') -%}
    {%- if observed_links %}
    union distinct
    select
        user_id,
        anonymous_id
    from {{ observed_links }}
    {%- endif %}
    {%- if identity_spans %}
    union distinct
    select
        spans.person_id as user_id,
        identifiers.identifier as anonymous_id
    from {{ identity_spans }} as spans
    inner join {{ previous_relation('int_owned_audiences__identifiers') }} as identifiers
        on spans.identifier_key = identifiers.identifier_key
    {%- endif %}
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
    theirs: an id whose hash is known, or a key whose identifier is blank.
#}
{% macro erased_rows(relation, erased, identifiers) %}
    {%- set columns = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
    {%- set conditions = [] -%}
    {%- for column, ids in owned_audiences.hashed_ids().items() if column in columns -%}
        {%- for id in ids -%}{%- do conditions.append(owned_audiences.is_hashed(erased, id)) -%}{%- endfor -%}
    {%- endfor -%}
    {%- for column in ['identifier_key', 'person_key'] if column in columns -%}
        {%- do conditions.append(
            column ~ ' in (select identifiers.identifier_key from ' ~ identifiers ~ ' as identifiers where '
            ~ 'identifiers.identifier is null or ' ~ owned_audiences.is_hashed(erased, owned_audiences.hashed_ids()['identifier'][0]) ~ ')'
        ) -%}
    {%- endfor -%}
    {{- return(conditions | join(' or ') if conditions else none) -}}
{% endmacro %}


{#
    What a test looks for: relations with rows of erased people, and how many. (It may run in another
    project, for a model of the user's: there a macro's siblings go by the package's name.)
#}
{% macro rows_of_the_erased(relations) %}
    {%- set erased = ref('int_owned_audiences__erased') -%}
    {%- set identifiers = ref('int_owned_audiences__identifiers') -%}
    {%- set found = [] -%}
    {%- for relation in relations if execute -%}
        {%- set rows = owned_audiences.erased_rows(relation, erased, identifiers) -%}
        {%- if rows and relation.identifier != identifiers.identifier -%}
            {%- do found.append(
                "select '" ~ relation.identifier ~ "' as relation, count(*) as number_of_rows from "
                ~ relation ~ ' where ' ~ rows ~ ' having count(*) > 0'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- found | join(' union all ') if found else
        "select cast(null as text) as relation, 0 as number_of_rows where false" -}}
{% endmacro %}


{#
    The hook after the table of the erased: takes the people who are new in it out of every table
    that the package has in the warehouse, kept ones, stored test failures and what a broken run left
    included, and blanks their identifiers. In one transaction with the new hashes.
#}
{% macro erase_people() %}
    {%- set identifiers = previous_relation('int_owned_audiences__identifiers') -%}
    {%- if execute and var('erasure_requests') and identifiers -%}
        {%- set known = is_hashed(this, hashed_ids()['identifier'][0]) -%}
        {%- set new = run_query(
            'select (select count(*) from ' ~ this ~ ' where erased_at = ' ~ run_time() ~ ')'
            ~ ' + (select count(*) from ' ~ identifiers ~ ' where ' ~ known ~ ')'
        ).rows[0][0] -%}
        {%- if new > 0 -%}
            {%- for relation in stored_relations() if relation.type == 'table' and relation.identifier != identifiers.identifier -%}
                {%- set rows = erased_rows(relation, this, identifiers) -%}
                {%- if rows -%}{%- do run_query('delete from ' ~ relation ~ ' where ' ~ rows) -%}{%- endif -%}
            {%- endfor -%}
            {%- do run_query('update ' ~ identifiers ~ ' set identifier = null where ' ~ known) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{#
    Every relation that the package has in the warehouse, from the catalogue: its models and seeds,
    its stored test failures, and what a run left of them under another name.
#}
{% macro stored_relations() %}
    {%- set schemas, names, found = [], [], [] -%}
    {%- for node in graph.nodes.values() if node.package_name == 'owned_audiences' and node.schema -%}
        {%- do schemas.append((node.database, node.schema)) -%}
        {%- do names.append(node.alias) -%}
    {%- endfor -%}
    {%- for database, schema in schemas | unique -%}
        {%- set rows = run_query(
            "select table_name, table_type from information_schema.tables where table_catalog = '"
            ~ database ~ "' and table_schema = '" ~ schema ~ "' order by table_name"
        ).rows -%}
        {%- for name, type in rows if 'owned_audiences__' in name or name.split('__dbt_')[0] in names -%}
            {%- do found.append(api.Relation.create(
                database=database, schema=schema, identifier=name, type='view' if type == 'VIEW' else 'table'
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}
