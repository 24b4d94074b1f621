"""With a real standby: it answers reads, and nobody misses what they wrote or have seen."""

import http.client
import json
import re
from contextlib import ExitStack

import pytest
from django.db import connection

from tests.tracker.asking import V1
from tests.tracker.serving import SECONDS, Reply, ask, migrate, serving
from tests.tracker.standby import replicated, until

# In CI no PostgreSQL is there yet when the tests run on SQLite.
pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="runs with the tests on PostgreSQL"
)


@pytest.fixture(scope="module")
def pair():
    with replicated() as pair:
        yield pair


@pytest.fixture(scope="module")
def start(pair, tmp_path_factory):
    """Starts a tracker that lets the standby be so many seconds behind."""
    folder = tmp_path_factory.mktemp("replicated")
    migrate(pair.primary.url, folder)
    pair.catch_up()
    urls = {"DATABASE_URL": pair.primary.url, "DATABASE_REPLICA_URL": pair.standby.url}
    with ExitStack() as stack:
        yield lambda lag: stack.enter_context(serving(folder, **urls, TRACKER_REPLICA_LAG=str(lag)))


@pytest.fixture(scope="module")
def site(start):
    """A tracker that reads from the standby, however far behind that is."""
    return start(3600)


@pytest.fixture(scope="module")
def write(site):
    return site.writer()


@pytest.fixture(scope="module")
def bearing(write):
    """The header of somebody who may write."""
    return {"Authorization": f"Bearer {write('editor')['secret']}"}


@pytest.fixture
def path(write, pair, request):
    """Where a milestone of the test's own is."""
    slug = re.sub(r"\W+", "-", request.node.name.replace("_", "-")).strip("-")[:80].strip("-")
    write("track", slug)
    pair.catch_up()
    return f"milestones/{slug}/"


def slug_of(path: str) -> str:
    return path.split("/")[1]


def statements(reply: Reply) -> int:
    assert reply.status == 200, reply.body
    return len(reply.json()["statements"])


def post(site, path: str, body: dict, headers: dict) -> int:
    """The status of a reply to a write."""
    asking = http.client.HTTPConnection("127.0.0.1", site.port, timeout=SECONDS)
    told = {"Content-Type": "application/json", **headers}
    asking.request("POST", f"{V1}{path}", json.dumps(body), told)
    status = asking.getresponse().status
    asking.close()
    return status


def is_answered_by_standby(pair, site, write, path: str) -> bool:
    """Whether an unknown reader sees what the standby has, and not what was just written."""
    with pair.paused():
        before = statements(ask(site.port, path))
        write("record", slug_of(path))
        return statements(ask(site.port, path)) == before


def test_readers_who_are_not_known_are_answered_by_the_standby(pair, site, write, path):
    assert all(is_answered_by_standby(pair, site, write, path) for _ in range(3))


def test_whoever_just_wrote_by_a_token_reads_it(pair, site, path, bearing):
    source = ask(site.port, "sources/?page_size=1").json()["results"][0]["slug"]
    said = {"milestone": slug_of(path), "source": source, "summary": "Invented."}

    with pair.paused():
        assert post(site, "statements/", said, bearing) == 201
        mine = [statements(ask(site.port, path, **bearing)) for _ in range(4)]
        others = statements(ask(site.port, path))

    assert (mine, others) == ([2] * 4, 1)


def test_whoever_has_a_session_reads_what_was_just_written(pair, site, write, path):
    with pair.paused():
        write("record", slug_of(path))
        reply = ask(site.port, path, Cookie="sessionid=of-an-editor")

    assert statements(reply) == 2


def test_a_token_that_is_revoked_is_refused_at_once(pair, site, write, path):
    token = write("token")
    bearing = {"Authorization": f"Bearer {token['secret']}"}
    pair.catch_up()

    with pair.paused():
        before = ask(site.port, path, **bearing).status
        write("revoke", token["pk"])
        after = ask(site.port, path, **bearing).status

    assert (before, after) == (200, 401)


def test_time_does_not_go_back_for_a_reader_who_shows_what_they_saw(
    pair, site, write, path, bearing
):
    with pair.paused():
        at = write("record", slug_of(path))["at"].replace("+00:00", "Z")
        seen = ask(site.port, path, **bearing)
        changes = ask(site.port, "changes/?page_size=200", **bearing).json()
        while changes["next"]:
            rest = changes["next"].partition(V1)[2]
            changes = ask(site.port, rest, **bearing).json()

        with_tag = ask(site.port, path, If_None_Match=seen.tag)
        of_instant = ask(site.port, f"{path}?recorded_as_of={at}")
        behind_cursor = ask(site.port, f"changes/?after={changes['cursor']}")

    assert with_tag.status == 304
    assert statements(of_instant) == 2
    assert (behind_cursor.status, behind_cursor.json()["results"]) == (200, [])


def test_beyond_the_bound_reads_go_to_the_primary_and_back_again(pair, start, write, path):
    site = start(1)

    with pair.paused():
        write("record", slug_of(path))
        until(lambda: statements(ask(site.port, path)) == 2)

    until(lambda: is_answered_by_standby(pair, site, write, path))


def test_readers_do_not_notice_that_the_standby_stops_and_starts(pair, site, write, path):
    pair.standby.stop()
    write("record", slug_of(path))
    without = [statements(ask(site.port, path)) for _ in range(8)]

    pair.standby.start()
    until(lambda: is_answered_by_standby(pair, site, write, path))

    assert without == [2] * 8


def test_while_the_primary_is_away_anybody_may_read_and_nobody_write(pair, site, path, bearing):
    assert ask(site.port, path).status == 200
    paths = [path, "summary/", "summary/?as_of=2020-01-01"]  # kept counts, and others
    pair.primary.stop()
    try:
        reads = [ask(site.port, each).status for each in paths]
        by_token = ask(site.port, path, **bearing)
    finally:
        pair.primary.start()

    assert reads == [200, 200, 200]
    assert (by_token.status, by_token.headers["retry-after"]) == (503, "5")
    until(lambda: ask(site.port, path, **bearing).status == 200)
