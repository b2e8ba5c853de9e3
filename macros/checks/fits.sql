{#
    Whether a column of a type can be read as what the contract wants; the values themselves are
    checked row by row. A number is no time: seconds and milliseconds look alike.

        {{ fits('varchar', 'timestamp') }}  ->  true
        {{ fits('bigint', 'timestamp') }}   ->  false
#}
{% macro fits(given, wanted) %}
    {%- if given.endswith(']') or modules.re.match('(struct|map|union|list|array|blob|bit|binary)', given) -%}
        {{- return(false) -}}
    {%- endif -%}
    {{- return(wanted not in ['timestamp', 'date'] or modules.re.match('(timestamp|date|varchar|text|string|json|"null")', given)) -}}
{% endmacro %}
