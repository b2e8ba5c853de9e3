{#
    What is wrong with the exports: a sentence each, which begins with whose problem it is.

        {{ export_problems(settings()) }}
        ->  ['Export crm: there is no destination goggle_ads: did you mean google_ads?']
#}
{% macro export_problems(settings) %}
    {%- if settings.exports is none -%}{{ return([]) }}{%- endif -%}
    {%- if not is_list(settings.exports) -%}
        {{- return(['exports must be a list in which each item begins with `- name: ...`, but is ' ~ shown(settings.exports) ~ '.']) -}}
    {%- endif -%}
    {%- set problems, names = [], [] -%}
    {%- for export in settings.exports -%}
        {%- if export is not mapping -%}
            {%- do problems.append(
                'Export ' ~ loop.index ~ ' is ' ~ shown(export) ~ ', and must be settings: `- name: ...`, and '
                ~ 'indented below it `destination: ...` and the others.'
            ) -%}
        {%- else -%}
            {%- set found = export_name_problems(export, names) + export_audience_problems(export)
                + export_consent_problems(export, settings) + export_column_problems(export, settings) -%}
            {%- for problem in found -%}
                {%- do problems.append('Export ' ~ (export.name or loop.index) ~ ': ' ~ problem) -%}
            {%- endfor -%}
            {%- do names.append(export.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# Its name, its destination, and keys that there are not or that are empty. #}
{% macro export_name_problems(export, names) %}
    {%- set problems = [] -%}
    {%- if not modules.re.match('^[a-z][a-z0-9_]*$', export.name | string) or export.name is none -%}
        {%- do problems.append('its name must be lower case letters, digits and _, a letter first.') -%}
    {%- elif export.name in ['events', 'log'] -%}
        {%- do problems.append('a table of the package is called owned_audiences__export_' ~ export.name ~ '. Give it another name.') -%}
    {%- elif export.name in names -%}
        {%- do problems.append('the name is used twice. Give each export its own.') -%}
    {%- endif -%}
    {%- for key, value in export.items() -%}
        {%- if key not in export_keys() -%}
            {%- do problems.append('there is no setting ' ~ key ~ did_you_mean(key, export_keys())) -%}
        {%- elif value is none and key != 'name' -%}
            {%- do problems.append(key ~ ' is empty. Give it a value or leave the line out.') -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if export.destination is undefined -%}
        {%- do problems.append('it has no destination. The destinations are: ' ~ destinations() | join(', ') ~ '.') -%}
    {%- elif export.destination is not none and export.destination not in destinations() -%}
        {%- do problems.append(
            'there is no destination ' ~ export.destination ~ did_you_mean(export.destination, destinations() | list)
        ) -%}
    {%- endif -%}
    {%- set share = export.max_unique_share -%}
    {%- if share and (share is boolean or share is not number or not (share > 0 and share <= 1)) -%}
        {%- do problems.append('max_unique_share must be a share from 0 to 1 (0.05 is 5 %), but is ' ~ shown(share) ~ '.') -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# Whom it is about. #}
{% macro export_audience_problems(export) %}
    {%- set problems, tiers = [], {} -%}
    {%- for audience in audiences() -%}{%- do tiers.update({audience.name: audience.tiers | list}) -%}{%- endfor -%}
    {%- if export.audience is undefined -%}
        {%- do problems.append('it has no audience. The audiences are: ' ~ tiers | join(', ') ~ '.') -%}
    {%- elif export.audience is not none and export.audience not in tiers -%}
        {%- do problems.append('there is no audience ' ~ export.audience ~ did_you_mean(export.audience, tiers | list)) -%}
    {%- endif -%}
    {%- if export.suppression is defined and export.suppression is not none and export.suppression is not boolean -%}
        {%- do problems.append('suppression must be true or false, without quotes, but is ' ~ shown(export.suppression) ~ '.') -%}
    {%- elif export.suppression and export.tiers -%}
        {%- do problems.append('it has tiers and suppression. A suppression list has everyone who is suppressed: leave one of them out.') -%}
    {%- endif -%}
    {%- if export.tiers is defined and export.tiers is not none and (not is_list(export.tiers) or not export.tiers) -%}
        {%- do problems.append('tiers must be a list such as [high, medium], but is ' ~ shown(export.tiers) ~ '.') -%}
    {%- elif export.tiers and export.audience in tiers -%}
        {%- for tier in export.tiers if tier not in tiers[export.audience] -%}
            {%- do problems.append(export.audience ~ ' has no tier ' ~ tier ~ did_you_mean(tier, tiers[export.audience])) -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# What people have to have consented to. #}
{% macro export_consent_problems(export, settings) %}
    {%- set problems = [] -%}
    {%- if export.purpose is undefined or (export.purpose is not none and (export.purpose is not string or not export.purpose | trim)) -%}
        {%- do problems.append(
            'it needs a purpose, a text: what people consent to (a purpose of consents), such as advertising'
            ~ (', but has ' ~ shown(export.purpose) if export.purpose is defined else '') ~ '.'
        ) -%}
    {%- endif -%}
    {%- if export.consent is defined and export.consent is not none and export.consent != 'not_required' -%}
        {%- do problems.append('consent may be not_required, or be left out, but is ' ~ shown(export.consent) ~ '.') -%}
    {%- elif export.consent != 'not_required' and not settings.consents -%}
        {%- do problems.append(
            'no consents are configured, so that nobody is known to have consented to it. Set the variable consents, or write '
            ~ '`consent: not_required` if you may send these people without.'
        ) -%}
    {%- endif -%}
    {{- return(problems) -}}
{% endmacro %}


{# What it says of each person. #}
{% macro export_column_problems(export, settings) %}
    {%- if export.columns is defined and export.columns is not none and (not is_list(export.columns) or not export.columns) -%}
        {{- return(['columns must be a list such as [email, phone], but is ' ~ shown(export.columns) ~ '.']) -}}
    {%- endif -%}
    {%- if export.destination not in destinations() -%}{{ return([]) }}{%- endif -%}
    {%- set problems = [] -%}
    {%- set taken = destinations()[export.destination].columns -%}
    {%- set given = export.columns or ['email'] -%}
    {%- for column in given if column not in taken -%}
        {%- do problems.append(
            export.destination ~ ' takes no column ' ~ column
            ~ ('. It takes: ' ~ taken | join(', ') ~ '.' if column in export_columns() else did_you_mean(column, taken | list))
        ) -%}
    {%- endfor -%}
    {%- if not problems -%}
        {%- set needed = [] -%}
        {%- set ways = [] -%}
        {%- for columns in destinations()[export.destination].identified_by -%}
            {%- if not columns | reject('in', given) | list -%}{%- do ways.append(columns) -%}{%- endif -%}
            {%- do needed.append(columns | join(' with ')) -%}
        {%- endfor -%}
        {%- if not ways -%}
            {%- do problems.append(
                export.destination ~ ' finds nobody by ' ~ given | join(', ') ~ '. It needs ' ~ needed | join(', or ') ~ '.'
            ) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if not settings.contact_points and given | select('in', contact_point_types()) | list -%}
        {%- do problems.append(
            'it needs the variable contact_points: the relation with (' ~ inputs().contact_points.columns | join(', ') ~ ').'
        ) -%}
    {%- endif -%}
    {%- for column in given if export.suppression is sameas true and export_columns().get(column, {}).sql -%}
        {%- do problems.append('a suppression list has no ' ~ column ~ ', as people of no audience are on it. Leave the column out.') -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}
