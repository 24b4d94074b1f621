"""Rows as XLSX. It takes openpyxl, so what may write a workbook imports this when it does.

A worker that serves the API never needs that, and would hold its 5 MiB of memory.
"""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO

from django.db import models
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from sources.exporting import Column, table_of

LONGEST_CELL = 32_767  # characters
FIRST_YEAR = 1900


def as_xlsx(columns: Sequence[Column], rows: Iterable[models.Model], title: str) -> IO[bytes]:
    """A workbook of one sheet, in a file that is gone when it is closed."""
    book = Workbook(write_only=True)
    add_sheet(book, title, table_of(columns, rows))
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
    if isinstance(value, date) and value.year < FIRST_YEAR:
        value = value.isoformat()
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:LONGEST_CELL])
    cell.data_type = "s"  # or what begins with = would be a formula
    return cell
