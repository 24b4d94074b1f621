"""Edits that are refused: each with where in the body it is wrong, and with nothing written."""

import pytest

from projects.models import Indicator, Initiative, Milestone
from sources.models import LatestRevision, Organisation, Person, Publisher, Source
from tests.factories import FACTORIES, IndicatorFactory, SourceFactory
from tests.recorded import make, record, withdraw
from tests.tracker.asking import V1
from tests.tracker.editable import BODIES, DAY, MODELS, NAMES, surroundings
from tests.tracker.editors import delete, editor, patch, post, wrong
from tests.tracker.worlds import part, quantity

NAMED = [resource for resource in BODIES if "names" in BODIES[resource]]


@pytest.fixture
def desk(db):
    surroundings()
    return editor()


def refused(desk, method, path: str, body: dict, status: int = 400) -> dict[str, str]:
    """What is wrong with a body, by pointer; nothing is written."""
    before = LatestRevision.read().number
    found = wrong(method(desk, path, body), status)
    assert LatestRevision.read().number == before
    return found


# Values


@pytest.mark.parametrize("slug", ["", "two words", "имя", "x" * 81, "a/b", "a b", None, 5])
def test_a_slug_is_of_latin_letters_digits_and_hyphens(desk, slug):
    found = refused(desk, post, "people/", {**BODIES["people"], "slug": slug})

    assert list(found) == ["/slug"]


@pytest.mark.parametrize("resource", NAMED)
@pytest.mark.parametrize(
    ("names", "pointer"),
    [
        ({}, "/names"),
        ({"en": None}, "/names"),
        (None, "/names"),
        ("New", "/names"),
        ({"en": "New", "de": "Neu"}, "/names/de"),
        ({"en": ""}, "/names/en"),
        ({"en": 5}, "/names/en"),
        ({"kk": "x" * 201}, "/names/kk"),
    ],
)
def test_a_name_is_in_one_of_the_languages(desk, resource, names, pointer):
    found = refused(desk, post, f"{resource}/", {**BODIES[resource], "names": names})

    assert list(found) == [pointer]


@pytest.mark.parametrize("resource", NAMED)
def test_the_last_name_is_not_taken_away(desk, resource):
    post(desk, f"{resource}/", BODIES[resource])

    found = refused(desk, patch, f"{resource}/new/", {"names": {"ru": None}})

    assert found == {"/names": "Give a name in at least one language."}


@pytest.mark.parametrize("url", ["new.example", "javascript:alert(1)", "ftp://new.example/", ""])
@pytest.mark.parametrize("resource", ["publishers", "sources"])
def test_an_address_is_one_of_the_web(desk, resource, url):
    found = refused(desk, post, f"{resource}/", {**BODIES[resource], "url": url})

    assert list(found) == ["/url"]


@pytest.mark.parametrize("country", ["XX", "kz", "KAZ", "", 5])
def test_a_country_is_one_that_there_is(desk, country):
    found = refused(desk, post, "organisations/", {**BODIES["organisations"], "country": country})

    assert list(found) == ["/country"]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("publisher", "nobody"),
        ("publisher", None),
        ("kind", "rumour"),
        ("kind", None),
        ("language", "xx"),
        ("language", "rus"),
        ("published_on", "2026-1-5"),
        ("published_on", "2026"),
        ("published_on", "2999-01-01"),
        ("name", " "),
        ("name", "x" * 301),
        ("title_is_ours", "yes"),
        ("title_is_ours", 1),
        ("relays", "x" * 201),
    ],
)
@pytest.mark.parametrize("method", [post, patch])
def test_a_member_of_a_source_is_what_it_should_be(desk, method, member, value):
    path = "sources/" if method is post else "sources/invented-source/"
    body = {**BODIES["sources"], member: value} if method is post else {member: value}

    assert list(refused(desk, method, path, body)) == [f"/{member}"]


def test_a_source_is_not_made_younger_than_a_statement_in_it(desk):
    post(desk, "milestones/", BODIES["milestones"])

    found = refused(desk, patch, "sources/invented-source/", {"published_on": "2026-01-14"})

    assert "made public on 2026-01-15" in found["/published_on"]


@pytest.mark.parametrize("raw", ["null", "[]", '"…"', "5", "[{}]", "true"])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_body_is_an_object(desk, method, raw):
    path = "sources/" if method == "POST" else "sources/invented-source/"
    headers = {"If-Match": "*"}

    reply = desk.generic(method, f"{V1}{path}", raw, "application/json", headers=headers)

    assert list(wrong(reply)) == [""]


# Deleting


@pytest.mark.parametrize("resource", MODELS)
def test_what_nothing_hangs_on_is_deleted(desk, resource):
    row = make(FACTORIES[MODELS[resource]])

    reply = delete(desk, f"{resource}/{row.slug}/")

    assert (reply.status_code, reply.content) == (204, b"")
    assert not MODELS[resource].objects.filter(pk=row.pk).exists()


def hung_upon() -> dict:
    """A row of each kind on which something hangs."""
    initiative = make(FACTORIES[Initiative])
    milestone = make(FACTORIES[Milestone], initiative=initiative)
    speaker, organisation = make(FACTORIES[Person]), make(FACTORIES[Organisation])
    indicator, source = make(IndicatorFactory), make(SourceFactory, published_on=DAY)
    evidence = [part(organisation=organisation), quantity(indicator=indicator)]
    said = record(milestone, DAY, speaker=speaker, source=source, evidence=evidence)
    withdraw(said)
    return {
        **{Initiative: initiative, Milestone: milestone, Person: speaker, Source: source},
        **{Organisation: organisation, Indicator: indicator, Publisher: source.publisher},
    }


@pytest.mark.parametrize(
    ("resource", "hanging"),
    [
        ("publishers", "1 source"),
        ("people", "1 statement"),
        ("organisations", "1 participation"),
        ("indicators", "1 observation"),
        ("sources", "1 statement"),
        ("initiatives", "1 milestone, 1 statement, 1 observation, 1 participation"),
        ("milestones", "1 statement"),
    ],
)
def test_what_others_hang_on_stays_even_if_they_are_withdrawn(desk, resource, hanging):
    row = hung_upon()[MODELS[resource]]
    before = LatestRevision.read().number

    reply = delete(desk, f"{resource}/{row.slug}/")

    assert reply.status_code == 409
    assert f"others hang on it: {hanging}." in reply.json()["detail"]
    assert LatestRevision.read().number == before


def test_a_milestone_that_a_deadline_counts_from_stays(desk, initiative):
    anchor, other = (make(FACTORIES[Milestone], initiative=initiative) for _ in range(2))
    record(other, DAY, within=("P12M", anchor))

    assert delete(desk, f"milestones/{anchor.slug}/").status_code == 409


# What is not there


@pytest.mark.parametrize("resource", MODELS)
@pytest.mark.parametrize("name", ["nothing", "x" * 200, "%00", "%FF", "имя"])
def test_what_is_not_there_is_neither_changed_nor_deleted(desk, resource, name):
    replies = [
        patch(desk, f"{resource}/{name}/", {}),
        delete(desk, f"{resource}/{name}/"),
    ]

    assert [reply.status_code for reply in replies] == [404, 404]


@pytest.mark.parametrize("kind", [Initiative, Milestone])
def test_what_is_not_public_can_be_deleted_and_not_changed(desk, kind):
    row = make(FACTORIES[kind])
    path = f"{kind._meta.model_name}s/{row.slug}/"
    before = LatestRevision.read().number

    changed = patch(desk, path, NAMES)

    assert (changed.status_code, LatestRevision.read().number) == (404, before)
    assert delete(desk, path, f'"{row.revision_id}-"').status_code == 204


def test_the_tag_of_what_is_not_public_is_told_too(desk):
    row = make(FACTORIES[Initiative])

    reply = delete(desk, f"initiatives/{row.slug}/", '"0-"')

    assert (reply.status_code, reply.json()["etag"]) == (412, f'"{row.revision_id}-"')


# Bodies that are not read


def test_a_body_that_is_not_json_is_refused(desk):
    reply = desk.post(f"{V1}people/", "slug=new", content_type="application/x-www-form-urlencoded")

    assert reply.status_code == 415


def test_a_change_without_a_body_changes_nothing(desk):
    before = LatestRevision.read().number

    reply = desk.generic("PATCH", f"{V1}sources/invented-source/", headers={"If-Match": "*"})

    assert (reply.status_code, LatestRevision.read().number) == (200, before)
