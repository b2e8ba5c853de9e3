{#
    The condition on which a row of a relation is an erased person's, none where it has no column of
    theirs: an id whose hash is known, or a key whose identifier is blank. `columns` are types by name.
    Keys are those of the table `identifiers` (none: keys are not looked at), as each schema counts for
    itself.

        delete from {{ relation }} where {{ erased_rows(relation, {'user_id': 'varchar'}, erased, none) }}
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
