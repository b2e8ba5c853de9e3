{#
    The types of contact points, and whether a person may have several. Of the others one is sent, the
    first in the order of the alphabet.

        {% for type, has_many in contact_point_types().items() %} ... {% endfor %}
#}
{% macro contact_point_types() %}
    {{- return({
        'email': true,
        'phone': true,
        'mobile_ad_id': true,
        'external_id': true,
        'first_name': false,
        'last_name': false,
        'postcode': false,
        'country': false,
    }) -}}
{% endmacro %}
