{#
    A phone number with its country code as + and digits, in SQL: without blanks, dots, dashes, slashes
    and brackets, and without the 0 that some write in brackets after the code. What is no number stays
    one that is none.

        {{ international_phone("'0044 (0)20 7183-8750'") }}  ->  (SQL for) +442071838750
#}
{% macro international_phone(value) -%}
    {{ replace_all(
        replace_all(replace_all(without_whitespace(value), '[(]0[)]', ''), '[()./\\p{Pd}]', ''), '^00', '+'
    ) }}
{%- endmacro %}
