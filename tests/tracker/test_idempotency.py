"""Idempotency-Key: a request that is sent again is not done again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from projects.models import Statement
from tests.recorded import record
from tests.tracker.bearing import bearing, token, user_who_may
from tests.tracker.editors import editor, post
from tests.tracker.worlds import DAY
from tests.tracker.writing import BULK, STATEMENTS, as_sent, everything, post_raw, said, source_of
from tracker.api.idempotency import KEPT_FOR
from tracker.models import IdempotencyKey

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
SAME = ("Content-Type", "Content-Language", "ETag", "Location")


@pytest.fixture
def recorder(db):
    return editor("add_statement", "change_statement")


def keyed(client, body, key: str = "one", path: str = STATEMENTS):
    """The reply to a request under a key."""
    return post(client, path, body, **{"Idempotency-Key": key})


def is_same(one, other) -> bool:
    """Whether two replies are the same, byte for byte."""
    headers = [{name: reply.headers.get(name) for name in SAME} for reply in (one, other)]
    return (one.status_code, one.content) == (other.status_code, other.content) and (
        headers[0] == headers[1]
    )


# The same again


def test_the_same_request_under_one_key_is_done_once(recorder, milestone):
    body = said(milestone)

    first, again = keyed(recorder, body), keyed(recorder, body)

    assert first.status_code == 201
    assert first.headers["Content-Type"] == "application/json"
    assert is_same(first, again)
    assert Statement.objects.count() == 1


def test_a_kept_reply_is_the_one_without_a_key(recorder, milestone, api):
    reply = keyed(recorder, said(milestone))

    shown = api.get(reply.headers["Location"])

    assert shown.content == reply.content
    assert shown.headers["ETag"] == reply.headers["ETag"]


def test_a_kept_reply_does_not_follow_what_comes_later(recorder, milestone):
    body = said(milestone)
    first = keyed(recorder, body)
    record(milestone, DAY, due="2027")

    assert is_same(first, keyed(recorder, body))


def test_a_request_that_comes_again_writes_no_revision(recorder, milestone):
    body = said(milestone)
    keyed(recorder, body)
    before = everything()

    keyed(recorder, body)

    assert everything() == before


def test_withdrawals_and_requests_in_bulk_take_keys_too(recorder, milestone):
    wrong = record(milestone, DAY)
    withdrawing = {"reason": "Wrong."}, "withdraw", f"statements/{wrong.uuid}/withdraw/"
    bulk = {"statements": [said(milestone)]}, "bulk", BULK

    for sent in (withdrawing, bulk):
        first, again = keyed(recorder, *sent), keyed(recorder, *sent)
        assert first.status_code < 300
        assert is_same(first, again)


def test_without_a_key_the_same_request_is_done_again(recorder, milestone):
    body = said(milestone)

    ids = {post(recorder, STATEMENTS, body).json()["id"] for _ in range(2)}

    assert len(ids) == Statement.objects.count() == 2


def test_other_keys_are_other_requests(recorder, milestone):
    body = said(milestone)

    assert not is_same(keyed(recorder, body, "one"), keyed(recorder, body, "One"))


def test_a_key_is_of_one_user_by_whichever_token(milestone):
    mine, other = user_who_may("add_statement"), user_who_may("add_statement")
    body = said(milestone)
    first, second, of_other = (bearing(token(user)[1]) for user in (mine, mine, other))

    reply = keyed(first, body)

    assert is_same(reply, keyed(second, body))
    assert not is_same(reply, keyed(of_other, body))


# Another request


@pytest.mark.parametrize("change", ["summary", "space"])
def test_another_body_under_a_key_is_refused(change, recorder, milestone):
    body = said(milestone)
    keyed(recorder, body)
    before = everything()
    other = as_sent({**body, "summary": "Other."}) if change == "summary" else as_sent(body) + " "

    reply = post_raw(recorder, other, **{"Idempotency-Key": "one"})

    assert (reply.status_code, everything()) == (422, before)


def test_another_address_under_a_key_is_refused(recorder, milestone):
    body = {"reason": "Wrong."}
    paths = [f"statements/{record(milestone, DAY).uuid}/withdraw/" for _ in range(2)]

    replies = [keyed(recorder, body, path=path) for path in paths]

    assert [reply.status_code for reply in replies] == [200, 422]


@pytest.mark.parametrize("key", ["", " ", "a" * 256, "ключ", "a\tb", "a\x7f", " a"])
def test_a_key_that_is_none_is_refused(key, recorder, milestone):
    reply = keyed(recorder, said(milestone), key)

    assert reply.status_code == 400
    assert [error["parameter"] for error in reply.json()["errors"]] == ["Idempotency-Key"]
    assert not Statement.objects.exists()


@pytest.mark.parametrize("key", ["a", "a" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "a b"])
def test_a_key_has_up_to_255_characters(key, recorder, milestone):
    assert keyed(recorder, said(milestone), key).status_code == 201


# What is kept, and how long


def test_what_was_refused_is_judged_anew(recorder, milestone):
    body = said(milestone, source="not-there-yet")
    refused = keyed(recorder, body)

    again = keyed(recorder, {**body, "source": source_of()})

    assert (refused.status_code, again.status_code) == (400, 201)


def test_a_key_is_kept_for_a_day(recorder, milestone, time_machine):
    body = said(milestone)
    time_machine.move_to(NOON, tick=False)
    first = keyed(recorder, body)

    time_machine.move_to(NOON + KEPT_FOR - timedelta(seconds=1), tick=False)
    again = keyed(recorder, body)
    time_machine.move_to(NOON + KEPT_FOR, tick=False)
    anew = keyed(recorder, body)

    assert is_same(first, again)
    assert not is_same(first, anew)
    assert IdempotencyKey.objects.count() == 1


def test_keys_that_are_no_longer_kept_go_as_new_ones_come(recorder, milestone, time_machine):
    time_machine.move_to(NOON, tick=False)
    for key in ("one", "two"):
        keyed(recorder, said(milestone), key)

    time_machine.move_to(NOON + KEPT_FOR, tick=False)
    keyed(recorder, said(milestone), "three")

    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["three"]


@pytest.mark.django_db
def test_a_key_belongs_to_one_request_of_a_user():
    user = user_who_may("add_statement")
    row = {"user": user, "key": "one", "digest": "", "made_at": NOON}
    IdempotencyKey.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        IdempotencyKey.objects.create(**row)
