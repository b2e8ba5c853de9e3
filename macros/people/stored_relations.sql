{#
    The relations in the databases of the package that may hold people of it, from the catalog, each
    as a mapping.

        {% for one in stored_relations() if one.is_ours %} ... {{ one.relation }} ... {% endfor %}

    relation        with its type, table or view
    columns         types by name, of the columns with ids and keys
    identifiers     the table of identifiers whose keys it holds; none where that is not there
    is_identifiers  whether it is such a table
    is_ours         whether it is of the package; another one only has a name like it
    what_to_do      where rows of erased people are found in it

    Ours are the relations of this project's graph, by database, schema and alias; those with the name of
    a model or seed of the package in a schema with identifiers of ours (another target); stored
    failures of tests of ours; and what a broken run left of each, which has dbt's ending. Nothing is ours
    because its name contains ours.
#}
{% macro stored_relations() %}
    {%- set ours = package_names() -%}
    {%- set stored = stored_columns(ours.databases) -%}
    {%- set identifiers = stored_identifiers(stored, ours.identifiers) -%}
    {%- set found = [] -%}
    {%- for one in stored -%}
        {%- set schema = (one.database | lower, one.schema | lower) -%}
        {#- its own name, or that of which it is what a broken run left -#}
        {%- set name = one.name | lower -%}
        {%- set names = [name, modules.re.sub('__dbt_(tmp|backup)[0-9_]*$', '', name)] -%}
        {%- set is_current = names | select('in', ours.current.get(schema, [])) | list | length > 0 -%}
        {%- set is_of_a_target = schema in identifiers and names | select('in', ours.names) | list | length > 0 -%}
        {%- set is_of_a_test = schema[1].endswith('dbt_test__audit') and names | select('in', ours.tests) | list | length > 0 -%}
        {%- set is_ours = is_current or is_of_a_target or is_of_a_test -%}
        {%- if is_ours or 'owned_audiences__' in name -%}
            {%- set tested_schema = (schema[0], schema[1] | replace('_dbt_test__audit', '')) -%}
            {%- do found.append({
                'relation': api.Relation.create(
                    database=one.database, schema=one.schema, identifier=one.name, type=one.type
                ),
                'columns': one.columns,
                'identifiers': identifiers.get(ours.schema) if is_current
                    else identifiers.get(schema) or identifiers.get(tested_schema) if is_ours,
                'is_identifiers': one.is_identifiers,
                'is_ours': is_ours,
                'what_to_do': 'build again' if is_current
                    else 'no longer built by this project: drop it' if is_ours
                    else 'not of this package: build it again, or delete them there',
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}


{# What the relations of the package are called in this project, all in lower case. #}
{% macro package_names() %}
    {%- set node = graph.nodes['model.owned_audiences.int_owned_audiences__identifiers'] -%}
    {%- set ours = {
        'databases': [], 'current': {}, 'names': [], 'tests': [],
        'schema': (node.database | lower, node.schema | lower),
        'identifiers': [node.name | lower, node.alias | lower],
    } -%}
    {%- for node in graph.nodes.values()
        if node.package_name == 'owned_audiences' and node.resource_type in ['model', 'seed', 'test'] and node.schema -%}
        {%- set alias = node.alias | lower -%}
        {%- do ours.databases.append(node.database | lower) -%}
        {%- do ours.current.setdefault((node.database | lower, node.schema | lower), []).append(alias) -%}
        {%- if node.resource_type == 'test' -%}
            {%- do ours.tests.append(alias) -%}
        {%- else -%}
            {#- an alias of the user's may be anything: in another schema, the name of a table of theirs -#}
            {%- do ours.names.append(node.name | lower) -%}
            {%- if 'owned_audiences__' in alias -%}{%- do ours.names.append(alias) -%}{%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(ours) -}}
{% endmacro %}


{# Every relation in some databases, with the types of its columns with ids and keys. #}
{% macro stored_columns(databases) %}
    {%- set wanted = ['is_user', 'identifier_key', 'person_key'] + hashed_ids() | list -%}
    {%- set stored = {} -%}
    {%- for database, schema, name, type, column, data_type in catalog_columns(databases, wanted) -%}
        {%- set one = stored.setdefault((database, schema, name), {
            'database': database, 'schema': schema, 'name': name, 'columns': {},
            'type': 'view' if type == 'VIEW' else 'table', 'is_identifiers': false,
        }) -%}
        {%- if column -%}{%- do one.columns.update({column: data_type}) -%}{%- endif -%}
    {%- endfor -%}
    {{- return(stored.values() | list) -}}
{% endmacro %}


{#
    The tables of identifiers by database and schema: such a table has the name and the columns of ours.
    Marks them as such.
#}
{% macro stored_identifiers(stored, names) %}
    {%- set found = {} -%}
    {%- for one in stored if one.type == 'table' and one.name | lower in names
        and 'identifier_key' in one.columns and 'identifier' in one.columns and one.columns.get('is_user') == 'boolean' -%}
        {%- do one.update({'is_identifiers': true}) -%}
        {%- do found.update({
            (one.database | lower, one.schema | lower):
                api.Relation.create(database=one.database, schema=one.schema, identifier=one.name, type='table')
        }) -%}
    {%- endfor -%}
    {{- return(found) -}}
{% endmacro %}
