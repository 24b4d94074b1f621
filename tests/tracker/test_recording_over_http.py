"""Recording a statement over HTTP, and what follows from it."""

import uuid
from datetime import date

import pytest
from rest_framework.fields import Field

from projects.models import InitiativeVersion, Observation, Participation, Place, Statement
from sources.models import LatestRevision, Revision
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.recorded import make, record, version_on
from tests.tracker.asking import V1, told
from tests.tracker.editors import editor, post
from tests.tracker.worlds import DAY
from tests.tracker.writing import recorded, said, source_of
from tracker.api.statements import StatementViewSet

NOT_SAID = (
    *("locator", "speaker", "post", "milestone", "phrase", "reading", "reason"),
    *("due", "due_within", "progress", "met", "stage", "corrects", "correction_reason"),
)


@pytest.fixture
def recorder(db):
    return editor("add_statement")


def test_a_recorded_deadline_is_the_milestones(recorder, milestone):
    recorded(recorder, said(milestone, due="2026-35", progress="in_progress"))

    version = version_on(milestone, DAY)
    assert (version.due.edtf, version.progress) == ("2026-35", "in_progress")


def test_the_reply_is_what_a_get_gives(recorder, milestone, api):
    reply = post(recorder, "statements/", said(milestone, due="2026", phrase="in 2026"))

    assert reply.status_code == 201
    shown = api.get(reply.headers["Location"])
    assert shown.json() == reply.json()
    assert shown.headers["ETag"] == reply.headers["ETag"]


def test_everything_that_a_source_says_is_kept(recorder, milestone):
    body = said(
        milestone,
        initiative=milestone.initiative.slug,
        speaker=make(PersonFactory).slug,
        locator="paragraph 5",
        post="Invented post",
        phrase="in November 2025",
        reading="An invented reading.",
        reason="An invented reason.",
        progress="met",
        met="2025-11",
        stage="completion",
        announced_on="2025-12-01",
    )

    shown = recorded(recorder, body)

    names = {"source", "speaker", "initiative", "milestone"}
    assert {name: shown[name]["slug"] for name in names} == {name: body[name] for name in names}
    assert shown["met"]["edtf"] == "2025-11"
    plain = set(body) - names - {"met"}
    assert {name: shown[name] for name in plain} == {name: body[name] for name in plain}


def test_a_milestone_names_its_initiative(recorder, milestone):
    assert recorded(recorder, said(milestone))["initiative"]["slug"] == milestone.initiative.slug


def test_an_initiative_needs_no_milestone(recorder, initiative):
    recorded(recorder, said(initiative, stage="implementation"))

    assert InitiativeVersion.objects.get(initiative=initiative).stage == "implementation"


def test_a_day_left_out_is_the_sources_own(recorder, milestone):
    shown = recorded(recorder, said(milestone, source=source_of(date(2025, 12, 24))))

    assert shown["announced_on"] == "2025-12-24"


def test_null_says_that_the_source_does_not_say_it(recorder, milestone):
    body = said(milestone.initiative, **dict.fromkeys(NOT_SAID))

    shown = recorded(recorder, body)

    assert {shown[name] for name in NOT_SAID if name in shown} == {None}


def test_an_id_may_be_given(recorder, milestone):
    name = str(uuid.uuid4())

    assert recorded(recorder, said(milestone, id=name))["id"] == name


def test_space_around_a_text_does_not_count(recorder, milestone):
    assert recorded(recorder, said(milestone, summary=" Invented. "))["summary"] == "Invented."


def test_a_deadline_may_count_from_a_milestone(recorder, milestone):
    anchor = make(MilestoneFactory, initiative=milestone.initiative)
    record(anchor, DAY, progress="met", met="2026-01-10")

    shown = recorded(recorder, said(milestone, due_within={"offset": "P12M", "of": anchor.slug}))

    assert shown["due_within"]["of"]["slug"] == anchor.slug
    assert version_on(milestone, DAY).due.edtf == "../2027-01-10"


@pytest.mark.parametrize("within", [{"offset": "P2W"}, {"offset": "P2W", "of": None}])
def test_a_deadline_may_count_from_the_day_it_was_said(recorder, milestone, within):
    recorded(recorder, said(milestone, due_within=within))

    assert version_on(milestone, DAY).due.edtf == "../2026-01-29"


def test_a_deadline_may_be_dropped(recorder, milestone):
    record(milestone, date(2025, 1, 1), due="2026")

    recorded(recorder, said(milestone, due_dropped=True))

    assert version_on(milestone, DAY).due is None


def test_quantities_roles_and_places_hang_on_it(recorder, milestone):
    indicator, organisation = make(IndicatorFactory), make(OrganisationFactory)
    point = {"type": "Point", "coordinates": [71.4, 51]}
    body = said(
        milestone,
        observations=[
            {
                **{"indicator": indicator.slug, "kind": "target", "low": 0.1, "high": None},
                **{"unit": "Tbit/s", "period": "2026/..", "phrase": "not less"},
            }
        ],
        participations=[{"organisation": organisation.slug, "role": "lead"}],
        places=[
            {"names": {"ru": "Выдуманное место"}, "geometry": point, "origin": "An invented map."},
            {"names": {"en": "Invented place"}, "geometry": None},
        ],
    )

    recorded(recorder, body)

    observation, participation = Observation.objects.get(), Participation.objects.get()
    assert (str(observation.low), observation.high) == ("0.1000", None)
    assert (observation.indicator, observation.period.edtf) == (indicator, "2026/..")
    assert (participation.organisation, participation.role) == (organisation, "lead")
    assert [place.geometry for place in Place.objects.all()] == [point, None]
    rows = [observation, participation, *Place.objects.all()]
    assert {row.initiative for row in rows} == {milestone.initiative}


def test_a_write_is_one_revision_by_whoever_bears_the_token(recorder, milestone):
    body = said(milestone)
    before = LatestRevision.read().number

    shown = recorded(recorder, body)

    kept = Revision.objects.latest("number")
    assert LatestRevision.read().number == kept.number == before + 1
    assert kept.user.username.startswith("invented-user")
    assert kept.reason == "Recorded over the API"
    assert Statement.objects.get().revision == kept
    assert shown["recorded_at"] == shown["recorded_as_of"]


def test_lists_have_it_at_once(recorder, milestone, api):
    recorded(recorder, said(milestone, due="2026"))

    (listed,) = told(api, "milestones/")["results"]
    assert (listed["slug"], listed["due"]["edtf"]) == (milestone.slug, "2026")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_statement_is_never_changed(method, recorder, milestone):
    statement = recorded(recorder, said(milestone))

    reply = getattr(recorder, method)(f"{V1}statements/{statement['id']}/")

    assert reply.status_code == 405
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("name", ["as_of", "recorded_as_of", "fields", "dry_run"])
def test_a_write_is_of_now_and_takes_no_parameters(name, recorder, milestone):
    reply = post(recorder, f"statements/?{name}=2026-01-01", said(milestone))

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["parameter"] == name
    assert not Statement.objects.exists()


def test_options_tells_no_secrets_and_needs_no_token(recorder, api, milestone):
    body = said(milestone)

    for client in (recorder, api):
        reply = client.options(f"{V1}statements/")
        assert (reply.status_code, reply.headers["Allow"]) == (200, "GET, POST, HEAD, OPTIONS")
        assert body["source"] not in reply.content.decode()


@pytest.mark.parametrize(
    ("named", "queries"), [({}, 31), ({"id": "7b0a4f3e-5d7c-4a35-9e0b-0d7a4f6b1c11"}, 32)]
)
def test_only_an_id_that_is_given_is_looked_up_before_a_statement_is_recorded(
    named, queries, recorder, milestone, django_assert_num_queries
):
    recorded(recorder, said(milestone))
    body = said(milestone, due="2027", **named)

    with django_assert_num_queries(queries):
        recorded(recorder, body)


def test_recording_again_makes_neither_fields_nor_views(recorder, milestone, monkeypatch):
    recorded(recorder, said(milestone))
    monkeypatch.setattr(StatementViewSet, "as_view", None)
    made = Field._creation_counter

    recorded(recorder, said(milestone, due="2027"))

    assert Field._creation_counter == made


def test_reading_asks_the_database_nothing_about_who_asks(
    api, recorder, milestone, django_assert_num_queries
):
    statement = recorded(recorder, said(milestone))

    with django_assert_num_queries(2):  # the newest revision, and the row
        told(api, f"statements/{statement['id']}/")


def test_two_initiatives_know_nothing_of_each_other(recorder, milestone):
    other = make(MilestoneFactory, initiative=make(InitiativeFactory))

    recorded(recorder, said(milestone, due="2026"))

    assert version_on(other, DAY) is None
