{#
    Whether a value is a list.

        {{ is_list(['mail_sent']) }}  ->  true
        {{ is_list('mail_sent') }}    ->  false
#}
{% macro is_list(value) %}
    {{- return(value is sequence and value is not string and value is not mapping) -}}
{% endmacro %}
