{#
    The package's on-run-end hook: after a run that published, what its date is and what became of
    each audience, as it stands in runs, run_audiences and run_tiers; after one that published a part,
    that it did.

        on-run-end: "{{ owned_audiences.print_summary(results) }}"
#}
{% macro print_summary(results) %}
    {%- if execute -%}
        {%- do print_what_is_not_complete(results) -%}
        {%- for result in results
            if result.node.unique_id == 'model.owned_audiences.owned_audiences__segment_events' and result.status == 'success' -%}
            {%- set missing = [] -%}
            {%- for name in summary_relations() if not previous_relation(name) -%}{%- do missing.append(name) -%}{%- endfor -%}
            {%- for line in (summary_lines() if not missing else [
                '\nThere is no summary, as this schema has no ' ~ missing | join(', ') ~ '.'
            ]) -%}
                {%- do print(line) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{# Says of a run that published some tables and did not complete which ones it did not. #}
{% macro print_what_is_not_complete(results) %}
    {%- set published, others = [], [] -%}
    {%- for result in results if result.node.package_name == 'owned_audiences' and result.node.resource_type == 'model'
        and result.node.name.startswith('owned_audiences__') -%}
        {%- do (published if result.status == 'success' else others).append(result.node.name) -%}
    {%- endfor -%}
    {%- set others = (others + left_out_of_publication()) | reject('equalto', 'owned_audiences__segment_history') | unique | sort | list -%}
    {%- if 'owned_audiences__runs' in published and others -%}
        {%- do print(
            '\nThis run published only a part of the tables and is not complete (owned_audiences__runs). As before are '
            ~ some(others) ~ '. Build the whole package: dbt build --select package:owned_audiences.'
        ) -%}
    {%- endif -%}
{% endmacro %}


{#
    What the summary reads, apart from the table that it follows: a run into another schema (with
    --defer, or of a part) may be without some.
#}
{% macro summary_relations() %}
    {{- return([
        'owned_audiences__runs', 'owned_audiences__run_audiences', 'owned_audiences__run_tiers',
        'owned_audiences__rejected_interactions', 'owned_audiences__unused_input_rows', 'owned_audiences__seed_health',
        'owned_audiences__scoreboard', 'owned_audiences__drift', 'owned_audiences__canaries',
        'owned_audiences__export_log', 'int_owned_audiences__guard', 'int_owned_audiences__as_of',
        'int_owned_audiences__interaction_dimensions', 'int_owned_audiences__identifiers', 'int_owned_audiences__links',
        'int_owned_audiences__desired_actions',
    ]) -}}
{% endmacro %}


{# The lines of the summary. #}
{% macro summary_lines() %}
    {%- set run = run_query(last_run_query()).rows[0] -%}
    {%- set lines = ['\n' ~ run_text(run)] -%}
    {%- set tiers = run_query(run_tiers_query(run.run_id)).rows -%}
    {%- for audience in run_query(run_audiences_query(run.run_id)).rows -%}
        {%- do lines.append(audience_text(audience, tiers | selectattr('audience', 'equalto', audience.audience) | list, run)) -%}
    {%- endfor -%}
    {%- for text in [rejected_text(), unused_text()] if text -%}{%- do lines.append(text) -%}{%- endfor -%}
    {%- for list in run_query(
        'select audience, health from ' ~ previous_relation('owned_audiences__seed_health') ~ ' order by audience'
    ).rows -%}
        {%- do lines.append('Seed set ' ~ list.audience ~ ': ' ~ list.health) -%}
    {%- endfor -%}
    {%- do lines.extend(export_lines(run.run_id)) -%}
    {%- for note in summary_notes(run) -%}
        {%- do lines.append('Note: ' ~ note) -%}
    {%- endfor -%}
    {{- return(lines) -}}
{% endmacro %}


{# The reference date of the run and what it is based on, in a sentence. #}
{% macro run_text(run) %}
    {%- if run.as_of is none -%}{{ return('There are no interactions yet.') }}{%- endif -%}
    {{- return(
        'As of ' ~ run.as_of ~ ': ' ~ counted(run.interactions, 'interaction') ~ ' up to ' ~ run.newest_day ~ ' ('
        ~ ('today' if run.age_days == 0 else 'yesterday' if run.age_days == 1 else counted(run.age_days) ~ ' days ago')
        ~ '), ' ~ counted(run.people, 'person', 'people')
        ~ (', ' ~ counted(run.people_who_may_be_scored) ~ ' of whom may be scored'
            if run.people_who_may_be_scored != run.people else '') ~ '. In all audiences '
        ~ counted(run.people_entered) ~ ' entered a tier, ' ~ counted(run.people_moved) ~ ' moved and '
        ~ counted(run.people_left) ~ ' left.'
    ) -}}
{% endmacro %}


{# The lines of one audience. #}
{% macro audience_text(audience, tiers, run) %}
    {%- set lines = [
        '\n' ~ audience.audience ~ ': ' ~ (audience.status or 'no model')
        ~ (', trained as of ' ~ audience.trained_on if audience.trained_on else '')
        ~ '. ' ~ counted(audience.people, 'person', 'people') ~ ', ' ~ counted(audience.reachable_people) ~ ' of them may be contacted.',
    ] -%}
    {%- if audience.status != 'scorecard' or audience.audience_type == 'seed_set' -%}
        {%- do lines.append('  ' ~ (audience.status_reason or '')) -%}
    {%- endif -%}
    {%- if audience.auc is not none -%}
        {%- do lines.append('  AUC %.3f (95 %%: %.3f to %.3f) of what is published, %s; %s' | format(
            audience.auc, audience.auc_low, audience.auc_high,
            'cross-validated' if audience.audience_type == 'seed_set'
                else 'out of time on ' ~ audience.validated_windows ~ ' windows',
            'of recency alone %.3f' | format(audience.baseline_auc) if audience.audience_type == 'seed_set'
                else 'it is the recency baseline' if audience.status == 'baseline'
                else 'of the recency baseline %.3f' | format(audience.baseline_auc))) -%}
    {%- endif -%}
    {%- for tier in tiers -%}{%- do lines.append(tier_text(tier, expected_to(audience.audience))) -%}{%- endfor -%}
    {%- if tiers or audience.people_left -%}
        {%- do lines.append('  ' ~ counted(audience.people_entered) ~ ' entered, ' ~ counted(audience.people_moved)
            ~ ' moved, ' ~ counted(audience.people_left) ~ ' left'
            ~ (' since ' ~ run.last_as_of if run.last_as_of else ' (the first recorded run)') ~ '.') -%}
    {%- endif -%}
    {{- return(lines | join('\n')) -}}
{% endmacro %}


{# The line of a tier, and whether chance decided who is in it. #}
{% macro tier_text(tier, expected) %}
    {%- set line = '  %-8s %10s people' | format(tier.tier, counted(tier.people)) -%}
    {%- if tier.expected_actions is not none -%}
        {%- set line = line ~ ', %.1f expected ' | format(tier.expected_actions) ~ expected -%}
        {%- if tier.expected_actions_low is not none -%}
            {%- set line = line ~ ' (80 %%: %.1f to %.1f)' | format(tier.expected_actions_low, tier.expected_actions_high) -%}
        {%- endif -%}
    {%- else -%}
        {%- set line = line ~ ', by resemblance' -%}
    {%- endif -%}
    {%- if tier.suppressed_people -%}{%- set line = line ~ ', ' ~ counted(tier.suppressed_people) ~ ' suppressed' -%}{%- endif -%}
    {%- if tier.tied_outside -%}
        {%- set line = line ~ '; ' ~ counted(tier.tied_inside) ~ ' of them have the same score as ' ~ counted(tier.tied_outside)
            ~ ' who are not in it: the cutoff between them is arbitrary' -%}
    {%- endif -%}
    {{- return(line) -}}
{% endmacro %}


{# How many rows of interactions were rejected, and most of them why; none where there are none. #}
{% macro rejected_text() %}
    {%- set rejections = previous_relation('owned_audiences__rejected_interactions') -%}
    {%- set rejected = run_query(
        'select reasons, count(*) as interactions from ' ~ rejections
        ~ ' group by reasons order by count(*) desc, reasons'
    ).rows -%}
    {%- if rejected -%}
        {{- return('\n' ~ counted(rejected | sum(attribute='interactions'), 'row') ~ ' of interactions rejected, most often: ' ~ rejected[0].reasons) -}}
    {%- endif -%}
    {{- return(none) -}}
{% endmacro %}


{#
    How many rows of the other inputs were not used though they were meant to be, and why, an example
    first that is more than somebody who never interacted; none where there are none.
#}
{% macro unused_text() %}
    {%- set unused = run_query(
        'select input, exclusion_reason, number_of_rows from ' ~ previous_relation('owned_audiences__unused_input_rows')
        ~ " where exclusion_reason != 'is one of sensitive_attributes' order by exclusion_reason = 'no interaction has this user_id', number_of_rows desc, input, exclusion_reason"
    ).rows -%}
    {%- if unused -%}
        {{- return(
            counted(unused | sum(attribute='number_of_rows'), 'row') ~ ' of other inputs not used, such as '
            ~ counted(unused[0].number_of_rows) ~ ' of ' ~ unused[0].input ~ ': ' ~ unused[0].exclusion_reason
        ) -}}
    {%- endif -%}
    {{- return(none) -}}
{% endmacro %}


{# The row of this run, with the as_of of the last complete one before it. #}
{% macro last_run_query() %}
    {%- set runs = previous_relation('owned_audiences__runs') -%}
    select
        *,
        {{ dbt.datediff('newest_day', 'cast(' ~ run_time() ~ ' as date)', 'day') }} as age_days,
        (
            select max(earlier.as_of) from {{ runs }} as earlier
            where earlier.completed_at is not null and earlier.as_of < runs.as_of
        ) as last_as_of
    from {{ runs }} as runs
    where {{ is_newest_row(runs) }}
{% endmacro %}


{# The rows of this run's audiences. #}
{% macro run_audiences_query(run_id) %}
    select * from {{ previous_relation('owned_audiences__run_audiences') }}
    where run_id = '{{ run_id }}'
    order by audience
{% endmacro %}


{# The rows of this run's tiers, the likeliest first. #}
{% macro run_tiers_query(run_id) %}
    select * from {{ previous_relation('owned_audiences__run_tiers') }}
    where run_id = '{{ run_id }}'
    order by audience, tier_rank
{% endmacro %}
