"""Moving all that there is from one database to another, and the proof that all of it arrived.

Rows go as they are, whatever made them: nothing is saved again through a model, so nothing is
worked out anew. A checksum of each table is the same on any kind of database: it is made of what
the columns mean, and does not hang on the order of the rows.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import DatabaseError, connections, models

AT_ONCE = 2000  # rows in memory
CHECKSUM_BYTES = 16
# What migrations put into a new database.
GIVEN = (ContentType, Permission, Group, Group.permissions.through)


class CopyError(Exception):
    """Something keeps a table from being copied; it is told in words."""


# Tables


@dataclass(frozen=True)
class Table:
    """A table, and what of it is copied."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> list[models.Field]:
        """Its columns but for those that the database works out by itself."""
        fields = self.model._meta.local_concrete_fields
        return [field for field in fields if not getattr(field, "generated", False)]

    def rows(self, database: str) -> Iterator[tuple]:
        """Its rows in no order, some of them in memory at a time."""
        columns = [field.attname for field in self.fields]
        rows = self.model._base_manager.using(database).order_by().values_list(*columns)
        compiler = rows.query.get_compiler(using=database)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([each[0] for each in compiler.select])
        # Not `iterator()`, which leaves its cursor open when it is not read to the end.
        with connections[database].chunked_cursor() as cursor:
            cursor.execute(sql, params)
            while some := cursor.fetchmany(AT_ONCE):
                yield from map(tuple, compiler.apply_converters(some, converters))

    def has_rows(self, database: str) -> bool:
        """Whether there is a row in it, whatever columns it has there."""
        with connections[database].cursor() as cursor:
            name = connections[database].ops.quote_name(self.name)
            cursor.execute(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608 (our names)
            return cursor.fetchone() is not None

    @property
    def counter(self) -> models.Field | None:
        """The column that the database numbers by itself, if there is one."""
        key = self.model._meta.pk
        return key if isinstance(key, models.AutoField) else None


def tables(with_sessions: bool = True) -> list[Table]:
    """All tables, in the order of their names."""
    found = [
        Table(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
        if with_sessions or model is not Session
    ]
    return sorted(found, key=lambda table: table.name)


# Checksums


@dataclass
class Tally:
    """How many rows there were, and a checksum of them that does not hang on their order."""

    count: int = 0
    total: int = 0

    def add(self, row: Iterable) -> None:
        text = json.dumps([told(value) for value in row])
        digest = blake2b(text.encode(), digest_size=CHECKSUM_BYTES).digest()
        # A sum, not an exclusive or: two rows that are alike do not cancel out.
        self.total = (self.total + int.from_bytes(digest)) % (1 << 8 * CHECKSUM_BYTES)
        self.count += 1

    @property
    def checksum(self) -> str:
        return f"{self.total:0{2 * CHECKSUM_BYTES}x}"

    def __str__(self) -> str:
        return f"{self.count:>10,} rows  {self.checksum}"


def tally_of(rows: Iterable[tuple]) -> Tally:
    tally = Tally()
    for row in rows:
        tally.add(row)
    return tally


def told(value: object) -> str | None:
    """A value as a text that tells it from all others, whichever database it came from."""
    match value:
        case None | str():
            return value if value is None else f"s{value}"
        case bool():
            return f"b{value:d}"
        case int():
            return f"i{value}"
        case datetime():
            return f"t{value.astimezone(UTC).isoformat()}"
        case date() | time():
            return f"d{value.isoformat()}"
        case Decimal():
            digits = f"{value:f}"
            return f"n{digits.rstrip('0').rstrip('.') if '.' in digits else digits}"
        case UUID():
            return f"u{value.hex}"
        case bytes() | memoryview():
            return f"x{bytes(value).hex()}"
        case dict() | list() | float():
            return f"j{json.dumps(plain(value), sort_keys=True)}"
    raise TypeError(f"There is no text for a {type(value).__name__}.")


def plain(value: object) -> object:
    """A value of JSON whose whole numbers are written in one way: databases keep them in two."""
    match value:
        case dict():
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case float() if value.is_integer():
            return int(value)
    return value


# Copying


def copy(table: Table, source: str, target: str, tell: Callable[[int], None]) -> Tally:
    """Copy a table's rows; what was read. `tell` is told how many there are so far."""
    tally = Tally()

    def noted(rows: Iterable[tuple]) -> Iterator[tuple]:
        for row in rows:
            tally.add(row)
            yield row
            if tally.count % 100_000 == 0:
                tell(tally.count)

    write = _write_by_copy if connections[target].vendor == "postgresql" else _write_by_insert
    try:
        with connections[target].wrap_database_errors, closing(table.rows(source)) as rows:
            write(table, target, noted(rows))
        carry_on_counting(table, source, target)
    except DatabaseError as error:
        raise CopyError(f"{table.name}: {str(error).strip()}") from error
    return tally


def _write_by_copy(table: Table, target: str, rows: Iterable[tuple]) -> None:
    connection = connections[target]
    # psycopg writes all values by itself but JSON, which Python has no type of its own for.
    at = [i for i, field in enumerate(table.fields) if isinstance(field, models.JSONField)]
    prepare = [(i, table.fields[i].get_db_prep_save) for i in at]
    statement = f"COPY {_quoted(table, target)} FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copying:
        for row in rows:
            values = list(row)
            for i, prepared in prepare:
                values[i] = prepared(values[i], connection=connection)
            copying.write_row(values)


def _write_by_insert(table: Table, target: str, rows: Iterator[tuple]) -> None:
    connection = connections[target]
    prepare = [field.get_db_prep_save for field in table.fields]
    places = ", ".join(["%s"] * len(prepare))
    statement = f"INSERT INTO {_quoted(table, target)} VALUES ({places})"  # noqa: S608 (our names)
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            prepared = (
                [to(value, connection=connection) for to, value in zip(prepare, row, strict=True)]
                for row in some
            )
            cursor.executemany(statement, list(prepared))


def _quoted(table: Table, database: str) -> str:
    quote = connections[database].ops.quote_name
    columns = ", ".join(quote(field.column) for field in table.fields)
    return f"{quote(table.name)} ({columns})"


def clear(given: Sequence[Table], target: str) -> None:
    """Empty the tables that migrations fill, of which the source has its own rows."""
    with connections[target].cursor() as cursor:
        for table in given:
            name = connections[target].ops.quote_name(table.name)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 (our names)


# Numbers that a database gives out


def carry_on_counting(table: Table, source: str, target: str) -> None:
    """Let the target number new rows from where the source would have.

    Not from the last row that there is: the number of a deleted row is not given to another, which
    the list of changes would take for it.
    """
    if table.counter is None:
        return
    last = last_number(table, source)
    connection = connections[target]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            if last:
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table.name, last])
        elif last:
            named = [connection.ops.quote_name(table.name), table.counter.column, last]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", named)
        else:
            for statement in connection.ops.sequence_reset_sql(no_style(), [table.model]):
                cursor.execute(statement)


def last_number(table: Table, database: str) -> int:
    """The last number that a database has given to a row of a table; 0 for none."""
    connection = connections[database]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        else:
            quoted = connection.ops.quote_name(table.name)
            named = [quoted, table.counter.column]
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", named)
            (sequence,) = cursor.fetchone()
            asked = f"SELECT last_value FROM {sequence} WHERE is_called"  # noqa: S608 (its own name)
            cursor.execute(asked)
        found = cursor.fetchone()
    return found[0] if found else 0
