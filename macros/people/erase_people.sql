{#
    The hook after the table of the erased: takes the people who are new in it out of every table
    that the package has in the warehouse, kept ones, stored test failures, those of another target
    and what a broken run left included, and blanks their identifiers.

        post_hook={'sql': "{{ erase_people() }}", 'transaction': false}

    It runs after the transaction of its model, and each statement is a transaction of its own: one
    transaction can write into one database only, and published tables may stand in another. The
    hashes are there by then, and purged_at is set when all is done: a run that is killed in between
    is finished by the next one. No macro here may ask the adapter for a relation or its columns, as
    that would begin a transaction.
#}
{% macro erase_people() %}
    {%- if is_building() and var('erasure_requests') -%}
        {%- set stored = stored_relations() | selectattr('is_ours') | selectattr('relation.type', 'equalto', 'table') | list -%}
        {%- if has_new_erasures(stored) -%}
            {%- for one in stored if not one.is_identifiers -%}
                {%- set rows = erased_rows(one.relation, one.columns, this, one.identifiers) -%}
                {%- if rows -%}{%- do run_query('delete from ' ~ one.relation ~ ' where ' ~ rows) -%}{%- endif -%}
            {%- endfor -%}
            {#- after the others, whose keys are known by them -#}
            {%- for one in stored if one.is_identifiers -%}
                {%- do run_query(
                    'update ' ~ one.relation ~ ' set identifier = null where '
                    ~ is_hashed(this, hashed_ids()['identifier'][0])
                ) -%}
            {%- endfor -%}
            {%- do run_query('update ' ~ this ~ ' set purged_at = ' ~ run_time() ~ ' where purged_at is null') -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{#
    Whether somebody is to be taken out: new in this run, left by a run that was killed, or an erased
    one who stands in a table of identifiers (of another target, or restored from a backup).
#}
{% macro has_new_erasures(stored) %}
    {%- set counts = ['select count(*) as people from ' ~ this ~ ' where purged_at is null'] -%}
    {%- for one in stored if one.is_identifiers -%}
        {%- do counts.append(
            'select count(*) as people from ' ~ one.relation ~ ' where '
            ~ is_hashed(this, hashed_ids()['identifier'][0])
        ) -%}
    {%- endfor -%}
    {{- return(run_query('select sum(people) from (' ~ counts | join(' union all ') ~ ') as counts').rows[0][0] > 0) -}}
{% endmacro %}
