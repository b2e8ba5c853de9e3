{#
    The fact that a name in `eligible` stands for; none where it has another form.

        {{ eligibility_fact('count_purchase_90d').subject }}  ->  purchase
#}
{% macro eligibility_fact(name) %}
    {%- for form in eligibility_fact_forms() -%}
        {%- set found = modules.re.match(form.pattern, name) -%}
        {%- if found -%}
            {{- return({
                'name': name, 'source': form.source, 'measure': form.measure, 'subject': found.group(1),
                'days': found.group(2) | int if form.measure in ['count', 'value'] else none, 'type': form.type,
            }) -}}
        {%- endif -%}
    {%- endfor -%}
    {{- return(none) -}}
{% endmacro %}
