{#
    The expression is true in every row.

        data_tests:
          - expression_is_true:
              arguments:
                expression: expected_actions <= people
#}
{% test expression_is_true(model, expression) %}
    select *
    from {{ model }}
    where not coalesce({{ expression }}, false)
{% endtest %}
