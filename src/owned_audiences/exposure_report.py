"""What the command `owned-audiences exposure` prints and writes."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from owned_audiences.exposure_terms import ALL_TOPICS, KNOWLEDGE, LABELS, SENTENCE, Exposure


def lines_of(rows: Sequence[Exposure]) -> Iterator[str]:
    """One table for each audience, of all its rival topics together."""
    for audience in dict.fromkeys(row.audience for row in rows):
        own = [row for row in rows if row.audience == audience and row.topic == ALL_TOPICS]
        topics = {row.topic for row in rows if row.audience == audience} - {ALL_TOPICS}
        first = own[0]
        yield (
            f"{audience}, as of {first.as_of}: {len(topics)} rival topics. {first.acted:,} of "
            f"{first.people:,} people who had never done a {first.interaction_type} of one did "
            f"within {first.horizon_days} days (a person counts once per topic)."
        )
        yield f"How many of them are among the {first.best_tenth:,} whom a receiver ranks highest:"
        yield ""
        yield f"{'what is sent':<36}{'people':>8}   {'knows nothing else':<30}knows activity"
        for shape in dict.fromkeys(row.shape for row in own):
            by_knowledge = {row.receiver_knows: row for row in own if row.shape == shape}
            cells = [_cell(by_knowledge[knows]) for knows in KNOWLEDGE]
            listed = by_knowledge[KNOWLEDGE[0]].listed
            people = "" if listed is None else f"{listed:,}"
            yield f"{LABELS.get(shape, shape):<36}{people:>8}   {cells[0]:<30}{cells[1]}".rstrip()
        yield ""
    yield SENTENCE + " Hits, and AUC with its 95 % interval."


def _cell(row: Exposure) -> str:
    if row.auc_low == row.auc_high:  # everyone is tied
        return f"{row.hits:,.0f} by chance"
    return f"{row.hits:,.0f}  {row.auc:.3f} ({row.auc_low:.3f} to {row.auc_high:.3f})"


def write_rows(rows: Sequence[Exposure], path: Path) -> None:
    """Write all rows to a .csv or .parquet file."""
    values: list[dict[str, Any]] = [asdict(row) for row in rows]
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(values), path)
        return
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Exposure)])
        writer.writeheader()
        writer.writerows(values)
