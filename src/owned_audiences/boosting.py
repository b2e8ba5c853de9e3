"""Gradient boosting, to see in backtests what interactions between features would add."""

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from owned_audiences.binning import Floats
from owned_audiences.examples import Examples
from owned_audiences.validation import Split


def boosted_log_odds(examples: Examples, split: Split) -> Floats:
    """Log-odds of the tested examples by scikit-learn's gradient boosting, shape (n,).

    Its features are those that a scorecard would choose from the same training rows.
    """
    names = examples.choose_features(split.train)
    model = HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=200,
        max_leaf_nodes=15,
        min_samples_leaf=50,
        early_stopping=False,
        random_state=0,
    )
    acted, weight = examples.acted[split.train], examples.weight[split.train]
    model.fit(examples.dense(split.train, names), acted, sample_weight=weight)
    scores: Floats = np.asarray(model.decision_function(examples.dense(split.test, names)))
    return scores
