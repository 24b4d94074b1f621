"""A reply is of one moment of the database, and leaves no transaction behind."""

from contextlib import contextmanager
from datetime import date
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from tests.recorded import record, withdraw
from tests.tracker.asking import V1, listed, told
from tests.tracker.worlds import tracked

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_replies_kept"),
]


@contextmanager
def after_first_query(act):
    """Let another connection act as soon as the first rows are read."""
    done = []

    def acting(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SELECT") and not done:
            done.append(sql)
            thread = Thread(target=lambda: (act(), connection.close()))
            thread.start()
            thread.join()
        return result

    with connection.execute_wrapper(acting):
        yield
    assert done


@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="two connections to a database in memory"
)
def test_a_write_during_a_request_is_seen_by_the_next_one(client):
    said = tracked("first").statements.get()

    with after_first_query(lambda: (tracked("second"), withdraw(said))):
        during = told(client, "summary/")
    after = told(client, "summary/")

    assert (during["initiatives"], after["initiatives"]) == (1, 1)
    assert during["recorded_as_of"] < after["recorded_as_of"]
    again = told(client, f"summary/?recorded_as_of={during['recorded_as_of']}")
    assert again == during


@pytest.mark.parametrize(
    "path", ["milestones/", "milestones/nothing/", "milestones/?x=1", "failing/"]
)
def test_a_reply_of_any_kind_leaves_no_transaction_behind(settings, path):
    settings.ROOT_URLCONF = "tests.tracker.failing_urls"
    client = Client(raise_request_exception=False)
    milestone = tracked("first")

    client.get(f"{V1}{path}")
    record(milestone, date(2026, 2, 1))

    assert len(listed(client, "statements/", "id")) == 2
