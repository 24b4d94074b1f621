"""The file to fill in: the columns, and what each of them takes."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from projects.tabular.columns import NAMES, help_of
from projects.tabular.reading import REMARK

WIDTHS = {"summary": 50, "phrase": 30, "source": 30, "milestone": 30, "initiative": 30}


def as_csv() -> bytes:
    """The names of the columns, and under them a remark that says what each takes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(NAMES)
    first, *others = (help_of(name) for name in NAMES)
    writer.writerow([f"{REMARK} {first}", *others])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx() -> IO[bytes]:
    """A sheet to fill in, and one that says what each column takes."""
    from sources.workbooks import Workbook, add_sheet, saved  # not before there is one to write

    book = Workbook(write_only=True)
    add_sheet(book, "statements", [NAMES], [WIDTHS.get(name, 16) for name in NAMES])
    add_sheet(book, _("help"), _help(), [18, 110])
    return saved(book)


def _help() -> Iterator[list[str]]:
    yield [_("Column"), _("What it takes")]
    for name in NAMES:
        yield [name, help_of(name)]
