{#
    The features of people as of dates, long: one row per as_of, person and feature that is not zero,
    from what was known before as_of. The same macro makes those of training and of scoring, a family
    of features a macro each; `audience` is null where a feature is the same for all audiences.

        {{ features(
            observed=...,                    -- as_of, person_key and the columns of observations
            audience_dates=...,              -- audience, as_of
            activity=..., actions=...,       -- person_activity, person_actions
            category_keys=..., attribute_history=...,  -- as the models of these names
            definitions=...,                 -- the features that there are, as the model `features`
        ) }}
#}
{% macro features(observed, audience_dates, activity, actions, category_keys, attribute_history, definitions) %}
    {#- a text and not a CTE: one that is used twice is made whole before a block of people is chosen -#}
    {%- set known -%}
    (
        select
            observed.as_of,
            observed.person_key,
            category_keys.type_key,
            category_keys.channel_key,
            category_keys.topic_key,
            category_keys.is_contact,
            {{ days_between('activity.day', 'observed.as_of') }} as age,
            activity.interactions,
            activity.value
        from {{ activity }} as activity
        inner join {{ category_keys }} as category_keys
            on activity.dimension_key = category_keys.dimension_key
        inner join {{ observed }} as observed on activity.person_key = observed.person_key
        where activity.attributable_on < observed.as_of
    ) as known
    {%- endset -%}
    {%- set recent = '(select * from ' ~ known ~ ' where age <= 395) as recent' -%}
    {{ [
        features_of_interaction_types(recent, definitions),
        features_of_dimension('channel', recent, definitions),
        features_of_dimension('topic', recent, definitions),
        features_of_activity(known),
        features_of_observations(observed),
        features_of_desired_actions(observed, audience_dates, actions),
        features_of_attributes(observed, attribute_history),
    ] | join('\n    union all\n') }}
{% endmacro %}
