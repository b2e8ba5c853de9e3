"""The adapters on tables in their vendors' published columns and types, united by a consumer."""

import datetime as dt

import pytest

from project import AUDIENCE

GA4 = """
    create temp macro param(name, text, number) as {
        'key': name,
        'value': {
            'string_value': text, 'int_value': number, 'float_value': null, 'double_value': null
        }
    };
    create temp macro item(category) as {
        'item_id': '1', 'item_name': 'a', 'item_category': category, 'price': 30.0
    };
    create temp macro ecommerce(revenue, refund) as {
        'total_item_quantity': 2, 'purchase_revenue_in_usd': revenue * 1.1,
        'purchase_revenue': revenue, 'refund_value_in_usd': refund * 1.1,
        'refund_value': refund, 'transaction_id': 't1'
    };
    create table raw.events (
        event_date varchar,
        event_timestamp bigint,
        event_name varchar,
        event_params struct(
            key varchar,
            value struct(
                string_value varchar, int_value bigint, float_value double, double_value double
            )
        )[],
        event_value_in_usd double,
        event_bundle_sequence_id bigint,
        event_server_timestamp_offset bigint,
        user_id varchar,
        user_pseudo_id varchar,
        privacy_info struct(analytics_storage varchar, ads_storage varchar),
        stream_id varchar,
        platform varchar,
        ecommerce struct(
            total_item_quantity bigint, purchase_revenue_in_usd double, purchase_revenue double,
            refund_value_in_usd double, refund_value double, transaction_id varchar
        ),
        items struct(
            item_id varchar, item_name varchar, item_category varchar, price double
        )[],
        batch_page_id bigint,
        batch_ordering_id bigint,
        batch_event_index bigint
    );
    insert into raw.events by name
    select
        '20240305' as event_date, name as event_name, 1709640000123456 + late as event_timestamp,
        7 as event_bundle_sequence_id, '33' as stream_id, 'WEB' as platform,
        device as user_pseudo_id, login as user_id, params as event_params, ecommerce, items,
        1709640000000 as batch_page_id, 1 as batch_ordering_id, place as batch_event_index
    from (values
        ('page_view', 0, 'd1', null,
         [param('page_title', 'it''s', null), param('content_group', 'guides', null)], null, [], 1),
        ('view_item', 0, 'd1', null, [param('value', null, 30)], null, [item('tea')], 2),
        -- the same again in the same batch: another view, known by its place alone
        ('view_item', 0, 'd1', null, [param('value', null, 30)], null, [item('tea')], 3),
        ('purchase', 60000000, 'd1', 'ann', null, ecommerce(40.5, null),
         [item('tea'), item('coffee')], 4),
        ('purchase', 61000000, 'd2', 'bob', [param('value', null, 12)], null,
         [item('(not set)')], 5),
        ('refund', 62000000, 'd1', 'ann', null, ecommerce(null, 40.5), null, 6),
        -- consent denied: no device
        ('page_view', 63000000, null, null, null, null, null, 7)
    ) as given(name, late, device, login, params, ecommerce, items, place);
    -- the same events as exported during the day
    create table raw.events_intraday as select * from raw.events where event_name = 'purchase';
    -- an older copy, without the newer columns: two scrolls that differ in a parameter alone
    create table raw.events_2023 as
    select
        1678100000000000 as event_timestamp, 'scroll' as event_name, 'd1' as user_pseudo_id,
        [param('percent', null, percent)] as event_params
    from (values (50), (90)) as shares(percent);
"""
SEGMENT = """
    create table raw.tracks (
        id varchar, anonymous_id varchar, user_id varchar, event varchar, event_text varchar,
        context_library_name varchar, context_page_path varchar, original_timestamp timestamptz,
        sent_at timestamptz, received_at timestamptz, timestamp timestamptz, uuid_ts timestamptz
    );
    insert into raw.tracks values
        ('m1', 'd1', null, 'product_viewed', 'Product Viewed', 'analytics.js', '/tea',
         '2024-03-05 13:00:00+01', '2024-03-05 13:00:01+01', '2024-03-06 00:30:00+01',
         '2024-03-05 13:00:00.5+01', '2024-03-06 01:00:00+01'),
        ('m2', 'd9', 'ann', 'order_completed', 'Order Completed', 'analytics-node', null,
         null, null, null, '2024-03-05 13:05:00+01', null);
    create table raw.order_completed as
    select
        id, anonymous_id, user_id, event, received_at, timestamp, 'tea' as category,
        19.9 as revenue
    from raw.tracks where id = 'm2';
    -- RudderStack's: with channel, without a name, numbers as user ids
    create table raw.pages (
        id varchar, anonymous_id varchar, user_id bigint, path varchar, url varchar, title varchar,
        channel varchar, context_library_name varchar, received_at timestamp, timestamp timestamp
    );
    insert into raw.pages values
        ('m3', 'd3', 17, '/', 'https://shop.example/', 'Home', 'web', 'RudderLabs JavaScript SDK',
         '2024-03-05 12:00:02', '2024-03-05 12:00:00');
    create table raw.screens as select 'm4' as id, 'd4' as anonymous_id, 'Cart' as name,
        'analytics-ios' as context_library_name, timestamp '2024-03-05 14:00:00' as timestamp;
    create table raw.identifies (
        id varchar, anonymous_id varchar, user_id varchar, email varchar,
        received_at timestamptz, timestamp timestamptz
    );
    insert into raw.identifies values
        ('n1', 'd1', 'ann', 'a@shop.example', '2024-03-07 02:00:00+02', '2024-03-06 10:00:00+02'),
        ('n2', 'd1', 'ann', null, '2024-03-09 02:00:00+02', '2024-03-09 02:00:00+02'),
        ('n3', 'd2', 'bob', null, null, '2024-03-09 23:30:00-02'),
        ('n4', null, 'cyd', null, '2024-03-09 02:00:00+02', '2024-03-09 02:00:00+02');
"""
ORDERS = """
    create table raw.orders (
        id bigint, customer_id bigint, source_name varchar, total_price double,
        processed_at timestamptz
    );
    insert into raw.orders values
        (1, 501, 'web', 50.0, '2024-03-05 23:30:00-05'),
        (2, 502, 'pos', 20.0, '2024-03-06 10:00:00+00'),
        (3, null, 'web', 9.0, '2024-03-06 11:00:00+00');
    create table raw.order_lines (
        id bigint, order_id bigint, product_type varchar, price double, quantity bigint,
        total_discount double
    );
    insert into raw.order_lines values
        (1, 1, 'tea', 10.0, 3, 5.0), (2, 1, 'coffee', 25.0, 1, null),
        (1, 3, 'tea', 9.0, 1, 0.0), (1, 99, 'tea', 1.0, 1, 0.0);
    create table raw.returns (
        id bigint, order_id bigint, order_line_id bigint, quantity double, subtotal double,
        processed_at timestamptz
    );
    insert into raw.returns values
        (7, 1, 2, 1, 25.0, '2024-03-10 00:00:00+00'), (8, 99, 1, 1, 1.0, '2024-03-10 00:00:00+00');
    -- of another kind of shop: texts for times, words for columns
    create table raw.sales as select * from (values
        ('A-1', 'ann', '2024-03-05T12:00:00+02:00', '12.50'),
        ('A-2', 'bob', '2024-03-06', '12 EUR'),
        ('A-3', 'cyd', '05/03/2024 noon', '1')
    ) as sales(order_no, debtor, order_date, amount);
"""
ALL = """
    {{ owned_audiences.ga4_interactions(source('raw', 'events')) }}
    union all
    {{ owned_audiences.ga4_interactions('raw.events_intraday') }}
    union all
    {{ owned_audiences.ga4_interactions(
        'raw.events_2023', topic=owned_audiences.event_param('percent'), channel="'old'"
    ) }}
    union all
    {{ owned_audiences.segment_interactions(
        tracks="(select * from " ~ source('raw', 'tracks') ~ " where event != 'order_completed')",
        pages=source('raw', 'pages'), screens='raw.screens'
    ) }}
    union all
    {{ owned_audiences.segment_interactions(
        tracks='raw.order_completed', topic='category', value='revenue', channel="'server'"
    ) }}
    union all
    {{ owned_audiences.orders_interactions('raw.orders', 'raw.order_lines', 'raw.returns') }}
    union all
    {{ owned_audiences.orders_interactions('raw.orders', prefix='copy-') }}
    union all
    {{ owned_audiences.orders_interactions(
        'raw.sales', prefix='sales-', order_id='order_no', user_id='debtor',
        occurred_at='order_date', channel="'store'", topic="'books'", value='amount'
    ) }}
"""
LINKS = "{{ owned_audiences.segment_identity_links(source('raw', 'identifies')) }}"
SOURCES = """
    sources:
      - name: raw
        tables: [{name: events}, {name: tracks}, {name: pages}, {name: identifies}]
"""


@pytest.fixture(scope="module", params=["UTC", "America/New_York"])
def built(make_project, request):
    """The adapters' rows united, in two time zones, and what the package makes of them."""
    models = {"interactions.sql": ALL, "links.sql": LINKS, "_sources.yml": SOURCES}
    project = make_project(AUDIENCE, models=models)
    project.time_zone = request.param
    project.config = {"models": {"shop": {"+materialized": "table"}}}  # else read() sets the zone
    load(project)
    project.build_untested("--select", "+owned_audiences__rejected_interactions", "links")
    return project


def load(project):
    with project.connect() as connection:
        connection.execute("create schema raw;" + GA4 + SEGMENT + ORDERS)


def rows(project, prefix, columns, condition="true"):
    return project.read(
        f"select {columns} from interactions"
        f" where interaction_id like '{prefix}%' and {condition} order by all"
    )


def test_ga4_events_become_interactions(built):
    noon = dt.datetime(2024, 3, 5, 12, 0, 0, 123456)
    minute, second = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
    view = (None, "d1", noon, None, "view_item", "web", "tea", None)
    assert rows(built, "ga4-", "* exclude (interaction_id)", "channel = 'web'") == [
        ("ann", "d1", noon + minute, None, "purchase", "web", "tea", "40.5"),
        ("ann", "d1", noon + minute, None, "purchase", "web", "tea", "40.5"),
        ("ann", "d1", noon + minute + 2 * second, None, "refund", "web", None, "-40.5"),
        ("bob", "d2", noon + minute + second, None, "purchase", "web", None, "12.0"),
        ("bob", "d2", noon + minute + second, None, "purchase", "web", None, "12.0"),
        (None, "d1", noon, None, "page_view", "web", "guides", None),
        view,
        view,
        (None, None, noon + minute + 3 * second, None, "page_view", "web", None, None),
    ]


def test_ga4_events_have_ids_of_their_own(built):
    ids = built.read(
        "select interaction_type, count(*), count(distinct interaction_id) from interactions"
        " where interaction_id like 'ga4-%' group by all order by all"
    )
    assert ids == [
        ("page_view", 2, 2),
        ("purchase", 4, 2),  # in the day's and in the intraday table
        ("refund", 1, 1),
        ("scroll", 2, 2),
        ("view_item", 2, 2),
    ]
    assert built.read(
        "select interaction_type, reasons from owned_audiences__rejected_interactions"
        " where interaction_id like 'ga4-%' and user_id is not null"
    ) == 2 * [("purchase", "interaction_id came before")]


def test_ga4_tables_without_newer_columns_are_read(built):
    assert rows(built, "ga4-", "topic, user_id, anonymous_id, value", "channel = 'old'") == [
        ("50", None, "d1", None),
        ("90", None, "d1", None),
    ]


def test_segment_calls_become_interactions(built):
    noon = dt.datetime(2024, 3, 5, 12)
    five, two = dt.timedelta(minutes=5), dt.timedelta(hours=2)
    half = dt.timedelta(seconds=0.5)
    assert rows(built, "segment-", "* exclude (received_at)") == [
        ("segment-m1", None, "d1", noon + half, "product_viewed", "web", None, None),
        ("segment-m2", "ann", "d9", noon + five, "order_completed", "server", "tea", "19.9"),
        ("segment-m3", "17", "d3", noon, "page", "web", None, None),
        ("segment-m4", None, "d4", noon + two, "screen", "analytics-ios", "Cart", None),
    ]
    assert rows(built, "segment-", "received_at, interaction_id") == [
        (dt.datetime(2024, 3, 5, 12, 0, 2), "segment-m3"),
        (dt.datetime(2024, 3, 5, 23, 30), "segment-m1"),
        (None, "segment-m2"),
        (None, "segment-m4"),
    ]


def test_identify_calls_become_links_known_from_the_first_one_on(built):
    assert built.read("select * from links order by 1") == [
        ("ann", "d1", dt.datetime(2024, 3, 7, 0, 0)),
        ("bob", "d2", dt.datetime(2024, 3, 10, 1, 30)),
    ]


def test_orders_become_purchases_and_returns(built):
    columns = "interaction_id, user_id, occurred_at, interaction_type, channel, topic, value"
    first, second = dt.datetime(2024, 3, 6, 4, 30), dt.datetime(2024, 3, 6, 10)
    returned = dt.datetime(2024, 3, 10)
    assert rows(built, "order-", columns) == [
        ("order-1-line-1", "501", first, "purchase", "web", "tea", "25.0"),
        ("order-1-line-2", "501", first, "purchase", "web", "coffee", "25.0"),
        ("order-2", "502", second, "purchase", "pos", None, "20.0"),  # it has no line
        ("order-3-line-1", None, dt.datetime(2024, 3, 6, 11), "purchase", "web", "tea", "9.0"),
        ("order-99-line-1", None, None, "purchase", None, "tea", "1.0"),
        ("order-return-7", "501", returned, "return", "web", None, "-25.0"),
        ("order-return-8", None, returned, "return", None, None, "-1.0"),
    ]
    assert rows(built, "copy-", "interaction_id, topic, value") == [
        ("copy-1", None, "50.0"),
        ("copy-2", None, "20.0"),
        ("copy-3", None, "9.0"),
    ]


def test_columns_of_ones_own_and_texts_for_times(built):
    assert rows(built, "sales-", "* exclude (anonymous_id, received_at)") == [
        ("sales-A-1", "ann", dt.datetime(2024, 3, 5, 10), "purchase", "store", "books", "12.50"),
        ("sales-A-2", "bob", dt.datetime(2024, 3, 6), "purchase", "store", "books", "12 EUR"),
        ("sales-A-3", "cyd", None, "purchase", "store", "books", "1"),
    ]


def test_what_breaks_the_contract_is_rejected_with_its_reasons(built):
    nobody = "neither user_id nor anonymous_id"
    rejected = built.read(
        "select coalesce(nullif(left(interaction_id, 4), 'ga4-'), 'ga4'), interaction_id, reasons"
        " from owned_audiences__rejected_interactions where reasons != 'interaction_id came before'"
    )
    assert {(what if what == "ga4" else id_, reasons) for what, id_, reasons in rejected} == {
        ("ga4", nobody),
        ("order-3-line-1", nobody),
        ("copy-3", nobody),
        ("order-99-line-1", f"{nobody}; no occurred_at"),
        ("order-return-8", nobody),
        ("sales-A-2", "value is not a number"),
        ("sales-A-3", "no occurred_at"),
    }


def test_rows_of_one_adapter_keep_their_types(make_project):
    """Alone, the columns are texts and timestamps, and the value is a number."""
    models = {
        "ga4.sql": "{{ owned_audiences.ga4_interactions('raw.events') }}",
        "segment.sql": "{{ owned_audiences.segment_interactions(pages='raw.pages') }}",
        "orders.sql": "{{ owned_audiences.orders_interactions('raw.orders', 'raw.order_lines') }}",
    }
    project = make_project(models=models)
    load(project)
    project.build("--select", "ga4", "segment", "orders")
    for name, value in {"ga4": "DOUBLE", "segment": "INTEGER", "orders": "DOUBLE"}.items():
        types = project.read(f"select column_name, column_type from (describe {name})")
        assert types == [
            ("interaction_id", "VARCHAR"),
            ("user_id", "VARCHAR"),
            ("anonymous_id", "VARCHAR"),
            ("occurred_at", "TIMESTAMP"),
            ("received_at", "TIMESTAMP"),
            ("interaction_type", "VARCHAR"),
            ("channel", "VARCHAR"),
            ("topic", "VARCHAR"),
            ("value", value),
        ]


def test_segment_with_nothing_to_read_says_so(make_project):
    project = make_project(models={"calls.sql": "{{ owned_audiences.segment_interactions() }}"})
    with project.connect():
        pass
    run = project.dbt("build", "--select", "calls")
    assert not run
    assert "segment_interactions has nothing to read" in run.said
