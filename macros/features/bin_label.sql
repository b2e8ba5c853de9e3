{#
    A bin in words, by its unit: 'once', '3 or 4 times', '10 or more times', 'at least once'; '5 to 9
    days'; '1 year'; 'yesterday', '3 days ago'; of a value 'less than 2.5', '2.5 to 4'. The upper bound
    is not in the bin: of whole numbers the last one before it is named.

        {{ bin_label('lower_bound', 'upper_bound', 'is_whole', 'unit') }}
#}
{% macro bin_label(lower_bound, upper_bound, is_whole, unit) -%}
    case
        when {{ lower_bound }} is null and {{ upper_bound }} is null then case {{ unit }}
            when 'times' then 'at least once'
            when 'days' then 'at least 1 day'
            when 'years' then 'at least 1 year'
            when 'days ago' then 'at some time'
            when 'value' then 'any amount'
            else 'any number'
        end
        else replace(replace(replace(replace(replace(replace(replace(
            {{ number_range(lower_bound, upper_bound, is_whole) }}
            || case {{ unit }}
                when 'times' then ' times' when 'days' then ' days' when 'days ago' then ' days ago'
                when 'years' then ' years' when 'gaps' then ' usual gaps'
                else ''
            end,
            'exactly 1 times', 'once'), 'exactly 2 times', 'twice'),
            '1 or 2 times', 'once or twice'),
            'exactly 1 days ago', 'yesterday'), 'exactly 1 days', '1 day'),
            'exactly 1 years', '1 year'), 'exactly ', '')
    end
{%- endmacro %}
