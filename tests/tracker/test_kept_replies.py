"""Replies that are kept are sent again only while they hold, and to whom they are meant for."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.recorded import record
from tests.tracker.asking import V1, told
from tests.tracker.bearing import token
from tests.tracker.confirming import recorded_by_noon
from tests.tracker.worlds import tracked
from tracker.api.kept import OVERHEAD, Kept, KeptReplies, Version, replies

PATHS = [
    "milestones/",
    "milestones/?state=overdue&page_size=1",
    "initiatives/",
    "statements/?expand=source",
    "summary/",
    "milestones/first/",
]


@pytest.fixture(autouse=True)
def first(db, time_machine):
    milestone = recorded_by_noon(time_machine)
    time_machine.move_to(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False)
    return milestone


def queries(client, path: str, **headers: str) -> int:
    """How many queries a reply takes."""
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{V1}{path}", headers=headers)
    return len(asked)


def path_of(first, path: str) -> str:
    return path.replace("first", first.slug)


@pytest.mark.parametrize("path", PATHS)
def test_a_repeated_reply_takes_one_query_and_is_the_same(client, first, settings, path):
    path = path_of(first, path)
    sent = client.get(f"{V1}{path}")

    assert queries(client, path) == 1
    again = client.get(f"{V1}{path}")
    settings.TRACKER_REPLY_CACHE_MIB = 0
    made = client.get(f"{V1}{path}")
    assert sent.content == again.content == made.content
    assert dict(sent.headers) == dict(again.headers) == dict(made.headers)


@pytest.mark.parametrize("path", PATHS)
def test_a_304_is_the_same_from_a_kept_reply(client, first, settings, path):
    address = f"{V1}{path_of(first, path)}"
    known = {"if-none-match": client.get(address).headers["ETag"]}

    kept = client.get(address, headers=known)
    settings.TRACKER_REPLY_CACHE_MIB = 0
    made = client.get(address, headers=known)
    assert (kept.status_code, kept.content) == (made.status_code, made.content) == (304, b"")
    assert {**kept.headers} == {**made.headers}


def test_whoever_asks_whether_it_changed_takes_one_query_though_nobody_was_sent_it(client, first):
    known = {"if-none-match": client.get(f"{V1}milestones/").headers["ETag"]}
    replies.clear()
    first_time = client.get(f"{V1}milestones/", headers=known)

    assert queries(client, "milestones/", **known) == 1
    again = client.get(f"{V1}milestones/", headers=known)
    assert (first_time.status_code, again.status_code) == (304, 304)
    assert {**first_time.headers} == {**again.headers}


def test_where_only_a_304_is_kept_others_are_sent_the_reply(client, first):
    sent = client.get(f"{V1}milestones/")
    replies.clear()
    client.get(f"{V1}milestones/", headers={"if-none-match": sent.headers["ETag"]})

    made = client.get(f"{V1}milestones/")

    assert (made.status_code, made.content) == (200, sent.content)
    assert {**made.headers} == {**sent.headers}
    assert queries(client, "milestones/") == 1


def test_any_of_several_tags_is_known_and_an_older_one_is_not(client, first):
    address = f"{V1}milestones/"
    tag = client.get(address).headers["ETag"]

    def status(header):
        return client.get(address, headers={"if-none-match": header}).status_code

    assert [status(each) for each in (f'"x", W/{tag}', "*", '"x"')] == [304, 304, 200]


def test_what_is_recorded_is_shown_at_once(client, first):
    before = [told(client, f"milestones/{first.slug}/") for _ in range(2)][-1]

    record(first, date(2026, 2, 1), due="2027")

    after = told(client, f"milestones/{first.slug}/")
    assert len(after["statements"]) == len(before["statements"]) + 1


def test_a_new_day_begins_a_new_reply(client, time_machine):
    assert told(client, "milestones/")["as_of"] == told(client, "milestones/")["as_of"]

    time_machine.move_to(datetime(2026, 6, 1, 19, 0, tzinfo=UTC), tick=False)

    assert told(client, "milestones/")["as_of"] == "2026-06-02"


def test_languages_hosts_and_addresses_are_apart(client, first, settings, time_machine):
    tracked("second", due="2027")
    time_machine.move_to(datetime(2026, 6, 1, 13, tzinfo=UTC), tick=False)
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]

    def reply(host="one.example", language="en", query="page_size=1"):
        headers = {"host": host, "accept-language": language}
        return client.get(f"{V1}milestones/?{query}", headers=headers).content

    asked = [{}, {"host": "two.example"}, {"language": "ru"}, {"query": "page_size=2"}]
    sent = [reply(**each) for each in asked]

    assert len(set(sent)) == 4
    assert [reply(**each) for each in asked] == sent


def test_a_host_that_is_not_ours_is_refused_though_the_reply_is_kept(client):
    told(client, "milestones/")

    assert client.get(f"{V1}milestones/", headers={"host": "other.example"}).status_code == 400


def test_what_is_sent_to_a_token_or_a_session_is_not_kept(client):
    _, secret = token()

    client.get(f"{V1}milestones/", headers={"authorization": f"Bearer {secret}"})
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    client.get(f"{V1}milestones/")

    assert replies.size == 0


def test_a_bad_token_is_refused_though_the_reply_is_kept(client):
    told(client, "milestones/")

    reply = client.get(f"{V1}milestones/", headers={"authorization": "Bearer tracker_bad"})

    assert reply.status_code == 401


@pytest.mark.parametrize("path", ["milestones/?x=1", "milestones/nothing/", "codes/", "docs/"])
def test_problems_and_what_nothing_is_recorded_of_are_not_kept(client, path):
    client.get(f"{V1}{path}")

    assert replies.size == 0


def test_a_reply_that_does_not_say_yet_when_it_changed_is_not_kept(client, first):
    record(first, date(2026, 2, 1))

    assert "Last-Modified" not in client.get(f"{V1}milestones/").headers
    assert replies.size == 0


def test_nothing_is_kept_without_room(client, settings):
    settings.TRACKER_REPLY_CACHE_MIB = 0

    told(client, "milestones/")

    assert replies.size == 0


# The store


def kept(size: int) -> Kept:
    version = Version(1, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1))
    return Kept(version, {}, b"x" * (size - OVERHEAD))


def test_what_was_sent_least_lately_makes_room():
    store = KeptReplies()
    for key in range(20):
        store.keep(key, kept(5_000), 100_000)

    assert store.find(0)
    store.keep("new", kept(5_000), 100_000)

    assert (store.find(1), store.size) == (None, 100_000)
    assert store.find(0)
    assert store.find("new")


def test_a_304_takes_the_place_of_an_older_reply_but_not_of_the_same():
    store, whole = KeptReplies(), kept(5_000)
    store.keep("key", whole, 100_000)

    store.keep("key", replace(whole, body=None), 100_000)
    assert (store.find("key"), store.size) == (whole, whole.size)

    newer = Kept(whole.version._replace(number=2), {}, None)
    store.keep("key", newer, 100_000)
    assert (store.find("key"), store.size) == (newer, newer.size)


def test_a_reply_that_takes_too_much_of_the_room_is_not_kept():
    store = KeptReplies()

    store.keep("large", kept(6_251), 100_000)
    store.keep("fits", kept(6_250), 100_000)

    assert (store.find("large"), store.size) == (None, 6_250)


def test_several_threads_keep_count():
    store = KeptReplies()

    def work(number: int) -> None:
        for step in range(500):
            store.keep((number * step) % 60, kept(3_000 + step), 100_000)
            store.find(step % 60)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    assert store.size == sum(each.size for each in store._kept.values()) <= 100_000
