{#
    The expression is true in every row.

        data_tests:
          - holds:
              arguments:
                expression: expected_actions <= people
#}
{% test holds(model, expression) %}
    select *
    from {{ model }}
    where not coalesce({{ expression }}, false)
{% endtest %}
