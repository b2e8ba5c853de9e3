{#
    Attributes and features of the user's own, while they hold.

        {{ features_of_attributes('observed', 'attribute_history') }}
#}
{% macro features_of_attributes(observed, attribute_history) %}
    select
        cast(null as text) as audience,
        observed.as_of,
        observed.person_key,
        attribute_history.feature,
        attribute_history.value
    from {{ attribute_history }} as attribute_history
    inner join {{ observed }} as observed
        on
            attribute_history.person_key = observed.person_key
            and attribute_history.known_on < observed.as_of
            and attribute_history.until_day >= observed.as_of
{% endmacro %}
