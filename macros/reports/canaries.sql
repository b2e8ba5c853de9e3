{#
    The canaries, a mapping of each one's name to SQL over the columns of `found` in the model
    `canaries`: its value, the highest one that does not alarm (null: it is information only), what
    was found in a sentence, and for which audiences it is.

        {% for name, canary in canaries().items() %}
#}
{% macro canaries() %}
    {%- set not_fitted = "'No model was fitted in this run.'" -%}
    {%- set did = "case when is_absent then 'did not act' else 'acted' end" -%}
    {%- set recount -%}
    case
        when differing > 0
            then 'Of ' || examples || ' sampled training examples, features of ' || differing || ' differ from '
                || 'a recount of what was known before their dates, such as ' || differing_feature || '.'
        else coalesce(
            'A recount of what was known before their dates gives the same features for all '
            || 'sampled training examples (' || examples || ').', {{ not_fitted }}
        )
    end
    {%- endset -%}
    {%- set separating -%}
    case
        when not has_scorecard then 'There is no scorecard.'
        else coalesce(
            '"' || coalesce(label, feature || ': ' || range_label) || '" is true of '
            || {{ percent('share_of_positives') }} || ' of the people who ' || {{ did }}
            || ' and of ' || {{ percent('share_of_others') }} || ' of the others: make sure that it was '
            || 'known before they acted.',
            'No feature predicts suspiciously well who ' || {{ did }} || '.'
        )
    end
    {%- endset -%}
    {%- set links -%}
    coalesce(
        'Of ' || examples || ' sampled training examples, ' || with_later_links || ' leave out activity '
        || 'that only a link made later attributes to the person.', {{ not_fitted }}
    )
    {%- endset -%}
    {{- return({
        'features_from_the_future': {'value': 'differing', 'threshold': 0, 'finding': recount, 'is_for': 'true'},
        'separating_bin': {
            'value': 'case when has_scorecard then coalesce(leaky_features, 0) end', 'threshold': 0,
            'finding': separating,
            'is_for': "audience_type = 'desired_action'",
        },
        'links_made_later': {
            'value': 'cast(with_later_links as double) / examples', 'threshold': 'null',
            'finding': links, 'is_for': 'true',
        },
        'rows_known_later': {
            'value': 'later_rows', 'threshold': 'null',
            'finding': "'Left out as they became known on or after as_of: ' || later_rows || ' interaction(s).'",
            'is_for': 'true',
        },
        'erased_identifiers': {
            'value': 'erased_identifiers', 'threshold': 'null',
            'finding': "'Left out as they are of erased people: ' || erased_identifiers || ' identifier(s).'",
            'is_for': 'true',
        },
    }) -}}
{% endmacro %}
