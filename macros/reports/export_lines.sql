{#
    What became of each export in the newest run, a line each.

        {{ export_lines(run.run_id) }}
        ->  ['Export buyers_meta: 1,204 rows of 1,180 people for meta; 12 added, 3 removed.']
#}
{% macro export_lines(run_id) %}
    {%- set lines = [] -%}
    {%- for log in (run_query(
        'select * from ' ~ previous_relation('owned_audiences__export_log') ~ " where run_id = '" ~ run_id
        ~ "' and file is null order by export"
    ).rows if exports() else []) -%}
        {%- if log.action == 'stopped' -%}
            {%- do lines.append('Export ' ~ stopped_export_text(log)) -%}
        {%- elif not log.number_of_rows -%}
            {%- do lines.append('Export ' ~ log.export ~ ' is empty: ' ~ empty_export_reason(log)) -%}
        {%- else -%}
            {%- do lines.append(
                'Export ' ~ log.export ~ ': ' ~ counted(log.number_of_rows, 'row') ~ ' of '
                ~ counted(log.people - log.people_not_sent, 'person', 'people') ~ ' for ' ~ log.destination ~ '; '
                ~ counted(log.added_rows | int) ~ ' added, ' ~ counted(log.removed_rows | int) ~ ' removed.'
                ~ (' ' ~ counted(log.people_not_sent, 'more person has', 'more people have') ~ ' nothing that can be sent.' if log.people_not_sent)
                ~ (' Of addresses and numbers that several people have (' ~ counted(log.shared_contact_points | int)
                    ~ '), each is sent once, and only where all of them may be sent.'
                    if log.shared_contact_points and not log.is_suppression)
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(lines) -}}
{% endmacro %}


{# Why an export has no rows, by the step at which the last people are gone. #}
{% macro empty_export_reason(log) %}
    {%- if log.people -%}
        {{- return(
            'none of its ' ~ counted(log.people) ~ ' people has a contact point that can be sent ('
            ~ log.export_columns ~ '). See owned_audiences__unused_input_rows.'
        ) -}}
    {%- endif -%}
    {{- return(
        'nobody ' ~ ('is ' if not log.is_consent_required)
        ~ ('suppressed for ' if log.is_suppression else 'in its tiers of ') ~ log.audience
        ~ (' has consented to ' ~ log.purpose if log.is_consent_required) ~ '.'
    ) -}}
{% endmacro %}
