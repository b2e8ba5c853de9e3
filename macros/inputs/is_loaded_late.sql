{#
    Whether the rows that became known on a day were loaded long after they happened, by the mean of
    their days between.

        sum(interactions) filter (where {{ is_loaded_late('mean_lateness') }})
#}
{% macro is_loaded_late(mean_lateness) -%}
    {{ mean_lateness }} > 30
{%- endmacro %}
