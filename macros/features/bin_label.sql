{#
    A bin in words, by its unit: 'once', '3 or 4 times', '10 or more times', 'at least once'; '5 to 9
    days'; 'yesterday', '3 days ago'; of a value 'less than 2.5', '2.5 to 4'. The upper bound is not in
    the bin: of whole numbers the last one before it is named.

        {{ bin_label('lower_bound', 'upper_bound', 'is_whole', 'unit') }}
#}
{% macro bin_label(lower_bound, upper_bound, is_whole, unit) -%}
    case
        when {{ unit }} = 'times' and {{ lower_bound }} is null and {{ upper_bound }} is null
            then 'at least once'
        when {{ unit }} = 'days' and {{ lower_bound }} is null and {{ upper_bound }} is null
            then 'at least 1 day'
        when {{ unit }} = 'days ago' and {{ lower_bound }} is null and {{ upper_bound }} is null
            then 'at some time'
        when {{ lower_bound }} is null and {{ upper_bound }} is null then 'any number'
        else replace(replace(replace(replace(replace(replace(
            {{ number_range(lower_bound, upper_bound, is_whole) }}
            || case {{ unit }}
                when 'times' then ' times' when 'days' then ' days' when 'days ago' then ' days ago'
                when 'gaps' then ' usual gaps'
                else ''
            end,
            'exactly 1 times', 'once'), 'exactly 2 times', 'twice'),
            '1 or 2 times', 'once or twice'),
            'exactly 1 days ago', 'yesterday'), 'exactly 1 days', '1 day'), 'exactly ', '')
    end
{%- endmacro %}
