{#
    Attributes and features of the user's own, while they hold.

        {{ features_of_states('observed', 'states') }}
#}
{% macro features_of_states(observed, states) %}
    select
        cast(null as text) as audience,
        observed.as_of,
        observed.person_key,
        states.feature,
        states.value
    from {{ states }} as states
    inner join {{ observed }} as observed
        on
            states.person_key = observed.person_key
            and states.known_on < observed.as_of
            and states.until_day >= observed.as_of
{% endmacro %}
