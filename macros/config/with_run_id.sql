{#
    The rows of a model with the run_id of the newest run, which they belong to, as a query.

        {{ with_run_id(ref('int_owned_audiences__run_tiers')) }}
#}
{% macro with_run_id(relation) -%}
    {#- rendered, as with --empty a reference prints as a subquery -#}
    {%- set runs = ref('owned_audiences__runs').render() -%}
    select
        runs.run_id,
        of_run.*
    from {{ relation }} as of_run
    cross join (select run_id from {{ runs }} where {{ is_newest_row(runs) }}) as runs
{%- endmacro %}
