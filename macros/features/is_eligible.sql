{#
    Whether a row of audience and observation is eligible. Audiences of the same condition share it.

        where {{ is_eligible('seed_set') }}
#}
{% macro is_eligible(audience_type=none) -%}
    case
        when audience is null then false
        {% for eligible, same in audiences(audience_type) | groupby('eligible') -%}
        when audience in ('{{ same | map(attribute="name") | join("', '") }}') then ({{ eligible }})
        {% endfor -%}
        else false
    end
{%- endmacro %}
