{#
    The interaction types that the brand did, as texts; none where the setting has a wrong shape, as the
    check is to have the word.

        {{ contact_types() }}  ->  ['mail_sent']
#}
{% macro contact_types() %}
    {{- return(var('contact_types') | select('string') | list if is_list(var('contact_types')) else []) -}}
{% endmacro %}
