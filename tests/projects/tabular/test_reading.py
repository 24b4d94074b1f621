"""Files as spreadsheets write them, and files that are none."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from projects.tabular.reading import MOST_BYTES, MOST_ROWS, FileError, Formula, read

KNOWN = ["source", "summary", "due", "due_dropped"]
HEADER = "source,summary,due\n"


def cells(content: bytes) -> list[dict[str, str]]:
    return [line.cells for line in read(content, KNOWN).lines]


def xlsx(*rows, formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, shown_as in (formats or {}).items():
        book.active[place].number_format = shown_as
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileError) as refused:
        read(content, KNOWN)
    return str(refused.value)


# CSV


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"source,summary,due\na,b,2026\n", id="as it should be"),
        pytest.param(b"\xef\xbb\xbfsource,summary,due\r\na,b,2026\r\n", id="as Excel writes UTF-8"),
        pytest.param(b"source;summary;due\na;b;2026\n", id="as Excel writes it in Russian"),
        pytest.param("source\tsummary\tdue\na\tb\t2026".encode("utf-16"), id="as Unicode text"),
        pytest.param(b" Source , SUMMARY,due\n a , b ,2026\n", id="with blanks and capitals"),
        pytest.param(b'"source";"summary";"due"\n"a";"b";"2026"\n', id="all in quotes"),
        pytest.param(b"\n\nsource,summary,due\n,,\na,b,2026\n\n", id="with empty rows"),
        pytest.param(b"source,summary,due,,\na,b,2026,,\n", id="with empty columns"),
        pytest.param(b"source,summary,due\n# a remark,x,y\na,b,2026\n", id="with a remark"),
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(content):
    assert cells(content) == [{"source": "a", "summary": "b", "due": "2026"}]


def test_a_row_keeps_its_number_in_the_file():
    assert [line.number for line in read(f"{HEADER}\na,b,c\n,,\nd,e,f".encode(), KNOWN).lines] == [
        3,
        5,
    ]


def test_a_text_in_quotes_may_hold_separators_and_lines():
    assert cells(f'{HEADER}a,"b, c\nd",e'.encode())[0]["summary"] == "b, c\nd"


def test_a_text_that_an_export_defused_is_itself_again():
    assert cells(f"{HEADER}a,'=b,c".encode())[0]["summary"] == "=b"


def test_a_short_row_leaves_the_rest_empty():
    assert cells(f"{HEADER}a,b".encode()) == [{"source": "a", "summary": "b"}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (HEADER.encode(), "no rows"),
        (HEADER.encode() + "a,б,c".encode("cp1251"), "Line 2 is not UTF-8"),
        (b"source,summary\na,b\0", "NUL"),
        (b"source,source\na,b", "twice: source"),
        (HEADER.encode() + b"a,b,c,d", "Row 2 has a value under no column: “d”"),
        (HEADER.encode() + b'a,"b', "is no CSV"),
        (HEADER.encode() + b"a,b,c\n" * (MOST_ROWS + 1), "more than 1000 rows"),
        (HEADER.encode() + b"\n" * 100_000, "more than 1000 rows"),
        (b"a" * (MOST_BYTES + 1), "larger than 2 MB"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "old format of Excel"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_in_words(content, told):
    assert told in refusal(content)


# XLSX


def test_xlsx_is_read_as_texts():
    rows = [["source", "summary", "due", "due_dropped"], ["a", " b ", 2026, True], [None] * 4]

    assert cells(xlsx(*rows)) == [
        {"source": "a", "summary": "b", "due": "2026", "due_dropped": "true"}
    ]


def test_a_whole_number_that_excel_keeps_as_a_fraction_is_a_whole_number():
    assert cells(xlsx(["source", "due"], ["a", 2026.0]))[0]["due"] == "2026"


def test_a_day_is_read_as_the_day():
    assert cells(xlsx(["due"], [date(2026, 12, 31)]))[0]["due"] == "2026-12-31"


@pytest.mark.parametrize("shown_as", ["mmm-yy", "yyyy-mm", "mm/yyyy"])
def test_a_month_that_excel_made_a_day_of_is_a_month_again(shown_as):
    day = datetime(2026, 12, 1)  # noqa: DTZ001 (Excel knows no time zones)
    content = xlsx(["due"], [day], formats={"A2": shown_as})

    assert cells(content)[0]["due"] == "2026-12"


def test_a_formula_is_known_as_one():
    assert isinstance(cells(xlsx(["source", "due"], ["a", "=1+1"]))[0]["due"], Formula)


def test_a_text_that_only_looks_like_a_formula_is_a_text():
    book = Workbook()
    book.active.append(["summary"])
    book.active["A2"].value = "=b"
    book.active["A2"].data_type = "s"
    file = io.BytesIO()
    book.save(file)

    (row,) = cells(file.getvalue())

    assert row["summary"] == "=b"
    assert not isinstance(row["summary"], Formula)


def test_the_first_sheet_counts():
    book = Workbook()
    book.active.append(["source"])
    book.active.append(["a"])
    book.create_sheet("help").append(["b"])
    file = io.BytesIO()
    book.save(file)

    assert cells(file.getvalue()) == [{"source": "a"}]


def test_a_zip_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("invented.txt", "invented")

    assert "can't be read" in refusal(file.getvalue())


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (51 * 1024**2))

    assert "unpacks to too much" in refusal(file.getvalue())


def test_a_workbook_cut_short_is_refused():
    assert "can't be read" in refusal(xlsx(["source"], ["a"])[:-40])


def test_a_sheet_with_too_many_rows_is_refused():
    assert "more than 1000 rows" in refusal(xlsx(["source"], *([["a"]] * (MOST_ROWS + 1))))
