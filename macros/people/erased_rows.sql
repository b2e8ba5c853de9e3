{#
    Columns that hold an id of a person, with the id and its type as they are hashed. A person_id is a
    user_id, or an anonymous_id prefixed with its type.
#}
{% macro hashed_ids() %}
    {{- return({
        'user_id': ["'user:' || user_id"],
        'anonymous_id': ["'anonymous:' || anonymous_id"],
        'person_id': [
            "'user:' || person_id",
            "case when starts_with(cast(person_id as text), 'anonymous:') then person_id end",
        ],
        'identifier': ["case when is_user then 'user:' else 'anonymous:' end || identifier"],
    }) -}}
{% endmacro %}


{#
    The condition on which a row of a relation is an erased person's, none where it has no column of
    theirs: an id whose hash is known, or a key whose identifier is blank. `columns` are types by name.
    Keys are those of the table `identifiers` (none: keys are not looked at), as each schema counts for
    itself.
#}
{% macro erased_rows(relation, columns, erased, identifiers) %}
    {%- set conditions = [] -%}
    {%- for column, ids in owned_audiences.hashed_ids().items() if column in columns and owned_audiences.fits(columns[column], 'text') -%}
        {%- for id in ids if column != 'identifier' or columns.get('is_user') == 'boolean' -%}
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
    in another project, for a model of the user's: there a macro calls its siblings with the package's
    name in front.)
#}
{% macro erased_rows_found(stored) %}
    {%- set erased = ref('owned_audiences', 'int_owned_audiences__erased') -%}
    {%- set found = [] -%}
    {%- for one in stored if execute -%}
        {%- set columns = one.columns or owned_audiences.columns_of(one.relation) -%}
        {%- set rows = owned_audiences.erased_rows(one.relation, columns, erased, one.identifiers) -%}
        {%- if rows -%}
            {%- do found.append(
                "select " ~ dbt.string_literal(dbt.escape_single_quotes(one.relation | string | replace('"', '')))
                ~ " as relation, count(*) as number_of_rows, '" ~ one.what_to_do ~ "' as what_to_do from "
                ~ one.relation ~ ' where ' ~ rows ~ ' having count(*) > 0'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(found | join(' union all ') if found else
        "select cast(null as text) as relation, 0 as number_of_rows, cast(null as text) as what_to_do where false") -}}
{% endmacro %}
