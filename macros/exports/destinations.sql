{#
    The registry of destinations: what each takes, under which headings, and what it knows a person by.
    docs/exports.md names the page of each destination that it follows.

        {{ destinations().google_ads.columns.postcode.heading }}  ->  Zip

    columns        by name, in the order of the file: its heading there, and whether it is hashed.
    identified_by  sets of columns by any of which a person is found; a row without any is not sent
    headings       of a template that must be whole: all headings of the file, in order
#}
{% macro destinations() %}
    {{- return({
        'google_ads': {
            'columns': {
                'email': {'heading': 'Email', 'is_hashed': true},
                'phone': {'heading': 'Phone', 'is_hashed': true},
                'first_name': {'heading': 'First Name', 'is_hashed': true},
                'last_name': {'heading': 'Last Name', 'is_hashed': true},
                'country': {'heading': 'Country', 'is_hashed': false},
                'postcode': {'heading': 'Zip', 'is_hashed': false},
            },
            'identified_by': [['email'], ['phone'], ['first_name', 'last_name', 'country', 'postcode']],
        },
        'meta': {
            'columns': {
                'email': {'heading': 'email', 'is_hashed': true},
                'phone': {'heading': 'phone', 'is_hashed': true},
                'mobile_ad_id': {'heading': 'madid', 'is_hashed': false},
                'first_name': {'heading': 'fn', 'is_hashed': true},
                'last_name': {'heading': 'ln', 'is_hashed': true},
                'postcode': {'heading': 'zip', 'is_hashed': true},
                'country': {'heading': 'country', 'is_hashed': true},
                'external_id': {'heading': 'extern_id', 'is_hashed': false},
                'value': {'heading': 'value', 'is_hashed': false},
            },
            'identified_by': [['email'], ['phone'], ['mobile_ad_id'], ['external_id']],
        },
        'linkedin': {
            'columns': {
                'email': {'heading': 'email', 'is_hashed': true},
                'first_name': {'heading': 'firstname', 'is_hashed': false},
                'last_name': {'heading': 'lastname', 'is_hashed': false},
                'country': {'heading': 'country', 'is_hashed': false},
                'mobile_ad_id': {'heading': 'googleaid', 'is_hashed': false},
            },
            'identified_by': [['email'], ['mobile_ad_id'], ['first_name', 'last_name']],
            'headings': ['email', 'firstname', 'lastname', 'jobtitle', 'employeecompany', 'country', 'googleaid'],
        },
        'tiktok': {
            'columns': {
                'email': {'heading': 'Email_SHA256', 'is_hashed': true},
                'phone': {'heading': 'Phone_SHA256', 'is_hashed': true},
                'mobile_ad_id': {'heading': 'MAID_SHA256', 'is_hashed': true},
            },
            'identified_by': [['email'], ['phone'], ['mobile_ad_id']],
        },
        'plain': {
            'columns': plain_columns(),
            'identified_by': [['person_id'], ['email'], ['phone'], ['mobile_ad_id'], ['external_id']],
        },
    }) -}}
{% endmacro %}


{# All columns, under their own names and as they are. #}
{% macro plain_columns() %}
    {%- set columns = {} -%}
    {%- for column in export_columns() -%}
        {%- do columns.update({column: {'heading': column, 'is_hashed': false}}) -%}
    {%- endfor -%}
    {{- return(columns) -}}
{% endmacro %}
