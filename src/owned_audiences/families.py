"""Families of features of which a model keeps the commonest and adds up the rest.

The topics are one, and the categories of each attribute are another: their number has no bound.
"""

OTHER_TOPICS = "topic:(other)_count_365d"


def rest_of(feature: str) -> str | None:
    """Name of the feature that holds the rest of a feature's family, None where it has none."""
    if feature.startswith("topic:") and feature.endswith("_count_365d"):
        return OTHER_TOPICS
    if feature.startswith("attribute:") and "=" in feature:
        return feature[: feature.index("=")] + "=(other)"
    return None
