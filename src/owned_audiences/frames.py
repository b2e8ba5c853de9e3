"""The engine surface: the only module that touches an engine's frames.

On DuckDB a frame is a relation, as `dbt.ref` returns it. Small ones are collected, large ones are
read in batches, and everyone eligible is mapped block by block.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pyarrow as pa

Tables = dict[str, pa.Table]
BATCH_ROWS = 250_000
SPANS = 10  # of keys in a sample


def collect(frame: Any, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a frame that is known to be small into memory: all of it, or some columns."""
    relation = _relation(frame)
    return (relation.select(*columns) if columns else relation).to_arrow_table()


def batches(frame: Any) -> Iterator[pa.RecordBatch]:
    """Read a frame batch by batch; it runs when the first batch is asked for.

    Until the last batch, no other statement may run on the frame's connection: it would end the
    stream early, without an error.
    """
    yield from _relation(frame).to_arrow_reader(BATCH_ROWS)


def as_codes(frame: Any, column: str, texts: Iterable[str]) -> Any:
    """Read a text column as codes of some texts, null where it is none of them: in less time."""
    relation = _relation(frame)
    quoted = ["'" + text.replace("'", "''") + "'" for text in sorted(set(texts))]
    if not quoted:
        return relation
    return relation.project(
        f"* replace (try_cast({column} as enum({', '.join(quoted)})) as {column})"
    )


def map_blocks(
    session: Any,
    frames: dict[str, Any],
    key: str,
    size: int,
    function: Callable[[Tables], pa.Table],
    schema: pa.Schema,
) -> pa.RecordBatchReader:
    """Apply a function to frames, one block of keys at a time, as a stream.

    Parameters
    ----------
    session : DuckDB connection
    frames : the relations by name; the first one decides which keys there are
    key : integer column that every frame holds
    size : number of keys in a block
    function : from the frames' rows of a block, as tables, to a table of the schema
    schema : of the result

    Returns
    -------
    pyarrow.RecordBatchReader
        To be written through any other cursor than the session: it works on one of its own.

    Raises
    ------
    RuntimeError
        While it is read, when the blocks do not add up to the rows of the first frame.
    """
    read = blocks(session, frames, key, size)

    def stream() -> Iterator[pa.RecordBatch]:
        for block in read:
            yield from function(block).cast(schema).to_batches()

    return pa.RecordBatchReader.from_batches(schema, stream())


def blocks(session: Any, frames: dict[str, Any], key: str, size: int) -> Iterator[Tables]:
    """Read frames one block of keys at a time, the lower keys first; see `map_blocks`."""
    queries = {name: _relation(frame).sql_query() for name, frame in frames.items()}
    first = next(iter(queries))
    # Its own cursor: a statement on a connection whose result is being streamed ends the stream.
    cursor = session.cursor()

    def fetch_block(low: int, high: int) -> Tables:
        within = f"where {key} >= {low} and {key} < {high}"
        return {
            name: _fetch(cursor, f"select * from ({query}) {within}")
            for name, query in queries.items()
        }

    def stream() -> Iterator[Tables]:
        try:
            total, bounds = _bounds(cursor, queries[first], key, size)
            read = 0
            for block in _one_ahead(fetch_block, pairwise(bounds)):
                read += block[first].num_rows
                yield block
            if read != total:
                raise RuntimeError(
                    f"The frame {first!r} holds {total} rows, but {read} came with a {key} in the "
                    f"blocks. Is {key} null somewhere, or did the data change during the run?"
                )
        finally:
            cursor.close()

    return stream()


def sample(session: Any, frames: dict[str, Any], key: str, size: int) -> Tables:
    """Read frames of about `size` keys of the first one, or of all: spans of keys, evenly spread.

    Spans, as a scan that is ordered by key skips what lies between them.
    """
    queries = {name: _relation(frame).sql_query() for name, frame in frames.items()}
    cursor = session.cursor()
    try:
        width = max(1, size // SPANS)
        _, bounds = _bounds(cursor, queries[next(iter(queries))], key, width)
        spans = list(pairwise(bounds)) or [(0, 0)]
        every = max(1, len(spans) // SPANS)
        return {
            name: pa.concat_tables(
                _fetch(cursor, f"select * from ({query}) where {key} >= {low} and {key} < {high}")
                for low, high in spans[::every]
            )
            for name, query in queries.items()
        }
    finally:
        cursor.close()


def _one_ahead(
    fetch: Callable[[int, int], Tables], spans: Iterable[tuple[int, int]]
) -> Iterator[Tables]:
    """Fetch blocks, the next one while the last one is being worked on."""
    with ThreadPoolExecutor(1) as engine:
        coming = None
        for span in spans:
            following = engine.submit(fetch, *span)
            if coming:
                yield coming.result()
            coming = following
        if coming:
            yield coming.result()


def _bounds(cursor: Any, query: str, key: str, size: int) -> tuple[int, list[int]]:
    """Count the rows, and find keys between which there are `size` distinct ones each."""
    counts = _fetch(cursor, f"select {key} as k, count(*) as n from ({query}) group by 1")
    counts = counts.sort_by("k")  # nulls last
    total = sum(counts["n"].to_pylist())
    keys = counts["k"].drop_null()
    if len(keys) == 0:
        return total, []
    return total, [
        *keys.take(pa.array(range(0, len(keys), size))).to_pylist(),
        keys[-1].as_py() + 1,
    ]


def _fetch(cursor: Any, query: str) -> pa.Table:
    """Read a query's result through a temporary table, text as dictionaries."""
    # Fetching a union of several aggregates straight to the client can hang DuckDB.
    cursor.execute(f"create or replace temp table owned_audiences_block as {query}")
    reader = cursor.table("owned_audiences_block").to_arrow_reader(BATCH_ROWS)
    schema = pa.schema([_encoded(field) for field in reader.schema])
    tables = [pa.Table.from_batches([batch]).cast(schema) for batch in reader]
    cursor.execute("drop table owned_audiences_block")
    return pa.concat_tables([schema.empty_table(), *tables])


def _encoded(field: pa.Field) -> pa.Field:
    if not pa.types.is_string(field.type):
        return field
    return field.with_type(pa.dictionary(pa.int32(), pa.string()))


def _relation(frame: Any) -> Any:
    if not hasattr(frame, "sql_query"):
        kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
        raise TypeError(f"Only DuckDB relations can be read yet; this frame is a {kind}.")
    return frame
