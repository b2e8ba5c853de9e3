{#
    The hashes of the desired actions that the model holds from earlier runs: these are not filled again.

        {% for audience in audiences() if audience.action_hash not in kept_action_hashes() %} ... {% endfor %}
#}
{% macro kept_action_hashes() %}
    {%- if not (execute and is_incremental()) -%}{{ return([]) }}{%- endif -%}
    {{- return(run_query('select distinct action_hash from ' ~ this).columns[0].values() | list) -}}
{% endmacro %}
