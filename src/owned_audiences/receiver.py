"""A stand-in for a platform that receives a list: it learns who will do something else."""

from hashlib import md5, sha256

import numpy as np
from numpy.typing import NDArray

from owned_audiences.binning import Floats
from owned_audiences.evaluation import log_loss
from owned_audiences.scorecard import Scorecard, fit_path

MIN_ACTED = 20  # people whom anything is learned from
# From strong to hardly any: a list is one flag, which the package's own strong penalty would mute.
STRENGTHS = (0.001, 0.01, 0.1)


def learn_and_score(
    X: Floats, acted: NDArray[np.bool_], held_out: NDArray[np.bool_], tested: Floats
) -> Floats:
    """Train a scorecard on some rows and score others.

    The strength of the penalty is the one with the lowest log loss on the rows that are held out of
    a first fit; the tested ones are not looked at.

    Parameters
    ----------
    X : array of shape (n, d), 0 means absent
    acted : bool array of shape (n,), for which `can_learn` holds
    held_out : bool array of shape (n,), alike in all rows of a person
    tested : array of shape (m, d)

    Returns
    -------
    array of shape (m,)
        Log-odds.
    """
    rest = ~held_out
    cards = fit_path(X[rest], acted[rest], np.ones(int(rest.sum())), STRENGTHS)
    one = np.ones(1)
    losses = [log_loss(card.decision_function(X[held_out]), acted[held_out], one) for card in cards]
    best = STRENGTHS[int(np.argmin(losses))]
    scores: Floats = Scorecard(C=best).fit(X, acted).decision_function(tested)
    return scores


def can_learn(acted: NDArray[np.bool_], held_out: NDArray[np.bool_]) -> bool:
    """Whether there are enough people of both classes, and some of both who are not held out."""
    rest = acted[~held_out]
    fewest = min(acted.sum(), (~acted).sum())
    return bool(fewest >= MIN_ACTED and rest.any() and not rest.all())


def held_out_of(person_id: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Hold out a third of the people, by md5: the same ones whatever the order of rows."""
    return np.array(
        [int(md5(one.encode()).hexdigest()[:8], 16) % 3 == 0 for one in person_id], bool
    )


def match_blinded(person_id: NDArray[np.str_], columns: Floats) -> Floats:
    """Send a list with hashed ids and blinded columns, and match it as a platform does.

    The sender hashes the ids (SHA-256), orders the rows by the hash, orders the columns by a hash
    of their number, and writes another number for each flag. The receiver hashes the ids that it
    knows itself, and finds each person's row by the hash.

    Parameters
    ----------
    person_id : array of shape (n,)
    columns : array of shape (n, c), not negative; a person with none is not sent

    Returns
    -------
    array of shape (n, c)
        The blinded columns, in the order of the receiver's people.
    """
    sent = np.flatnonzero(columns.any(axis=1))
    hashes = np.array([_hash(one) for one in person_id[sent]], "U64")
    order = np.argsort(hashes)
    names = [md5(f"column {j}".encode()).hexdigest() for j in range(columns.shape[1])]
    blinded = np.array([1 + int(name[:2], 16) for name in names]) * columns[sent][order]
    hashes, blinded = hashes[order], blinded[:, np.argsort(names)]

    matched = np.zeros(columns.shape)
    if len(hashes):
        own = np.array([_hash(one) for one in person_id], "U64")
        at = np.minimum(np.searchsorted(hashes, own), len(hashes) - 1)
        found = hashes[at] == own
        matched[found] = blinded[at[found]]
    return matched


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
