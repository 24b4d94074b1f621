"""The pool of connections to PostgreSQL, in workers that were forked."""

import os
import subprocess
import sys

import pytest
from django.db import connection, connections

from tests.tracker.serving import ROOT, ask
from tracker.postgresql.base import is_alive

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is no server"),
]
LEFT = """
import runpy, threading
conf = runpy.run_path("gunicorn.conf.py")
import django
django.setup()
conf["when_ready"](None)
from django.db import connection
print(len(connection._connection_pools), threading.active_count())
"""


def end_all_others() -> int:
    """End every other connection to the server; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname LIKE '%\\_served' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def test_a_request_after_the_server_ended_all_connections_is_answered(site):
    before = [ask(site.port, "milestones/").status for _ in range(4)]

    ended = end_all_others()

    assert ended > 0
    assert [*before, *(ask(site.port, "milestones/").status for _ in range(8))] == [200] * 12


def test_a_connection_that_the_server_ended_is_known_without_asking():
    other = connections.create_connection("default")
    other.connect()
    taken, alive = other.connection, is_alive(other.connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [taken.info.backend_pid])

    after = is_alive(taken)
    other.close()

    assert (alive, after) == (True, False)


def test_nothing_of_a_pool_is_left_when_workers_are_forked(site):
    left = subprocess.run(
        [sys.executable, "-c", LEFT],
        cwd=ROOT,
        env={**os.environ, **site.environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert left.stdout.splitlines()[-1] == "0 1"
