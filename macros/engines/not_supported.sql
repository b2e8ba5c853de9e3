{#
    Stops with the name of a macro that has no SQL for the adapter: what a `default__` does where no
    portable SQL exists.

        {{ owned_audiences.not_supported('id_text') }}
        ->  owned_audiences: id_text is not supported on postgres yet
#}
{% macro not_supported(name) %}
    {{- exceptions.raise_compiler_error('owned_audiences: ' ~ name ~ ' is not supported on ' ~ adapter.type() ~ ' yet') -}}
{% endmacro %}
