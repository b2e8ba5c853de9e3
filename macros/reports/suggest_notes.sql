{#
    What to look into before audiences are chosen, as lines to print.

        {{ suggest_notes(total, types, names, users, placeholders, bulk, choices) }}
#}
{% macro suggest_notes(total, types, names, users, placeholders, bulk, choices) %}
    {%- set notes = [] -%}
    {%- set frequent = [] -%}
    {%- for row in types if not row.is_contact and row.people_30 and 2 * row.positives_30 >= row.people_30 -%}
        {%- do frequent.append(row) -%}
    {%- endfor -%}
    {%- if not choices -%}
        {%- do notes.append(
            'Most people do ' ~ frequent[0].interaction_type ~ ' within 30 days, so it separates nobody: narrow the audience below, '
            ~ 'for example to "' ~ suggest_action(frequent[0].interaction_type) ~ ' and value >= 50".' if frequent else
            'No type can be learned yet: it takes 20 people who do it, less than half of everyone, and more history.'
        ) -%}
    {%- endif -%}
    {%- for choice in choices if choice.is_weekly -%}
        {%- do notes.append(
            choice.share_weekly ~ ' of the people who did ' ~ choice.type ~ ' in the last 30 days do it weekly: '
            ~ 'cooldown_days, 7 by default,\n    would suppress most of the top tier. Write cooldown_days: 1 in that audience, or choose a rarer action.'
        ) -%}
    {%- endfor -%}
    {%- set topics = names | selectattr('family', 'equalto', 'topic') | map(attribute='name') | list -%}
    {%- for row in frequent if topics -%}
        {%- do notes.append(
            'Most people do ' ~ row.interaction_type ~ ' within 30 days. To tell them apart, name a topic: "'
            ~ suggest_action(row.interaction_type) ~ " and topic = '" ~ topics[0] | replace("'", "''") ~ "'\"."
        ) -%}
    {%- endfor -%}
    {%- if not total.of_users -%}
        {%- do notes.append('No row has a user_id: people without one are scored with score_anonymous: true only.') -%}
    {%- endif -%}
    {%- if placeholders -%}
        {%- do notes.append(suggest_placeholder_note(placeholders)) -%}
    {%- endif -%}
    {%- if users.alike -%}
        {%- do notes.append(
            counted(users.alike) ~ " user_ids differ by case or spaces only, such as '" ~ users.one ~ "' and '"
            ~ users.other ~ "'. They are different people here: write lower(trim(user_id)) in your model if they are one."
        ) -%}
    {%- endif -%}
    {%- if bulk -%}
        {%- do notes.append(
            'received_at is the time of a bulk load (' ~ bulk[0].known_on
            ~ '): leave it out, or no past date knows anything.'
        ) -%}
    {%- endif -%}
    {%- set anonymous = types | selectattr('people', 'equalto', 0) | map(attribute='interaction_type') | list -%}
    {%- if anonymous and total.of_users -%}
        {%- do notes.append(
            'Known by anonymous_id alone: ' ~ some(anonymous)
            ~ '. They count for people whose anonymous_id is linked to a user_id, by rows with both or by identity_links.'
        ) -%}
    {%- endif -%}
    {%- set contacts = types | selectattr('is_contact') | map(attribute='interaction_type') | list -%}
    {%- if contacts -%}
        {%- do notes.append(
            'What the brand did, by their names: ' ~ some(contacts)
            ~ '. Listed under contact_types, they are no activity of the person.'
        ) -%}
    {%- endif -%}
    {%- set lines = [] -%}
    {%- for note in notes -%}{%- do lines.append('  - ' ~ note) -%}{%- endfor -%}
    {{- return(['', 'To look into'] + lines if lines else []) -}}
{% endmacro %}


{# That user_ids are no people, and what to write instead. #}
{% macro suggest_placeholder_note(placeholders) %}
    {%- set shown = [] -%}
    {%- set quoted = [] -%}
    {%- for row in placeholders[:5] -%}
        {%- set id = dbt.string_literal(dbt.escape_single_quotes(row.user_id)) -%}
        {%- do quoted.append(id) -%}
        {%- do shown.append(id ~ (' on ' ~ counted(row.devices, 'device') if row.devices else '')) -%}
    {%- endfor -%}
    {%- set more = (placeholders | length) - (shown | length) -%}
    {{- return(
        'The user_id' ~ ('s ' if placeholders | length > 1 else ' ') ~ shown | join(', ')
        ~ (' and ' ~ more ~ ' more' if more else '')
        ~ (' look like placeholders' if placeholders | length > 1 else ' looks like a placeholder')
        ~ ', not like people: write ' ~ (
            'nullif(user_id, ' ~ quoted[0] ~ ')' if quoted | length == 1
            else 'case when user_id not in (' ~ quoted | join(', ') ~ ') then user_id end') ~ ' in your model.'
    ) -}}
{% endmacro %}
