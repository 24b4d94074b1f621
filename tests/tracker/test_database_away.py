"""While the database is away, or too busy, the reply says so, and when to try again."""

import sqlite3

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from tests.tracker.asking import V1
from tests.tracker.pages import Page
from tracker.databases import is_away


def error_of_sqlite(code: int) -> OperationalError:
    """What Django makes of a failure of SQLite."""
    cause = sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    error = OperationalError()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("connection already closed"), True),
        (error_of_sqlite(sqlite3.SQLITE_BUSY), True),
        (error_of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), True),
        (error_of_sqlite(sqlite3.SQLITE_ERROR), False),  # no such table
        (IntegrityError(), False),
        (None, False),
    ],
)
def test_some_errors_say_that_the_database_is_away(error, away):
    assert is_away(error) is away


@pytest.fixture
def ask(db):
    """Asks while every statement fails for lack of a server."""

    def gone(execute, *args):
        raise OperationalError("the connection is lost")

    def ask_without(path: str, **options):
        with connection.execute_wrapper(gone):
            return Client(raise_request_exception=False).get(path, **options)

    return ask_without


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("en", "The database does not answer just now. Try again in a few seconds."),
        ("ru", "База данных сейчас не отвечает. Повторите через несколько секунд."),
    ],
)
def test_a_read_without_a_database_is_503_and_says_when_to_try_again(ask, language, detail):
    reply = ask(f"{V1}milestones/", headers={"accept-language": language})

    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.json()["detail"] == detail


def test_a_token_that_can_not_be_looked_up_is_no_bad_one(ask):
    reply = ask(f"{V1}milestones/", headers={"authorization": f"Bearer trk_{'a' * 52}"})

    assert reply.status_code == 503


def test_the_board_without_a_database_has_a_page_that_says_so(ask):
    reply = ask("/")

    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
    assert "Back in a moment" in Page(reply).text
