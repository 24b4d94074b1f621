"""What a table of statements would do, and what is wrong with its cells."""

from datetime import date
from uuid import UUID

import pytest

from projects.models import MilestoneVersion, Statement
from projects.tabular import importing
from projects.tabular.columns import NAMES
from projects.tabular.reading import FileError, Formula, Line, Table
from sources.models import Revision
from sources.revisions import revision
from tests.factories import MilestoneFactory, PersonFactory, SourceFactory
from tests.recorded import make, record, version_on

DAY = date(2026, 1, 10)
SAID = date(2026, 1, 6)
ID = "8a6e1c1e-6f0b-4c57-9d5c-0f6a4c0d9b11"


@pytest.fixture
def source(db):
    return make(SourceFactory, slug="invented-report", published_on=SAID)


@pytest.fixture
def cable(source):
    return make(MilestoneFactory, slug="invented-cable")


def table(*rows: dict, columns=NAMES) -> Table:
    told = {"source": "invented-report", "milestone": "invented-cable", "summary": "Invented."}
    return Table(columns, [Line(n, {**told, **row}) for n, row in enumerate(rows, 2)])


def errors(*rows: dict, **fields) -> list[tuple[int, str, str]]:
    plan = importing.plan(table(*rows, **fields), DAY)
    return [(error.row, error.column, error.told) for error in plan.errors]


def write(*rows: dict) -> importing.Plan:
    with revision(None, "Imported from invented.csv"):
        return importing.write(table(*rows), DAY)


# What it would do


def test_a_plan_writes_nothing(cable):
    importing.plan(table({"due": "2026-12"}), DAY)

    assert not Statement.objects.exists()


def test_a_plan_says_what_each_row_does(cable):
    record(cable, date(2025, 1, 1), due="2026-06")

    plan = importing.plan(table({"due": "2026-12"}, {"due": "2026-35"}), DAY)

    assert [row.row for row in plan.rows] == [2, 3]
    assert [row.move for row in plan.rows] == ["slip", "pull_in"]
    assert [row.deadline for row in plan.rows] == ["December 2026 (2026-12)", "Q3 2026 (2026-35)"]


def test_a_plan_says_how_the_milestone_stands_before_and_after(cable):
    record(cable, date(2025, 1, 1), due="2026-06")

    (row,) = importing.plan(table({"due": "2026-12"}), DAY).rows

    assert (row.turn.before.due_edtf, row.turn.after.due_edtf) == ("2026-06", "2026-12")
    assert row.turn.after.slip_days == 184


def test_a_plan_costs_the_same_however_many_rows(cable, django_assert_num_queries):
    costs = []
    for rows in (2, 200):
        many = table(*({"due": "2026-12"} for _ in range(rows)))
        with django_assert_num_queries(20, exact=False) as asked:
            importing.plan(many, DAY)
        costs.append(len(asked))

    assert costs[0] == costs[1]


# Doing it


def test_a_file_is_recorded_in_one_revision(cable):
    write({"due": "2026-12"}, {"due": "2027"})

    assert Statement.objects.count() == 2
    assert Revision.objects.filter(reason="Imported from invented.csv").count() == 1
    assert version_on(cable, DAY).due_edtf == "2027"


def test_every_column_is_recorded(cable):
    anchor = make(MilestoneFactory, slug="invented-anchor", initiative=cable.initiative)
    make(PersonFactory, slug="invented-minister")
    row = {
        "id": ID,
        "locator": "paragraph 5",
        "speaker": "invented-minister",
        "post": "minister",
        "initiative": cable.initiative.slug,
        "announced_on": "05.01.2026",
        "phrase": "within a year",
        "reading": "Read so.",
        "due_within": "P12M",
        "due_within_of": "invented-anchor",
        "reason": "Invented reason.",
        "progress": "выполняется",
        "stage": "implementation",
    }

    assert write(row).errors == []

    stored = Statement.objects.get()
    assert stored.uuid == UUID(ID)
    assert stored.announced_on == date(2026, 1, 5)
    assert (stored.due_within_offset, stored.due_within_of) == ("P12M", anchor)
    assert (stored.progress, stored.stage) == ("in_progress", "implementation")
    assert stored.speaker.slug == "invented-minister"


def test_a_row_with_an_error_keeps_all_from_being_recorded(cable):
    plan = write({"due": "2026-12"}, {"due": "rubbish"})

    assert [error.row for error in plan.errors] == [3]
    assert not Statement.objects.exists()
    assert not MilestoneVersion.objects.exists()


def test_a_row_whose_id_is_recorded_already_is_left_out(cable):
    write({"id": ID, "due": "2026-12"})

    plan = write({"id": ID, "due": "2026-12"}, {"due": "2027"})

    assert [row.is_recorded for row in plan.rows] == [True, False]
    assert Statement.objects.count() == 2


def test_a_row_that_says_something_else_under_a_recorded_id_is_an_error(cable):
    write({"id": ID, "due": "2026-12"})

    plan = write({"id": ID, "due": "2027"})

    assert [(error.column, error.value) for error in plan.errors] == [("due", "2027")]
    assert "never changes" in plan.errors[0].told
    assert Statement.objects.count() == 1


def test_one_id_twice_in_a_file_is_an_error(cable):
    assert [error[:2] for error in errors({"id": ID}, {"id": ID})] == [(3, "id")]


# What is wrong


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ({"source": "nowhere"}, "source", "no source “nowhere”"),
        ({"source": ""}, "source", "Empty, and needed"),
        ({"milestone": "nowhere"}, "milestone", "no milestone “nowhere”"),
        ({"milestone": ""}, "initiative", "Empty, and needed"),
        ({"summary": ""}, "summary", "What the source says"),
        ({"due": "soon"}, "due", "Accepted are, for example"),
        ({"due": Formula("=A1")}, "due", "A formula: paste its value"),
        ({"summary": Formula("=A1")}, "summary", "A formula: paste its value"),
        ({"due": "2026", "due_dropped": "yes"}, "due_dropped", "or drop it"),
        ({"due_dropped": "perhaps"}, "due_dropped", "neither yes nor no"),
        ({"due_within": "a year"}, "due_within", "Accepted are, for example"),
        ({"progress": "rubbish"}, "progress", "Accepted are: not_started, in_progress"),
        ({"met": "2025"}, "met", "set the progress to met"),
        ({"announced_on": "01/06/2026"}, "announced_on", "2026-01-06 and 06.01.2026"),
        ({"announced_on": "2026-01-07"}, "announced_on", "No later than the source's own day"),
        ({"id": "rubbish"}, "id", "An id is a UUID"),
        ({"phrase": "x" * 121}, "phrase", "120"),
    ],
)
def test_an_error_names_its_cell_and_what_would_be_accepted(cable, cells, column, told):
    found = errors({}, cells)

    assert {error[:2] for error in found} == {(3, column)}
    assert told in " ".join(error[2] for error in found)


def test_all_that_is_wrong_is_told_at_once(cable):
    found = errors(
        {"source": "nowhere", "progress": "rubbish", "due": "soon"}, {"due": "soon"}, {"id": "x"}
    )

    assert [error[:2] for error in found] == [
        (2, "source"),
        (2, "due"),
        (2, "progress"),
        (3, "due"),
        (4, "id"),
    ]


def test_a_milestone_of_another_initiative_is_an_error(cable):
    other = make(MilestoneFactory).initiative

    assert errors({"initiative": other.slug})[0][:2] == (2, "milestone")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (["source", "summary", "milestone", "dew"], "Unknown columns: dew. Known are: id, source"),
        (["summary", "milestone"], "Missing columns: source"),
        (["source", "summary"], "Missing columns: milestone"),
    ],
)
def test_columns_that_are_unknown_or_missing_are_refused(cable, columns, told):
    with pytest.raises(FileError, match=told):
        importing.plan(table({}, columns=columns), DAY)


def test_what_only_exports_say_is_not_read(cable):
    plan = importing.plan(table({"seq": "5"}, columns=[*NAMES, "seq"]), DAY)

    assert plan.ignored == ["seq"]
    assert not plan.errors
