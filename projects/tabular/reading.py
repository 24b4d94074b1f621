"""Files of rows: CSV and XLSX as spreadsheets write them, read as texts or refused in words.

What a spreadsheet makes of a date is read back: a day as 2026-12-31, a month as 2026-12.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from sources.exporting import restored

MOST_ROWS = 1000  # as many as the API takes at once
MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024  # of XLSX, which is packed
MOST_LINES = 20_000  # empty ones included
MOST_COLUMNS = 100
REMARK = "#"  # a row whose first cell begins with it is a remark
ZIPPED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = (",", ";", "\t")


class FileError(ValueError):
    """A file that can't be read at all; told in the editor's language."""


class Formula(str):
    """The text of a cell that a spreadsheet works out."""


@dataclass(frozen=True)
class Line:
    """A row of a file: its number there, from 1, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """What a file holds: its columns, and the rows with anything in them."""

    columns: Sequence[str]
    lines: Sequence[Line]


def read(content: bytes, known: Sequence[str]) -> Table:
    """The table in a file; `known` columns tell which separator it has. Raises `FileError`."""
    if len(content) > MOST_BYTES:
        raise FileError(
            _("The file is larger than %(most)s MB. Split it.") % {"most": MOST_BYTES // 1024**2}
        )
    if content.startswith(OLD_EXCEL):
        raise FileError(_("This is the old format of Excel. Save it as XLSX or as CSV UTF-8."))
    rows = _xlsx(content) if content.startswith(ZIPPED) else _csv(content, known)
    return _table(rows)


def _table(rows: Iterable[Sequence[str]]) -> Table:
    numbered = ((number, row) for number, row in enumerate(rows, 1) if any(row))
    header = next(numbered, None)
    if header is None:
        raise FileError(_("The file is empty. Its first row names the columns."))
    columns = [name.strip().casefold() for name in header[1]]
    while columns and not columns[-1]:
        columns.pop()
    again = sorted({name for name in columns if name and columns.count(name) > 1})
    if again:
        raise FileError(
            _("A column stands there twice: %(columns)s.") % {"columns": ", ".join(again)}
        )
    lines = []
    for number, row in numbered:
        if row[0].startswith(REMARK):
            continue
        if len(lines) == MOST_ROWS:
            raise FileError(
                _("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS}
            )
        lines.append(Line(number, _cells(columns, row, number)))
    if not lines:
        raise FileError(_("The file has no rows under the names of its columns."))
    return Table([name for name in columns if name], lines)


def _cells(columns: Sequence[str], row: Sequence[str], number: int) -> dict[str, str]:
    beyond = [cell for cell in row[len(columns) :] if cell]
    unnamed = [cell for name, cell in zip(columns, row, strict=False) if cell and not name]
    if beyond or unnamed:
        told = _(
            "Row %(row)s has a value under no column: “%(value)s”. A text with the separator in it "
            "stands in quotes."
        )
        raise FileError(told % {"row": number, "value": (beyond or unnamed)[0][:40]})
    return {name: cell for name, cell in zip(columns, row, strict=False) if name}


# CSV


def _csv(content: bytes, known: Sequence[str]) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise FileError(_("The file has a NUL character in it: it is neither CSV nor XLSX."))
    separator = _separator(text, known)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            if reader.line_num > MOST_LINES:
                raise FileError(
                    _("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS}
                )
            yield [restored(cell.strip(" ")).strip() for cell in row]
    except csv.Error as error:
        told = _("Line %(line)s is no CSV: %(why)s.")
        raise FileError(told % {"line": reader.line_num, "why": error}) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = _("Line %(line)s is not UTF-8. In Excel, save as “CSV UTF-8” or as XLSX.")
        raise FileError(told % {"line": line}) from error


def _separator(text: str, known: Sequence[str]) -> str:
    """The separator by which the first line names most of the columns that are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def names(separator: str) -> int:
        return sum(name.strip(' "').casefold() in known for name in first.split(separator))

    return max(SEPARATORS, key=names)


# XLSX


def _xlsx(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # not before there is one to read: it takes memory

    unreadable = FileError(_("The file looks like XLSX, and can't be read as it. Save it anew."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MOST_UNPACKED:
            raise FileError(_("The file unpacks to too much. Split it, or take CSV."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it does not know of a sheet: formats, links
            book = load_workbook(io.BytesIO(content), read_only=True)
            yield from _rows_of(book.worksheets[0] if book.worksheets else None)
    except FileError:
        raise
    except Exception as error:
        raise unreadable from error


def _rows_of(sheet) -> Iterator[list[str]]:
    if sheet is None:
        return
    rows = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, 1):
        if number > MOST_LINES:
            told = _("The sheet goes beyond row %(most)s. Delete what is not meant.")
            raise FileError(told % {"most": MOST_LINES})
        yield [_text(cell) for cell in row]


def _text(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Formula(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return _day_or_month(value, cell.number_format or "")
    return restored(str(value)).strip()


def _day_or_month(value: date, shown_as: str) -> str:
    """What was typed: Excel takes 2026-12 for the first of December, and shows it as Dec-26."""
    if isinstance(value, datetime) and value.time() != time.min:
        return value.isoformat(sep=" ")
    is_month = "d" not in shown_as.casefold() and "m" in shown_as.casefold()
    return f"{value:%Y-%m}" if is_month else f"{value:%Y-%m-%d}"
