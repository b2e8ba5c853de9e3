{#
    A hash of the SQL of the features, whatever relations they read: with other features a model is
    trained again.

        {{ features_revision() }}
#}
{% macro features_revision() %}
    {{- return(local_md5(features(
        'observed', 'audience_dates', 'activity', 'actions', 'category_keys', 'attribute_history', 'definitions'
    ))) -}}
{% endmacro %}
