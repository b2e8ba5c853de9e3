"""The people of the benchmark: what moves them to visit and to buy.

A person visits at a personal rate times a slow engagement, and buys on a visit with a chance that
depends on a slow hidden intent (which also shows in what is looked at), on the favourite topic
(the first fifth of the topics sells better), and on the days since the last visit and the last
purchase.
"""

from __future__ import annotations

import copy

import numpy as np

ROWS_PER_VISIT = 2.74  # a first, 1.6 more, and a purchase after one visit in seven
WEEKDAY = np.array([0.9, 0.9, 0.9, 1.0, 1.1, 1.2, 1.0])
ENGAGEMENT_MEMORY, INTENT_MEMORY = 0.95, 0.92  # correlation from one week to the next
ENGAGEMENT_SPREAD = 0.6


class Population:
    """State of `size` people, sized so that `days` days give about `rows` interactions."""

    NEVER = -9999

    def __init__(self, size: int, rows: int, days: int, topics: int, seed: int) -> None:
        self.size, self.topics, self.rng = size, topics, np.random.default_rng(seed)
        rng = self.rng
        self.joined = np.where(rng.random(size) < 0.6, 0, rng.integers(0, days + 10, size))
        rate = rng.lognormal(0, 1.0, size)
        expected = (rate * np.maximum(days - self.joined, 0)).sum() * ROWS_PER_VISIT
        self.rate = (rate * rows / expected).astype(np.float32)
        self.taste = rng.normal(0, 0.7, size)
        self.topic = (topics * rng.beta(0.8, 1.6, (2, size))).astype(np.int16)  # two favourites
        self.channel = rng.choice(3, size, p=[0.5, 0.3, 0.2]).astype(np.int8)
        self.hour = rng.choice([8.0, 12.5, 17.0, 21.0], size) + rng.normal(0, 1, size)
        self.engagement, self.intent = rng.standard_normal((2, size), dtype=np.float32)
        self.last_visit = np.full(size, self.NEVER, np.int32)
        self.last_purchase = self.last_visit.copy()

    def copy(self, seed: int) -> Population:
        """The same people with a future of their own."""
        twin = copy.deepcopy(self)
        twin.rng = np.random.default_rng(seed)
        return twin

    def visit(self, day: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Who visits on `day` (indices), how often, and their chance of a purchase."""
        if day % 7 == 0:
            self._drift()
        season = WEEKDAY[day % 7] * (1 + 0.2 * np.sin(2 * np.pi * day / 365.25))
        mean = self.rate * self._lift * np.float32(season) * (self.joined <= day)
        visits = self.rng.poisson(mean)
        active = np.flatnonzero(visits)
        return active, visits[active], self.hazard(day, active)

    def hazard(self, day: int, who: np.ndarray) -> np.ndarray:
        """Chance that a visit on `day` ends in a purchase."""
        gap, since = day - self.last_visit[who], day - self.last_purchase[who]
        score = -2.1 + 0.9 * self.intent[who] + self.taste[who]
        score += 0.5 * (self.topic[0, who] < self.topics // 5) + 0.5 * np.exp(-gap / 5)
        score += 0.7 * np.exp(-(((since - 28) / 9) ** 2)) - 1.5 * np.exp(-since / 10)
        return 1 / (1 + np.exp(-score))

    def remember(self, day: int, active: np.ndarray, buyers: np.ndarray) -> None:
        """Keep the day as the last visit of the active and the last purchase of the buyers."""
        self.last_visit[active] = day
        self.last_purchase[buyers] = day

    def _drift(self) -> None:
        """A week's move of engagement and intent (both stay standard normal)."""
        for state, memory in (
            (self.engagement, ENGAGEMENT_MEMORY),
            (self.intent, INTENT_MEMORY),
        ):
            noise = self.rng.standard_normal(self.size, dtype=np.float32)
            state *= np.float32(memory)
            state += np.float32(np.sqrt(1 - memory**2)) * noise
        spread = ENGAGEMENT_SPREAD
        self._lift = np.exp(spread * self.engagement - spread**2 / 2).astype(np.float32)
