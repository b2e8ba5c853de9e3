{#
    The audiences to propose, up to two: of the types that people rather than the brand do and that
    are rare enough to separate people, what brings value first, then what sounds like a sale, then
    what 200 people do, then the rarest; each with the horizon that can be learned, 30 days first. It is
    weekly where the people who do it weekly would fill half of a top tier of a tenth.

        {{ suggest_choices(types, days=365) }}  ->  [{'type': 'purchase', 'horizon': 30, …}]
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
                'is_weekly': 20 * row.weekly > row.people_30,
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
