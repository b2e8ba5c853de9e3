"""The log of the benchmark: rows of raw interactions, in the order in which they arrive."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from population import Population

TYPES = pa.array(["page_view", "product_view", "add_to_cart", "email_click", "support", "purchase"])
CHANNELS = pa.array(["web", "app", "store", "email"])
PURCHASE, EMAIL_CLICK, EMAIL = 5, 3, 3
MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
LATE_SHARE, REPEATED_SHARE = 0.01, 0.0005


class Log:
    """Turns visits into rows; a row that arrives late waits for the day of its arrival."""

    schema = pa.schema(
        [
            ("interaction_id", pa.string()),
            ("user_id", pa.string()),
            ("anonymous_id", pa.string()),
            ("occurred_at", pa.timestamp("us")),
            ("received_at", pa.timestamp("us")),
            ("interaction_type", pa.string()),
            ("channel", pa.string()),
            ("topic", pa.string()),
            ("value", pa.float64()),
        ]
    )

    def __init__(self, people: Population, first_day: dt.date) -> None:
        self.people, self.rng = people, people.rng
        self.start = (first_day - dt.date(1970, 1, 1)).days
        self.user_ids = text_ids("u", np.arange(people.size), 7)
        self.topic_names = pa.array([f"topic_{number:02d}" for number in range(people.topics)])
        self.popularity = np.cumsum(1 / np.arange(1, people.topics + 1))
        self.popularity /= self.popularity[-1]
        self.spend = people.rng.lognormal(3.3, 0.5, people.size)
        self.written = 0
        self.waiting = {name: np.empty(0, np.int64) for name in ("at", "seen", "who", "kind")}

    def arrivals(
        self, day: int, active: np.ndarray, visits: np.ndarray, buyers: np.ndarray
    ) -> pa.Table:
        """The rows that arrive on `day`: those of its visits and the late ones before."""
        rows = self._occurred(day, active, visits, buyers)
        rows = {name: np.concatenate([self.waiting[name], rows[name]]) for name in rows}
        arrived = rows["seen"] < (self.start + day + 1) * DAY
        self.waiting = {name: values[~arrived] for name, values in rows.items()}
        order = np.flatnonzero(arrived)
        order = order[np.argsort(rows["seen"][order], kind="stable")]
        return self._table({name: values[order] for name, values in rows.items()})

    def _occurred(
        self, day: int, active: np.ndarray, visits: np.ndarray, buyers: np.ndarray
    ) -> dict[str, np.ndarray]:
        """Who did what when, and when it is received (microseconds since 1970)."""
        views = visits + self.rng.poisson(1.6 * visits)
        who = np.concatenate([np.repeat(active, views), buyers])
        kind = self._kinds(who)
        kind[len(who) - len(buyers) :] = PURCHASE
        hour = (self.people.hour[who] + self.rng.normal(0, 2.0, len(who))) % 24
        at = (self.start + day) * DAY + (hour * 60 * MINUTE).astype(np.int64)
        minutes = self.rng.exponential(2.0, len(who))
        late = self.rng.random(len(who)) < LATE_SHARE
        minutes[late] = self.rng.uniform(60, 2 * 24 * 60, late.sum())
        seen = at + (minutes * MINUTE).astype(np.int64)
        return {"at": at, "seen": seen, "who": who, "kind": kind}

    def _kinds(self, who: np.ndarray) -> np.ndarray:
        """Kinds of interactions; the higher the intent, the nearer to a purchase."""
        intent = self.people.intent[who]
        page = np.ones(len(who))
        weights = np.stack(
            [page, 0.5 * np.exp(0.6 * intent), 0.1 * np.exp(0.9 * intent), 0.15 * page, 0.03 * page]
        ).cumsum(axis=0)
        drawn = self.rng.random(len(who)) * weights[-1]
        return (drawn > weights).sum(axis=0)

    def _table(self, rows: dict[str, np.ndarray]) -> pa.Table:
        """Arrow rows under the next ids, a few of them twice."""
        count, rng, who, kind = len(rows["who"]), self.rng, rows["who"], rows["kind"]
        favourite = self.people.topic[rng.integers(0, 2, count), who]
        popular = np.searchsorted(self.popularity, rng.random(count))
        topic = np.where(rng.random(count) < 0.6, favourite, popular)
        is_usual, other = rng.random(count) < 0.75, rng.integers(0, 3, count)
        channel = np.where(is_usual, self.people.channel[who], other)
        channel = np.where(kind == EMAIL_CLICK, EMAIL, channel)
        value = np.round(self.spend[who] * rng.lognormal(0, 0.6, count), 2)
        columns = [
            text_ids("i", np.arange(self.written, self.written + count), 9),
            self.user_ids.take(pa.array(who)),
            pa.nulls(count, pa.string()),
            pa.array(rows["at"]).cast(pa.timestamp("us")),
            pa.array(rows["seen"]).cast(pa.timestamp("us")),
            TYPES.take(pa.array(kind)),
            CHANNELS.take(pa.array(channel)),
            self.topic_names.take(pa.array(topic)),
            pa.array(value, mask=kind != PURCHASE),
        ]
        self.written += count
        table = pa.Table.from_arrays(columns, schema=self.schema)
        repeats = rng.integers(0, max(count, 1), rng.binomial(count, REPEATED_SHARE))
        return pa.concat_tables([table, table.take(pa.array(repeats))])


def text_ids(letter: str, numbers: np.ndarray, width: int) -> pa.Array:
    """Ids as text: a letter and the number with leading zeros."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width=width, padding="0")
    return pc.binary_join_element_wise(letter, digits, "")
