{#
    The configured exports, defaults filled in: the one way to read them. Columns are in the order of
    the destination's file. Settings of a wrong shape are left out: dbt parses the models before the
    configuration is checked, and the check is to have the word.

        {% for export in exports() %} ... {{ export.name }} ... {% endfor %}
#}
{% macro exports() %}
    {%- set filled = [] -%}
    {%- set tiers = {} -%}
    {%- for audience in audiences() -%}{%- do tiers.update({audience.name: audience.tiers | list}) -%}{%- endfor -%}
    {%- for given in (var('exports') if is_list(var('exports')) else [])
        if given is mapping and given.name is string and given.destination in destinations() and given.audience in tiers
            and is_list(given.get('columns') or []) and is_list(given.get('tiers') or []) -%}
        {%- set export = {
            'tiers': tiers[given.audience], 'suppression': false, 'purpose': '', 'consent': 'required',
            'columns': ['email'], 'max_unique_share': 0.05,
        } -%}
        {%- for key, value in given.items() if value is not none -%}{%- do export.update({key: value}) -%}{%- endfor -%}
        {%- set known = [] -%}
        {%- for column in destinations()[export.destination].columns if column in export.columns -%}
            {%- do known.append(column) -%}
        {%- endfor -%}
        {%- do export.update({'columns': known}) -%}
        {%- do filled.append(export) -%}
    {%- endfor -%}
    {{- return(filled) -}}
{% endmacro %}
