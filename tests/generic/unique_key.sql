{#
    The columns are the key: none of them is null, and no two rows have the same.

        data_tests:
          - unique_key:
              arguments:
                columns: [audience, person_id]
#}
{% test unique_key(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as number_of_rows
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{% endtest %}
