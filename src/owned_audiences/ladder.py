"""What may be published: the scorecard, else the recency rule, else nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.evaluation import Comparison, compare
from owned_audiences.examples import Examples
from owned_audiences.validation import (
    CANDIDATES,
    DEFAULT_C,
    FEW_POSITIVES,
    MIN_POSITIVES,
    Validation,
    Window,
    can_train,
    validate,
)

# The rule, "most recent desired action first, then most recent interaction", as a scorecard.
RULE_FEATURES = ("desired_action_days_since", "interaction_days_since")
Positions = NDArray[np.int64]
# With fewer, the normal approximation fails: on noise, 99 % came true up to 12 % of the time.
MIN_VALIDATED = 10
Z_BETTER = 1.644854  # one-sided 95 % of the normal distribution
Z_CHANCE = 2.326348  # one-sided 99 %


@dataclass(frozen=True)
class Verdict:
    """A rung of the ladder, why, and what was seen out of time.

    `features` are those of the model to publish (None: chosen from its training rows), `C` its
    regularisation. `versus_rule` compares the scorecard with the rule, on the windows that could
    train one; `rule` compares the rule with itself on all windows. `published` is what the
    published model would have scored (None: nothing is published), `windows` how many past windows
    its AUC comes from.
    """

    status: str
    reason: str
    C: float = DEFAULT_C
    features: tuple[str, ...] | None = None
    versus_rule: Comparison | None = None
    rule: Comparison | None = None
    published: Validation | None = None
    windows: int = 0


def judge(examples: Examples, training: Positions, windows: list[Window]) -> Verdict:
    """Find the highest rung that holds.

    Parameters
    ----------
    examples : Examples
    training : positions of the final model's training examples
    windows : the validated dates; one without training rows judges the rule alone
    """
    positives = int(examples.acted[training].sum())
    if not can_train(examples, training):
        return Verdict("too_few_positives", _too_few(positives, len(training)))
    candidates = CANDIDATES if positives < FEW_POSITIVES else (DEFAULT_C,)
    own = validate(examples, windows, candidates)
    versus = compare_with_rule(examples, own)
    rule_rows = np.concatenate([np.empty(0, int), *(w.test for w in windows)])
    rule_window = np.repeat(np.arange(len(windows)), [len(w.test) for w in windows])
    rule = _compare(examples, examples.rule[rule_rows], rule_rows, rule_window)
    own_windows = _count_windows(examples, own.rows, own.split)
    actions = int(examples.acted[own.rows].sum())
    seen = f"{actions:,} positives in {own_windows} past window(s)"
    # A rule that is worse than chance would be beaten by a scorecard that knows nothing.
    ranks = versus.auc_a - Z_CHANCE * versus.auc_a_error > 0.5
    if ranks and versus.difference - Z_BETTER * versus.difference_error > 0:
        reason = (
            f"The scorecard ranks people better than the recency rule does: AUC "
            f"{versus.auc_a:.3f} against {versus.auc_b:.3f}, on {seen}."
        )
        return Verdict("scorecard", reason, own.C, None, versus, rule, own, own_windows)
    if np.isnan(versus.auc_a):
        why = (
            "No scorecard can be tested: there is no history before the past windows, or fewer "
            f"than {MIN_VALIDATED} people acted in them. More history, a longer horizon or a "
            "wider action would help."
        )
    else:
        why = (
            f"The scorecard is not surely better than the recency rule: AUC {versus.auc_a:.3f} "
            f"against {versus.auc_b:.3f}, on {seen}."
        )
    if rule.auc_a - Z_CHANCE * rule.auc_a_error > 0.5:
        reason = f"{why} The rule itself ranks better than chance."
        published = validate(examples, windows, candidates, RULE_FEATURES)
        windows_seen = _count_windows(examples, rule_rows, rule_window)
        return Verdict(
            "rule", reason, published.C, RULE_FEATURES, versus, rule, published, windows_seen
        )
    if np.isnan(rule.auc_a):
        reason = f"{why} Nor can the rule be tested on any past window."
    else:
        reason = f"{why} Nor is the rule surely better than chance (AUC {rule.auc_a:.3f})."
    return Verdict("no_signal", reason, own.C, None, versus, rule)


def compare_with_rule(examples: Examples, scored: Validation) -> Comparison:
    """Compare out-of-time scores with the rule's; NaN where too few acted."""
    return _compare(examples, scored.log_odds, scored.rows, scored.split)


def _compare(examples: Examples, scores: Floats, rows: Positions, window: Positions) -> Comparison:
    """Compare scores of some rows with the rule's; NaN where too few acted."""
    acted, person = examples.acted[rows], examples.person[rows]
    if acted.sum() < MIN_VALIDATED:
        acted = np.zeros(len(acted), bool)
    return compare(scores, examples.rule[rows], acted, window, person)


def _count_windows(examples: Examples, rows: Positions, window: Positions) -> int:
    """Count the windows in which there is an AUC: two people of each class at least."""
    acted = np.bincount(window, examples.acted[rows])
    others = np.bincount(window, ~examples.acted[rows])
    return int(np.sum((acted >= 2) & (others >= 2)))


def _too_few(positives: int, examples: int) -> str:
    if not examples:
        return (
            "No past cut-off has examples: the history is too short for the horizon, or nobody was "
            "eligible then. More history, a shorter horizon or a wider `eligible` would help."
        )
    if positives == examples:
        return (
            f"All {examples:,} training examples did the action, so nothing tells them apart from "
            "others. A narrower action or a shorter horizon would help."
        )
    return (
        f"Only {positives} of {examples:,} training examples did the action; at least "
        f"{MIN_POSITIVES} are needed. A longer horizon, a wider action or more history would help."
    )
