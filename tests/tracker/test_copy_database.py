"""`copy_database`: all of it arrives on another database, or nothing."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.tracker.serving import Writer, database


@pytest.fixture(autouse=True, scope="module")
def _unblocked(django_db_setup, django_db_blocker):
    """Databases other than the tests' own are connected to."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Has a tracker on SQLite as `kept`, with something in most of its tables, and an empty one."""
    folder = tmp_path_factory.mktemp("copying")
    kept = folder / "kept"
    own = {"TRACKER_VAR": str(folder), "DATABASE_URL": f"sqlite:///{kept}"}
    writer = Writer({**os.environ, **own})
    writer("migrate")
    with closing(sqlite3.connect(kept)) as there:
        there.execute("VACUUM INTO ?", [str(folder / "empty")])
    writer("track", "cable")
    writer("revoke", writer("token")["pk"])
    writer.end()
    spoil(
        kept,
        "INSERT INTO django_session VALUES ('key', 'data', '2026-01-01 00:00:00')",
        "INSERT INTO tracker_idempotencykey (user_id, key, digest, made_at, headers, body)"
        " SELECT id, 'of mine', '', '2026-01-01 12:00:00.000001', '{\"ETag\": 1.5}', x'00ff80'"
        " FROM tracker_user",
        # A milestone was deleted since.
        "UPDATE sqlite_sequence SET seq = 1000 WHERE name = 'projects_milestone'",
    )
    return folder


@pytest.fixture
def source(folder, tmp_path):
    """A copy of the tracker that a test may spoil."""
    return shutil.copyfile(folder / "kept", tmp_path / "source")


@pytest.fixture
def empty(folder, tmp_path):
    """A database on SQLite that has its tables, but nothing in them."""
    return shutil.copyfile(folder / "empty", tmp_path / "empty")


@pytest.fixture
def target(tmp_path):
    """The URL of a database without tables, of the kind that the tests run on."""
    with database(tmp_path, "copied") as url:
        yield url


def copy(source, target, *options: str) -> list[str]:
    """Copy by URLs, or paths of files of SQLite; the lines that are said."""
    urls = [url if "://" in str(url) else f"sqlite:///{url}" for url in (source, target)]
    told = StringIO()
    call_command("copy_database", f"--from={urls[0]}", f"--to={urls[1]}", *options, stdout=told)
    return told.getvalue().splitlines()


@dataclass(frozen=True)
class Moved:
    """Where a tracker was, where it is after it was copied twice, and what was said then."""

    source: Path
    back: Path
    said: list[str]


@pytest.fixture(scope="module")
def moved(folder):
    """It was copied to another database, of the kind that the tests run on, and back."""
    back = shutil.copyfile(folder / "empty", folder / "back")
    with database(folder, "moved") as url:
        said = copy(folder / "kept", url)
        copy(url, back)
    return Moved(folder / "kept", back, said)


def spoil(path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as there, there:
        for statement in statements:
            there.execute(statement)


def asked(path, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as there:
        return there.execute(statement).fetchall()


SKIPPED = re.compile(r'^INSERT INTO "(django_migrations|sqlite_sequence|\w+_words)')


def rows(path) -> list[str]:
    """All that is in a database on SQLite, but for when it was migrated and the word indexes."""
    with closing(sqlite3.connect(path)) as there:
        told = [line for line in there.iterdump() if line.startswith("INSERT INTO")]
    return sorted(line for line in told if not SKIPPED.search(line))


def test_there_and_back_again_every_row_is_as_it_was(moved):
    assert rows(moved.back) == rows(moved.source)


def test_each_table_is_told_with_its_rows_and_a_checksum(moved):
    told = {words[0]: words[1:] for words in map(str.split, moved.said)}

    (publishers,) = asked(moved.source, "SELECT count(*) FROM sources_publisher")[0]
    count, _, checksum = told["sources_publisher"]
    assert count == str(publishers)
    assert int(checksum, 16) > 0


def test_words_are_found_where_they_were_copied_to(moved):
    index = "projects_initiative_words"

    found = f"SELECT count(*) FROM {index} WHERE {index} MATCH 'cab*'"
    assert asked(moved.back, found) == [(1,)]


def test_the_number_of_a_deleted_row_is_not_given_again(moved):
    last = "SELECT seq FROM sqlite_sequence WHERE name = 'projects_milestone'"
    assert asked(moved.back, last) == [(1000,)]


def test_sessions_are_left_out_when_asked_to(source, empty):
    copy(source, empty, "--without-sessions")

    assert asked(source, "SELECT count(*) FROM django_session") == [(1,)]
    assert asked(empty, "SELECT count(*) FROM django_session") == [(0,)]


def test_a_failure_leaves_the_target_empty_and_to_be_filled_again(source, target):
    spoil(source, "UPDATE projects_milestone SET initiative_id = -1")

    with pytest.raises(CommandError, match=r"(?s)projects_milestone.*Nothing was copied"):
        copy(source, target)
    spoil(source, "UPDATE projects_milestone SET initiative_id = 1")

    assert copy(source, target)[-1].startswith("Copied and verified")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes any text")
@pytest.mark.parametrize(
    ("text", "told"),
    [("printf('%300s', 'x')", "value too long"), ("'a' || char(0)", "NUL")],
)
def test_a_text_that_the_target_can_not_hold_is_told_with_its_table(source, target, text, told):
    spoil(source, f"UPDATE sources_publisher SET name_en = {text} WHERE id = 1")

    with pytest.raises(CommandError, match=rf"(?s)sources_publisher: .*{told}"):
        copy(source, target)


def test_what_arrives_otherwise_than_it_was_read_is_found(source, empty):
    spoil(
        empty,
        "CREATE TRIGGER meddling AFTER INSERT ON sources_publisher BEGIN"
        " UPDATE sources_publisher SET url = 'http://x.example/' WHERE id = 1; END",
    )

    with pytest.raises(CommandError, match=r"(?s)sources_publisher: of.*there arrived"):
        copy(source, empty)

    assert asked(empty, "SELECT count(*) FROM sources_publisher") == [(0,)]


def test_a_target_that_is_not_empty_is_refused(source, folder):
    target = folder / "kept"

    with pytest.raises(CommandError, match=r"not empty: there are rows in .*sources_publisher"):
        copy(source, target)


def test_a_source_without_tables_is_refused(empty, tmp_path):
    spoil(tmp_path / "other.sqlite3", "CREATE TABLE other (id integer)")

    with pytest.raises(CommandError, match="no tables of the tracker"):
        copy(tmp_path / "other.sqlite3", empty)


def test_a_source_of_a_newer_release_is_refused(source, empty):
    spoil(source, "UPDATE django_migrations SET name = '0999_new' WHERE name = '0001_initial'")
    spoil(
        source,
        "INSERT INTO django_migrations (app, name, applied)"
        " SELECT app, '0001_initial', applied FROM django_migrations WHERE name = '0999_new'",
    )

    with pytest.raises(CommandError, match=r"newer release: .*projects\.0999_new"):
        copy(source, empty)


def test_a_source_that_is_not_there_is_not_made(empty, tmp_path):
    with pytest.raises(CommandError, match=r"no database at .*nothing\.sqlite3"):
        copy(tmp_path / "nothing.sqlite3", empty)

    assert not (tmp_path / "nothing.sqlite3").exists()


def test_a_database_is_not_copied_onto_itself(source):
    with pytest.raises(CommandError, match="are the same database"):
        copy(source, source)


@pytest.mark.parametrize("url", ["mysql://me:hunter2@localhost/tracker", "tracker"])
def test_a_url_that_can_not_be_used_is_refused_without_being_shown(source, url):
    with pytest.raises(CommandError, match=r"--to cannot be used. It takes postgresql") as caught:
        call_command("copy_database", f"--from=sqlite:///{source}", f"--to={url}")

    assert "hunter2" not in str(caught.value)


def test_what_to_fill_has_to_be_said(source, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with pytest.raises(CommandError, match="--to, or in DATABASE_URL"):
        call_command("copy_database", f"--from=sqlite:///{source}")
