"""Show queries on the built tables: `python show.py queries/*.sql`."""

import sys
from pathlib import Path

import duckdb

database = Path(__file__).with_name("complete_journey.duckdb")
with duckdb.connect(str(database), read_only=True) as connection:
    for path in sys.argv[1:]:
        query = Path(path).read_text()
        print(f"\n{path}\n\n{query}")
        connection.sql(query).show(max_width=200)
