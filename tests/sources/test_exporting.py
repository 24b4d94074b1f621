"""Rows as CSV and XLSX, without HTTP."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from sources.dates import LAST_DAY
from sources.exporting import Column, as_csv, columns_of, restored
from sources.models import Publisher, Source
from sources.workbooks import LONGEST_CELL, as_xlsx
from tests.factories import PublisherFactory, SourceFactory
from tests.recorded import make

VALUE = [Column("value", lambda row: row)]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tindented", "\rreturned"]


def csv_of(*values) -> list[str]:
    text = b"".join(as_csv(VALUE, values)).decode("utf-8-sig")
    return [line[0] if line else "" for line in csv.reader(io.StringIO(text, newline=""))][1:]


def cells_of(*values) -> list:
    with as_xlsx(VALUE, values, "invented") as file:
        sheet = load_workbook(file).active
        return [row[0] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_marked_in_csv(text):
    assert csv_of(text) == [f"'{text}"]
    assert restored(f"'{text}") == text


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_a_text_that_looks_like_a_formula_is_a_text_in_xlsx(text):
    (cell,) = cells_of(text)

    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize("text", ["words", "'quoted'", "a=b", "", "'"])
def test_any_other_text_stays_as_it_is(text):
    assert csv_of(text) == [text]
    assert restored(text) == text


def test_numbers_and_days_keep_their_types_in_xlsx():
    values = [-5, Decimal("1.5"), True, date(2026, 1, 6), datetime(2026, 1, 6, 7, 8, tzinfo=UTC)]

    assert [cell.data_type for cell in cells_of(*values)] == ["n", "n", "b", "d", "d"]


def test_a_negative_number_is_a_number_in_csv():
    assert csv_of(-5, date(2026, 1, 6), True) == ["-5", "2026-01-06", "true"]


def test_an_instant_says_its_zone_in_csv():
    assert csv_of(datetime(2026, 1, 6, 7, 8, tzinfo=UTC)) == ["2026-01-06T07:08:00.000000Z"]


def test_an_open_bound_is_empty():
    assert csv_of(LAST_DAY) == [""]
    assert cells_of(LAST_DAY, "below")[0].value is None


def test_a_day_before_the_first_of_spreadsheets_is_a_text_in_xlsx():
    assert cells_of(date(1899, 12, 31))[0].value == "1899-12-31"


def test_what_xlsx_can_not_hold_does_not_stop_it():
    control, long = cells_of("a\x0bb", "x" * (LONGEST_CELL + 1))

    assert control.value == "a\ufffdb"
    assert len(long.value) == LONGEST_CELL


def test_csv_tells_excel_that_it_is_utf_8():
    assert next(as_csv(VALUE, ["қазақша"])).startswith("\ufeffvalue".encode())


def test_csv_comes_in_pieces_however_many_rows():
    pieces = list(as_csv(VALUE, ("invented " * 10 for _ in range(10_000))))

    assert len(pieces) > 10
    assert max(len(piece) for piece in pieces) < 2**17


def test_columns_are_those_of_the_model_without_its_index_of_words():
    names = [column.name for column in columns_of(Publisher)]

    assert {"slug", "name_en", "name_ru", "name_kk", "url", "revision"} <= set(names)
    assert "words" not in names


def test_a_link_is_named_by_the_slug_of_its_row(db):
    source = make(SourceFactory, publisher=make(PublisherFactory, slug="invented-press"))

    (column,) = columns_of(Source, ["publisher"])

    assert column.of(source) == "invented-press"
