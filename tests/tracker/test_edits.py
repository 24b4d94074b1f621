"""Adding, changing and deleting rows over HTTP: what all that is edited has in common."""

import pytest
from django.test import Client

from sources.models import LatestRevision, Revision
from tests.desk import sign_in
from tests.factories import PublisherFactory
from tests.recorded import make
from tests.tracker.asking import V1
from tests.tracker.contract import ContractClient, document
from tests.tracker.editable import BODIES, CHANGES, MODELS, added, everything, surroundings, write
from tests.tracker.editors import editor, patch, post, wrong
from tracker.models import Scope

each = pytest.mark.parametrize("resource", MODELS)
WRITES = ("post", "patch", "delete")


@pytest.fixture
def desk(db):
    surroundings()
    return editor(username="aigerim")


@pytest.fixture
def publisher(desk):
    return make(PublisherFactory, slug="new", name_en="New")


# The round trip


@each
def test_what_is_added_is_answered_as_it_is_then_read(desk, resource):
    reply = added(desk, resource)

    read = desk.get(reply.headers["Location"])
    assert reply.json() == read.json()
    assert reply.headers["ETag"] == read.headers["ETag"]
    assert reply.headers["Location"] == f"http://testserver{V1}{resource}/new/"


@each
def test_what_is_read_has_what_was_sent(desk, resource):
    read = added(desk, resource).json()

    sent = {name: value for name, value in BODIES[resource].items() if name != "first_statement"}
    if "names" in sent:
        sent["names"] = {"en": None, "kk": None, **sent["names"]}
    if resource == "initiatives":
        sent["summaries"] |= {"ru": None, "kk": None}
    for name in {"publisher", "initiative"} & sent.keys():
        assert read.pop(name)["slug"] == sent.pop(name)
    assert {name: read[name] for name in sent} == sent


@each
def test_a_change_is_answered_as_it_is_then_read(desk, resource):
    tag = added(desk, resource).headers["ETag"]

    reply = patch(desk, f"{resource}/new/", CHANGES[resource], tag)

    read = desk.get(f"{V1}{resource}/new/")
    assert (reply.status_code, reply.json()) == (200, read.json())
    assert reply.headers["ETag"] == read.headers["ETag"] != tag


@each
def test_a_change_leaves_what_it_does_not_name(desk, resource):
    before = added(desk, resource).json()

    after = patch(desk, f"{resource}/new/", CHANGES[resource]).json()

    derived = {"as_of", "recorded_as_of", "revision", "name", "summary", "milestones", "statements"}
    untouched = before.keys() - CHANGES[resource].keys() - derived
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
    changed = {name: after[name] for name in CHANGES[resource] if name != "names"}
    assert changed == {name: CHANGES[resource][name] for name in changed}
    if "names" in after:
        assert after["names"] == {"en": "Renamed", "ru": None, "kk": None}


@each
def test_nothing_to_change_writes_nothing(desk, resource):
    first = added(desk, resource)
    before = everything()
    same = {
        name: value
        for name, value in BODIES[resource].items()
        if name not in ("slug", "initiative", "first_statement")
    }

    reply = patch(desk, f"{resource}/new/", same, first.headers["ETag"])

    assert reply.json() == first.json()
    assert everything() == before


@each
def test_a_slug_never_changes(desk, resource):
    added(desk, resource)
    before = everything()

    found = wrong(patch(desk, f"{resource}/new/", {"slug": "newer"}))

    assert found == {"/slug": "A slug never changes: links point at it."}
    assert everything() == before


@each
def test_a_slug_is_of_one_row(desk, resource):
    added(desk, resource)
    before = everything()

    found = wrong(post(desk, f"{resource}/", BODIES[resource]), 409)

    assert list(found) == ["/slug"]
    assert everything() == before


@each
def test_a_member_that_is_not_known_is_refused(desk, resource):
    before = everything()

    found = wrong(post(desk, f"{resource}/", {**BODIES[resource], "state": "met"}))

    assert list(found) == ["/state"]
    assert everything() == before


@each
def test_everything_that_is_missing_is_told_at_once(desk, resource):
    found = wrong(post(desk, f"{resource}/", {}))

    name = f"{MODELS[resource].__name__}Request"
    required = document()["components"]["schemas"][name]["required"]
    assert set(found) == {f"/{member}" for member in required}


@each
def test_a_row_is_never_put(desk, resource):
    added(desk, resource)

    reply = desk.put(f"{V1}{resource}/new/", BODIES[resource], content_type="application/json")

    assert reply.status_code == 405
    assert reply.headers["Allow"] == "GET, PATCH, DELETE, HEAD, OPTIONS"


# Who writes, and why


def test_a_write_is_kept_with_who_when_and_why(desk):
    post(desk, "publishers/", BODIES["publishers"] | {"change_reason": "Ұсыныс бойынша"})

    last = Revision.objects.get(number=LatestRevision.read().number)
    assert (last.user.username, last.reason) == ("aigerim", "Ұсыныс бойынша")


def test_a_change_and_a_deletion_have_their_reasons(desk, publisher):
    patch(desk, "publishers/new/", {"url": "https://x.example/", "change_reason": "It has a site"})
    desk.delete(
        f"{V1}publishers/new/", query_params={"change_reason": "двойник"}, headers={"If-Match": "*"}
    )

    reasons = Revision.objects.order_by("-number").values_list("reason", flat=True)
    assert list(reasons[:2]) == ["двойник", "It has a site"]


def test_a_write_without_a_reason_says_how_it_came(desk):
    added(desk, "publishers")

    assert Revision.objects.first().reason == "Added over the API"


@pytest.mark.parametrize("reason", ["x" * 501, "a\0b"])
def test_a_reason_that_can_not_be_kept_is_refused(desk, publisher, reason):
    before = everything()

    reply = desk.delete(
        f"{V1}publishers/new/", query_params={"change_reason": reason}, headers={"If-Match": "*"}
    )

    assert [error["parameter"] for error in reply.json()["errors"]] == ["change_reason"]
    assert everything() == before


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("parameter", ["as_of=2026-01-01", "x=1", "change_reason="])
def test_a_write_takes_no_other_parameter(desk, publisher, method, parameter):
    send = {"post": desk.post, "patch": desk.patch, "delete": desk.delete}[method]
    path = "publishers/" if method == "post" else "publishers/new/"

    reply = send(
        f"{V1}{path}?{parameter}", {}, content_type="application/json", headers={"If-Match": "*"}
    )

    assert reply.status_code == 400
    assert [error["parameter"] for error in reply.json()["errors"]] == [parameter.partition("=")[0]]


# Who may


@each
@pytest.mark.parametrize("method", WRITES)
def test_everybody_else_is_told_to_say_who_they_are(desk, resource, method):
    added(desk, resource)
    before = everything()

    reply = write(ContractClient(), method, resource)

    assert reply.status_code == 401
    assert "Bearer" in reply.headers["WWW-Authenticate"]
    assert everything() == before


@each
@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("scope", [Scope.READ, Scope.RECORD])
def test_a_token_of_less_than_its_user_may_is_refused(desk, resource, method, scope):
    added(desk, resource)
    before = everything()

    reply = write(editor(scope=scope), method, resource)

    assert reply.status_code == 403
    assert "“manage”" in reply.json()["detail"]
    assert everything() == before


@each
@pytest.mark.parametrize(
    ("method", "verb"), [("post", "add"), ("patch", "change"), ("delete", "delete")]
)
def test_a_user_needs_the_permission(desk, resource, method, verb):
    added(desk, resource)
    before = everything()
    lacking = f"{verb}_{MODELS[resource]._meta.model_name}"
    others = [
        f"{other}_{MODELS[resource]._meta.model_name}" for other in ("add", "change", "delete")
    ]

    reply = write(editor("add_statement", *(set(others) - {lacking})), method, resource)

    assert reply.status_code == 403
    assert lacking in reply.json()["detail"]
    assert everything() == before


@pytest.mark.parametrize("resource", ["initiatives", "milestones"])
def test_a_first_statement_takes_the_permission_to_record_it(desk, resource):
    kind = MODELS[resource]._meta.model_name

    reply = post(editor(f"add_{kind}"), f"{resource}/", BODIES[resource])

    assert reply.status_code == 403
    assert "add_statement" in reply.json()["detail"]


@each
@pytest.mark.parametrize(
    ("method", "verb", "status"),
    [("post", "add", 201), ("patch", "change", 200), ("delete", "delete", 204)],
)
def test_the_permission_is_enough(db, resource, method, verb, status):
    surroundings()
    if method != "post":
        added(editor(), resource)
    if method == "delete" and resource in ("initiatives", "milestones"):
        status = 409

    kind = MODELS[resource]._meta.model_name
    reply = write(editor("add_statement", f"{verb}_{kind}"), method, resource)

    assert reply.status_code == status


def test_an_editor_writes_in_the_session_of_the_admin_too(db):
    reply = write(sign_in(Client(), "add_publisher"), "post")

    assert reply.status_code == 201
