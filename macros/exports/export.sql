{#
    Writes an export as a CSV file with the headings of its destination, and logs that it did: the whole
    list, or the rows that were added or removed since the last date. Without a path the file stands in
    dbt's target folder, which git does not keep.

        dbt run-operation owned_audiences.export --args '{name: buyers_meta}'
        dbt run-operation owned_audiences.export --args '{name: buyers_meta, change: removed, path: gone.csv}'
#}
{% macro export(name, path=none, change=none) %}
    {#- outside the condition: dbt must see the references when it parses -#}
    {%- set configured = exports() -%}
    {%- if execute -%}
        {%- set known = configured | map(attribute='name') | list -%}
        {%- if name not in known -%}
            {%- do stop_export(
                'there is no export ' ~ name ~ (did_you_mean(name, known) if known else ': none is configured (docs/exports.md).')
            ) -%}
        {%- endif -%}
        {%- if change is not none and change not in ['added', 'removed'] -%}
            {%- do stop_export('change must be added or removed, or be left out for the whole list, but is ' ~ shown(change) ~ '.') -%}
        {%- endif -%}
        {%- set export = (configured | selectattr('name', 'equalto', name) | list)[0] -%}
        {%- set log = newest_export_log(export) -%}
        {%- if log.action == 'stopped' and change != 'removed' -%}{%- do stop_export('the export ' ~ stopped_export_text(log)) -%}{%- endif -%}
        {%- set file = path or (flags.TARGET_PATH or 'target') ~ '/' ~ name ~ '_' ~ log.as_of ~ ('_' ~ change if change else '') ~ '.csv' -%}
        {%- set where = "export = '" ~ name ~ "' and change " ~ ("= '" ~ change ~ "'" if change else "!= 'removed'") -%}
        {%- set rows = run_query('select count(*) from ' ~ built_relation('owned_audiences__exports') ~ ' where ' ~ where).rows[0][0] -%}
        {%- do run_query(write_csv(
            'select ' ~ headed_columns(export) ~ ' from ' ~ built_relation('owned_audiences__exports') ~ ' where ' ~ where
            ~ ' order by row_key', file
        )) -%}
        {%- do log_written_export(log, file, rows, change) -%}
        {%- do print(
            name ~ ', as of ' ~ log.as_of ~ ': ' ~ counted(rows, 'row') ~ (' that were ' ~ change if change)
            ~ ' written to ' ~ file ~ ' for ' ~ export.destination ~ ' (' ~ export.columns | join(', ') ~ '), purpose '
            ~ export.purpose ~ '.'
        ) -%}
    {%- endif -%}
{% endmacro %}


{# Stops with a sentence. #}
{% macro stop_export(problem) %}
    {{- exceptions.raise_compiler_error('owned_audiences: ' ~ problem) -}}
{% endmacro %}


{# The table of a model; stops where it has not been built. #}
{% macro built_relation(name) %}
    {%- set relation = catalog_relation(name) -%}
    {%- if not relation -%}{%- do stop_export('there is no ' ~ name ~ ' yet: run dbt build first.') -%}{%- endif -%}
    {{- return(relation) -}}
{% endmacro %}


{# What the last run logged of an export; stops where it is not of the export as it is configured now. #}
{% macro newest_export_log(export) %}
    {%- set runs = built_relation('owned_audiences__runs') -%}
    {%- set rows = run_query(
        'select log.*, runs.completed_at from ' ~ built_relation('owned_audiences__export_log') ~ ' as log inner join '
        ~ runs ~ " as runs on log.run_id = runs.run_id where log.file is null and log.export = '" ~ export.name
        ~ "' and runs." ~ is_newest_row(runs)
    ).rows -%}
    {%- if not rows or rows[0].destination != export.destination or rows[0].export_columns != export.columns | join(', ')
        or rows[0].audience != export.audience or rows[0].purpose != export.purpose -%}
        {%- do stop_export('the export ' ~ export.name ~ ' has not been built as it is configured now: run dbt build first.') -%}
    {%- elif rows[0].completed_at is none -%}
        {%- do stop_export('the last run did not come to its end (owned_audiences__runs): run dbt build first.') -%}
    {%- endif -%}
    {{- return(rows[0]) -}}
{% endmacro %}


{# The columns of the file, under its headings; those of a template that the export does not have are empty. #}
{% macro headed_columns(export) %}
    {%- set destination = destinations()[export.destination] -%}
    {%- set headed = {} -%}
    {%- for heading in destination.headings or [] -%}{%- do headed.update({heading: 'null as "' ~ heading ~ '"'}) -%}{%- endfor -%}
    {%- for column in export.columns -%}
        {%- set heading = destination.columns[column].heading -%}
        {%- do headed.update({heading: column ~ ' as "' ~ heading ~ '"'}) -%}
    {%- endfor -%}
    {{- return(headed.values() | join(', ')) -}}
{% endmacro %}


{# Adds the file to the log, beside what the run had logged of the export. #}
{% macro log_written_export(log, file, rows, change) %}
    {%- set table = built_relation('owned_audiences__export_log') -%}
    {%- set values = {
        'logged_at': utc_now(), 'run_id': "'" ~ log.run_id ~ "'", 'action': "'written'",
        'file': "'" ~ file | replace("'", "''") ~ "'", 'number_of_rows': rows,
    } -%}
    {%- if change == 'added' -%}{%- do values.update({'removed_rows': 0}) -%}{%- endif -%}
    {%- if change == 'removed' -%}{%- do values.update({'added_rows': 0, 'changed_rows': 0}) -%}{%- endif -%}
    {%- set columns, selected = columns_of(table) | list, [] -%}
    {%- for column in columns -%}{%- do selected.append(values.get(column, column)) -%}{%- endfor -%}
    {%- do run_query(
        'insert into ' ~ table ~ ' (' ~ columns | join(', ') ~ ') select ' ~ selected | join(', ') ~ ' from ' ~ table
        ~ " where run_id = '" ~ log.run_id ~ "' and export = '" ~ log.export ~ "' and file is null limit 1"
    ) -%}
{% endmacro %}
