"""One fact under one id: what comes twice to the adapters, in whatever types a loader gives it."""

import datetime as dt
import json

import pytest

# the day's table has the batch_ columns, the intraday table has them among the parameters alone
EVENTS = """
    create schema ga4;
    create temp macro param(name, number) as {
        'key': name,
        'value': {
            'string_value': null::varchar, 'int_value': number,
            'float_value': null::double, 'double_value': null::double
        }
    };
    create table ga4.events as
    select
        epoch_us(timestamp '2025-11-20' + minute * interval 1 minute) as event_timestamp,
        name as event_name, 7 as event_bundle_sequence_id, 's1' as stream_id, 'WEB' as platform,
        device as user_pseudo_id, login as user_id,
        [
            param('item', item), param('batch_ordering_id', request),
            param('batch_page_id', 1700000000)
        ] as event_params,
        {'purchase_revenue': revenue, 'refund_value': null::double, 'transaction_id': tx}
            as ecommerce,
        [{'item_category': 'tea'}] as items,
        1700000000::bigint as batch_page_id, request::bigint as batch_ordering_id,
        place::bigint as batch_event_index
    from (values
        -- three views in one request, two of them of the same item
        (1, 'view_item', 'd1', null, null, null, 1, 5, 2),
        (1, 'view_item', 'd1', null, null, null, 1, 5, 3),
        (1, 'view_item', 'd1', null, null, null, 1, 6, 4),
        (1, 'page_view', 'd1', null, null, null, 1, 5, 1),
        -- the confirmation page loaded twice
        (5, 'purchase', 'd1', 'ann', 40.0, 'T-1', 2, 5, 1),
        (9, 'purchase', 'd1', 'ann', 40.0, 'T-1', 3, 5, 1),
        (9, 'purchase', 'd2', 'bob', 15.0, 'T-2', 1, 5, 1),
        -- tags without a transaction
        (20, 'purchase', 'd3', null, 1.0, '(not set)', 1, 5, 1),
        (21, 'purchase', 'd3', null, 2.0, '(not set)', 2, 5, 1),
        (22, 'purchase', 'd3', null, 3.0, '', 3, 5, 1),
        (23, 'purchase', 'd3', null, 4.0, null, 4, 5, 1),
        (24, 'purchase', 'd3', null, 5.0, 'undefined', 5, 5, 1),
        -- two refunds of one transaction
        (30, 'refund', 'd1', 'ann', null, 'T-1', 4, 5, 1),
        (40, 'refund', 'd1', 'ann', null, 'T-1', 5, 5, 1)
    ) as given(minute, name, device, login, revenue, tx, request, item, place);
    create table ga4.events_intraday as
    select * exclude (batch_page_id, batch_ordering_id, batch_event_index) from ga4.events;
"""
JSON_LINES = [
    {
        "event_timestamp": "1763632800000000",
        "event_name": "view_item",
        "user_pseudo_id": "11.22",
        "event_bundle_sequence_id": "7",
        "stream_id": "33",
        "platform": "WEB",
        "event_params": [
            {"key": "ga_session_id", "value": {"int_value": "99"}},
            {"key": "batch_page_id", "value": {"int_value": "17"}},
            {"key": "batch_ordering_id", "value": {"int_value": "1"}},
            {"key": "content_group", "value": {"string_value": "guides"}},
        ],
        "items": [],
    },
    {
        "event_timestamp": "1763633100000000",
        "event_name": "purchase",
        "user_id": "ann",
        "user_pseudo_id": "11.22",
        "platform": "WEB",
        "event_params": [{"key": "value", "value": {"double_value": 40.5}}],
        "ecommerce": {"transaction_id": "T-1"},
        "items": [],
    },
]
GA4_MODELS = {
    "daily.sql": "{{ owned_audiences.ga4_interactions('ga4.events') }}",
    "intraday.sql": "{{ owned_audiences.ga4_interactions('ga4.events_intraday') }}",
    "united.sql": """{{ owned_audiences.ga4_interactions(
        "(from ga4.events union all by name from ga4.events_intraday)"
    ) }}""",
    "lines.sql": "{{ owned_audiences.ga4_interactions(\"read_json('events.json')\") }}",
    "native.sql": """{{ owned_audiences.ga4_interactions(
        "(select * replace (cast(event_timestamp as double) as event_timestamp,"
        ~ " {'purchase_revenue': null::double, 'transaction_id': ecommerce.transaction_id}"
        ~ " as ecommerce,"
        ~ " null::struct(item_category text)[] as items)"
        ~ " from read_json('events.json'))"
    ) }}""",
    "json.sql": """{{ owned_audiences.ga4_interactions(
        "(select * replace (event_params::json as event_params, ecommerce::json as ecommerce,"
        ~ " '[{\\"item_category\\": \\"tea\\"}]'::json as items) from read_json('events.json'))"
    ) }}""",
}


@pytest.fixture(scope="module")
def ga4(make_project):
    """Each table's events as a model of its own."""
    project = make_project(models=GA4_MODELS)
    project.config = {"models": {"shop": {"+materialized": "table"}}}
    with project.connect() as connection:
        connection.execute(EVENTS)
    lines = "\n".join(json.dumps(line) for line in JSON_LINES)
    (project.folder / "events.json").write_text(lines)
    run = project.dbt("run", "--select", *(name.removesuffix(".sql") for name in GA4_MODELS))
    assert run, run.said
    return project


def test_an_event_has_one_id_in_the_day_and_in_the_intraday_table(ga4):
    """Without their places, two events that are alike are one until the day's table is there."""
    ids = "select distinct interaction_id, interaction_type from {}"
    daily, intraday, united = (
        set(ga4.read(ids.format(name))) for name in ("daily", "intraday", "united")
    )
    assert united == daily
    assert intraday < daily
    assert [kind for _, kind in daily - intraday] == ["view_item"]


def test_different_events_of_one_request_have_different_ids(ga4):
    found = ga4.read(
        "select interaction_type, count(*), count(distinct interaction_id) from daily"
        " group by all order by all"
    )
    assert found == [("page_view", 1, 1), ("purchase", 8, 7), ("refund", 2, 2), ("view_item", 3, 3)]


def test_a_purchase_has_the_id_of_its_transaction(ga4):
    found = ga4.read(
        "select interaction_id, count(*) from daily"
        " where interaction_id like 'ga4-purchase-%' group by all order by all"
    )
    assert found == [("ga4-purchase-T-1", 2), ("ga4-purchase-T-2", 1)]


def test_events_exported_as_json_are_read(ga4):
    lines = ga4.read("select * exclude (interaction_id) from lines order by occurred_at")
    assert lines == [
        (None, "11.22", dt.datetime(2025, 11, 20, 10), None, "view_item", "web", "guides", None),
        ("ann", "11.22", dt.datetime(2025, 11, 20, 10, 5), None, "purchase", "web", None, 40.5),
    ]
    ids = "select interaction_id, user_id, occurred_at, value from {} order by all"
    assert ga4.read(ids.format("native")) == ga4.read(ids.format("lines"))
    assert ga4.read(ids.format("json")) == ga4.read(ids.format("lines"))
    assert ga4.read("select distinct topic from json") == [("tea",)]


SHOP = """
    create schema shopify;
    create table shopify.orders as select * from (values
        -- a guest who made an account, an order that was edited, a credit note
        (1, null::double, 'web', '50.00', '2025-06-01 10:00:00', '2025-06-01 10:01:00'),
        (1, 7.0, 'web', '50.00', '2025-06-01 10:00:00', '2025-06-09 09:00:00'),
        (2, 8.0, 'web', '80.00', '2025-06-02 10:00:00', '2025-06-02 10:01:00'),
        (2, 8.0, 'web', '120.00', '2025-06-02 10:00:00', '2025-06-03 08:00:00'),
        (3, 8.0, 'web', '-5.00', '2025-06-04 10:00:00', '2025-06-04 10:01:00'),
        (4, 8.0, 'web', '9 EUR', '2025-06-05 10:00:00', '2025-06-05 10:01:00')
    ) as orders(id, customer_id, source_name, total_price, processed_at, updated_at);
    create table shopify.lines as select * from (values
        (11, 1.0, 'tea', '25.00', 2, '0.00'), (21, 2.0, 'tea', '80.00', 1, null),
        (22, 2.0, 'tea', '50.00', 1, '10'), (31, 3.0, 'tea', '5', -1, ''),
        (41, 4.0, 'tea', '9 EUR', 1, null)
    ) as lines(id, order_id, product_type, price, quantity, total_discount);
    create table shopify.returns as select * from (values
        (91, '1', '25.00', timestamp '2025-06-10'), (92, '2', 'all of it', timestamp '2025-06-10')
    ) as returns(id, order_id, subtotal, processed_at);
"""
NEWEST = """
    (
        select * from shopify.orders
        qualify row_number() over (partition by id order by updated_at desc) = 1
    )
"""


@pytest.fixture(scope="module")
def orders(make_project):
    """A shop whose loader makes texts of prices and doubles of ids, and appends what changes."""
    project = make_project(
        models={
            "orders.sql": "{{ owned_audiences.orders_interactions('shopify.orders') }}",
            "newest.sql": "{{ owned_audiences.orders_interactions(orders='" + NEWEST + "') }}",
            "interactions.sql": '{{ owned_audiences.orders_interactions("'
            + NEWEST
            + "\", 'shopify.lines', 'shopify.returns') }}",
        }
    )
    with project.connect() as connection:
        connection.execute(SHOP)
    read = (f"+int_owned_audiences__{name}" for name in ("rejected_interactions", "interactions"))
    run = project.dbt("run", "--select", "orders", "newest", *read)
    assert run, run.said
    return project


def test_prices_as_texts_and_ids_as_doubles_are_read(orders):
    assert orders.read(
        "select interaction_id, user_id, interaction_type, value::text"
        " from int_owned_audiences__interactions order by all"
    ) == [
        ("order-1-line-11", "7", "purchase", "50.0000"),
        ("order-2-line-21", "8", "purchase", "80.0000"),
        ("order-2-line-22", "8", "purchase", "40.0000"),
        ("order-3-line-31", "8", "return", "-5.0000"),
        ("order-return-91", "7", "return", "-25.0000"),
    ]
    assert orders.read(
        "select interaction_id, reasons from int_owned_audiences__rejected_interactions"
        " order by all"
    ) == [
        ("order-4-line-41", "value is not finite"),
        ("order-return-92", "value is not finite"),
    ]


def test_of_an_order_that_was_appended_again_the_newest_can_be_given(orders):
    both = orders.read("select interaction_id, count(*) from orders group by all order by all")
    assert both == [("order-1", 2), ("order-2", 2), ("order-3", 1), ("order-4", 1)]
    assert orders.read(
        "select interaction_id, user_id, interaction_type, value from newest order by all"
    ) == [
        ("order-1", "7", "purchase", "50.00"),
        ("order-2", "8", "purchase", "120.00"),
        ("order-3", "8", "return", "-5.00"),
        ("order-4", "8", "purchase", "9 EUR"),
    ]
