"""Every sentence in the tables of the examples, to be read: tests/expected_sentences.txt.

Numbers are 9, and of topics, channels and categories there is one. Run this file as a script to
write the page again, after `make test` has built the examples.
"""

import re
from pathlib import Path

import duckdb
import pytest

from project import REPO

PAGE = REPO / "tests" / "expected_sentences.txt"
DATABASES = REPO / "target" / "examples"
EXAMPLES = ("complete_journey", "shop_orders", "web_and_mail")
SAID = {
    "scorecards": ("label",),
    "segments": ("reason_1", "reason_2", "reason_3", "reason_against", "suppression_reason"),
    "suppressions": ("suppression_reason",),
    "propensity_models": ("status_reason",),
    "seed_health": ("health", "separated_by_1", "leaky_feature"),
    "unused_input_rows": ("exclusion_reason",),
    "scoring_coverage": ("identifier_group",),
    "rejected_interactions": ("reasons",),
}


def sentences(database: Path) -> set[str]:
    """What a database of an example says, with 9 for every number and … for a subject."""
    with duckdb.connect(str(database), read_only=True) as connection:
        ((schema,),) = connection.execute(
            "select table_schema from information_schema.tables"
            " where table_name = 'owned_audiences__segments'"
        ).fetchall()
        found = {
            text
            for table, columns in SAID.items()
            for column in columns
            for (text,) in connection.execute(
                f"select distinct {column} from {schema}.owned_audiences__{table}"
            ).fetchall()
            if text
        }
        subjects = {
            subject.split("=")[-1]
            for (subject,) in connection.execute(
                f"select distinct subject from {schema}.int_owned_audiences__features"
                " where family in ('topic', 'channel') or unit = 'category'"
            ).fetchall()
        }
    longest_first = sorted(map(re.escape, subjects), key=len, reverse=True)
    named = re.compile(f"(topic |channel | is not | is )({'|'.join(longest_first)})(?=:| \\(|$)")
    return {re.sub(r"\d+([.,]\d+)*", "9", named.sub(r"\1…", text)) for text in found}


def page() -> str:
    parts = []
    for example in EXAMPLES:
        lines = sorted(sentences(DATABASES / f"{example}.duckdb"))
        parts.append("\n".join([f"== {example}", *lines]) + "\n")
    return "\n".join(parts)


def test_what_the_examples_say_is_what_was_read():
    if not all((DATABASES / f"{example}.duckdb").exists() for example in EXAMPLES):
        pytest.skip("make test builds the examples before")
    assert page() == PAGE.read_text()


if __name__ == "__main__":
    PAGE.write_text(page())
