"""Rows as CSV and XLSX: typed, safe to open in a spreadsheet, and never all in memory."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import IO, NamedTuple

from django.db import models
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from sources.dates import FIRST_DAY, LAST_DAY
from sources.revisions import FOREVER
from sources.search import WordsField

# What a spreadsheet takes for the beginning of a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
OPEN = (FIRST_DAY, LAST_DAY, FOREVER)  # what is stored where a bound is open
LONGEST_CELL = 32_767  # characters, in XLSX
MOST_ROWS_OF_XLSX = 200_000  # it takes a minute; a sheet could hold five times as many
FIRST_YEAR_OF_XLSX = 1900
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


def _table(columns: Sequence[Column], rows: Iterable[models.Model]) -> Iterator[list]:
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
    lines = (write([in_csv(value) for value in line]) for line in _table(columns, rows))
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


# XLSX


def as_xlsx(columns: Sequence[Column], rows: Iterable[models.Model], title: str) -> IO[bytes]:
    """A workbook of one sheet, in a file that is gone when it is closed."""
    book = Workbook(write_only=True)
    add_sheet(book, title, _table(columns, rows))
    return saved(book)


def add_sheet(
    book: Workbook, title: str, table: Iterable[Sequence], widths: Sequence[int] = ()
) -> None:
    """A sheet whose first line is its header, and stays in sight."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[chr(ord("A") + number - 1)].width = width
    for number, line in enumerate(table):
        cells = [_cell(sheet, value) for value in line]
        if not number:
            for cell in cells:
                cell.font = Font(bold=True)
        sheet.append(cells)


def saved(book: Workbook) -> IO[bytes]:
    """A workbook as a file, from its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet, value: object) -> WriteOnlyCell:
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)  # a sheet knows no zones: it is UTC
    if isinstance(value, date) and value.year < FIRST_YEAR_OF_XLSX:
        value = value.isoformat()
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:LONGEST_CELL])
    cell.data_type = "s"  # or what begins with = would be a formula
    return cell
