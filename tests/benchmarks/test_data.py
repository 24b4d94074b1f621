"""The synthetic data is what the write path would have left, and always the same."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from benchmarks.generate import generate
from benchmarks.rows import MODELS
from benchmarks.sizes import DAY, Size
from benchmarks.stories import story
from benchmarks.versions import versions
from projects.codes import Standing
from projects.models import Digest, Initiative, Milestone, MilestoneVersion, Statement
from projects.models.tallies import Tally, TallyMember
from sources.dates import LAST_DAY
from tests.benchmarks.again import record_again, stored

TINY = Size("tiny", 3)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def generated():
    generate(TINY, StringIO())


def test_the_data_is_what_the_write_path_would_have_left(generated):
    loaded = stored()

    record_again()

    recorded = stored()
    assert {table for table in loaded if loaded[table] != recorded[table]} == set()


def test_every_table_of_the_write_path_has_rows(generated):
    filled = {table for table, rows in stored().items() if rows}

    assert filled == {model._meta.db_table for model in (*MODELS, Digest, Tally, TallyMember)}


def test_versions_and_counts_follow_from_the_statements(generated):
    told = StringIO()

    call_command("rebuild_versions", check=True, stdout=told)

    assert "All versions follow from the statements: 3 initiatives." in told.getvalue()


def test_the_size_is_what_it_says(generated):
    counts = [model.objects.count() for model in (Initiative, Milestone, Statement)]

    assert counts == [TINY.initiatives, TINY.milestones, TINY.statements] == [3, 60, 180]


def test_links_lead_somewhere(generated):
    connection.check_constraints()


def test_words_are_found(generated):
    assert Statement.objects.search("synthetic 000002").count() == 60


def test_indices_and_triggers_are_as_migrations_left_them():
    before = _schema()

    generate(TINY, StringIO())

    assert _schema() == before


def test_a_number_has_always_the_same_story():
    assert [_told(said) for said in story(7).batches[0]] == [
        _told(said) for said in story(7).batches[0]
    ]


def test_another_number_has_another_story():
    assert story(7).kinds != story(8).kinds


def test_three_in_ten_milestones_are_overdue_on_the_day_of_the_data():
    present = [row for number in range(40) for row in _present(number)]

    overdue = [row for row in present if row.standing == Standing.RUNNING and row.due_latest < DAY]

    assert 0.25 < len(overdue) / len(present) < 0.35


def _present(number: int) -> list[MilestoneVersion]:
    rows = [version.row for version in versions(story(number)) if version.closed is None]
    return [row for row in rows if isinstance(row, MilestoneVersion) and row.known_to == LAST_DAY]


def _schema() -> list:
    """What the database says of its tables, indices, constraints and triggers."""
    of_sqlite = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    of_postgres = (
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "UNION SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
        "FROM pg_constraint ORDER BY 1, 2, 3"
    )
    with connection.cursor() as cursor:
        cursor.execute(of_sqlite if connection.vendor == "sqlite" else of_postgres)
        return cursor.fetchall()


def _told(said: Statement) -> tuple:
    return said.announced_on, said.due_edtf, said.progress, said.met_edtf
