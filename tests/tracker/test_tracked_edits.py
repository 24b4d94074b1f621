"""Initiatives and milestones over HTTP: each is added together with its first statement."""

import pytest

from projects.models import Initiative, InitiativeCountry, Milestone, Statement
from sources.models import LatestRevision, Revision
from tests.factories import MilestoneFactory
from tests.recorded import make
from tests.tracker.asking import listed, told
from tests.tracker.editable import BODIES, NEW_MILESTONE, SAID, surroundings
from tests.tracker.editors import editor, patch, post, wrong

INITIATIVE, MILESTONE = BODIES["initiatives"], BODIES["milestones"]


@pytest.fixture
def desk(db):
    surroundings()
    return editor()


def saying(**members) -> dict:
    """An initiative of which a statement says something."""
    return {**INITIATIVE, "first_statement": {**SAID, **members}}


def refused(desk, path: str, body: dict, status: int = 400) -> dict[str, str]:
    """What is wrong with a body, by pointer; nothing is written."""
    models = (Initiative, InitiativeCountry, Milestone, Statement, Revision)
    before = [model.objects.count() for model in models]
    found = wrong(post(desk, path, body), status)
    assert [model.objects.count() for model in models] == before
    return found


# Beginning


def test_an_initiative_is_added_with_a_statement_about_it(desk):
    reply = post(desk, "initiatives/", saying(stage="preparation"))

    assert (reply.json()["stage"], reply.json()["milestones"]) == ("preparation", [])
    assert listed(desk, "statements/?initiative=new", "summary") == ["Invented statement."]


def test_an_initiative_is_added_with_a_milestone_that_the_statement_is_about(desk):
    body = saying(due="2026-12", progress="in_progress") | {"milestone": NEW_MILESTONE}

    (milestone,) = post(desk, "initiatives/", body).json()["milestones"]

    assert (milestone["slug"], milestone["progress"]) == ("new-works", "in_progress")
    assert milestone["due"]["edtf"] == "2026-12"
    assert told(desk, "milestones/new-works/")["position"] == 1


def test_all_that_begins_together_is_one_revision(desk):
    before = LatestRevision.read().number

    revision = post(desk, "initiatives/", INITIATIVE | {"milestone": NEW_MILESTONE}).json()[
        "revision"
    ]

    assert revision == LatestRevision.read().number == before + 1
    assert told(desk, "milestones/new-works/")["revision"] == revision


def test_a_milestone_is_added_with_a_statement_about_it(desk):
    body = MILESTONE | {"first_statement": SAID | {"due_within": {"offset": "P12M"}}}

    added = post(desk, "milestones/", body).json()

    assert added["initiative"]["slug"] == "invented-initiative"
    assert added["due"]["edtf"] == "../2027-01-15"
    assert [said["milestone"]["slug"] for said in added["statements"]] == ["new"]


def test_what_hangs_on_a_first_statement_is_recorded_with_it(desk):
    post(desk, "organisations/", BODIES["organisations"])
    roles = [{"organisation": "new", "role": "lead"}]

    added = post(desk, "initiatives/", saying(participations=roles)).json()

    assert added["lead"]["slug"] == "new"


def test_a_milestone_without_a_position_comes_last(desk):
    make(MilestoneFactory, initiative=Initiative.objects.get(), position=4)
    body = {name: value for name, value in MILESTONE.items() if name != "position"}

    assert post(desk, "milestones/", body).json()["position"] == 5


def test_behind_the_last_place_there_is_none(desk):
    make(MilestoneFactory, initiative=Initiative.objects.get(), position=32_767)
    body = {name: value for name, value in MILESTONE.items() if name != "position"}

    assert "/position" in refused(desk, "milestones/", body)


# Refusals


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"source": "nothing"}, "/first_statement/source"),
        ({"summary": None}, "/first_statement/summary"),
        ({"initiative": "invented-initiative"}, "/first_statement/initiative"),
        ({"milestone": None}, "/first_statement/milestone"),
        ({"corrects": None}, "/first_statement/corrects"),
        ({"announced_on": "2026-01-16"}, "/first_statement/announced_on"),
        ({"announced_on": "2999-01-01"}, "/first_statement/announced_on"),
        ({"observations": [{}]}, "/first_statement/observations/0/indicator"),
        ({"stage": "begun"}, "/first_statement/stage"),
    ],
)
@pytest.mark.parametrize("resource", ["initiatives", "milestones"])
def test_a_first_statement_is_one_that_can_be_recorded(desk, resource, members, pointer):
    body = {**BODIES[resource], "first_statement": {**SAID, **members}}

    assert pointer in refused(desk, f"{resource}/", body)


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"due": "soon"}, "/first_statement/due"),
        ({"due": "2026", "due_dropped": True}, "/first_statement/due_dropped"),
        ({"met": "2026-01"}, "/first_statement/met"),
        ({"met": "2026-02", "progress": "met"}, "/first_statement/met"),
        ({"due_within": {"offset": "a year"}}, "/first_statement/due_within/offset"),
        ({"due_within": {"offset": "P1Y", "of": "other"}}, "/first_statement/due_within/of"),
    ],
)
def test_a_first_deadline_is_one_that_can_be_read(desk, members, pointer):
    make(MilestoneFactory, slug="other")
    body = {**MILESTONE, "first_statement": {**SAID, **members}}

    assert pointer in refused(desk, "milestones/", body)


@pytest.mark.parametrize(
    "members",
    [
        {"due": "2026-12"},
        {"due_dropped": True},
        {"due_within": {"offset": "P1Y"}},
        {"progress": "in_progress"},
        {"progress": "met", "met": "2026-01"},
    ],
)
def test_a_deadline_and_a_progress_take_a_milestone(desk, members):
    assert list(refused(desk, "initiatives/", saying(**members))) == ["/milestone"]


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"slug": None}, "/milestone/slug"),
        ({"kind": "party"}, "/milestone/kind"),
        ({"names": {}}, "/milestone/names"),
        ({"position": 0}, "/milestone/position"),
        ({"initiative": "new"}, "/milestone/initiative"),
    ],
)
def test_a_first_milestone_is_one_that_can_be_added(desk, members, pointer):
    body = INITIATIVE | {"milestone": {**NEW_MILESTONE, **members}}

    assert list(refused(desk, "initiatives/", body)) == [pointer]


def test_a_slug_of_a_first_milestone_is_of_one_row_too(desk):
    post(desk, "milestones/", MILESTONE)
    body = INITIATIVE | {"milestone": NEW_MILESTONE | {"slug": "new"}}

    assert list(refused(desk, "initiatives/", body, 409)) == ["/milestone/slug"]


def test_a_first_milestone_takes_the_permission_to_add_it(desk):
    client = editor("add_initiative", "add_statement")

    reply = post(client, "initiatives/", INITIATIVE | {"milestone": NEW_MILESTONE})

    assert reply.status_code == 403
    assert "add_milestone" in reply.json()["detail"]
    assert not Initiative.objects.filter(slug="new").exists()


@pytest.mark.parametrize(
    ("member", "value", "pointer"),
    [
        ("countries", ["KZ", "XX"], "/countries/1"),
        ("countries", ["KZ", "KZ"], "/countries/1"),
        ("countries", [None], "/countries/0"),
        ("countries", "KZ", "/countries"),
        ("countries", {"KZ": True}, "/countries"),
        ("sector", "cheese", "/sector"),
        ("sector", None, "/sector"),
        ("summaries", {"de": "…"}, "/summaries/de"),
        ("summaries", {"en": "x" * 10_001}, "/summaries/en"),
        ("is_infrastructure", "true", "/is_infrastructure"),
        ("stage", "preparation", "/stage"),
    ],
)
def test_a_member_of_an_initiative_is_what_it_should_be(desk, member, value, pointer):
    added = list(refused(desk, "initiatives/", {**INITIATIVE, member: value}))
    changed = list(wrong(patch(desk, "initiatives/invented-initiative/", {member: value})))

    assert added == changed == [pointer]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("position", 0),
        ("position", 32_768),
        ("position", 1.5),
        ("position", "1"),
        ("position", True),
        ("position", None),
        ("kind", "party"),
        ("due", "2026"),
        ("progress", "met"),
    ],
)
def test_a_member_of_a_milestone_is_what_it_should_be(desk, member, value):
    post(desk, "milestones/", MILESTONE)

    added = list(refused(desk, "milestones/", {**MILESTONE, "slug": "newer", member: value}))
    changed = list(wrong(patch(desk, "milestones/new/", {member: value})))

    assert added == changed == [f"/{member}"]


def test_an_initiative_that_a_milestone_belongs_to_is_there(desk):
    assert list(refused(desk, "milestones/", MILESTONE | {"initiative": "nothing"})) == [
        "/initiative"
    ]


def test_a_milestone_stays_with_its_initiative(desk):
    post(desk, "milestones/", MILESTONE)

    found = wrong(patch(desk, "milestones/new/", {"initiative": "invented-initiative"}))

    assert "stays with its initiative" in found["/initiative"]


# Changing


def test_countries_are_changed_all_together(desk):
    post(desk, "initiatives/", INITIATIVE)

    changed = patch(desk, "initiatives/new/", {"countries": ["UZ", "KZ"]}).json()

    assert changed["countries"] == ["KZ", "UZ"]
    assert patch(desk, "initiatives/new/", {"countries": []}).json()["countries"] == []


def test_a_change_of_countries_alone_is_a_write_of_the_initiative(desk):
    before = post(desk, "initiatives/", INITIATIVE)

    after = patch(desk, "initiatives/new/", {"countries": ["KZ"]}, before.headers["ETag"])

    assert after.json()["revision"] == before.json()["revision"] + 1
    assert patch(desk, "initiatives/new/", {}, before.headers["ETag"]).status_code == 412


def test_a_summary_is_changed_by_language(desk):
    post(desk, "initiatives/", INITIATIVE)

    changed = patch(desk, "initiatives/new/", {"summaries": {"ru": "Выдумка."}}).json()

    assert changed["summaries"] == {"en": "Something invented.", "ru": "Выдумка.", "kk": None}


def test_a_statement_does_not_change_the_tag_that_guards_names(desk):
    tag = post(desk, "milestones/", MILESTONE).headers["ETag"]
    milestone = Milestone.objects.get(slug="new")
    post(desk, "statements/", SAID | {"milestone": milestone.slug, "due": "2027"})

    assert patch(desk, "milestones/new/", {"position": 1}, tag).status_code == 200


def test_what_is_renamed_is_found_by_its_new_name(desk):
    post(desk, "initiatives/", INITIATIVE)

    patch(desk, "initiatives/new/", {"names": {"kk": "Ойдан шығарылған"}})

    assert listed(desk, "initiatives/?q=шығар") == ["new"]
