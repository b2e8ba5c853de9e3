{#
    What there is to say of a run beside its figures, a sentence each.

        {{ summary_notes(run) }}  ->  ['the newest day is 2024-07-26, 853 days before this run.', …]
#}
{% macro summary_notes(run) %}
    {{- return(notes_of_the_run(run) + notes_of_rejected_types() + notes_of_canaries() + notes_of_the_scoreboard(run) + notes_of_drift() + configuration_hints()) -}}
{% endmacro %}


{# What the guard noted or was told to accept, and why as_of is that date. #}
{% macro notes_of_the_run(run) %}
    {%- set notes = [] -%}
    {%- set guard = previous_relation('int_owned_audiences__guard') -%}
    {%- for finding in run_query(
        'select finding, is_accepted from ' ~ guard ~ ' order by is_accepted desc, finding'
    ).rows -%}
        {%- do notes.append(('accepted for this run: ' if finding.is_accepted else '') ~ finding.finding) -%}
    {%- endfor -%}
    {%- for date in run_query('select * from ' ~ previous_relation('int_owned_audiences__as_of')).rows -%}
        {%- if date.is_pinned -%}
            {%- do notes.append('as_of is set to ' ~ date.as_of ~ '; the newest row is of ' ~ date.last_day ~ '.') -%}
        {%- elif date.as_of == date.newest_day -%}
            {%- do notes.append(
                date.newest_day ~ ' looks incomplete: it is seen up to ' ~ date.last_known_at.strftime('%H:%M')
                ~ ' UTC, and a usual day has more than a tenth of its rows after that. It counts when rows of a later day have come.'
            ) -%}
        {%- endif -%}
        {%- if date.interactions_ahead and not date.is_pinned and date.as_of > date.last_day -%}
            {%- do notes.append(
                'as_of is ' ~ date.as_of ~ ' because an earlier run used it, but apart from ' ~ counted(date.interactions_ahead)
                ~ ' interactions the data ends on ' ~ date.newest_day ~ '. If these are wrong, correct them and run: '
                ~ "dbt run-operation owned_audiences.rewind --args '{to: " ~ date.newest_day ~ "}'."
            ) -%}
        {%- elif date.interactions_ahead and (date.last_day - date.newest_day).days == 1 -%}
            {%- do notes.append(
                date.last_day ~ ' looks incomplete: it has ' ~ counted(date.interactions_ahead)
                ~ ' interactions so far. It counts when rows of a later day have come.'
            ) -%}
        {%- elif date.interactions_ahead -%}
            {%- do notes.append(
                counted(date.interactions_ahead) ~ ' interactions are dated up to ' ~ date.last_day
                ~ ', far ahead of all others. They do not count until that date; correct them if it is wrong.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(notes) -}}
{% endmacro %}


{# Of each interaction type of which no row can be used: what is most often wrong. #}
{% macro notes_of_rejected_types() %}
    {%- set notes = [] -%}
    {%- for row in run_query(
        "select interaction_type, sum(number_of_rows) as number_of_rows, first(reasons order by number_of_rows desc, reasons)"
        ~ ' as reasons from (select interaction_type, reasons, count(*) as number_of_rows from '
        ~ previous_relation('owned_audiences__rejected_interactions') ~ ' group by interaction_type, reasons)'
        ~ ' where interaction_type not in (select interaction_type from ' ~ previous_relation('int_owned_audiences__category_keys')
        ~ ') group by interaction_type order by number_of_rows desc, interaction_type'
    ).rows[:5] -%}
        {%- do notes.append(
            'no row of the interaction type ' ~ row.interaction_type ~ ' can be used, of ' ~ counted(row.number_of_rows)
            ~ '; most often: ' ~ row.reasons ~ ' (owned_audiences__rejected_interactions).'
        ) -%}
    {%- endfor -%}
    {{- return(notes) -}}
{% endmacro %}


{# Of each audience whose earlier scores could be compared in this run: where more or fewer acted than was expected. #}
{% macro notes_of_the_scoreboard(run) %}
    {%- set notes = [] -%}
    {%- if run.as_of is not none -%}
        {%- for row in run_query(
            'select * from ' ~ previous_relation('owned_audiences__scoreboard') ~ " where part = 'all' and not is_backtest"
            ~ " and not is_within and checked_on = date '" ~ run.as_of ~ "' qualify row_number() over (partition by audience"
            ~ ' order by as_of desc) = 1 order by audience'
        ).rows -%}
            {%- do notes.append(
                'of ' ~ counted(row.people | int) ~ ' people who were scored for ' ~ row.audience ~ ' as of ' ~ row.as_of ~ ', '
                ~ counted(row.observed_actions | int) ~ (' acted' if expected_to(row.audience) == 'to act' else ' did not act')
                ~ '; expected were '
                ~ '%.1f (80 %%: %.1f to %.1f).' | format(
                    row.expected_actions, row.expected_actions_low, row.expected_actions_high)
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(notes) -}}
{% endmacro %}


{# Of each canary that alarms: what of the future may have leaked into what was learned. #}
{% macro notes_of_canaries() %}
    {%- set notes = [] -%}
    {%- for row in run_query(
        'select audience, finding from ' ~ previous_relation('owned_audiences__canaries') ~ ' where is_alarming order by audience, canary'
    ).rows -%}
        {%- do notes.append('the future may leak into ' ~ row.audience ~ ' (owned_audiences__canaries): ' ~ row.finding) -%}
    {%- endfor -%}
    {{- return(notes) -}}
{% endmacro %}


{#
    Of each audience whose scores are no longer spread as in training: what moved most. Single features
    move in every young history, as people are known for longer, and need no word.
#}
{% macro notes_of_drift() %}
    {%- set notes = [] -%}
    {%- for row in run_query(
        "select *, max(stability_index) filter (where feature = '(score)' and is_large) over (partition by audience) as score_index"
        ~ ' from ' ~ previous_relation('owned_audiences__drift')
        ~ " qualify score_index is not null and row_number() over (partition by audience order by feature = '(score)',"
        ~ ' stability_index desc, feature) = 1 order by audience'
    ).rows -%}
        {%- do notes.append(
            'the scores of ' ~ row.audience ~ ' are spread otherwise than in training (stability index '
            ~ '%.2f' | format(row.score_index) ~ ', owned_audiences__drift). Most of all moved "' ~ (row.moved_most or row.feature)
            ~ '": ' ~ share_shown(row.share_in_training, 1) ~ ' of people in training, ' ~ share_shown(row.share_now, 1) ~ ' now.'
        ) -%}
    {%- endfor -%}
    {{- return(notes) -}}
{% endmacro %}
