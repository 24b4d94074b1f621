"""Queries that are kept are prepared in PostgreSQL, and little time is taken to plan any."""

from datetime import date

import pytest
from django.db import DataError, InternalError, OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from projects.models import MilestoneVersion
from sources import compiled
from sources.inputs import Free
from sources.revisions import one_moment
from tests.recorded import record

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite keeps no plans"),
]


@pytest.fixture(autouse=True)
def nothing_kept():
    compiled.forget()
    connection.close()
    connection.close_pool()  # what was prepared on its connections is another's
    yield
    compiled.forget()


@pytest.fixture
def migration():
    """The cursor of another process that changes tables, among them one of a short name."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE later_wider (name varchar(5))")
        yield cursor
        cursor.execute("DROP TABLE later_wider")
    other.close()


def versions(day: date, keys: list[int]):
    return MilestoneVersion.objects.as_of(day).filter(milestone__in=keys).values("pk")


def ask(day: date = date(2026, 1, 1)) -> list[dict]:
    return compiled.rows(versions, versions, day, Free([1, 2]))


def prepared() -> list[str]:
    """The statements of `ask` that are prepared on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall() if "milestoneversion" in statement]


def test_a_query_is_prepared_once_it_is_kept():
    ask()
    first = prepared()
    ask()
    ask(date(2026, 2, 2))

    assert first == []
    assert len(prepared()) == 1


def page(day: date):
    return MilestoneVersion.objects.as_of(day).order_by("due_latest").values("pk")[:2]


def test_a_page_is_planned_each_time_for_the_days_that_it_is_of():
    for number in range(1, 4):
        compiled.rows(page, page, date(2026, 1, number))

    assert prepared() == []


def test_what_no_asking_changes_is_known_to_the_plan():
    ask()
    ask()

    (statement,) = prepared()

    assert "9999-12-31" in statement


def test_the_end_of_a_moment_forgets_nothing_that_is_prepared():
    with one_moment():
        ask()
    with one_moment():
        ask()
        before = prepared()
    with one_moment():
        assert prepared() == before != []


def test_the_end_of_a_request_forgets_nothing_that_is_prepared():
    ask()
    ask()
    taken, asked = connection.connection, "SELECT count(*) FROM pg_prepared_statements"
    before = taken.execute(asked).fetchone()

    connection.close()  # which gives it back to the pool

    assert taken.execute(asked).fetchone() == before != (0,)


def test_a_prepared_query_is_counted_and_told_with_its_values():
    ask()

    with CaptureQueriesContext(connection) as asked:
        ask()

    (query,) = asked
    assert query["sql"].startswith('SELECT "projects_milestoneversion"."id" AS "pk"')
    assert "'2026-01-01'::date" in query["sql"]


def test_nothing_is_written_in_a_moment():
    with pytest.raises(InternalError, match="read-only"), one_moment():
        MilestoneVersion.objects.get_queryset()._raw_delete("default")


def test_a_moment_in_which_a_query_failed_ends_all_the_same():
    with connection.cursor() as cursor, one_moment(), pytest.raises(DataError):
        cursor.execute("SELECT 1 / 0")

    ask()
    ask()
    assert len(prepared()) == 1


def test_what_a_migration_made_of_another_type_is_asked_of_a_new_connection(migration):
    asked = "SELECT name FROM later_wider WHERE name = %s"
    with connection.preparing_cursor() as cursor:
        cursor.execute(asked, ["x"])
    migration.execute("ALTER TABLE later_wider ALTER name TYPE varchar(9)")

    with pytest.raises(OperationalError), one_moment(), connection.preparing_cursor() as cursor:
        cursor.execute(asked, ["x"])
    connection.close()  # as the end of a request does

    with connection.preparing_cursor() as cursor:
        assert cursor.execute(asked, ["x"]).fetchall() == []


@pytest.mark.parametrize(
    ("name", "value"), [("join_collapse_limit", "6"), ("random_page_cost", "1.1")]
)
def test_queries_are_planned_by_what_ours_are_like(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (value,)


def test_what_a_write_asks_is_prepared_in_its_transaction(milestone):
    for year in range(2027, 2030):
        record(milestone, date(2026, 1, 1), due=str(year))

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        begun = {" ".join(statement.split()[:3]) for (statement,) in cursor.fetchall()}
    assert {
        'INSERT INTO "projects_statement"',
        'INSERT INTO "projects_milestoneversion"',
        'UPDATE "projects_milestoneversion" SET',
        'UPDATE "sources_latestrevision" SET',
    } <= begun


def test_nothing_is_prepared_where_a_pooler_in_front_knows_nothing_of_it(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "prepare_threshold", None)

    ask()
    ask()

    assert prepared() == []
