{#
    Why an export was stopped, with the figures, out of its row of owned_audiences__export_log.

        {{ stopped_export_text(log) }}
        ->  crm is stopped: 98.2% of its 1,204 rows are unique in percentile, ...
#}
{% macro stopped_export_text(log) %}
    {{- return(
        log.export ~ ' is stopped: ' ~ share_shown(log.unique_share, 1) ~ ' of its '
        ~ counted(log.number_of_rows | int) ~ ' rows are unique in ' ~ log.visible_columns ~ ', which tells single people apart; at most '
        ~ share_shown(log.max_unique_share, 1) ~ ' may be (max_unique_share). Nobody is added to it. Leave columns out, or send '
        ~ 'tiers in the place of numbers.'
    ) -}}
{% endmacro %}

