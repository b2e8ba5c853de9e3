{#
    The tiers of every audience as a query: one row per audience and tier, with the shares of the eligible
    people, best first, between which it lies.

        {{ audience_tiers() }}
        ->  select 'buyers' as audience, 'high' as tier, 0 as share_from, 0.1 as share_to union all …
#}
{% macro audience_tiers() %}
    {%- set rows = [] -%}
    {%- for audience in audiences() -%}
        {%- set above = namespace(share=0) -%}
        {%- for tier, share in audience.tiers.items() | sort(attribute='1') -%}
            {%- do rows.append(
                "select '" ~ audience.name ~ "' as audience, '" ~ tier ~ "' as tier, "
                ~ above.share ~ " as share_from, " ~ share ~ " as share_to"
            ) -%}
            {%- set above.share = share -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- rows | join(' union all ') if rows else
        "select cast(null as text) as audience, cast(null as text) as tier, 0.0 as share_from, 0.0 as share_to where false"
    -}}
{% endmacro %}
