{#
    Takes the kept tables back to a date, where a wrong row had carried them ahead: segment events,
    scores, the scoreboard, models and runs of later dates are deleted, so that the next build can run as of an
    earlier one. What the later runs purged does not come back.

        dbt run-operation owned_audiences.rewind --args '{to: 2025-08-29}'
#}
{% macro rewind(to) %}
    {%- if execute -%}
        {%- if not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', to | string) -%}
            {{- exceptions.raise_compiler_error(
                "rewind takes a date: --args '{to: 2025-08-29}', and was given " ~ shown(to) ~ '.'
            ) -}}
        {%- endif -%}
        {#- runs last: what it says is true of the others; nothing is asked of the adapter, as that would begin a
            transaction, which can write into one database only -#}
        {%- for name, column in {
            'owned_audiences__segment_events': 'as_of', 'owned_audiences__propensity_scores': 'as_of',
            'owned_audiences__export_events': 'as_of', 'owned_audiences__scoreboard': 'checked_on', 'int_owned_audiences__fitted_models': 'as_of',
            'owned_audiences__run_audiences': 'as_of', 'owned_audiences__run_tiers': 'as_of',
            'owned_audiences__runs': 'as_of',
        }.items() -%}
            {%- set kept = catalog_relation(name) -%}
            {%- if kept -%}
                {%- set later = ' from ' ~ kept ~ " where " ~ column ~ " > date '" ~ to ~ "'" -%}
                {%- set rows = run_query('select count(*) as n' ~ later).rows[0][0] -%}
                {%- do run_query('delete' ~ later) -%}
                {%- do print(kept.identifier ~ ': ' ~ '{:,}'.format(rows) ~ ' rows of dates after ' ~ to ~ ' deleted') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do print('The kept tables stand at ' ~ to ~ ' or before. Run dbt build.') -%}
    {%- endif -%}
{% endmacro %}
