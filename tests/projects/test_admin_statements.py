"""Statements in the admin: recorded by a form, shown, and never edited."""

from datetime import date

import pytest
from django.test import Client

from projects import recording
from projects.models import Observation, Participation, Place, Statement
from sources.models import Revision
from sources.revisions import revision
from tests.desk import errors, page, said, sign_in, source_of, written
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories import (
    statement as statement_of,
)
from tests.recorded import correct, make, record, version_on, withdraw

ADD = "/admin/projects/statement/add/"
DAY = date(2026, 1, 6)


@pytest.fixture
def desk(client, db):
    return sign_in(client, username="aigerim")


def test_a_statement_is_recorded_with_who_and_why(desk, milestone):
    response = desk.post(ADD, said(milestone, due_edtf="../2026-12-31"))

    assert response.status_code == 302
    assert Statement.objects.get().milestone == milestone
    assert version_on(milestone, DAY).due_edtf == "../2026-12-31"
    assert str(Revision.objects.first().user.username) == "aigerim"
    assert Revision.objects.first().reason == "Recorded in the admin"


def test_the_page_says_what_a_statement_did(desk, milestone):
    record(milestone, date(2025, 3, 1), due="2026-35")

    response = desk.post(ADD, said(milestone, due_edtf="2026-12"), follow=True)

    assert "Recorded. Deadline moved: Q3 2026 → December 2026, slips 92 days." in response.text


def test_a_statement_is_public_from_the_day_of_its_source(desk, milestone):
    desk.post(ADD, said(milestone, source=source_of(date(2025, 11, 17)).pk))

    assert Statement.objects.get().announced_on == date(2025, 11, 17)


def test_a_statement_of_a_milestone_is_of_its_initiative(desk, milestone):
    desk.post(ADD, said(milestone, initiative=""))

    assert Statement.objects.get().initiative == milestone.initiative


def test_quantities_roles_and_places_are_recorded_with_it(desk, milestone):
    indicator, organisation = make(IndicatorFactory), make(OrganisationFactory)
    evidence = {
        "observations-TOTAL_FORMS": 1,
        "observations-0-indicator": indicator.pk,
        "observations-0-kind": "target",
        "observations-0-low": "5",
        "observations-0-unit": "invented units",
        "participations-TOTAL_FORMS": 1,
        "participations-0-organisation": organisation.pk,
        "participations-0-role": "builder",
        "places-TOTAL_FORMS": 1,
        "places-0-name_ru": "Выдуманное место",
        "places-0-geometry": '{"type": "Point", "coordinates": [71.4, 51.1]}',
        "places-0-origin": "Invented.",
    }

    desk.post(ADD, said(milestone, **evidence))

    statement = Statement.objects.get()
    assert Observation.objects.get(statement=statement).low == 5
    assert Participation.objects.get(statement=statement).role == "builder"
    assert Place.objects.get(statement=statement).geometry["coordinates"] == [71.4, 51.1]


def test_a_mistake_in_the_evidence_leaves_nothing_written(desk, milestone):
    sent = said(milestone, **{"places-TOTAL_FORMS": 1, "places-0-geometry": '{"type": "Heap"}'})
    before = written()

    response = desk.post(ADD, sent)

    assert response.status_code == 200
    assert written() == before


@pytest.mark.parametrize(
    ("field", "fields", "words"),
    [
        ("announced_on", {"announced_on": "2999-01-01"}, "No later than the source"),
        ("due_edtf", {"due_edtf": "2026-13"}, "At position 5"),
        ("due_edtf", {"due_edtf": "2" * 100_000}, "at most 120 characters"),
        ("due_edtf", {"due_edtf": "2026\0"}, "Null characters"),
        ("due_within_offset", {"due_within_offset": "a year"}, "At position 0"),
        ("due_dropped", {"due_edtf": "2026", "due_dropped": "on"}, "Give a deadline, or"),
        ("met_edtf", {"met_edtf": "2025"}, "set the progress to met"),
        ("source", {"source": ""}, "required"),
        ("source", {"source": "999"}, "valid choice"),
        ("source", {"source": "rubbish"}, "valid choice"),
        ("milestone", {"milestone": "9" * 40}, "valid choice"),
        ("milestone", {"milestone": "", "progress": "met"}, "name it"),
    ],
    ids=str,
)
def test_what_no_statement_can_say_is_refused_at_its_field(desk, milestone, field, fields, words):
    sent = said(milestone, **fields)
    before = written()

    response = desk.post(ADD, sent)

    assert words in str(errors(response)[field])
    assert written() == before


@pytest.mark.parametrize("value", ["rubbish", "9" * 40, "-1", "%00", "²"])
@pytest.mark.parametrize("field", ["source", "milestone", "initiative"])
def test_a_link_that_fills_the_form_with_rubbish_opens_it(desk, field, value):
    assert desk.get(f"{ADD}?{field}={value}").status_code == 200


def test_a_day_to_come_is_refused(desk, milestone, time_machine):
    time_machine.move_to("2026-01-06T12:00:00Z")
    sent = said(milestone, source=source_of(date(2026, 1, 7)).pk)
    before = written()

    response = desk.post(ADD, sent)

    assert "no later than today, 2026-01-06" in str(errors(response)["announced_on"])
    assert written() == before


def test_today_is_the_day_of_the_trackers_time_zone(desk, milestone, time_machine):
    time_machine.move_to("2026-01-06T20:00:00Z")  # past midnight in Almaty

    response = desk.post(ADD, said(milestone, source=source_of(date(2026, 1, 7)).pk))

    assert response.status_code == 302


def test_a_milestone_of_another_initiative_is_refused(desk, milestone):
    sent = said(milestone, initiative=make(InitiativeFactory).pk)
    before = written()

    response = desk.post(ADD, sent)

    assert "another initiative" in str(errors(response)["milestone"])
    assert written() == before


def test_deadlines_that_wait_for_each_other_are_refused(desk, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    record(other, DAY, within=("P1M", milestone))
    sent = said(milestone, due_within_offset="P1M", due_within_of=other.pk)
    before = written()

    response = desk.post(ADD, sent)

    assert "wait for each other" in str(errors(response)["due_within_of"])
    assert written() == before


def test_every_mistake_shows_at_its_field_at_once(desk, milestone):
    response = desk.post(ADD, said(milestone, summary="", due_edtf="soon", met_edtf="2025"))

    assert set(errors(response)) == {"summary", "due_edtf", "met_edtf"}


def test_a_statement_of_nothing_asks_what_it_is_of(desk, milestone):
    response = desk.post(ADD, said(milestone, initiative="", milestone=""))

    assert "Name the initiative" in str(errors(response)["initiative"])


def test_a_recorded_statement_is_not_edited(desk, milestone):
    statement = record(milestone, DAY, summary="As it was said.")
    sent = said(milestone, summary="Changed.")
    before = written()

    response = desk.post(page(Statement, statement), sent)

    assert response.status_code == 403
    assert Statement.objects.get().summary == "As it was said."
    assert written() == before


def test_a_statement_is_not_deleted(desk, milestone):
    statement = record(milestone, DAY)

    assert desk.post(page(Statement, statement, "delete"), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in desk.get(page(Statement)).text


def test_its_page_shows_what_it_says_and_did(desk, milestone):
    record(milestone, date(2025, 1, 1), due="2025")
    statement = record(milestone, DAY, due="2026-35", phrase="в третьем квартале")

    text = desk.get(page(Statement, statement)).text

    assert "Q3 2026 (2026-35)" in text
    assert "Moved later" in text
    assert "в третьем квартале" in text
    assert 'name="summary"' not in text


def test_its_page_shows_its_evidence(desk, milestone):
    place = Place(name_ru="Выдуманное место")
    statement = record(milestone, DAY, evidence=[place])

    text = desk.get(page(Statement, statement)).text

    assert "Выдуманное место" in text
    assert "Quantities" not in text


def test_a_withdrawn_statement_says_so_and_leads_to_its_correction(desk, milestone):
    wrong = record(milestone, DAY)
    right = correct(wrong)

    text = desk.get(page(Statement, wrong)).text

    assert "recorded wrongly" in text
    assert page(Statement, right) in text
    assert page(Statement, wrong, "correct") not in text


def test_the_list_tells_the_live_from_the_withdrawn(desk, milestone):
    withdraw(record(milestone, DAY, summary="Taken back."))
    record(milestone, DAY, summary="In force.")

    live = desk.get(page(Statement), {"live": "yes"}).text
    withdrawn = desk.get(page(Statement), {"live": "no"}).text

    assert "In force." in live
    assert "Taken back." not in live
    assert "Taken back." in withdrawn


@pytest.mark.parametrize("permissions", [["view_statement"], ["add_milestone"]], ids=str)
def test_recording_takes_the_permission_to_add_statements(client, milestone, permissions):
    sign_in(client, *permissions)
    sent = said(milestone)
    before = written()

    assert client.post(ADD, sent).status_code == 403
    assert written() == before


def test_the_permission_to_add_statements_suffices(client, milestone):
    sign_in(client, "add_statement", "view_statement")
    evidence = {"places-TOTAL_FORMS": 1, "places-0-name_en": "Invented place"}

    assert client.post(ADD, said(milestone, **evidence)).status_code == 302
    assert Place.objects.get().name_en == "Invented place"


def test_a_form_from_elsewhere_is_refused(milestone, db):
    strict = sign_in(Client(enforce_csrf_checks=True))

    assert strict.post(ADD, said(milestone)).status_code == 403


def test_looking_up_a_milestone_names_its_initiative(desk, milestone):
    query = {"app_label": "projects", "model_name": "statement", "field_name": "milestone"}

    found = desk.get("/admin/projects/milestone/choices/", {**query, "term": "INVENTED mile"})

    assert found.json()["results"] == [
        {"id": str(milestone.pk), "text": f"{milestone.initiative}: {milestone}"}
    ]


def test_a_statement_says_who_recorded_and_who_withdrew_it_and_why(desk, milestone):
    with revision(UserFactory(username="first"), "from the <evening> news"):
        statement = recording.record(statement_of(milestone, DAY))
    with revision(UserFactory(username="second"), "of another cable"):
        recording.withdraw(statement, "of another cable")

    text = desk.get(page(Statement, statement)).text

    first, second = Revision.objects.order_by("-number")[:2][::-1]
    told = "by first in", "by second in", "from the &lt;evening&gt; news", ": of another cable"
    assert all(words in text for words in told)
    assert all(f'href="{page(Revision, written)}"' in text for written in (first, second))
