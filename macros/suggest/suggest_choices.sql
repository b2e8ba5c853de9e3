{#
    The audiences to propose, up to two: the types that people rather than the brand do, those that
    sound like a sale first, then the rarest; each with the horizon that can be learnt, 30 days first.
#}
{% macro suggest_choices(types, days) %}
    {%- set choices = {'good': [], 'few': []} -%}
    {%- for row in types | sort(attribute='interactions') -%}
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
            {%- set is_sale = modules.re.search(
                'purchase|order|buy|bought|sale|checkout|subscri|redem|book|conver', row.interaction_type | lower
            ) -%}
            {%- set choice = {'type': row.interaction_type, 'horizon': found.horizon} -%}
            {%- do (choices[found.verdict].insert(0, choice) if is_sale else choices[found.verdict].append(choice)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return((choices.good + choices.few)[:2]) -}}
{% endmacro %}


{# What to look into, a sentence each. #}
{% macro suggest_notes(total, types, names, users, bulk, choices) %}
    {%- set notes = [] -%}
    {%- if not choices -%}
        {%- do notes.append(
            'No type can be learnt yet: it takes 20 people who do it, less than half of everybody, and more history.'
        ) -%}
    {%- endif -%}
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
