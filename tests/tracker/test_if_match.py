"""Changes and deletions say what was read; what all writes take besides: languages and keys."""

import pytest

from tests.factories import PublisherFactory
from tests.recorded import make
from tests.tracker.asking import V1
from tests.tracker.editable import BODIES, CHANGES, MODELS, added, everything, surroundings
from tests.tracker.editors import delete, editor, patch, post

each = pytest.mark.parametrize("resource", MODELS)


@pytest.fixture
def desk(db):
    surroundings()
    return editor()


@pytest.fixture
def publisher(desk):
    return make(PublisherFactory, slug="new", name_en="New")


@each
@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_change_says_what_was_read(desk, resource, method):
    added(desk, resource)
    before = everything()

    path, send = f"{resource}/new/", {"patch": patch, "delete": delete}[method]
    args = (CHANGES[resource],) if method == "patch" else ()
    reply = send(desk, path, *args, tag=None)

    assert reply.status_code == 428
    assert "If-Match" in reply.json()["detail"]
    assert everything() == before


@each
def test_of_two_editors_who_read_the_same_the_second_is_told(desk, resource):
    tag = added(desk, resource).headers["ETag"]
    first = patch(desk, f"{resource}/new/", CHANGES[resource], tag)
    before = everything()

    second = patch(editor(), f"{resource}/new/", {"change_reason": "Me too"}, tag)

    assert second.status_code == 412
    assert second.headers["ETag"] == second.json()["etag"] == first.headers["ETag"]
    assert everything() == before


@each
def test_what_was_changed_since_it_was_read_is_not_deleted(desk, resource):
    tag = added(desk, resource).headers["ETag"]
    patch(desk, f"{resource}/new/", CHANGES[resource], tag)
    before = everything()

    reply = delete(desk, f"{resource}/new/", tag)

    assert reply.status_code == 412
    assert everything() == before


def test_the_tag_that_is_told_will_do_for_another_try(desk, publisher):
    tag = patch(desk, "publishers/new/", {}, '"0-"').json()["etag"]

    assert patch(desk, "publishers/new/", CHANGES["publishers"], tag).status_code == 200


@pytest.mark.parametrize(
    ("query", "language"), [("", "ru"), ("?fields=slug", "en"), ("?as_of=2026-01-20", "kk")]
)
def test_a_tag_will_do_however_the_row_was_read(desk, publisher, query, language):
    read = desk.get(f"{V1}publishers/new/{query}", headers={"Accept-Language": language})

    reply = patch(desk, "publishers/new/", CHANGES["publishers"], read.headers["ETag"])

    assert reply.status_code == 200


def test_the_tag_of_a_list_will_not_do(desk, publisher):
    tag = desk.get(f"{V1}publishers/").headers["ETag"]

    assert patch(desk, "publishers/new/", CHANGES["publishers"], tag).status_code == 412


def test_another_write_elsewhere_does_not_count(desk, publisher):
    tag = desk.get(f"{V1}publishers/new/").headers["ETag"]
    added(desk, "people")

    assert patch(desk, "publishers/new/", CHANGES["publishers"], tag).status_code == 200


@pytest.mark.parametrize("tag", ["17", "", '"17', "*, *"])
def test_what_is_no_tag_is_refused(desk, publisher, tag):
    reply = patch(desk, "publishers/new/", CHANGES["publishers"], tag)

    assert reply.status_code == 400
    assert [error["parameter"] for error in reply.json()["errors"]] == ["If-Match"]


# Languages


def test_the_reply_to_a_write_is_in_the_language_asked_for(desk):
    reply = post(desk, "publishers/", BODIES["publishers"], **{"Accept-Language": "ru"})

    assert reply.json()["name"] == "Новое"
    assert reply.headers["Content-Language"] == "ru"


# Keys


def test_an_addition_that_is_sent_again_under_its_key_is_not_done_again(desk):
    replies = [
        post(desk, "publishers/", BODIES["publishers"], **{"Idempotency-Key": "one"})
        for _ in range(2)
    ]

    assert [reply.status_code for reply in replies] == [201, 201]
    assert replies[0].content == replies[1].content
    assert replies[0].headers["ETag"] == replies[1].headers["ETag"]


def test_another_addition_under_the_same_key_is_refused(desk):
    key = {"Idempotency-Key": "one"}
    post(desk, "publishers/", BODIES["publishers"], **key)

    assert post(desk, "people/", BODIES["people"], **key).status_code == 422
