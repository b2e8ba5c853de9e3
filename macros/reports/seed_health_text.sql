{#
    What there is to say of a seed set, in sentences, over the columns of seed_health.

        {{ seed_health_text() }} as health
#}
{% macro seed_health_text() -%}
    coalesce(nullif(concat_ws(
        ' ',
        case
            when {{ named_by_eligible() }} and status = 'not_configured' then 'The list is one that `eligible` names.'
            when status = 'not_configured'
                then 'No audience of this name is configured with seed_set: true. Add it, or correct '
                    || 'the name in the list.'
            when members = 0
                then 'The list has no member' || coalesce(' as of ' || as_of, '') || ': is the variable '
                    || 'seed_sets set, and does its column audience say ' || audience || '?'
            when matched_members = 0
                then 'None of the ' || members || ' members is known by anything done before they were '
                    || 'listed: are these the user_ids of the interactions?'
            when matched_members < 20
                then 'Only ' || matched_members || ' of ' || members || ' members are known by anything done '
                    || 'before they were listed; at least 20 are needed.'
            when status = 'too_few_positives' then status_reason
            when matched_members < 200
                then 'With fewer than 200 known members (' || matched_members || ') the result is rough.'
        end,
        case
            when status != 'not_configured' and matched_members between 1 and 0.5 * members
                then 'Only ' || {{ percent('match_rate') }} || ' of the members are known: the '
                    || 'result describes these alone.'
        end,
        case
            when rows_without_user + rows_with_unreadable_date + rows_after_as_of > 0
                then 'Not used: ' || concat_ws(
                    ', ',
                    case when rows_without_user > 0 then rows_without_user || ' row(s) without a user_id' end,
                    case
                        when rows_with_unreadable_date > 0
                            then rows_with_unreadable_date || ' row(s) whose seeded_at is not a time'
                    end,
                    case when rows_after_as_of > 0 then rows_after_as_of || ' row(s) dated after as_of' end
                ) || '.'
        end,
        case
            when undated_share > 0 and matched_members >= 20
                then {{ percent('undated_share') }} || ' of the members have no date: what is learned '
                    || 'from them may describe the effect rather than the cause of being on the list.'
        end,
        case when status = 'no_signal' then 'Nothing was found that separates the members from others.' end,
        case
            when leaky_features > 0
                then 'The list seems to be made from a feature that separates its members here: ' || leaky_feature || '.'
        end,
        case
            when recency_auc >= 0.7
                then 'How recently they were active separates members from others (AUC '
                    || {{ two_decimals('recency_auc') }}
                    || '): were they picked from the recently active?'
        end,
        case
            when auc >= 0.9
                then 'An AUC of ' || {{ two_decimals('auc') }} || ' does not make a list healthy: members '
                    || 'are easiest to separate where the list was made from the very features that do.'
        end
    ), ''), 'No warnings about the list. Its AUC says how well members are separated from others, not '
    || 'whether they were well chosen.')
{%- endmacro %}


{# A number as text: '0.87'. #}
{% macro two_decimals(expression) -%}
    cast(cast({{ expression }} as decimal(38, 2)) as text)
{%- endmacro %}


{# Whether the `eligible` of an audience names a list. #}
{% macro named_by_eligible() -%}
    {{ as_name('audience') }} in ('{{ eligibility_facts() | selectattr("source", "equalto", "list")
        | map(attribute="subject") | join("', '") }}')
{%- endmacro %}
