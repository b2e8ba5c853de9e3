"""The publication rule: the scorecard if it beats the baseline, else the baseline, else nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.evaluation import Comparison, compare
from owned_audiences.examples import Examples
from owned_audiences.scorecard import DEFAULT_C
from owned_audiences.validation import (
    CANDIDATES,
    FEW_POSITIVES,
    MIN_POSITIVES,
    Validation,
    Window,
    can_train,
    validate,
)

# The baseline, "most recent desired action first, then most recent interaction", as a scorecard.
BASELINE_FEATURES = ("desired_action_days_since", "interaction_days_since")
Positions = NDArray[np.int64]
# With fewer, the normal approximation fails: noise passed the 99 % bound up to 12 % of the time.
MIN_VALIDATED = 10
Z_BETTER = 1.644854  # one-sided 95 % of the normal distribution
Z_CHANCE = 2.326348  # one-sided 99 %
# It decides by the newest windows: so many, and older ones until so many people acted. Among 60 who
# acted, a scorecard that is better by .04 is told from chance in two of five cases, among 120 in
# seven of ten.
RULE_WINDOWS = 3
RULE_POSITIVES = 200


@dataclass(frozen=True)
class Publication:
    """What is published of an audience, why, and what was seen out of time.

    Attributes
    ----------
    status : scorecard, baseline, no_signal or too_few_positives
    reason : the status in a sentence, with the figures behind it
    C : regularisation of the model to publish
    features : those of the model to publish; None: chosen from its training rows
    versus_baseline : the scorecard compared with the baseline, on the windows that could train one
    baseline : the baseline compared with itself, on all windows
    scorecard : what a scorecard would have scored, published or not; None: none could be trained
    validation : what the published model would have scored; None: nothing is published
    windows : past windows that its AUC comes from
    """

    status: str
    reason: str
    C: float = DEFAULT_C
    features: tuple[str, ...] | None = None
    versus_baseline: Comparison | None = None
    baseline: Comparison | None = None
    scorecard: Validation | None = None
    validation: Validation | None = None
    windows: int = 0


def decide(
    examples: Examples,
    training: Positions,
    windows: Sequence[Window],
    is_absent: bool = False,
    cutoffs: int = 0,
) -> Publication:
    """Apply the publication rule.

    Parameters
    ----------
    examples : Examples
    training : positions of the final model's training examples
    windows : the past dates, the earliest first, of which it asks those of `windows_of_rule`; one
        without training rows tests the baseline alone
    is_absent : whether positives are people who did not do the action
    cutoffs : past dates that there are to train on, whether anybody was eligible then or not
    """
    windows = windows_of_rule(examples, windows)
    positives = int(examples.acted[training].sum())
    if not can_train(examples, training):
        reason = _too_few(positives, len(training), is_absent, cutoffs)
        return Publication("too_few_positives", reason)
    rarer = min(positives, len(training) - positives)
    candidates = CANDIDATES if rarer < FEW_POSITIVES else (DEFAULT_C,)
    own = validate(examples, windows, candidates)
    versus = compare_with_baseline(examples, own)
    baseline_rows = np.concatenate([np.empty(0, int), *(w.test for w in windows)])
    baseline_window = np.repeat(np.arange(len(windows)), [len(w.test) for w in windows])
    baseline = _compare(examples, examples.baseline[baseline_rows], baseline_rows, baseline_window)
    own_windows = _count_windows(examples, own.rows, own.split)
    actions = _count_positives(examples, own.rows, own.split)
    seen = f"{actions:,} positives in {own_windows} past window(s)"
    # A baseline that is worse than chance would be beaten by a scorecard that knows nothing.
    ranks = versus.auc_a - Z_CHANCE * versus.auc_a_error > 0.5
    if ranks and versus.difference - Z_BETTER * versus.difference_error > 0:
        reason = (
            f"The scorecard ranks people better than the recency baseline does: AUC "
            f"{versus.auc_a:.3f} against {versus.auc_b:.3f}, on {seen}."
        )
        return Publication(
            status="scorecard",
            reason=reason,
            C=own.C,
            versus_baseline=versus,
            baseline=baseline,
            scorecard=own,
            validation=own,
            windows=own_windows,
        )
    if np.isnan(versus.auc_a):
        why = (
            "No scorecard can be tested: there is no history before the past windows, or fewer "
            f"than {MIN_VALIDATED} people acted in them. More history, a longer horizon or a "
            "wider action would help."
        )
    else:
        why = (
            f"The scorecard is not surely better than the recency baseline: AUC {versus.auc_a:.3f} "
            f"against {versus.auc_b:.3f}, on {seen}."
        )
    if baseline.auc_a - Z_CHANCE * baseline.auc_a_error > 0.5:
        reason = f"{why} The baseline itself ranks better than chance."
        validation = validate(examples, windows, candidates, BASELINE_FEATURES)
        return Publication(
            status="baseline",
            reason=reason,
            C=validation.C,
            features=BASELINE_FEATURES,
            versus_baseline=versus,
            baseline=baseline,
            scorecard=own,
            validation=validation,
            windows=_count_windows(examples, baseline_rows, baseline_window),
        )
    if np.isnan(baseline.auc_a):
        reason = f"{why} Nor can the baseline be tested on any past window."
    else:
        reason = f"{why} Nor is the baseline surely better than chance (AUC {baseline.auc_a:.3f})."
    return Publication(
        status="no_signal",
        reason=reason,
        C=own.C,
        versus_baseline=versus,
        baseline=baseline,
        scorecard=own,
    )


def windows_of_rule(examples: Examples, windows: Sequence[Window]) -> list[Window]:
    """Choose the newest windows, as many as it takes for enough people of either class."""
    acted = np.array([examples.acted[w.test].sum() for w in reversed(windows)], int)
    others = np.array([len(w.test) for w in reversed(windows)], int) - acted
    needed = 1 + int(np.searchsorted(np.cumsum(np.minimum(acted, others)), RULE_POSITIVES))
    return list(windows[-max(RULE_WINDOWS, needed) :])


def compare_with_baseline(examples: Examples, scored: Validation) -> Comparison:
    """Compare out-of-time scores with the baseline's; NaN where too few acted."""
    return _compare(examples, scored.log_odds, scored.rows, scored.split)


def _compare(examples: Examples, scores: Floats, rows: Positions, window: Positions) -> Comparison:
    """Compare scores of some rows with the baseline's; NaN where too few acted."""
    acted, person = examples.acted[rows], examples.person[rows]
    if _count_positives(examples, rows, window) < MIN_VALIDATED:
        acted = np.zeros(len(acted), bool)
    return compare(scores, examples.baseline[rows], acted, window, person)


def _count_windows(examples: Examples, rows: Positions, window: Positions) -> int:
    """Count the windows in which there is an AUC."""
    return len(np.unique(window[_in_ranked_window(examples, rows, window)]))


def _count_positives(examples: Examples, rows: Positions, window: Positions) -> int:
    """Count the people who acted in the windows in which there is an AUC."""
    return int(np.sum(examples.acted[rows] & _in_ranked_window(examples, rows, window)))


def _in_ranked_window(examples: Examples, rows: Positions, window: Positions) -> NDArray[np.bool_]:
    """Whether each row is in a window with an AUC: two people of each class at least."""
    acted = np.bincount(window, examples.acted[rows])
    others = np.bincount(window, ~examples.acted[rows])
    is_ranked: NDArray[np.bool_] = (acted >= 2) & (others >= 2)
    return is_ranked[window]


def _too_few(positives: int, examples: int, is_absent: bool, cutoffs: int) -> str:
    if not examples and cutoffs:
        return (
            f"Nobody was eligible at any of {cutoffs} past cut-off(s): perhaps nobody ever "
            "meets `eligible`. A wider `eligible` would help."
        )
    if not examples:
        return (
            "The history is too short for the horizon: there is no past cut-off. More history or a "
            "shorter horizon would help."
        )
    acted = examples - positives if is_absent else positives
    if acted == examples:
        return (
            f"All {examples:,} training examples did the action, so nothing separates them from "
            "others. A narrower action or a shorter horizon would help."
        )
    if acted > examples - acted:
        return (
            f"Only {examples - acted} of {examples:,} training examples did not do the action; at "
            f"least {MIN_POSITIVES} are needed. A narrower action, a shorter horizon or more "
            "history would help."
        )
    return (
        f"Only {acted} of {examples:,} training examples did the action; at least "
        f"{MIN_POSITIVES} are needed. A longer horizon, a wider action or more history would help."
    )
