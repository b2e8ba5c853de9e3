"""Names of the features that count a topic, of which a model keeps the commonest."""

PREFIX, SUFFIX = "topic:", "_count_365d"
OTHER = f"{PREFIX}(other){SUFFIX}"


def is_topic(feature: str) -> bool:
    """Whether a feature counts a topic (the sum over the other topics included)."""
    return feature.startswith(PREFIX) and feature.endswith(SUFFIX)
