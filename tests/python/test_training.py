import datetime as dt
import json
import subprocess
import sys
import weakref

import numpy as np
import pyarrow as pa
import pytest
import yaml
from scipy import sparse
from scipy.special import expit
from threadpoolctl import threadpool_limits

from owned_audiences import fit_audiences, training
from owned_audiences.definitions import FeatureDefinitions
from owned_audiences.examples import Examples
from owned_audiences.fit import SCHEMA, Fit
from owned_audiences.fitted_models import RENAMED
from owned_audiences.points import from_json
from owned_audiences.publication import windows_of_rule
from owned_audiences.reading import ExamplesByAudience
from owned_audiences.scorecard import DEFAULT_C
from owned_audiences.validation import CANDIDATES, Window, design_effect
from project import REPO

HORIZON = 30
DATES = [dt.date(2024, 1, 1) + dt.timedelta(HORIZON * i) for i in range(7)]
AS_OF = DATES[-1] + dt.timedelta(HORIZON)
VALIDATED = DATES[-3:]
BASELINE = ["desired_action_days_since", "interaction_days_since"]


def dates(values):
    return pa.array(values, pa.date32())


def make_inputs(people=500, signal=1.0, baseline_signal=0.0, base=-1.5, seed=0, audience="a"):
    """Six dates of history; `spend` and a topic tell who acts, the baseline's recency a little."""
    rng = np.random.default_rng(seed)
    examples, features = [], []
    for date in DATES:
        recency = rng.integers(1, 200, people).astype(float)
        spend = np.where(rng.random(people) < 0.6, rng.gamma(2, 20, people).round(2), 0)
        topic = rng.poisson(0.7, people).astype(float)
        told = 0.9 * (np.log1p(spend) - 2) + 0.8 * (topic - 0.7)
        log_odds = base + signal * told - baseline_signal * (recency - 100) / 60
        for person in range(people):
            examples.append(
                {
                    "example_id": len(examples),
                    "audience": audience,
                    "as_of": date,
                    "label_days": HORIZON,
                    "person_key": person,
                    "acted": bool(rng.random() < expit(log_odds[person])),
                    "weight": 1.0,
                    "baseline_score": -recency[person],
                }
            )
            row = {"audience": None, "as_of": date, "person_key": person}
            wide = {
                BASELINE[0]: recency[person],
                BASELINE[1]: recency[person],
                "spend": spend[person],
                "topic:tea_count_365d": topic[person],
            }
            features += [row | {"feature": f, "value": v} for f, v in wide.items() if v]
    trained = {AS_OF: DATES[-6:]}
    trained |= {v: [d for d in DATES if d + dt.timedelta(HORIZON) <= v][-6:] for v in VALIDATED}
    cutoffs = [
        {"audience": audience, "model_as_of": m, "as_of": d, "label_days": HORIZON}
        for m, ds in trained.items()
        for d in ds
    ]
    audiences = {
        "audience": [audience],
        "as_of": dates([AS_OF]),
        "audience_type": ["desired_action"],
        "horizon_days": [HORIZON],
        "gap_days": [0],
        "definition_hash": ["h"],
        "model_version": ["v1"],
        "needs_fit": [True],
        "is_absent": [False],
        "value": pa.nulls(1, pa.string()),
        "tiers": ['{"high": 0.1, "medium": 0.3}'],
        "with_boosting": [False],
    }
    actors = dict.fromkeys(DATES, 0)
    for example in examples:
        actors[example["as_of"]] += example["acted"]
    rates = [
        {
            "audience": audience,
            "as_of": d,
            "is_regular": True,
            "people": people,
            "actors": actors[d],
        }
        for d in DATES
    ]
    schemas = make_schemas()
    return {
        "audiences": pa.table(audiences, schema=schemas["audiences"]),
        "cutoffs": pa.Table.from_pylist(cutoffs, schemas["cutoffs"]),
        "examples": pa.Table.from_pylist(examples, schemas["examples"]),
        "features": pa.Table.from_pylist(features, schemas["features"]),
        "rates": pa.Table.from_pylist(rates, schemas["rates"]),
    }


def make_schemas():
    text, date, key = pa.string(), pa.date32(), pa.int64()
    return {
        "audiences": pa.schema(
            {
                "audience": text,
                "as_of": date,
                "audience_type": text,
                "horizon_days": pa.int32(),
                "gap_days": pa.int32(),
                "definition_hash": text,
                "model_version": text,
                "needs_fit": pa.bool_(),
                "is_absent": pa.bool_(),
                "value": text,
                "tiers": text,
                "with_boosting": pa.bool_(),
            }
        ),
        "cutoffs": pa.schema(
            {"audience": text, "model_as_of": date, "as_of": date, "label_days": pa.int32()}
        ),
        "examples": pa.schema(
            {
                "example_id": key,
                "audience": text,
                "as_of": date,
                "label_days": pa.int32(),
                "person_key": key,
                "acted": pa.bool_(),
                "weight": pa.float64(),
                "baseline_score": pa.float64(),
                "value": pa.float64(),
            }
        ),
        "features": pa.schema(
            {
                "audience": text,
                "as_of": date,
                "person_key": key,
                "feature": text,
                "value": pa.float64(),
            }
        ),
        "rates": pa.schema(
            {
                "audience": text,
                "as_of": date,
                "is_regular": pa.bool_(),
                "people": key,
                "actors": key,
                "eligible": pa.float64(),
                "eligible_actors": pa.float64(),
            }
        ),
    }


def definitions_of(names):
    """Definitions of features whose names say, in these tests, what they are."""
    rows = []
    for name in sorted(names):
        family = "desired_action" if name.startswith("desired_action") else name.split(":")[0]
        rows.append(
            {
                "feature": name,
                "family": family,
                "pooled_as": "topic:(other)" if family == "topic" else None,
            }
        )
    text = {name: pa.string() for name in ("feature", "family", "pooled_as")}
    return pa.Table.from_pylist(rows, pa.schema(text))


def run(inputs, kept=None, batch=7_000):
    features = inputs["features"].to_batches(batch)
    definitions = definitions_of(set(inputs["features"]["feature"].to_pylist()))
    given = inputs | {"features": features, "definitions": definitions}
    return fit_audiences(**given, kept=kept)


def forecasts(row):
    """How many were expected to act in all backtests of a fit, and how many did."""
    total = {"expected": 0.0, "observed": 0.0}
    for measure in json.loads(row["backtests"]):
        if measure["part"] == "all" and measure["measure"] in total:
            total[measure["measure"]] += measure["value"]
    return total["expected"], total["observed"]


def one(inputs, **kwargs):
    (row,) = run(inputs, **kwargs).to_pylist()
    return row


def replace(table, name, values):
    at = table.column_names.index(name)
    return table.set_column(at, table.schema.field(name), pa.array(values, table.schema.types[at]))


@pytest.fixture(scope="module")
def inputs():
    return make_inputs()


@pytest.fixture(scope="module")
def fitted(inputs):
    return run(inputs)


def test_the_model_describes_the_columns_of_a_fit():
    text = (REPO / "python_models/owned_audiences/training/_training.yml").read_text()
    (model,) = yaml.safe_load(text)["models"]
    assert [column["name"] for column in model["columns"]] == SCHEMA.names
    assert SCHEMA.field("cutoffs").type == pa.int32()


def test_words_of_an_earlier_version_are_read(inputs, fitted):
    earlier = {new: old for old, new in RENAMED.items()}
    kept = replace(fitted, "status", ["rule"])
    kept = kept.rename_columns([earlier.get(name, name) for name in kept.column_names])
    idle = inputs | {"audiences": replace(inputs["audiences"], "needs_fit", [False])}
    assert run(idle, kept=kept).equals(replace(fitted, "status", ["baseline"]))


def test_a_signal_is_published_as_a_scorecard(inputs, fitted):
    assert fitted.schema == SCHEMA
    row = fitted.to_pylist()[0]
    assert row["status"] == "scorecard"
    acted = {date: 0 for date in DATES}
    for example in inputs["examples"].to_pylist():
        acted[example["as_of"]] += example["acted"]
    assert row["examples"] == 500 * 6
    assert row["cutoffs"] == 6
    assert row["validated_windows"] == 3
    assert row["positives"] == sum(acted[d] for d in DATES[-6:])
    expected, observed = forecasts(row)
    assert observed == sum(acted[d] for d in VALIDATED)
    assert expected == pytest.approx(observed, rel=0.15)
    assert row["slope"] == pytest.approx(1, abs=0.3)
    assert row["auc_low"] < row["auc"] < row["auc_high"]
    assert row["auc"] - row["baseline_auc"] == pytest.approx(row["auc_difference"])
    assert row["auc_difference_low"] > 0
    assert 2 < row["calibration_df"] < 2 + len(DATES)
    assert row["calibration_error"] < 0.5
    card = from_json(row["scorecard"])
    # Both features of the baseline hold the same recency here, and only one of such twins is kept.
    assert card.features == (BASELINE[1], "spend", "topic:tea_count_365d")
    assert f"{row['auc']:.3f}" in row["status_reason"]


def test_order_of_rows_and_threads_do_not_matter(inputs, fitted):
    rng = np.random.default_rng(1)
    shuffled = inputs | {
        name: inputs[name].take(pa.array(rng.permutation(inputs[name].num_rows)))
        for name in ("cutoffs", "examples", "features")
    }
    assert run(shuffled, batch=991).equals(fitted)
    with threadpool_limits(1):
        assert run(inputs).equals(fitted)


def test_person_keys_do_not_matter(inputs, fitted):
    renamed = inputs | {
        name: replace(
            inputs[name], "person_key", 7_000 - 13 * inputs[name]["person_key"].to_numpy()
        )
        for name in ("examples", "features")
    }
    a, b = run(renamed).to_pylist()[0], fitted.to_pylist()[0]
    assert a["scorecard"] == b["scorecard"]
    assert a["auc_low"] == pytest.approx(b["auc_low"])


@pytest.mark.parametrize("seed", range(3))
def test_without_signal_nothing_is_published(seed):
    row = one(make_inputs(people=400, signal=0, seed=seed))
    assert row["status"] == "no_signal"
    assert row["scorecard"] is row["auc"] is row["calibration_shift_points"] is None
    assert row["auc_difference_low"] < 0 < row["auc_difference_high"]
    assert abs(row["baseline_auc"] - 0.5) < 0.08


def test_the_baseline_is_published_where_it_is_all_there_is():
    row = one(make_inputs(people=400, signal=0, baseline_signal=1.5))
    assert row["status"] == "baseline"
    assert from_json(row["scorecard"]).features == tuple(BASELINE)
    # that of the scorecard of two features, which is what is published
    assert row["auc"] == pytest.approx(row["baseline_auc"], abs=0.01)
    assert row["auc"] > 0.6
    assert row["validated_windows"] == 3
    expected, observed = forecasts(row)
    assert expected == pytest.approx(observed, rel=0.15)


def test_a_baseline_that_is_worse_than_chance_is_no_rival():
    row = one(make_inputs(people=400, signal=0, baseline_signal=-1.5))
    assert row["baseline_auc"] < 0.4
    assert row["status"] == "scorecard"  # it learns that the sign is the other way round
    assert row["auc"] > 0.6


def test_without_history_to_train_on_the_baseline_alone_is_judged():
    inputs = make_inputs(people=400, baseline_signal=1.5)
    rows = [r for r in inputs["cutoffs"].to_pylist() if r["model_as_of"] == AS_OF]
    rows += [
        {"audience": "a", "model_as_of": d, "as_of": None, "label_days": HORIZON} for d in VALIDATED
    ]
    inputs["cutoffs"] = pa.Table.from_pylist(rows, inputs["cutoffs"].schema)
    row = one(inputs)
    assert row["status"] == "baseline"
    assert "history" in row["status_reason"]
    assert row["validated_windows"] == 3
    assert row["slope"] is row["auc_difference"] is None
    unvalidated = inputs | {"cutoffs": inputs["cutoffs"].slice(0, 6)}
    assert one(unvalidated)["status"] == "no_signal"


@pytest.mark.parametrize("acting", [0, 5, 19])
def test_few_positives_are_refused(inputs, acting):
    acted = np.zeros(inputs["examples"].num_rows, bool)
    acted[-acting:] = acting > 0
    row = one(inputs | {"examples": replace(inputs["examples"], "acted", acted)})
    assert row["status"] == "too_few_positives"
    assert row["positives"] == acting
    assert f"Only {acting} of 3,000" in row["status_reason"]
    assert row["scorecard"] is None


def test_one_class_is_refused(inputs):
    acted = np.ones(inputs["examples"].num_rows, bool)
    row = one(inputs | {"examples": replace(inputs["examples"], "acted", acted)})
    assert row["status"] == "too_few_positives"
    assert "All 3,000" in row["status_reason"]


def test_twenty_positives_are_enough_to_run():
    inputs = make_inputs(people=60)
    acted = np.arange(inputs["examples"].num_rows) % 18 == 0
    row = one(inputs | {"examples": replace(inputs["examples"], "acted", acted)})
    assert row["positives"] == 20
    assert row["status"] == "no_signal"


@pytest.mark.parametrize(("acting", "status"), [(9, "no_signal"), (12, "scorecard")])
def test_few_actions_in_the_validated_windows_prove_nothing(acting, status):
    """The people with the highest value act: clear enough, once ten of them are seen to."""
    inputs = make_inputs(people=200, signal=0)
    late = [r["as_of"] == VALIDATED[-1] for r in inputs["examples"].to_pylist()]
    person = inputs["examples"]["person_key"].to_numpy()
    acted = np.where(late, person < acting, person < 40)
    tell = [
        {"audience": None, "as_of": d, "person_key": p, "feature": "told", "value": 1.0 + p % 2}
        for d in DATES
        for p in range(40)
    ]
    told = pa.Table.from_pylist(tell, inputs["features"].schema)
    inputs["features"] = pa.concat_tables([inputs["features"], told])
    inputs["examples"] = replace(inputs["examples"], "acted", acted)
    rows = inputs["cutoffs"].to_pylist()
    rows = [r for r in rows if r["model_as_of"] in (AS_OF, VALIDATED[-1])]
    inputs["cutoffs"] = pa.Table.from_pylist(rows, inputs["cutoffs"].schema)
    assert one(inputs)["status"] == status


def windows_with(acted, others=100):
    """Windows of so many people who acted each, the earliest first, and their examples."""
    labels = np.concatenate([np.repeat([True, False], (k, others)) for k in acted])
    ends = np.cumsum([k + others for k in acted])
    examples = Examples(
        as_of=np.full(len(labels), np.datetime64("2024-01-01")),
        label_days=np.full(len(labels), HORIZON),
        person=np.arange(len(labels)),
        acted=labels,
        weight=np.ones(len(labels)),
        baseline=np.zeros(len(labels)),
        value=np.zeros(len(labels)),
        names=(),
        values=sparse.csr_array((len(labels), 0)),
    )
    none = np.empty(0, int)
    return examples, [Window(part, none) for part in np.split(np.arange(len(labels)), ends[:-1])]


@pytest.mark.parametrize(
    ("acted", "asked"),
    [
        ([90] * 6, 3),
        ([60] * 6, 4),
        ([50] * 6, 4),
        ([20] * 6, 6),
        ([20, 20], 2),
        # of those who acted among a few others, only as many count as there are others
        ([60, 60, 60, 60, 60, 500], 3),
        ([], 0),
    ],
)
def test_older_windows_are_asked_where_few_acted_in_the_newest(acted, asked):
    examples, windows = windows_with(acted, others=100) if acted else (None, [])
    chosen = windows_of_rule(examples, windows)
    assert len(chosen) == asked
    assert all(a is b for a, b in zip(reversed(chosen), reversed(windows), strict=False))


def test_empty_inputs_give_an_empty_table():
    empty = {name: schema.empty_table() for name, schema in make_schemas().items()}
    for kept in (None, SCHEMA.empty_table()):
        result = run(empty, kept=kept)
        assert result.num_rows == 0
        assert result.schema == SCHEMA


def test_an_audience_without_examples_says_so(inputs):
    empty = {name: inputs[name].slice(0, 0) for name in ("cutoffs", "examples", "features")}
    row = one(inputs | empty)
    assert (row["status"], row["examples"], row["cutoffs"]) == ("too_few_positives", 0, 0)


def test_kept_models_stay_and_only_what_needs_a_fit_is_fitted(inputs, fitted):
    def never():
        raise AssertionError("features were read")
        yield

    fitted_already = replace(inputs["audiences"], "needs_fit", [False])
    idle = inputs | {
        "audiences": fitted_already,
        "features": never(),
        "definitions": definitions_of(set()),
    }
    assert fit_audiences(**idle, kept=fitted).equals(fitted)
    again = replace(inputs["audiences"], "model_version", ["v2"])
    both = run(inputs | {"audiences": again}, kept=fitted)
    assert both["model_version"].to_pylist() == ["v1", "v2"]
    assert both.slice(0, 1).equals(fitted)
    stale = replace(fitted, "status", ["stale"]).drop_columns(["calibration_t"])
    assert run(inputs, kept=stale).equals(fitted)
    assert fit_audiences(**idle, kept=stale)["calibration_t"].to_pylist() == [None]


def test_audiences_do_not_mix(inputs, fitted):
    other = make_inputs(people=300, seed=9, audience="b")
    own = pa.array(["b"] * other["features"].num_rows)
    other["features"] = replace(other["features"], "audience", own)
    alone = run(other)
    shifted = replace(
        other["examples"], "example_id", other["examples"]["example_id"].to_numpy() + 10**6
    )
    both = {
        name: pa.concat_tables([inputs[name], (other | {"examples": shifted})[name]])
        for name in inputs
    }
    result = run(both)
    assert result.slice(0, 1).equals(fitted)
    # The features that `a` shares are b's too, where they are of the same person and date.
    assert result["audience"].to_pylist() == ["a", "b"]
    assert alone.to_pylist()[0]["examples"] == result.to_pylist()[1]["examples"]


def test_one_audience_is_held_at_a_time(inputs, monkeypatch):
    held = []

    def fit_one(audience, examples, rates):
        assert [one() for one in held] == [None] * len(held)
        held.append(weakref.ref(examples))
        return Fit.of(audience, "no_signal", "", examples=0, positives=0, cutoffs=0)

    monkeypatch.setattr(training, "_fit_audience", fit_one)
    names = ("audiences", "examples")
    others = {n: replace(inputs[n], "audience", ["b"] * inputs[n].num_rows) for n in names}
    run(inputs | {n: pa.concat_tables([inputs[n], others[n]]) for n in names})
    assert len(held) == 2


def test_nothing_leaks_from_the_validated_date(inputs):
    """A feature that exists on the last validated date alone, and tells all, changes no score."""
    told = [
        {
            "audience": None,
            "as_of": r["as_of"],
            "person_key": r["person_key"],
            "feature": "leak",
            "value": 1.0,
        }
        for r in inputs["examples"].to_pylist()
        if r["as_of"] == VALIDATED[-1] and r["acted"]
    ]
    leak = pa.Table.from_pylist(told, inputs["features"].schema)
    leaky = inputs | {"features": pa.concat_tables([inputs["features"], leak])}
    a, b = one(inputs), one(leaky)
    assert a["auc"] == b["auc"]
    assert a["scorecard"] != b["scorecard"]


def test_the_commonest_topics_are_kept_and_the_rest_are_one():
    schemas = make_schemas()
    people = 100
    examples = [
        dict(
            zip(
                schemas["examples"].names,
                (p, "a", DATES[0], HORIZON, p, p % 2 == 0, 1.0, 0.0, None),
                strict=True,
            )
        )
        for p in range(people)
    ]
    row = {"audience": None, "as_of": DATES[0], "value": 2.0}
    features = [
        row | {"person_key": p, "feature": f"topic:{t:02d}_count_365d"}
        for t in range(60)
        for p in range(people - t)
    ]
    features += [row | {"person_key": p, "feature": "rare"} for p in range(19)]
    features += [row | {"person_key": p, "feature": "known"} for p in range(20)]
    read = ExamplesByAudience(
        pa.Table.from_pylist(examples, schemas["examples"]),
        pa.Table.from_pylist(features, schemas["features"]).to_batches(),
        FeatureDefinitions.from_table(definitions_of({row["feature"] for row in features})),
        ["a"],
    )["a"]
    rows = np.arange(people)
    names = read.choose_features(rows)
    kept = [f"topic:{t:02d}_count_365d" for t in range(50)]
    assert sorted(names) == sorted([*kept, "topic:(other)", "known"])
    dense = read.dense(rows, names)
    others = [2.0 * sum(p < people - t for t in range(50, 60)) for p in range(people)]
    assert dense[:, names.index("topic:(other)")].tolist() == others
    assert dense[:, names.index("known")].sum() == 40


def test_of_features_that_are_the_same_the_one_that_reads_best_is_kept():
    """What has a name comes first, and of windows the shortest."""
    families = {
        "desired_action_days_1095d": "desired_action",
        "desired_action_days_730d": "desired_action",
        "desired_action_value_ever": "desired_action",
        "interaction_value_ever": "activity",
        "purchase_value_365d": "interaction_type",
    }
    people = np.arange(40)
    values = [1 + people % 3] * 2 + [1 + people % 7] * 3
    examples = Examples(
        as_of=np.full(40, np.datetime64("2024-01-01")),
        label_days=np.full(40, HORIZON),
        person=people,
        acted=people % 2 == 0,
        weight=np.ones(40),
        baseline=np.zeros(40),
        value=np.zeros(40),
        names=tuple(families),
        values=sparse.csr_array(np.column_stack(values).astype(float)),
        definitions=FeatureDefinitions(families=families),
    )
    kept = examples.choose_features(people)
    assert kept == ("desired_action_days_730d", "purchase_value_365d")


def test_where_nothing_needs_a_fit_scikit_learn_is_not_imported():
    """It takes more than a second, on most days of a schedule."""
    code = """
import sys, pyarrow as pa
from owned_audiences import fit_audiences
none = pa.table({"needs_fit": pa.array([], pa.bool_())})
assert fit_audiences(none, none, none, [], none, none, kept=None).num_rows == 0
assert not {"sklearn", "scipy"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_person_twice_on_a_date_is_refused(inputs):
    doubled = pa.concat_tables([inputs["examples"], inputs["examples"].slice(0, 1)])
    with pytest.raises(ValueError, match="twice"):
        run(inputs | {"examples": doubled})


def test_a_sample_is_believed_as_far_as_it_goes(inputs, fitted):
    weights = 40 * np.ones(inputs["examples"].num_rows)
    of_many = inputs | {"examples": replace(inputs["examples"], "weight", weights)}
    assert run(of_many)["scorecard"].equals(fitted["scorecard"])


@pytest.mark.parametrize("rate", [0.02, 0.3])
def test_the_design_effect_is_how_much_more_a_sample_varies(rate):
    """Of draws of 20 of each class, the gradient at the base rate varies so much more."""
    rng = np.random.default_rng(3)
    acted = rng.random(4000) < rate
    base = acted.mean()
    drawn = []
    for _ in range(4000):
        rows = np.concatenate(
            [rng.choice(np.flatnonzero(acted == one), 20) for one in (True, False)]
        )
        weight = np.where(acted[rows], acted.sum(), (~acted).sum()) / 20
        x = rng.standard_normal(40)
        drawn.append(np.sum(weight * x * (acted[rows] - base)))
    whole = len(acted) * base * (1 - base)
    assert design_effect(acted[rows], weight) == pytest.approx(np.var(drawn) / whole, rel=0.1)
    assert design_effect(acted, np.ones(len(acted))) == pytest.approx(1)


def test_regularisation_is_chosen_where_positives_are_few(fitted):
    assert fitted["regularisation"].to_pylist()[0] in CANDIDATES
    assert one(make_inputs(people=700, base=0.5))["regularisation"] == DEFAULT_C


def test_scorecards_json_has_the_population_in_it(fitted):
    card = json.loads(fitted["scorecard"].to_pylist()[0])
    for feature in card["features"]:
        shares = [b["share"] for b in feature["bins"]]
        average = sum(b["share"] * b["points"] for b in feature["bins"])
        assert sum(shares) == pytest.approx(1, abs=1e-4)
        assert feature["average_points"] == pytest.approx(average, abs=2)
