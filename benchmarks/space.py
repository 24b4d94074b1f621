"""`python -m benchmarks.space M`: what the data of a size takes on disk, by table, and by row."""

import argparse
import os
from collections.abc import Iterator

from benchmarks.data import PostgresDatabase, SqliteFile, database
from benchmarks.report import table
from benchmarks.sizes import SIZES

LEAST = 0.005  # of the whole: smaller tables are not listed
ON_POSTGRES = """
SELECT relname, pg_table_size(oid), pg_indexes_size(oid),
    (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %%I', relname),
        false, true, '')))[1]::text::bigint
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
# A word index is a table of its own, and so are its parts.
ON_SQLITE = """
SELECT m.tbl_name, SUM(CASE WHEN m.type = 'table' THEN s.pgsize ELSE 0 END),
    SUM(CASE WHEN m.type = 'index' THEN s.pgsize ELSE 0 END)
FROM dbstat s JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1
"""
WORDS = ("_words_data", "_words_idx", "_words_config", "_words_docsize")


def of_postgres(kept: PostgresDatabase) -> Iterator[tuple[str, int, int, int]]:
    import psycopg

    with psycopg.connect(kept.url) as connection:
        yield from connection.execute(ON_POSTGRES.replace("%%", "%"))


def of_sqlite(kept: SqliteFile) -> Iterator[tuple[str, int, int, int]]:
    import sqlite3

    connection = sqlite3.connect(kept.path)
    found: dict[str, list[int]] = {}
    for name, rows, indices in connection.execute(ON_SQLITE):
        whose = next((name.removesuffix(end) for end in WORDS if name.endswith(end)), name)
        sizes = found.setdefault(whose, [0, 0])
        sizes[0] += rows if whose == name else 0
        sizes[1] += indices if whose == name else rows
    for name, (own, indices) in found.items():
        asked = f'SELECT count(*) FROM "{name}"'  # noqa: S608 (our names)
        (count,) = connection.execute(asked).fetchone()
        yield name, own, indices, count
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Say what synthetic data takes on disk.")
    parser.add_argument("size", choices=SIZES)
    size = SIZES[parser.parse_args().size]
    kept = database(size, os.environ.get("DATABASE_URL", ""))
    if not kept.is_there():
        parser.error(f"It is not made yet: python -m benchmarks.data {size.name}")
    found = of_sqlite(kept) if isinstance(kept, SqliteFile) else of_postgres(kept)
    told = sorted(found, key=lambda line: -(line[1] + line[2]))
    whole = sum(own + indices for _, own, indices, _ in told)
    rows = [
        [
            name,
            f"{count:,}",
            *(f"{each / 1e6:,.1f}" for each in (own, indices)),
            *(f"{each / max(count, 1):,.0f}" for each in (own, indices)),
        ]
        for name, own, indices, count in told
        if own + indices > LEAST * whole
    ]
    print(f"{size.name}: {whole / 1e6:,.0f} MB, {whole / size.statements:,.0f} bytes a statement\n")
    print(table(["table", "rows", "MB", "indices MB", "bytes a row", "in indices"], rows))


if __name__ == "__main__":
    main()
