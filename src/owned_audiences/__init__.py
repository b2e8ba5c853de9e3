"""Learn what makes the people who did a desired action stand out, as tables the brand owns.

The root holds seven names. They load when they are first used, so that dbt, which imports this
module at every start to learn the library's version, does not pay for scikit-learn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from owned_audiences.drift import share_bins
    from owned_audiences.engagement import overall_preferences, person_preferences
    from owned_audiences.fitted_models import fit_audiences
    from owned_audiences.scorecard import Scorecard
    from owned_audiences.scoring import score_people

__version__ = "0.3.0"
__all__ = [
    "Scorecard",
    "__version__",
    "fit_audiences",
    "overall_preferences",
    "person_preferences",
    "score_people",
    "share_bins",
]

_HOMES = {
    "Scorecard": "scorecard",
    "fit_audiences": "fitted_models",
    "overall_preferences": "engagement",
    "person_preferences": "engagement",
    "score_people": "scoring",
    "share_bins": "drift",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
