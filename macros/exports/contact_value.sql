{#
    A contact point as a destination wants it: normalized and, where it says so, hashed with SHA-256, in
    lower case hex digits. `value` is SQL for a value that keeps the contract (contact_problem).

        {{ contact_value('meta', 'first_name', 'value') }}
        ->  sha256(regexp_replace(lower(nfc_normalize(value)), '[\p{P}]', '', 'g'))
#}
{% macro contact_value(destination, type, value) %}
    {%- set normal = "nullif(" ~ normal_contact(destination, type, value) ~ ", '')" -%}
    {{- return(sha256_text(normal) if destinations()[destination].columns[type].is_hashed else normal) -}}
{% endmacro %}


{# The contact point normalized. #}
{% macro normal_contact(destination, type, value) %}
    {%- set lowered = 'lower(' ~ composed_text(value) ~ ')' -%}
    {%- if type == 'email' -%}
        {{- return(normal_email(destination, value)) -}}
    {%- elif type == 'phone' -%}
        {#- of these alone Meta leaves the plus sign out -#}
        {{- return(('substr(' ~ international_phone(value) ~ ', 2)') if destination == 'meta' else international_phone(value)) -}}
    {%- elif type in ['first_name', 'last_name'] -%}
        {{- return({
            'google_ads': lowered,
            'meta': 'trim(' ~ replace_all(lowered, '[\\p{P}]', '') ~ ')',
        }.get(destination, composed_text(value))) -}}
    {%- elif type == 'country' -%}
        {{- return(lowered if destination == 'meta' else 'upper(' ~ value ~ ')') -}}
    {%- elif type == 'postcode' -%}
        {{- return(meta_postcode(lowered) if destination == 'meta' else value) -}}
    {%- elif type == 'mobile_ad_id' -%}
        {{- return(value if destination == 'plain' else lowered) -}}
    {%- endif -%}
    {{- return(value) -}}
{% endmacro %}


{#
    An e-mail address: without blanks, in lower case. For Google an address of Gmail has no dots before
    the @; for TikTok none has a + and what follows it there.
#}
{% macro normal_email(destination, value) %}
    {%- set email = 'lower(' ~ without_whitespace(value) ~ ')' -%}
    {%- set name, domain = "split_part(" ~ email ~ ", '@', 1)", "split_part(" ~ email ~ ", '@', 2)" -%}
    {%- if destination == 'google_ads' -%}
        {{- return(
            "case when " ~ domain ~ " in ('gmail.com', 'googlemail.com') then replace(" ~ name ~ ", '.', '') || '@' || "
            ~ domain ~ " else " ~ email ~ " end"
        ) -}}
    {%- elif destination == 'tiktok' -%}
        {#- a name that begins with a + is left as it is -#}
        {{- return(
            "coalesce(nullif(split_part(" ~ name ~ ", '+', 1), ''), " ~ name ~ ") || '@' || " ~ domain
        ) -}}
    {%- endif -%}
    {{- return(email) -}}
{% endmacro %}


{# A postal code for Meta: without blanks and dashes; of nine digits, as only the United States have, the first five. #}
{% macro meta_postcode(lowered) %}
    {%- set postcode = replace_all(lowered, '[\\s\\p{Z}\\p{Pd}]', '') -%}
    {{- return('case when ' ~ matches(postcode, '^[0-9]{9}$') ~ ' then left(' ~ postcode ~ ', 5) else ' ~ postcode ~ ' end') -}}
{% endmacro %}
