{#
    What is wrong with the SQL of audiences: `predicates` are mappings of where (the beginning of the
    sentence), key (desired_action or eligible) and sql. All are read in one query.

        {{ predicate_problems([{'where': 'Audience buyers: ', 'key': 'eligible', 'sql': 'tenure > 30'}]) }}
#}
{% macro predicate_problems(predicates) %}
    {%- if not predicates -%}{{ return([]) }}{%- endif -%}
    {%- set problems = [] -%}
    {%- for number, parts in predicate_parts(predicates | map(attribute='sql') | list) | groupby('number') -%}
        {%- set predicate = predicates[number - 1] -%}
        {%- set known = predicate_columns()[predicate.key] | list -%}
        {%- set begin = predicate.where ~ predicate.key ~ ' ' -%}
        {%- set parameters = parts | selectattr('part', 'equalto', 'parameter') | map(attribute='name') | list -%}
        {%- set unknown = [] -%}
        {%- for name in parts | selectattr('part', 'equalto', 'column') | map(attribute='name') | reject('in', parameters)
            if name not in known or (predicate.key == 'eligible' and is_misspelled_column(name)) -%}
            {%- do unknown.append(name) -%}
        {%- endfor -%}
        {%- if unknown -%}
            {%- do problems.append(begin ~ unknown_columns(unknown, known | reject('in', unknown) | list, predicate.key)) -%}
        {%- endif -%}
        {%- for part in parts if part.part not in ['column', 'parameter'] -%}
            {%- do problems.append(begin ~ part_problem(part, predicate)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {#- only what can be read can be asked for its type -#}
    {%- for predicate in predicates if not problems -%}
        {%- set type = predicate_type(predicate, predicate_columns()[predicate.key]) -%}
        {%- if type is not none and type | lower not in ['boolean', 'bool', '"null"'] -%}
            {%- do problems.append(
                predicate.where ~ predicate.key ~ ' is not a condition: it returns ' ~ type ~ ', and must be true or false: '
                ~ predicate.sql
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(problems) -}}
{% endmacro %}


{# Whether a name has the form of a fact and is all but a column: days_since_last_interactions. #}
{% macro is_misspelled_column(name) %}
    {%- for column in observation_columns() if name != column and eligibility_fact(name) and edit_distance(name, column) <= 2 -%}
        {{- return(true) -}}
    {%- endfor -%}
    {{- return(false) -}}
{% endmacro %}


{# The rest of a sentence on columns that there are not. #}
{% macro unknown_columns(names, known, key) %}
    {%- set forms = eligibility_fact_forms() | map(attribute='form') | list if key == 'eligible' else [] -%}
    {%- set named = [] -%}
    {%- for name in names -%}
        {#- a typo in front of what is the user's own: count_cart_30 for count_cart_30d -#}
        {%- set corrected = [] -%}
        {%- for form in forms -%}
            {%- set prefix = form.split('{')[0] -%}
            {%- set rest = name.split('_')[prefix.count('_'):] | join('_') -%}
            {%- set likely = prefix ~ rest ~ ('d' if form.endswith('d') and not rest.endswith('d') else '') -%}
            {%- if likely != name and eligibility_fact(likely) -%}{%- do corrected.append(likely) -%}{%- endif -%}
        {%- endfor -%}
        {%- set near = nearest(name.split('.')[-1], known + corrected) -%}
        {%- set hint = 'did you mean ' ~ near ~ '?' if near else "a text? Put it in single quotes: '" ~ name ~ "'" -%}
        {%- do named.append(name ~ ' (' ~ hint ~ ')') -%}
    {%- endfor -%}
    {{- return('names unknown columns: ' ~ named | join(', ') ~ '. The columns are: ' ~ (known + forms) | join(', ') ~ '.') -}}
{% endmacro %}


{# The rest of a sentence on another part of a predicate. #}
{% macro part_problem(part, predicate) %}
    {%- set is_action = predicate.key == 'desired_action' -%}
    {%- if part.part == 'error' -%}
        {%- set comment = ' or a comment, which would swallow what follows it' if '--' in predicate.sql else '' -%}
        {{- return('must be one SQL condition, without ;' ~ comment ~ ' (' ~ part.name ~ '): ' ~ predicate.sql) -}}
    {%- elif part.part == 'function' -%}
        {{- return(
            'calls a function ' ~ part.name ~ ', which does not exist'
            ~ (': did you mean ' ~ part.nearest ~ '?' if part.nearest
                else '. If an extension brings it, name that under extensions in profiles.yml.')
        ) -}}
    {%- elif part.part in ['aggregate', 'window'] -%}
        {{- return(
            'calls ' ~ part.name ~ ', which looks at many rows. It must be a condition on one '
            ~ ('interaction.' if is_action else 'person.')
        ) -}}
    {%- elif part.part == 'star' -%}
        {{- return('contains a *. Name the columns that it is about.') -}}
    {%- elif part.part == 'non_deterministic' -%}
        {{- return(
            'uses ' ~ part.name ~ ', which changes from run to run, while a model is trained on past dates. '
            ~ ('Say what the action is; horizon_days and gap_days say when.' if is_action
                else 'Use the columns that count days, such as days_since_last_interaction.')
        ) -}}
    {%- else -%}
        {{- return('is a text, not a condition. Write a comparison, such as "interaction_type = ' ~ predicate.sql ~ '".') -}}
    {%- endif -%}
{% endmacro %}
