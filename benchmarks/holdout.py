"""What the demo's segments were worth: scores of a past date against what people then did.

    python benchmarks/holdout.py

builds examples/complete_journey as of past dates, in databases of their own, and compares with the
rest of the year, which the models have not seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
from sklearn.metrics import roc_auc_score

from owned_audiences.evaluation import calibration_slope

DEMO = Path(__file__).resolve().parent.parent / "examples" / "complete_journey"
REDEMPTION = "interaction_type = 'redemption'"
COFFEE = "interaction_type = 'purchase' and topic = 'COFFEE'"
NO_COFFEE = "coalesce(days_since_desired_action, 9999) > 90"
CASES = [
    ("2017-11-01", {"name": "redeemers", "desired_action": REDEMPTION, "horizon_days": 60}),
    ("2017-11-15", {"name": "redeemers", "desired_action": REDEMPTION, "horizon_days": 28}),
    (
        "2017-11-01",
        {"name": "coffee", "desired_action": COFFEE, "horizon_days": 30, "eligible": NO_COFFEE},
    ),
]
TRUTH = """
    select
        segments.propensity,
        segments.points,
        segments.percentile,
        eligible.days_since_desired_action as action_age,
        eligible.days_since_last_interaction as age,
        segments.person_id in (
            select user_id from int_owned_audiences__interactions
            where ({desired_action}) and day >= date '{as_of}'
                and day < date '{as_of}' + {horizon_days}
        ) as acted
    from owned_audiences__segments as segments
    inner join int_owned_audiences__eligible_people as eligible using (audience, person_id)
"""
HEADER = (
    "as of | audience | status | people | acted | expected (80 % interval) | AUC | baseline | "
    "lift in the top tenth | slope"
)


def main() -> None:
    """Build and compare each case."""
    print(HEADER)
    with tempfile.TemporaryDirectory() as folder:
        for number, (as_of, audience) in enumerate(CASES):
            database = Path(folder) / f"{number}.duckdb"
            build(database, as_of, audience)
            print(describe(database, as_of, audience))


def build(database: Path, as_of: str, audience: dict[str, object]) -> None:
    """Build the demo as of a date."""
    # the demo's contact rules name its own audiences
    settings = json.dumps({"as_of": as_of, "audiences": [audience], "contact_rules": {}})
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "build", "--vars", settings]
    command += ["--target-path", str(database.parent / "target")]
    environment = os.environ | {"EXAMPLE_DUCKDB": str(database)}
    subprocess.run(command, cwd=DEMO, env=environment, check=True, stdout=subprocess.DEVNULL)


def describe(database: Path, as_of: str, audience: dict[str, object]) -> str:
    """Compare the scores with what people did in the days after."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.sql(TRUTH.format(as_of=as_of, **audience)).fetchnumpy()
        status = connection.sql("select status from int_owned_audiences__current_models")
        interval = connection.sql(
            "select expected_actions, expected_actions_low, expected_actions_high"
            " from owned_audiences__audience_sizes where share = 1"
        )
        published = status.fetchall()[0][0]
        expected = "{:.0f} ({:.0f} to {:.0f})".format(*interval.fetchall()[0])
    acted = found["acted"].astype(bool)
    action_age = np.ma.filled(found["action_age"].astype(float), 99_999)
    baseline = -100_000 * action_age - found["age"]
    top = found["percentile"] > 0.9
    slope = calibration_slope(found["points"] / 10_000, acted, np.ones(len(acted)))
    cells = [
        as_of,
        f"{audience['name']}, {audience['horizon_days']} days",
        published,
        f"{len(acted):,}",
        f"{acted.sum()}",
        expected,
        f"{roc_auc_score(acted, found['points']):.3f}",
        f"{roc_auc_score(acted, baseline):.3f}",
        f"{acted[top].mean() / acted.mean():.1f}",
        f"{slope:.2f}",
    ]
    return " | ".join(cells)


if __name__ == "__main__":
    main()
