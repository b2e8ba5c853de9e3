{#
    The lines to paste into dbt_project.yml. JSON's texts are YAML's, too, whatever is in them.

        {{ suggest_vars(interactions, is_named_here, types, choices) }}
#}
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
    {%- set others = types | rejectattr('is_contact') | map(attribute='interaction_type') | list -%}
    {%- for choice in choices or [{'type': others[0] if others else 'purchase', 'horizon': 30}] -%}
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
