"""Statements from a file, in the admin: shown first, confirmed, then recorded."""

import csv
import io
import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from projects.models import Statement
from projects.tabular.columns import NAMES
from projects.tabular.reading import MOST_ROWS
from sources.models import Revision
from tests.desk import page, sign_in, written
from tests.factories import MilestoneFactory, SourceFactory
from tests.recorded import make, record, version_on, withdraw

DAY = date(2026, 1, 6)
IMPORT = reverse("admin:projects_statement_import")
HEADER = ["source", "milestone", "summary", "due"]
GOOD = ["invented-report", "invented-cable", "Invented.", "2026-12"]
BAD = ["invented-report", "nowhere", "Invented.", "soon"]


@pytest.fixture
def desk(client, db, time_machine):
    time_machine.move_to("2026-01-10T06:00:00Z")
    return sign_in(client, username="aigerim")


@pytest.fixture
def cable(desk):
    make(SourceFactory, slug="invented-report", published_on=DAY)
    return make(MilestoneFactory, slug="invented-cable")


def as_csv(*rows, separator: str = ",") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows([HEADER, *rows])
    return file.getvalue().encode()


def as_xlsx(*rows) -> bytes:
    book = Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(desk, content: bytes, name: str = "invented.csv"):
    return desk.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def confirm(desk, response):
    return desk.post(IMPORT, {"confirmed": response.context["token"]})


# What it would do


@pytest.mark.parametrize("content", [as_csv(GOOD), as_csv(GOOD, separator=";"), as_xlsx(GOOD)])
def test_a_file_is_shown_row_by_row_before_anything_is_written(desk, cable, content):
    record(cable, date(2025, 1, 1), due="2026-06")
    before = written()

    text = upload(desk, content).text

    for shown in (str(cable), "December 2026 (2026-12)", "Slip", "184 days later", "Due June 2026"):
        assert shown in text
    assert "Record 1 statement" in text
    assert written() == before


def test_errors_are_shown_by_cell_and_there_is_nothing_to_confirm(desk, cable):
    response = upload(desk, as_csv(GOOD, BAD))

    found = [(error.row, error.column, error.value) for error in response.context["errors"]]
    assert found == [(3, "milestone", "nowhere"), (3, "due", "soon")]
    assert "confirmed" not in response.text
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\xff", b"PK\x03\x04 rubbish", as_csv(*[GOOD] * (MOST_ROWS + 1))]
)
def test_a_file_that_can_not_be_read_is_refused_and_never_a_failure(desk, cable, content):
    response = upload(desk, content)

    assert response.status_code == 200
    assert response.context["refused"]
    assert not Statement.objects.exists()


def test_no_file_is_asked_for_again(desk):
    assert desk.post(IMPORT, {}).context["form"].errors == {"file": ["This field is required."]}


def test_what_is_in_a_file_is_shown_as_text(desk, cable):
    response = upload(desk, as_csv(["<script>", "invented-cable", "<b>bold</b>", "2026"]))

    assert "<script>&" not in response.text
    assert "&lt;script&gt;" in response.text


# Doing it


def test_what_was_shown_is_recorded_in_one_revision_with_the_name_of_the_file(desk, cable):
    response = confirm(desk, upload(desk, as_csv(GOOD, [*GOOD[:3], "2027"])))

    assert response.status_code == 302
    assert version_on(cable, DAY).due_edtf == "2027"
    made = Revision.objects.first()
    assert (made.reason, made.user.username) == ("Imported from invented.csv", "aigerim")
    assert set(Statement.objects.values_list("revision", flat=True)) == {made.pk}


def test_who_imported_a_statement_is_in_its_history(desk, cable):
    confirm(desk, upload(desk, as_csv(GOOD)))

    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("aigerim", str(Statement.objects.get().pk))


def test_what_may_no_longer_be_recorded_is_refused_whole(desk, cable):
    name = "8a6e1c1e-6f0b-4c57-9d5c-0f6a4c0d9b11"
    HEADER_AND_ID = as_csv(GOOD, [*GOOD[:3], "2027"]).decode().splitlines()
    lines = [f"{line},{end}" for line, end in zip(HEADER_AND_ID, ["id", "", name], strict=True)]
    shown = upload(desk, "\n".join(lines).encode())
    record(cable, DAY, uuid=name)

    response = confirm(desk, shown)

    assert response.context["errors"]
    assert Statement.objects.count() == 1


def test_a_confirmation_that_was_tampered_with_records_nothing(desk, cable):
    token = upload(desk, as_csv(GOOD)).context["token"]

    desk.post(IMPORT, {"confirmed": f"{token}x"})

    assert not Statement.objects.exists()


def test_a_confirmation_is_good_for_a_day(desk, cable, time_machine):
    shown = upload(desk, as_csv(GOOD))
    time_machine.move_to("2026-01-11T07:00:00Z")

    confirm(desk, shown)

    assert not Statement.objects.exists()


def test_a_thousand_rows_are_shown_and_recorded(desk, cable):
    rows = [
        [*GOOD[:2], f"Invented news {n}. {'Выдуманные слова. ' * 10}", "2026"]
        for n in range(MOST_ROWS)
    ]

    confirm(desk, upload(desk, as_csv(*rows)))

    assert Statement.objects.count() == MOST_ROWS


def test_an_export_is_imported_again_with_nothing_to_do(desk, cable):
    withdraw(record(cable, DAY, due="2026"))
    record(cable, DAY, due="2027", summary="=2+2", progress="in_progress")
    address = reverse("admin:projects_statement_export", args=["csv"])
    exported = desk.get(address).getvalue()

    response = upload(desk, exported)

    assert "errors" not in response.context or not response.context["errors"]
    assert (response.context["new"], response.context["known"]) == (0, 2)


# The template, and who may do what


def test_the_template_as_csv_is_an_import_without_rows(desk):
    content = desk.get(reverse("admin:projects_statement_import_template", args=["csv"])).content

    assert "no rows" in upload(desk, content).context["refused"]
    assert content.decode("utf-8-sig").splitlines()[0] == ",".join(NAMES)


def test_the_template_as_xlsx_explains_each_column_on_a_sheet_of_its_own(desk):
    response = desk.get(reverse("admin:projects_statement_import_template", args=["xlsx"]))

    book = load_workbook(io.BytesIO(response.getvalue()))

    assert [cell.value for cell in book.worksheets[0][1]] == list(NAMES)
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == list(NAMES)
    assert all(row[1].value for row in book.worksheets[1].iter_rows())


def test_there_is_no_other_template(desk):
    address = reverse("admin:projects_statement_import_template", args=["pdf"])

    assert desk.get(address).status_code == 404


def test_the_list_of_statements_leads_to_the_import(desk):
    assert f'href="{IMPORT}"' in desk.get(page(Statement)).text


def test_importing_takes_the_permission_to_record(client, db):
    sign_in(client, "view_statement")
    template = reverse("admin:projects_statement_import_template", args=["csv"])

    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"confirmed": "x"}).status_code == 403
    assert client.get(template).status_code == 403
    assert not re.search(r">\s*Import\s*<", client.get(page(Statement)).text)
