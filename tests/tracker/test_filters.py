"""Filters: each by itself, on either side of its boundary, and what they refuse."""

from datetime import date

import pytest

from projects.codes import Role
from projects.models import InitiativeCountry
from tests.factories import (
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PublisherFactory,
    SourceFactory,
)
from tests.recorded import correct, make, record, withdraw
from tests.tracker.asking import listed, refused
from tests.tracker.worlds import part, quantity, tracked

ON = "as_of=2026-06-01"


def milestones(api, parameters):
    return sorted(listed(api, f"milestones/?{ON}&{parameters}"))


def initiatives(api, parameters):
    return sorted(listed(api, f"initiatives/?{ON}&{parameters}"))


@pytest.fixture
def states(db):
    """One milestone in each state on 1 June 2026, named for it."""
    tracked("overdue", due="../2026-05-31")
    tracked("suspended", due="2026-07", progress="suspended")
    tracked("due-soon", due="../2026-08-30")
    tracked("unscheduled", due="2026/..")
    tracked("scheduled", due="../2026-08-31")
    tracked("met", due="2025-12", progress="met", met="2025-12")
    tracked("cancelled", due="2026-07", progress="cancelled")


# States


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize(
    "state", ["overdue", "suspended", "due_soon", "unscheduled", "scheduled", "met", "cancelled"]
)
def test_milestones_and_initiatives_by_state(api, state):
    assert milestones(api, f"state={state}") == [state.replace("_", "-")]
    assert initiatives(api, f"state={state}") == [state.replace("_", "-")]


@pytest.mark.usefixtures("states")
def test_several_states_are_any_of_them(api):
    assert milestones(api, "state=overdue,met") == ["met", "overdue"]


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize(
    ("days", "slugs"),
    [("0", []), ("89", []), ("90", ["due-soon"]), ("91", ["due-soon", "scheduled"])],
)
def test_due_soon_is_as_near_as_asked_for(api, days, slugs):
    assert milestones(api, f"state=due_soon&due_soon_days={days}") == slugs
    assert initiatives(api, f"state=due_soon&due_soon_days={days}") == slugs


@pytest.mark.usefixtures("states")
def test_a_deadline_is_due_soon_on_its_last_day(api):
    day = "as_of=2026-05-31&due_soon_days=0"

    assert listed(api, f"milestones/?{day}&state=due_soon") == ["overdue"]


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize("days", ["-1", "3661", "ninety", "9" * 30, "1.0"])
def test_due_soon_is_refused_beyond_ten_years(api, days):
    assert "from 0 to 3660" in refused(api, f"summary/?due_soon_days={days}")["due_soon_days"]


@pytest.mark.usefixtures("states")
def test_by_progress(api):
    assert milestones(api, "progress=suspended,cancelled") == ["cancelled", "suspended"]


def test_by_lateness(api):
    tracked("in-time", due="../2026-06-01")
    tracked("possible", due="../2026-05-31")
    certain = tracked("certain", due="../2026-05-31")
    record(certain, date(2026, 6, 1), progress="in_progress")

    for lateness in ("possible", "certain"):
        assert milestones(api, f"lateness={lateness}") == [lateness]
    assert milestones(api, "lateness=none") == ["in-time"]


# Days and numbers


@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ("due_before=2026-08-30", []),
        ("due_before=2026-08-31", ["dated"]),
        ("due_after=2026-08-30", []),
        ("due_after=2026-08-29", ["dated"]),
        ("due_after=2026-08-29&due_before=2026-08-31", ["dated"]),
        ("due_before=9999-12-31", ["dated"]),
        ("due_after=0001-01-01", ["dated"]),
    ],
)
def test_by_the_last_day_of_the_deadline(api, parameters, slugs):
    tracked("dated", due="../2026-08-30")
    tracked("open", due="2026/..")
    tracked("without")

    assert milestones(api, parameters) == slugs


@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ("slip_days_min=31", ["later"]),
        ("slip_days_min=32", []),
        ("slip_days_min=0", ["later", "same"]),
        ("slip_days_max=-31", ["earlier"]),
        ("slip_days_max=-32", []),
        ("slip_days_min=-31&slip_days_max=0", ["earlier", "same"]),
    ],
)
def test_by_slip(api, parameters, slugs):
    for slug, due in {"later": "2026-08", "earlier": "2026-06", "same": "2026-07"}.items():
        record(tracked(slug, due="2026-07"), date(2026, 2, 1), due=due)
    tracked("open", due="2026/..")

    assert milestones(api, parameters) == slugs


@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ("silent_days_min=11", ["quiet"]),
        ("silent_days_min=10", ["loud", "quiet"]),
        ("silent_days_max=10", ["loud"]),
        ("silent_days_max=9", []),
        ("silent_days_max=100000", ["loud", "quiet"]),
    ],
)
def test_by_silence(api, parameters, slugs):
    tracked("loud", date(2026, 5, 22))
    tracked("quiet", date(2026, 5, 21))

    assert milestones(api, parameters) == slugs


@pytest.mark.parametrize("value", ["x", "1.5", "100001", "-100001", "9" * 5000])
@pytest.mark.parametrize(
    "name", ["slip_days_min", "slip_days_max", "silent_days_min", "silent_days_max"]
)
def test_a_number_out_of_bounds_is_refused(api, name, value):
    assert "whole number" in refused(api, f"milestones/?{name}={value}")[name]


@pytest.mark.parametrize("name", ["due_before", "due_after"])
def test_a_day_that_is_none_is_refused(api, name):
    assert "YYYY-MM-DD" in refused(api, f"initiatives/?{name}=2026-02-30")[name]


# What it belongs to


def test_by_sector_and_stage(api):
    space = make(InitiativeFactory, slug="space", sector="space")
    record(make(MilestoneFactory, slug="satellite", initiative=space), date(2026, 1, 15))
    record(space, date(2026, 2, 1), stage="preparation")
    tracked("cable")

    assert milestones(api, "sector=space") == ["satellite"]
    assert initiatives(api, "sector=space,trade") == ["space"]
    assert milestones(api, "stage=preparation") == ["satellite"]
    assert initiatives(api, "stage=preparation") == ["space"]
    assert listed(api, "initiatives/?stage=preparation&as_of=2026-01-31") == []


def test_by_country(api):
    both = tracked("both", country="KZ")
    country = InitiativeCountry(initiative=both.initiative, country="AZ")
    make(lambda: InitiativeCountry.objects.bulk_create([country]))
    tracked("one", country="TM")

    assert initiatives(api, "country=AZ") == ["both"]
    assert initiatives(api, "country=AZ,KZ") == ["both"]
    assert milestones(api, "country=TM,AZ") == ["both", "one"]
    assert len(listed(api, f"statements/?{ON}&country=AZ", "id")) == 1


@pytest.mark.parametrize("value", ["kz", "KAZ", "Kazakhstan", "KZ,", "KZ,KZ", "ZY"])
def test_what_is_no_country_is_refused(api, value):
    assert set(refused(api, f"initiatives/?country={value}")) == {"country"}


def test_by_organisation_while_its_part_is_public(api):
    organisation = make(OrganisationFactory, slug="builder")
    said = record(tracked("built"), date(2026, 2, 1), evidence=[part(Role.BUILDER, organisation)])
    tracked("other")

    assert initiatives(api, "organisation=builder") == ["built"]
    assert milestones(api, "organisation=builder") == ["built"]
    assert listed(api, "statements/?organisation=builder", "id") == [str(said.uuid)]
    assert listed(api, "initiatives/?organisation=builder&as_of=2026-01-31") == []
    withdraw(said)
    assert initiatives(api, "organisation=builder") == []


def test_by_person_while_what_they_said_is_public(api):
    person = make(PersonFactory, slug="speaker")
    milestone = tracked("spoken-of")
    tracked("other")
    said = record(milestone, date(2026, 2, 1), speaker=person)
    sibling = make(MilestoneFactory, slug="sibling", initiative=milestone.initiative)
    record(sibling, date(2026, 2, 1))

    assert milestones(api, "person=speaker") == ["spoken-of"]
    assert initiatives(api, "person=speaker") == ["spoken-of"]
    assert listed(api, "milestones/?person=speaker&as_of=2026-01-31") == []
    correct(said)
    assert milestones(api, "person=speaker") == []


def test_by_source(api):
    source = make(SourceFactory, slug="document", published_on=date(2026, 2, 1))
    record(tracked("named"), date(2026, 2, 1), source=source)
    tracked("other")

    assert milestones(api, "source=document") == ["named"]
    assert initiatives(api, "source=document") == ["named"]
    assert len(listed(api, "statements/?source=document", "id")) == 1


def test_by_initiative_and_kind_of_milestone(api):
    launch = make(
        MilestoneFactory, slug="launch", initiative=tracked("one").initiative, kind="launch"
    )
    record(launch, date(2026, 2, 1))
    tracked("two")

    assert milestones(api, "initiative=one") == ["launch", "one"]
    assert milestones(api, "initiative=one,two&kind=launch") == ["launch"]
    assert milestones(api, "kind=completion") == ["one", "two"]


def test_several_filters_are_all_of_them(api):
    tracked("both", due="../2026-05-31", country="AZ")
    tracked("late", due="../2026-05-31")
    tracked("azeri", country="AZ")

    assert milestones(api, "state=overdue&country=AZ") == ["both"]


def test_filters_on_initiatives_mean_one_milestone_that_meets_all(api):
    apart = tracked("apart", due="../2026-05-31")
    later = make(MilestoneFactory, slug="apart-later", initiative=apart.initiative)
    record(later, date(2026, 1, 20), due="2026-11")
    record(later, date(2026, 2, 1), due="2026-12")
    together = tracked("together", due="../2026-04-30")
    record(together, date(2026, 2, 1), due="../2026-05-31")

    assert initiatives(api, "state=overdue") == ["apart", "together"]
    assert initiatives(api, "slip_days_min=31") == ["apart", "together"]
    assert initiatives(api, "state=overdue&slip_days_min=31") == ["together"]


# Statements, evidence and sources


def test_statements_by_what_they_are_about_and_state(api):
    milestone = tracked("one")
    started = record(milestone, date(2026, 2, 1), progress="in_progress")
    staged = record(milestone.initiative, date(2026, 2, 2), stage="preparation")
    tracked("two")

    assert listed(api, "statements/?initiative=one&page_size=1", "id") == [str(staged.uuid)]
    assert listed(api, "statements/?milestone=one&page_size=1", "id") == [str(started.uuid)]
    assert listed(api, "statements/?progress=in_progress", "id") == [str(started.uuid)]
    assert listed(api, "statements/?stage=preparation", "id") == [str(staged.uuid)]
    assert len(listed(api, "statements/?sector=communications", "id")) == 4


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ("announced_before=2026-01-15", 0),
        ("announced_before=2026-01-16", 1),
        ("announced_after=2026-01-15", 0),
        ("announced_after=2026-01-14", 1),
    ],
)
def test_statements_by_day(api, parameters, count):
    tracked("one", date(2026, 1, 15))

    assert len(listed(api, f"statements/?{parameters}", "id")) == count


def test_evidence_by_initiative_indicator_and_kind(api):
    target, actual = quantity(), quantity(kind="actual")
    tracked("one", evidence=[target, actual])
    tracked("two", evidence=[quantity()])

    assert len(listed(api, "observations/?initiative=one", "id")) == 2
    assert listed(api, "observations/?kind=actual", "id") == [actual.pk]
    assert listed(api, f"observations/?indicator={target.indicator.slug}", "id") == [target.pk]


def test_sources_by_publisher_kind_language_and_day(api):
    publisher = make(PublisherFactory, slug="paper")
    make(SourceFactory, slug="law", kind="law", language="kk", published_on=date(2026, 1, 15))
    make(SourceFactory, slug="report", publisher=publisher, published_on=date(2026, 1, 16))

    assert listed(api, "sources/?publisher=paper") == ["report"]
    assert listed(api, "sources/?kind=law") == ["law"]
    assert listed(api, "sources/?language=kk,ru") == ["law"]
    assert listed(api, "sources/?published_before=2026-01-16") == ["law"]
    assert listed(api, "sources/?published_after=2026-01-15") == ["report"]


@pytest.mark.parametrize("value", ["xx", "russian", "RU", " ", "ru,%20"])
def test_what_is_no_language_is_refused(api, value):
    assert set(refused(api, f"sources/?language={value}")) == {"language"}


def test_organisations_by_country(api):
    make(OrganisationFactory, slug="here", country="KZ")
    make(OrganisationFactory, slug="nowhere")

    assert listed(api, "organisations/?country=KZ") == ["here"]
