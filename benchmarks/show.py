"""The benchmark's results as text."""

from __future__ import annotations

from measure import Measured

Nodes = dict[str, dict[str, float]]


def show(
    rows: int, measured: dict[str, Measured], aucs: dict[str, float], nodes: Nodes, markdown: bool
) -> None:
    """Print the table, the ratios and the seconds of dbt's nodes."""
    lines = table(rows, measured, aucs)
    if markdown:
        print("\n".join(f"| {' | '.join(line)} |" for line in lines))
        return
    for line in lines:
        print("".join(cell.ljust(14) if at < 2 else cell.rjust(10) for at, cell in enumerate(line)))
    print(f"\nAUC of the true probability: {aucs['ceiling']:.4f}")
    first, following, peer = (measured[step] for step in ("first build", "next day", "peer"))
    print(f"first build / peer: {ratio(first, peer)}")
    print(f"next day / first build: {ratio(following, first)}")
    for step, seconds in nodes.items():
        print(f"\n{step}, seconds of each node")
        steps = seconds | {"dbt itself": measured[step].wall - sum(seconds.values())}
        for node, took in sorted(steps.items(), key=lambda item: -item[1]):
            print(f"{took:8.2f}  {node}")


def table(
    rows: int, measured: dict[str, Measured], aucs: dict[str, float]
) -> list[tuple[str, ...]]:
    """Header and rows of the results."""
    lines = [("rows", "step", "wall s", "CPU s", "peak MB", "AUC", "ceiling")]
    for step, took in measured.items():
        figures = (f"{took.wall:.1f}", f"{took.cpu:.1f}", f"{took.peak:.0f}")
        quality = (f"{aucs[step]:.4f}", f"{aucs['ceiling']:.4f}") if step in aucs else ("", "")
        lines.append((f"{rows:,}", step, *figures, *quality))
    return lines


def ratio(one: Measured, other: Measured) -> str:
    """How many times as much `one` took as `other`."""
    parts = {"wall": one.wall / other.wall, "CPU": one.cpu / other.cpu}
    parts["memory"] = one.peak / other.peak
    return ", ".join(f"{name} {times:.2f}" for name, times in parts.items())
