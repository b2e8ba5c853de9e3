"""L2-regularized logistic regression on binned features, without the dense design matrix.

Minimizes ``sum_i w_i logloss(y_i, z_i) + |b|^2 / (2 C)`` over coefficients b and an
intercept a, where ``z_i = a + sum_j (T_j b_j)[bin_ij]``. The table T_j describes the
bins of feature j by a few columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve
from threadpoolctl import threadpool_limits

from owned_audiences.binning import Floats

MAX_CELLS = 8192  # of features that are looked up together: they stay in the cache
CHUNK_ROWS = 2048
SUBSAMPLE_ROWS = 6000  # enough for a Hessian that the steps correct
NEAR = 1.0  # log-odds: after a step so small the last Hessian serves to the end
MAX_STEPS = 200


@dataclass(frozen=True)
class _Cells:
    """Features that are looked up together: the product of their bins, and each row's cell."""

    members: tuple[int, ...]
    shape: tuple[int, ...]
    cell: NDArray[np.intp]


class BinnedDesign:
    """The design matrix X of shape (n, width + 1), its last column 1, which is never held.

    Parameters
    ----------
    bins : d integer arrays of shape (n,)
    tables : d arrays of shape (number of bins, number of columns)
    """

    def __init__(self, bins: Sequence[NDArray[np.uint8]], tables: Sequence[Floats]) -> None:
        ends = np.cumsum([table.shape[1] for table in tables], dtype=int)
        used = [j for j, table in enumerate(tables) if table.shape[1]]
        self.width = int(ends[-1]) if len(ends) else 0
        self.bins = [bins[j] for j in used]
        self.tables = [tables[j] for j in used]
        self.columns = [slice(ends[j] - tables[j].shape[1], ends[j]) for j in used]
        self.rows = len(bins[0]) if len(bins) else 0
        self._cells = [self._join(members) for members in self._group()]

    def _group(self) -> list[list[int]]:
        """Put features together as long as their cells stay few."""
        groups: list[list[int]] = []
        number = MAX_CELLS + 1
        for k, table in enumerate(self.tables):
            if number * len(table) > MAX_CELLS:
                groups.append([])
                number = 1
            groups[-1].append(k)
            number *= len(table)
        return groups

    def _join(self, members: list[int]) -> _Cells:
        shape = tuple(len(self.tables[k]) for k in members)
        cell = np.zeros(self.rows, np.intp)
        for k, size in zip(members, shape, strict=True):
            cell *= size
            cell += self.bins[k]
        return _Cells(tuple(members), shape, cell)

    def by_bin(self, theta: Floats) -> list[Floats]:
        """Log-odds of each bin of each feature, from coefficients of shape (width + 1,)."""
        # Sums, not matrix products: the order of addition then never varies.
        return [
            np.sum(table * theta[at], axis=1)
            for table, at in zip(self.tables, self.columns, strict=True)
        ]

    def scores(self, theta: Floats) -> Floats:
        """X theta, of shape (n,)."""
        parts = self.by_bin(theta)
        scores = np.full(self.rows, theta[-1])
        for cells in self._cells:
            table = np.zeros(1)
            for k in cells.members:
                table = np.add.outer(table, parts[k]).ravel()
            scores += table[cells.cell]
        return scores

    def transposed(self, values: Floats) -> Floats:
        """X' values, of shape (width + 1,), from values of shape (n,)."""
        result = np.empty(self.width + 1)
        for cells in self._cells:
            sums = np.bincount(cells.cell, values, int(np.prod(cells.shape))).reshape(cells.shape)
            for axis, k in enumerate(cells.members):
                others = tuple(a for a in range(len(cells.shape)) if a != axis)
                mass = sums.sum(axis=others)
                result[self.columns[k]] = np.sum(self.tables[k] * mass[:, None], axis=0)
        result[-1] = values.sum()
        return result

    def hessian(self, curvature: Floats, every: int = 1) -> Floats:
        """X' diag(curvature) X, in single precision, of every k-th row scaled up to all of them."""
        root = np.sqrt(curvature[::every]).astype(np.float32)
        scale = float(curvature.sum()) / max(float(curvature[::every].sum()), 1e-300)
        bins = [b[::every] for b in self.bins]
        tables = [np.ascontiguousarray(table.T, np.float32) for table in self.tables]
        hessian = np.zeros((self.width + 1, self.width + 1))
        for low in range(0, len(root), CHUNK_ROWS):
            part = slice(low, min(low + CHUNK_ROWS, len(root)))
            chunk = np.ones((self.width + 1, part.stop - low), np.float32)
            for table, b, at in zip(tables, bins, self.columns, strict=True):
                np.take(table, b[part], axis=1, out=chunk[at], mode="clip")
            chunk *= root[part]
            hessian += chunk @ chunk.T
        return hessian * scale


class LogisticRegression:
    """Fits of one design with one strength of the penalty after another.

    Newton's method with a line search, and with the Hessian of a subsample of rows: near the
    solution one serves to the end, corrected by what the steps tell of all rows (L-BFGS: Nocedal
    and Wright, Numerical Optimization, 2006, algorithm 7.4). The solution depends on the gradient
    alone, which is that of all rows.

    Parameters
    ----------
    design : BinnedDesign of n rows
    acted : bool array of shape (n,), of both classes
    weight : array of shape (n,), not negative
    """

    def __init__(self, design: BinnedDesign, acted: NDArray[np.bool_], weight: Floats) -> None:
        self.design = design
        self.acted, self.weight = acted, weight
        self._sign = np.where(acted, 1.0, -1.0)
        self._every = max(1, design.rows // SUBSAMPLE_ROWS)
        rate = float(np.sum(weight * acted) / np.sum(weight))
        self._theta = np.append(np.zeros(design.width), np.log(rate / (1 - rate)))
        self._hessian: Floats | None = None  # near where the last fit ended

    def fit(self, C: float, tolerance: float = 1e-10) -> Floats:
        """Coefficients and, last, the intercept, of shape (width + 1,).

        `tolerance` is in log-odds: no bin's would move by more in another step.
        """
        if self.design.width:
            # One thread: the result never depends on their number, but the time does.
            with threadpool_limits(1, "blas"):
                self._theta = self._descend(C, tolerance)
        return self._theta

    def _descend(self, C: float, tolerance: float) -> Floats:
        ridge = np.append(np.full(self.design.width, 1 / C), 0.0)
        theta = self._theta
        inverse = None if self._hessian is None else _Inverse(self._hessian, ridge)
        loss, gradient, probability = self._look(theta, ridge)
        for _ in range(MAX_STEPS):
            if inverse is None:
                curvature = self.weight * probability * (1 - probability)
                self._hessian = self.design.hessian(curvature, self._every)
                inverse = _Inverse(self._hessian, ridge)
            step = -inverse.times(gradient)
            size = self._size(step)
            if size < tolerance:
                break
            before, gradient_before = theta, gradient
            theta, (loss, gradient, probability) = self._search(theta, step, loss, gradient, ridge)
            if size < NEAR:
                inverse.correct(theta - before, gradient - gradient_before)
            else:
                inverse = None
        return theta

    def _look(self, theta: Floats, ridge: Floats) -> tuple[float, Floats, Floats]:
        """Loss, gradient and each row's probability."""
        scores = self.design.scores(theta)
        shrunk = np.exp(-np.abs(scores))
        losses = np.log1p(shrunk) + np.maximum(-self._sign * scores, 0)
        loss = float(np.sum(self.weight * losses)) + 0.5 * float(np.sum(ridge * theta**2))
        probability = np.where(scores >= 0, 1.0, shrunk) / (1 + shrunk)
        residual = self.weight * (probability - self.acted)
        return loss, self.design.transposed(residual) + ridge * theta, probability

    def _search(
        self, theta: Floats, step: Floats, loss: float, gradient: Floats, ridge: Floats
    ) -> tuple[Floats, tuple[float, Floats, Floats]]:
        """Take the step, or as much of it as lowers the loss (Armijo's rule)."""
        slope, length = float(np.sum(gradient * step)), 1.0
        while True:
            found = self._look(theta + length * step, ridge)
            enough = loss + 1e-4 * length * slope + 1e-12 * abs(loss)
            if found[0] <= enough or length < 1e-6:
                return theta + length * step, found
            length /= 2

    def _size(self, step: Floats) -> float:
        """By how many log-odds a step moves the bin that it moves most."""
        parts = self.design.by_bin(step)
        return max(abs(float(step[-1])), *(float(np.max(np.abs(part))) for part in parts))


class _Inverse:
    """The inverse of a penalized Hessian, corrected by the gradient's change along steps."""

    def __init__(self, hessian: Floats, ridge: Floats) -> None:
        # LU factors take a third of the time of an inverse.
        self._factors = lu_factor(hessian + np.diag(ridge), overwrite_a=True, check_finite=False)
        self._steps: list[tuple[Floats, Floats, float]] = []

    def correct(self, step: Floats, change: Floats) -> None:
        """Let the inverse take a change of the gradient to the step that made it."""
        product = float(np.sum(step * change))
        if product > 0:  # rounding alone can make it vanish: the loss is convex
            self._steps.append((step, change, product))

    def times(self, gradient: Floats) -> Floats:
        """Product with a vector of shape (width + 1,)."""
        shares = []
        for step, change, product in reversed(self._steps):
            shares.append(float(np.sum(step * gradient)) / product)
            gradient = gradient - shares[-1] * change
        result: Floats = lu_solve(self._factors, gradient, check_finite=False)
        for step, change, product in self._steps:
            result = result + (shares.pop() - float(np.sum(change * result)) / product) * step
        return result
