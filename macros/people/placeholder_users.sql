{#
    The user_ids that stand for nobody or for everyone rather than for one person, and the number of
    devices of each, most first. `links` is a relation, or a subquery with an alias, of user_id and
    anonymous_id, repeats included; `users` one of user_id, for users who were seen on no device.

        {{ placeholder_users(links=ref('int_owned_audiences__links')) }}

    Such an id says so by its name (undefined, null, 0, guest, the address of a till), or it is seen
    on 50 devices or more and on twenty times as many as the median user.
#}
{% macro placeholder_users(links, users=none) %}
    with linked as (
        select
            user_id,
            count(distinct anonymous_id) as devices
        from {{ links }}
        where user_id is not null
        group by user_id
    ),

    seen as (
        select * from linked
        {%- if users %}
        union all
        select distinct
            user_id,
            0 as devices
        from {{ users }}
        where user_id is not null and user_id not in (select linked.user_id from linked)
        {%- endif %}
    ),

    usual as (
        select coalesce(percentile_disc(0.5) within group (order by devices), 0) as devices
        from linked
    )

    select
        seen.user_id,
        seen.devices
    from seen
    cross join usual
    where
        {{ is_placeholder('seen.user_id') }}
        or (seen.devices >= 50 and seen.devices >= 20 * usual.devices)
    order by seen.devices desc, seen.user_id
{% endmacro %}


{# Whether a user_id is by its name none. #}
{% macro is_placeholder(user_id) -%}
    (
        lower(trim({{ user_id }})) in (
            'undefined', 'null', 'none', 'nil', 'nan', 'n/a', 'unknown', '(not set)', 'not set', 'guest',
            'anonymous', 'anon', 'test', 'true', 'false', '[object object]', '-1', '-'
        )
        or {{ matches('trim(' ~ user_id ~ ')', '^0[0-]*$') }}
        or {{ matches(
            'lower(trim(' ~ user_id ~ '))',
            '^(no-?reply|pos|till|kasse|cashier|checkout|terminal|guest|anonymous|test)[0-9._+-]*@.+$'
        ) }}
    )
{%- endmacro %}
