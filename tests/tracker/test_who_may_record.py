"""Who may record, correct and withdraw: token or session, scope, permissions."""

import pytest
from django.test import Client

from tests.desk import sign_in
from tests.recorded import record
from tests.tracker.asking import V1
from tests.tracker.bearing import UNKNOWN, bearing, token, user_who_may
from tests.tracker.editors import editor, post
from tests.tracker.worlds import DAY
from tests.tracker.writing import everything, said
from tracker.models import Scope

ADD, CHANGE = "add_statement", "change_statement"
DOINGS = ("record", "correct", "bulk", "correct in bulk", "withdraw")


@pytest.fixture
def wrong(milestone):
    return record(milestone, DAY)


@pytest.fixture
def requests(wrong, milestone) -> dict[str, tuple[str, dict]]:
    """What each doing sends, and where."""
    body = said(milestone)
    right = {**body, "corrects": str(wrong.uuid), "correction_reason": "Recorded wrongly."}
    return {
        "record": ("statements/", body),
        "correct": ("statements/", right),
        "bulk": ("statements/bulk/", {"statements": [body, body]}),
        "correct in bulk": ("statements/bulk/", {"statements": [body, right]}),
        "withdraw": (f"statements/{wrong.uuid}/withdraw/", {"reason": "Recorded wrongly."}),
    }


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize(
    ("permissions", "allowed"),
    [
        ((ADD,), {"record", "bulk"}),
        ((CHANGE,), {"correct", "withdraw"}),
        ((ADD, CHANGE), set(DOINGS)),
        (("delete_statement",), set()),
    ],
)
def test_permissions_are_the_users(permissions, allowed, doing, requests):
    client = editor(*permissions, scope=Scope.RECORD)
    before = everything()

    reply = post(client, *requests[doing])

    assert (reply.status_code < 300) == (doing in allowed)
    assert doing in allowed or (reply.status_code, everything()) == (403, before)


@pytest.mark.parametrize("doing", DOINGS)
@pytest.mark.parametrize(
    ("scope", "is_enough"), [(Scope.READ, False), (Scope.RECORD, True), (Scope.MANAGE, True)]
)
def test_the_scope_is_the_tokens(scope, is_enough, doing, requests):
    reply = post(editor(ADD, CHANGE, scope=scope), *requests[doing])

    assert reply.status_code == 403 if not is_enough else reply.status_code < 300


@pytest.mark.parametrize("doing", DOINGS)
def test_nobody_writes_unknown(doing, requests, api):
    before = everything()

    reply = post(api, *requests[doing])

    assert (reply.status_code, everything()) == (401, before)
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_bad_token_opens_nothing(requests):
    assert post(bearing(UNKNOWN), *requests["record"]).status_code == 401


def test_a_session_of_the_admin_records_too(requests):
    client = sign_in(Client(), ADD)

    assert post(client, *requests["record"]).status_code == 201


def test_a_session_needs_its_csrf_token(requests):
    client = sign_in(Client(enforce_csrf_checks=True), ADD)

    assert post(client, *requests["record"]).status_code == 403


def test_who_may_not_write_reads_all_the_same(wrong):
    client = editor("view_statement", scope=Scope.READ)

    assert client.get(f"{V1}statements/{wrong.uuid}/").status_code == 200


def test_a_body_is_not_looked_at_before_it_is_known_who_sends_it(api, milestone):
    reply = post(api, "statements/", {"source": "no-such-source"})

    assert reply.status_code == 401


def test_writes_are_throttled_whether_or_not_they_are_done(settings, requests):
    settings.TRACKER_WRITE_RATE = settings.TRACKER_WRITE_RATE._replace(count=2)
    client = bearing(token(user_who_may(ADD))[1])

    statuses = [post(client, "statements/", {}).status_code for _ in range(3)]

    assert statuses == [400, 400, 429]
