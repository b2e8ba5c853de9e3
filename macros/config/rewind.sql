{#
    Takes the kept tables back to a date, where a wrong row had carried them ahead: segment events,
    scores, models and runs of later dates are deleted, so that the next build can stand on an
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
        {%- for name in [
            'owned_audiences__segment_events', 'owned_audiences__propensity_scores',
            'int_owned_audiences__propensity_fits', 'owned_audiences__run_audiences', 'owned_audiences__runs',
        ] -%}
            {%- set kept = previous_relation(name) -%}
            {%- if kept -%}
                {%- set later = ' from ' ~ kept ~ " where as_of > date '" ~ to ~ "'" -%}
                {%- set rows = run_query('select count(*) as n' ~ later).rows[0][0] -%}
                {%- do run_query('delete' ~ later) -%}
                {%- do print(kept.identifier ~ ': ' ~ '{:,}'.format(rows) ~ ' rows of dates after ' ~ to ~ ' deleted') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do print('The kept tables stand at ' ~ to ~ ' or before. Run dbt build.') -%}
    {%- endif -%}
{% endmacro %}
