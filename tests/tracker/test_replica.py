"""Which requests a replica may answer, and which database a row is read from and written to."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connections, router
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from projects.models import Initiative
from sources.models import LatestRevision, Revision, Source
from sources.revisions import NOTHING_YET
from tests.factories import SourceFactory
from tests.recorded import make
from tests.tracker.asking import V1
from tracker import replica
from tracker.api.changes import Reached
from tracker.models import ApiToken
from tracker.replica import NoCopyError, ReplicaMiddleware, Router, Seen, seconds_behind, seen_by

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DIGEST = "0123456789abcdef" * 2


@pytest.fixture
def answering():
    """The replica answers."""
    token = replica._is_used.set(True)
    yield
    replica._is_used.reset(token)


@pytest.mark.parametrize("model", [Initiative, Source, LatestRevision])
def test_what_is_recorded_is_read_from_the_replica_while_it_answers(model, answering):
    assert Router().db_for_read(model) == "replica"


def test_a_token_is_read_from_the_primary_at_all_times(answering):
    assert Router().db_for_read(ApiToken) is None


def test_nothing_is_read_from_the_replica_otherwise():
    assert Router().db_for_read(Source) is None


def test_a_row_that_the_replica_gave_is_written_to_the_primary():
    row = Source()
    row._state.db = "replica"

    assert Router().db_for_write(Source, instance=row) == "default"


def test_a_row_of_another_database_stays_there():
    row = Source()
    row._state.db = "copied_to"

    assert Router().db_for_write(Source, instance=row) is None


def test_rows_of_both_may_be_linked_and_the_replica_is_never_migrated():
    of_replica, of_primary, of_another = Source(), Source(), Source()
    of_replica._state.db, of_primary._state.db = "replica", "default"
    of_another._state.db = "copied_to"

    assert Router().allow_relation(of_replica, of_primary) is True
    assert Router().allow_relation(of_replica, of_another) is None
    assert Router().allow_migrate("replica", "sources") is False
    assert Router().allow_migrate("default", "sources") is None


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", f"{V1}statements/"), ("patch", f"{V1}sources/a/"), ("get", "/admin/sources/")],
)
def test_writes_and_the_admin_are_never_the_replica_s(method, path):
    request = getattr(RequestFactory(), method)(path)

    assert not ReplicaMiddleware(lambda request: None).may_answer(request)


@pytest.mark.parametrize(
    ("query", "headers", "seen"),
    [
        ({}, {}, Seen()),
        ({}, {"if-none-match": f'"17.20260101.{DIGEST}"'}, Seen(17)),
        ({}, {"if-none-match": f'W/"3-17.20260101.{DIGEST}", "18.20260101.{DIGEST}"'}, Seen(18)),
        ({}, {"if-none-match": f'"1.0.0.{DIGEST}", *'}, Seen()),
        ({"after": str(Reached(17, 2, NOON))}, {}, Seen(17)),
        ({"after": "of nobody"}, {}, Seen()),
        ({"recorded_as_of": "2026-01-01T12:00:00Z"}, {}, Seen(0, NOON)),
        ({"recorded_as_of": "2026-01-01T12:00:00"}, {}, Seen()),
        ({"recorded_as_of": "noon"}, {}, Seen()),
    ],
)
def test_what_a_reader_has_seen_stands_in_their_request(query, headers, seen):
    assert seen_by(RequestFactory().get(f"{V1}changes/", query, headers=headers)) == seen


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["authorization", "cookie"])
def test_whoever_says_who_they_are_has_seen_all_that_there_is(header):
    make(SourceFactory)
    request = RequestFactory().get(V1, headers={header: "sessionid=of-an-editor"})
    if header == "cookie":
        request.COOKIES["sessionid"] = "of-an-editor"

    assert seen_by(request) == Seen(LatestRevision.read().number, NOTHING_YET)
    assert seen_by(request).number > 0


# How far behind it is


@pytest.fixture
def written(db, time_machine):
    """Three writes, a minute apart, the last one a minute ago: their revisions."""
    for minute in range(3):
        time_machine.move_to(NOON + minute * MINUTE, tick=False)
        make(SourceFactory)
    time_machine.move_to(NOON + 3 * MINUTE, tick=False)
    return list(Revision.objects.order_by("-number")[:3])[::-1]


def as_of(revision: Revision) -> LatestRevision:
    return LatestRevision(pk=1, number=revision.number, at=revision.at)


def test_a_replica_that_has_everything_is_not_behind_however_long_ago_that_was(written):
    assert seconds_behind(as_of(written[2])) == 0


def test_a_replica_is_as_far_behind_as_the_first_write_that_it_lacks_is_old(written):
    assert seconds_behind(as_of(written[0])) == 120
    assert seconds_behind(as_of(written[1])) == 60


def test_an_empty_replica_is_behind_all_of_it(written):
    first = Revision.objects.order_by("number").first()

    behind = seconds_behind(LatestRevision(pk=1))

    assert behind == (NOON + 3 * MINUTE - first.at).total_seconds()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda last: LatestRevision(number=last.number + 1, at=last.at), id="ahead"),
        pytest.param(lambda last: LatestRevision(number=last.number, at=NOON), id="another write"),
    ],
)
def test_what_was_not_written_to_the_primary_is_no_copy_of_it(written, other):
    with pytest.raises(NoCopyError, match="is another there"):
        seconds_behind(other(written[2]))


# Where it fails on the way


@pytest.fixture
def broken(answering):
    """It answers, and is about to break off."""
    two = {"default": {}, "replica": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    connections.settings["replica"] = connections.configure_settings(two)["replica"]
    yield
    connections["replica"].close()
    del connections["replica"], connections.settings["replica"]


@pytest.fixture
def request_on_its_way():
    request = RequestFactory().get(f"{V1}sources/")

    def view(request, slug):
        return HttpResponse(f"{slug} from {router.db_for_read(Source)}")

    request.resolver_match = ResolverMatch(view, (), {"slug": "a"})
    return request


def test_a_read_that_the_replica_breaks_off_is_answered_by_the_primary(broken, request_on_its_way):
    middleware = ReplicaMiddleware(lambda request: None)

    reply = middleware.process_exception(request_on_its_way, OperationalError("conflict"))

    assert reply.content == b"a from default"


def test_a_failure_of_ours_is_not_tried_again(broken, request_on_its_way):
    middleware = ReplicaMiddleware(lambda request: None)

    assert middleware.process_exception(request_on_its_way, ValueError()) is None
