{#
    A share as text; of a guard that is off, nothing.

        {{ as_percent(0.2) }}  ->  20 %
#}
{% macro as_percent(share) %}
    {{- return('%g %%' | format(100 * share) if share is number else '') -}}
{% endmacro %}
