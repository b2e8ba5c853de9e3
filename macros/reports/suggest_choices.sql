{#
    The audiences to propose, up to two: of the types that people rather than the brand do and that
    are rare enough to separate people, what brings value first, then what sounds like a sale, then
    what 200 people do, then the rarest; each with the horizon that can be learned, 30 days first.
#}
{% macro suggest_choices(types, days) %}
    {%- set choices = [] -%}
    {%- for row in types -%}
        {%- set found = namespace(horizon=none, verdict=none) -%}
        {%- for wanted in ['good', 'few'] -%}
            {%- for horizon in [30, 7, 90] if found.horizon is none -%}
                {%- if suggest_verdict(row, horizon, days) == wanted
                    and 2 * row['positives_' ~ horizon] < row['people_' ~ horizon] -%}
                    {%- set found.horizon = horizon -%}
                    {%- set found.verdict = wanted -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if found.horizon -%}
            {%- do choices.append({
                'type': row.interaction_type,
                'horizon': found.horizon,
                'is_weekly': 2 * row.weekly > row.doers,
                'share_weekly': share_shown(row.weekly, row.doers),
                'rank': '%d %s %018d' | format(suggest_rank(row), found.verdict == 'few', row.interactions),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return((choices | sort(attribute='rank'))[:2]) -}}
{% endmacro %}


{# What a type is worth: 0 for a sale with a value, 4 for what undoes one. #}
{% macro suggest_rank(row) %}
    {%- set name = row.interaction_type | lower -%}
    {%- set has_value = 2 * row.valued > row.interactions -%}
    {%- set is_sale = modules.re.search(
        'purchase|order|buy|bought|sale|checkout|subscri|redem|book|conver|donat', name
    ) is not none -%}
    {{- return(
        4 if modules.re.search('refund|return|cancel|unsubscri|opt.?out|complain|remove|error|fail', name)
        else 0 if has_value and is_sale
        else 1 if has_value
        else 2 if is_sale
        else 3
    ) -}}
{% endmacro %}


{# What to look into, a sentence each. #}
{% macro suggest_notes(total, types, names, users, placeholders, bulk, choices) %}
    {%- set notes = [] -%}
    {%- if not choices -%}
        {%- do notes.append(
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
    {%- for row in types if topics and not row.is_contact and 2 * row.positives_30 >= row.people_30 and row.people_30 -%}
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
        {%- do shown.append(id ~ (' on ' ~ counted(row.devices) ~ ' device' ~ ('s' if row.devices != 1 else '') if row.devices else '')) -%}
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


{# A desired action of a type, as SQL. #}
{% macro suggest_action(type) %}
    {{- return("interaction_type = '" ~ type | replace("'", "''") ~ "'") -}}
{% endmacro %}


{# The lines to paste. JSON's texts are YAML's, too, whatever is in them. #}
{% macro suggest_vars(interactions, is_named_here, types, choices) %}
    {%- set written = (var('owned_audiences', {}) or {}).get('interactions') -%}
    {%- set name = 'your_interactions' if '(' in interactions else (interactions | replace('"', '')).split('.')[-1] -%}
    {%- set reference = written if written and not is_named_here
        else "{" ~ "{ ref('" ~ project_name ~ "', '" ~ name ~ "') }" ~ "}" -%}
    {%- set contacts = types | selectattr('is_contact') | map(attribute='interaction_type') | list -%}
    {%- set lines = [
        '', 'To paste into dbt_project.yml' ~ (
            ' (interactions names a model of yours over this table, or a source)' if is_named_here else ''), '',
        'vars:', '  owned_audiences:', '    interactions: "' ~ reference ~ '"',
    ] -%}
    {%- if contacts -%}{%- do lines.append('    contact_types: ' ~ tojson(contacts)) -%}{%- endif -%}
    {%- do lines.append('    audiences:') -%}
    {%- for choice in choices or [{'type': 'purchase', 'horizon': 30}] -%}
        {%- set slug = modules.re.sub('[^a-z0-9]+', '_', choice.type | lower).strip('_') -%}
        {%- set slug = slug if modules.re.match('[a-z]', slug) else 'type_' ~ slug -%}
        {%- do lines.extend([
            '      - name: ' ~ slug ~ '_in_' ~ choice.horizon ~ '_days',
            '        desired_action: ' ~ tojson(suggest_action(choice.type)),
            '        horizon_days: ' ~ choice.horizon,
        ]) -%}
    {%- endfor -%}
    {{- return(lines) -}}
{% endmacro %}
