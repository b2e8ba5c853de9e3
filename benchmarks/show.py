"""The benchmark's results as text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from measure import Measured

BARE, SAME_WORK = "peer", "peer, same work"
SHOWN = 0.1  # seconds of a node
Lines = list[tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """What shows that the same work was done: of the first audience, out of time."""

    rejected: int
    auc: float
    baseline_auc: float


@dataclass(frozen=True)
class Results:
    """What was measured, by step; `reasons` are the seconds of the peer's reasons."""

    measured: dict[str, Measured] = field(default_factory=dict)
    aucs: dict[str, float] = field(default_factory=dict)
    nodes: dict[str, dict[str, float]] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    reasons: dict[str, float] = field(default_factory=dict)


def show(results: Results, steps: bool, markdown: bool) -> None:
    """Print what was measured, the ratios, and the seconds of dbt's nodes."""
    has_peers = SAME_WORK in results.measured
    for lines in (table(results), ratios(results) if has_peers else [], same_work(results)):
        for at, line in enumerate(lines):
            if markdown:
                print(f"| {' | '.join(line)} |" + ("\n" + "|---" * len(line) + "|") * (at == 0))
            else:
                print(line[0].ljust(20) + "".join(cell.rjust(18) for cell in line[1:]))
        print()
    print(f"AUC of the true probability: {results.aucs['ceiling']:.4f}")
    for step, nodes in results.nodes.items():
        slowest = max(nodes, key=nodes.__getitem__)
        print(f"slowest node of the {step}: {slowest.split('.')[-1]}, {nodes[slowest]:.1f} s")
    for step in results.nodes if steps else ():
        print(f"\n{step}, seconds of each node")
        print("\n".join(node_lines(results, step)))


def table(results: Results) -> Lines:
    """Header and rows of what was measured."""
    lines: Lines = [("step", "wall s", "CPU s", "peak MB", "AUC")]
    for step, took in results.measured.items():
        quality = f"{results.aucs[step]:.4f}" if step in results.aucs else ""
        figures = (f"{took.wall:.1f}", f"{took.cpu:.1f}", f"{took.peak:,.0f}")
        lines.append((step, *figures, quality))
    return lines


def ratios(results: Results) -> Lines:
    """How many times as long the builds took as the peers."""
    measured, reasons = results.measured, results.reasons
    same = measured[SAME_WORK]
    without = replace(same, wall=same.wall - reasons["wall"], cpu=same.cpu - reasons["cpu"])
    peers = {"peer": measured[BARE], "same work": same, "no reasons": without}
    lines: Lines = [("over", *(f"{name}, {unit}" for name in peers for unit in ("wall", "CPU")))]
    for step in ("first build", "next day"):
        took = measured[step]
        times = [(took.wall / peer.wall, took.cpu / peer.cpu) for peer in peers.values()]
        lines.append((step, *(f"{number:.2f}" for pair in times for number in pair)))
    return lines


def same_work(results: Results) -> Lines:
    """What shows that both did the same work on the rows of the first build."""
    lines: Lines = [("out of time", "rows out", "AUC", "by recency")]
    for name, found in results.found.items():
        aucs = (f"{found.auc:.4f}", f"{found.baseline_auc:.4f}")
        lines.append((name, f"{found.rejected:,}", *aucs))
    return lines


def node_lines(results: Results, step: str) -> list[str]:
    """The seconds of the nodes that took any, the longest first; those of the others summed."""
    nodes = results.nodes[step]
    seconds = nodes | {"dbt itself": results.measured[step].wall - sum(nodes.values())}
    slow = sorted((item for item in seconds.items() if item[1] > SHOWN), key=lambda item: -item[1])
    others = sum(seconds.values()) - sum(took for _, took in slow)
    slow.append((f"{len(seconds) - len(slow)} others", others))
    return [f"{took:8.2f}  {node}" for node, took in slow]
