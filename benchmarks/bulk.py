"""Loads rows in bulk: indices, triggers and foreign keys are put aside, and made again after."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models

Model = type[models.Model]
ROWS = 20_000  # that are written at once


class Writer:
    """Takes rows of any of some models, and writes those of each together."""

    def __init__(self, some: Iterable[Model]) -> None:
        self.waiting: dict[Model, list] = {model: [] for model in some}

    def write(self, model: Model, row: list) -> None:
        rows = self.waiting[model]
        rows.append(row)
        if len(rows) >= ROWS:
            self._flush(model)

    def end(self) -> None:
        for model in self.waiting:
            self._flush(model)

    def _flush(self, model: Model) -> None:
        rows, self.waiting[model] = self.waiting[model], []
        if not rows:
            return
        table = connection.ops.quote_name(model._meta.db_table)
        names = ", ".join(
            connection.ops.quote_name(field.column) for field in model._meta.concrete_fields
        )
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(rows[0]))
                insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 (our names)
                # Straight to the driver: Django's cursor would rewrite each mark of each row.
                cursor.connection.executemany(insert, rows)


@contextmanager
def put_aside(some: Iterable[Model], tell: Callable[[str, int], Callable[[], None]]):
    """Load within: without indices, in one transaction; `tell` gets what is made again after."""
    tables = [model._meta.db_table for model in some]
    kind = _Postgres if connection.vendor == "postgresql" else _Sqlite
    with connection.cursor() as cursor:
        kind.open(cursor)
        drop, make = kind.aside(cursor, tables)
        for statement in drop:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        step = tell("Indices", len(make) + 1)
        for statement in make:
            cursor.execute(statement)
            step()
        kind.close(cursor, some)
        step()


class _Sqlite:
    @staticmethod
    def open(cursor) -> None:
        # Nobody else reads the file yet, and after a crash it is made anew. Without any journal a
        # database in memory could roll nothing back any more, in the tests that follow.
        for pragma in ("foreign_keys=OFF", "journal_mode=MEMORY", "synchronous=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA cache_size=-200000")
        cursor.execute("BEGIN")

    @staticmethod
    def aside(cursor, tables: list[str]) -> tuple[list[str], list[str]]:
        marks = ", ".join(["%s"] * len(tables))
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master "  # noqa: S608 (marks alone)
            "WHERE type IN ('index', 'trigger') "
            f"AND sql IS NOT NULL AND tbl_name IN ({marks})",
            tables,
        )
        found = cursor.fetchall()
        drop = [f'DROP {kind} "{name}"' for kind, name, _ in found]
        make = [sql for kind, _, sql in found if kind == "index"]
        # The word indices read their tables anew, before the triggers keep them in step.
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%%USING fts5%%'"
        )
        for (name,) in cursor:
            make.append(f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')')  # noqa: S608 (ours)
        return drop, [*make, *(sql for kind, _, sql in found if kind == "trigger")]

    @staticmethod
    def close(cursor, some: Iterable[Model]) -> None:
        cursor.execute("COMMIT")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")


class _Postgres:
    @staticmethod
    def open(cursor) -> None:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute("BEGIN")

    @staticmethod
    def aside(cursor, tables: list[str]) -> tuple[list[str], list[str]]:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE conrelid::regclass::text = ANY(%s) "
            "AND contype IN ('f', 'u') ORDER BY contype, conname",
            [tables],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
            "AND schemaname = current_schema() "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [tables],
        )
        indices = cursor.fetchall()
        drop = [f'ALTER TABLE {table} DROP CONSTRAINT "{name}"' for table, name, _ in constraints]
        drop += [f'DROP INDEX "{name}"' for name, _ in indices]
        # Uniqueness before the foreign keys that may lean on it.
        again = [
            f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
            for table, name, definition in reversed(constraints)
        ]
        return drop, [*(definition for _, definition in indices), *again]

    @staticmethod
    def close(cursor, some: Iterable[Model]) -> None:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(some)):
            cursor.execute(statement)
        cursor.execute("COMMIT")
        cursor.execute("VACUUM (ANALYZE)")
