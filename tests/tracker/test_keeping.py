"""How a reply may be kept, and by whom; when what it shows last changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from sources.revisions import LatestRevision
from tests.recorded import record
from tests.tracker.asking import V1
from tests.tracker.bearing import token
from tests.tracker.confirming import NOON, asked, recorded_by_noon, status, tag
from tests.tracker.contract import document


@pytest.fixture(autouse=True)
def first(db, time_machine):
    return recorded_by_noon(time_machine)


# Last-Modified


def last_modified(api, path: str = "milestones/") -> str | None:
    return asked(api, path).headers.get("Last-Modified")


def test_the_last_change_is_told_as_the_first_second_after_it(api, time_machine, first):
    time_machine.move_to(NOON.replace(microsecond=300_000), tick=False)
    record(first, date(2026, 2, 1))
    time_machine.move_to(NOON + timedelta(minutes=1), tick=False)

    assert last_modified(api) == "Mon, 01 Jun 2026 12:00:01 GMT"


def test_it_is_left_out_until_that_second_has_come(api, time_machine, first):
    record(first, date(2026, 2, 1))

    time_machine.move_to(NOON.replace(microsecond=999_999), tick=False)
    before = last_modified(api)
    time_machine.move_to(NOON.replace(second=1), tick=False)

    assert (before, last_modified(api)) == (None, "Mon, 01 Jun 2026 12:00:01 GMT")


def test_a_day_on_which_nothing_was_recorded_changes_it_too(api, time_machine):
    time_machine.move_to(datetime(2026, 6, 2, 19, 0, 5, tzinfo=UTC), tick=False)

    assert last_modified(api) == "Tue, 02 Jun 2026 19:00:01 GMT"
    assert last_modified(api, "milestones/?as_of=2026-06-01") == "Mon, 01 Jun 2026 11:00:01 GMT"
    assert last_modified(api, "milestones/?as_of=0001-01-01") == "Mon, 01 Jun 2026 11:00:01 GMT"


def test_two_revisions_of_one_second_never_share_it(api, time_machine, first):
    told = {}
    for passed in range(0, 2500, 250):
        time_machine.move_to(NOON + timedelta(milliseconds=passed), tick=False)
        if passed % 500 == 0:
            record(first, date(2026, 2, 1))
        if instant := last_modified(api):
            told.setdefault(instant, set()).add(LatestRevision.read().number)

    assert all(len(revisions) == 1 for revisions in told.values())


def test_what_the_program_knows_has_no_such_instant(api):
    assert last_modified(api, "codes/") is None


def test_an_instant_is_never_enough_for_a_304(api, first):
    known = tag(api)
    ahead = {"if_modified_since": "Mon, 01 Jun 2026 12:00:00 GMT"}

    assert asked(api, "milestones/", **ahead).content
    record(first, date(2026, 2, 1))
    assert status(api, "milestones/", known, **ahead) == 200


# Who may keep it, and what nobody keeps


def test_a_reply_to_a_token_is_private(api):
    _, secret = token()

    reply = asked(api, "milestones/", authorization=f"Bearer {secret}")

    assert reply.headers["Cache-Control"] == "private, no-cache"
    known = reply.headers["ETag"]
    again = asked(api, "milestones/", 304, authorization=f"Bearer {secret}", if_none_match=known)
    assert again.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("name", "who"), [(settings.SESSION_COOKIE_NAME, "private"), ("other", "public")]
)
def test_a_reply_to_a_session_is_private_and_other_cookies_say_nothing(api, name, who):
    api.cookies[name] = "x"

    assert asked(api, "milestones/").headers["Cache-Control"] == f"{who}, no-cache"


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("milestones/?x=1", "get", 400),
        ("milestones/nothing/", "get", 404),
        ("nothing/", "get", 404),
        ("codes/", "post", 405),
        ("schema/?format=x", "get", 400),
    ],
)
def test_a_problem_is_not_to_be_kept(api, path, method, status):
    reply = getattr(api, method)(f"{V1}{path}")

    assert reply.status_code == status
    assert reply.headers["Cache-Control"] == "no-store"
    assert not {"ETag", "Last-Modified"} & set(reply.headers)


def test_what_the_client_can_not_read_is_a_problem_and_not_a_304(api):
    known = tag(api)

    reply = asked(api, "milestones/", 406, if_none_match=known, accept="text/html")

    assert reply.headers["Cache-Control"] == "no-store"


# The schema


def test_every_read_documents_its_tag_and_the_304():
    for of_path in document()["paths"].values():
        if "get" in of_path:
            operation = of_path["get"]
            assert "If-None-Match" in [each["name"] for each in operation["parameters"]]
            for status in ("200", "304"):
                assert {"ETag", "Vary"} <= set(operation["responses"][status]["headers"])
            assert "content" not in operation["responses"]["304"]
