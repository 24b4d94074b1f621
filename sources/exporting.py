"""Rows as CSV: typed, safe to open in a spreadsheet, and never all in memory.

`sources.workbooks` has them as XLSX.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import NamedTuple

from django.db import models

from sources.dates import FIRST_DAY, LAST_DAY
from sources.revisions import FOREVER
from sources.search import WordsField

# What a spreadsheet takes for the beginning of a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
OPEN = (FIRST_DAY, LAST_DAY, FOREVER)  # what is stored where a bound is open
CHUNK = 2000  # rows asked for at a time
BLOCK = 64 * 1024  # characters of CSV sent at a time


class Column(NamedTuple):
    """A column of an export: its name, and what it says of a row."""

    name: str
    of: Callable[[models.Model], object]


# What is exported


def columns_of(model: type[models.Model], names: Sequence[str] = ()) -> list[Column]:
    """A column for each column of the model or, in their order, for those `names`.

    What a row links to is named as addresses name it: by its slug, its id or its number.
    """
    fields = model._meta.concrete_fields
    if names:
        fields = [model._meta.get_field(name) for name in names]
    return [_column(field) for field in fields if not isinstance(field, WordsField)]


def linked_by(model: type[models.Model]) -> list[str]:
    """The links of a model's rows, which `columns_of` follows."""
    return [field.name for field in model._meta.concrete_fields if field.is_relation]


def _column(field: models.Field) -> Column:
    if not field.is_relation:
        return Column(field.name, lambda row: getattr(row, field.attname))
    return Column(field.name, lambda row: key(getattr(row, field.name)))


def key(row: models.Model | None) -> object:
    """What a row is known by; None for no row."""
    if row is None:
        return None
    for name in ("slug", "uuid", "username", "pk"):
        if (value := getattr(row, name, None)) is not None:
            return value
    return None


def table_of(columns: Sequence[Column], rows: Iterable[models.Model]) -> Iterator[list]:
    """The lines of a file: its header, and one for each row."""
    yield [column.name for column in columns]
    for row in rows:
        yield [plain(column.of(row)) for column in columns]


def plain(value: object) -> object:
    """A value as files have it: open bounds are empty, codes and ids are texts."""
    if value is None or value in OPEN:
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, bool | int | float | date) or hasattr(value, "is_finite"):
        return value
    return str(value)


# CSV


class _Echo:
    """What `csv` writes to, to get back what it would have written."""

    def write(self, text: str) -> str:
        return text


def as_csv(columns: Sequence[Column], rows: Iterable[models.Model]) -> Iterator[bytes]:
    """CSV in UTF-8 with the mark by which Excel knows that; commas, days as ISO 8601 has them."""
    write = csv.writer(_Echo()).writerow
    lines = (write([in_csv(value) for value in line]) for line in table_of(columns, rows))
    block: list[str] = []
    size = 0
    for line in chain(["\ufeff"], lines):
        block.append(line)
        size += len(line)
        if size > BLOCK:
            yield "".join(block).encode()
            block, size = [], 0
    yield "".join(block).encode()


def in_csv(value: object) -> str:
    """A value as a cell of CSV; a text that a spreadsheet would run is marked as a text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return defused(value.replace("\0", ""))
    return str(value)


def defused(text: str) -> str:
    """A text with an apostrophe before it, if a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def restored(text: str) -> str:
    """The text that `defused` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text
