{#
    The package's on-run-end hook: after a run that built the segments, a short table of what became
    of each audience.
#}
{% macro print_summary(results) %}
    {%- if execute -%}
        {%- for result in results if result.node.unique_id == 'model.owned_audiences.owned_audiences__segments' and result.status == 'success' -%}
            {%- set rows = run_query(summary_query()).rows -%}
            {%- for audience in rows | groupby('audience') -%}
                {%- do print('\n' ~ summary_text(audience.list)) -%}
            {%- endfor -%}
            {%- do print('\n' ~ data_text()) -%}
            {%- set unused = unused_text() -%}
            {%- if unused -%}{%- do print(unused) -%}{%- endif -%}
            {%- if previous_relation('owned_audiences__seed_health') -%}
                {%- for list in run_query(
                    'select audience, health from ' ~ previous_relation('owned_audiences__seed_health') ~ ' order by audience'
                ).rows -%}
                    {%- do print('Seed list ' ~ list.audience ~ ': ' ~ list.health) -%}
                {%- endfor -%}
            {%- endif -%}
            {%- for hint in configuration_hints() -%}
                {%- do print('Note: ' ~ hint) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{# The lines of one audience, from its rows of summary_query. #}
{% macro summary_text(rows) %}
    {%- set first = rows[0] -%}
    {%- set lines = [
        first.audience ~ ' as of ' ~ first.as_of ~ ': ' ~ '{:,}'.format(rows | sum(attribute='people'))
        ~ ' people, ' ~ (first.status or 'no model'),
        '  ' ~ (first.status_reason or ''),
    ] -%}
    {%- if first.auc is not none -%}
        {%- do lines.append('  AUC %.3f (%.3f to %.3f), %s %.3f' | format(
            first.auc, first.auc_low, first.auc_high,
            'recency alone' if first.kind == 'seed_set' else 'the rule', first.rule_auc)) -%}
    {%- endif -%}
    {%- for row in rows if row.tier is not none -%}
        {%- if first.kind == 'seed_set' -%}
        {%- do lines.append('  %-8s %10s people, by resemblance' | format(row.tier, '{:,}'.format(row.people))) -%}
        {%- else -%}
        {%- set interval = 'level unknown' if row.half_width is none else '%.1f to %.1f' | format(
            [0, row.expected_actions - row.half_width] | max,
            [row.people, row.expected_actions + row.half_width] | min,
        ) -%}
        {%- do lines.append('  %-8s %10s people, %.1f expected to act (%s)%s' | format(
            row.tier, '{:,}'.format(row.people), row.expected_actions, interval,
            ', ' ~ '{:,}'.format(row.suppressed) ~ ' suppressed' if row.suppressed else '')) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(lines | join('\n')) -}}
{% endmacro %}


{# What the data is that the audiences stand on: its newest day, and what was not used of it. #}
{% macro data_text() %}
    {%- set days = run_query(
        'select cast(max(known_on) as ' ~ dbt.type_string() ~ ') as newest, sum(interactions) as accepted from '
        ~ previous_relation('int_owned_audiences__activity_days') ~ ' where interactions > 0'
    ).rows[0] -%}
    {#- not there where only what segments need was built -#}
    {%- set rejections = previous_relation('owned_audiences__rejected_interactions') -%}
    {%- set rejected = run_query(
        'select reasons, count(*) as interactions from ' ~ rejections
        ~ ' group by reasons order by count(*) desc, reasons'
    ).rows if rejections else [] -%}
    {%- set lines = ['{:,}'.format(days[1] or 0) ~ ' interactions, the newest known on ' ~ (days[0] or 'no day')] -%}
    {%- if rejected -%}
        {%- do lines.append('{:,}'.format(rejected | sum(attribute='interactions')) ~ ' rejected, most of them: ' ~ rejected[0].reasons) -%}
    {%- endif -%}
    {{- return(lines | join('; ')) -}}
{% endmacro %}


{#
    How many rows of the other inputs were not used though they were meant to be, and most of them
    why; none where there are none. A run may have left out the table that counts them.
#}
{% macro unused_text() %}
    {%- set counts = previous_relation('owned_audiences__unused_input_rows') -%}
    {%- set unused = run_query(
        'select input, unused_because, number_of_rows from ' ~ counts
        ~ " where unused_because != 'is one of sensitive_attributes' order by number_of_rows desc, input, unused_because"
    ).rows if counts else [] -%}
    {%- if unused -%}
        {{- return(
            '{:,}'.format(unused | sum(attribute='number_of_rows')) ~ ' rows of other inputs not used, most of them of '
            ~ unused[0].input ~ ': ' ~ unused[0].unused_because
        ) -}}
    {%- endif -%}
    {{- return(none) -}}
{% endmacro %}


{# One row per audience, model and tier: what the summary prints. #}
{% macro summary_query() %}
    select
        audiences.audience,
        audiences.kind,
        cast(audiences.as_of as {{ dbt.type_string() }}) as as_of,
        models.status,
        models.status_reason,
        models.auc,
        models.auc_low,
        models.auc_high,
        models.rule_auc,
        segments.tier,
        count(segments.person_id) as people,
        count(*) filter (where segments.is_suppressed) as suppressed,
        sum(segments.propensity) as expected_actions,
        {{ expected_half_width('segments.propensity') }} as half_width
    from {{ previous_relation('owned_audiences__audiences') }} as audiences
    left join {{ previous_relation('owned_audiences__segments') }} as segments
        on audiences.audience = segments.audience
    left join {{ previous_relation('int_owned_audiences__current_models') }} as models
        on audiences.audience = models.audience
    group by
        audiences.audience, audiences.kind, audiences.as_of, models.status, models.status_reason, models.auc,
        models.auc_low, models.auc_high, models.rule_auc, segments.tier
    order by audiences.audience, min(segments.percentile) desc
{% endmacro %}
