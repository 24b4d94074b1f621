"""Initiatives over HTTP: their members, what is next, who leads, and their detail."""

from datetime import date

import pytest

from projects.codes import Role
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
)
from tests.recorded import correct, make, record
from tests.tracker.asking import one, told
from tests.tracker.worlds import part, quantity, spot, tracked
from tracker.api import initiatives

IN_LISTS = {
    *("slug", "name", "summary", "sector", "stage", "countries", "lead", "milestone_counts"),
    *("next_milestone", "worst_state", "max_slip_days", "first_stated_on", "last_stated_on"),
}
IN_DETAIL = {
    *("as_of", "recorded_as_of", "names", "summaries", "is_infrastructure", "revision"),
    *("milestones", "participants", "places", "indicators", "sources"),
}
STATES = ["overdue", "suspended", "due_soon", "unscheduled", "scheduled", "met", "cancelled"]


def another(milestone, slug, announced_on=date(2026, 1, 15), position=1, **fields):
    """Another milestone of the same initiative, of which something was said."""
    row = make(MilestoneFactory, slug=slug, initiative=milestone.initiative, position=position)
    record(row, announced_on, **fields)
    return row


def initiative_on(api, day):
    return told(api, f"initiatives/invented/?as_of={day}")


def test_an_initiative_has_the_members_of_the_contract(api):
    tracked("invented", due="2026-07")

    in_list, in_detail = one(api, "initiatives/"), told(api, "initiatives/invented/")

    assert set(in_list) == IN_LISTS
    assert set(in_detail) == IN_LISTS | IN_DETAIL
    assert {name: in_detail[name] for name in IN_LISTS} == in_list
    assert list(in_list["milestone_counts"]) == STATES


def test_what_nobody_said_is_null_or_none(api):
    record(make(InitiativeFactory), date(2026, 1, 15))

    initiative = one(api, "initiatives/")

    for name in ("summary", "stage", "lead", "next_milestone", "worst_state", "max_slip_days"):
        assert initiative[name] is None
    assert initiative["countries"] == []
    assert initiative["milestone_counts"] == dict.fromkeys(STATES, 0)


def test_the_days_are_the_first_and_the_last_on_which_something_was_said(api):
    milestone = tracked("invented", date(2026, 1, 15))
    record(milestone.initiative, date(2026, 3, 1), stage="implementation")

    then, now = initiative_on(api, "2026-02-01"), initiative_on(api, "2026-03-01")

    assert (then["first_stated_on"], then["last_stated_on"]) == ("2026-01-15", "2026-01-15")
    assert (now["first_stated_on"], now["last_stated_on"]) == ("2026-01-15", "2026-03-01")
    assert (then["stage"], now["stage"]) == (None, "implementation")


# Milestones


def test_milestones_are_counted_by_state_on_the_day_asked_about(api):
    first = tracked("invented", due="2026-02")
    another(first, "met", progress="met")
    another(first, "later", announced_on=date(2026, 2, 1))

    counts = initiative_on(api, "2026-01-31")["milestone_counts"]
    later = initiative_on(api, "2026-03-01")["milestone_counts"]

    assert (counts["due_soon"], counts["met"], sum(counts.values())) == (1, 1, 2)
    assert (later["overdue"], later["unscheduled"], sum(later.values())) == (1, 1, 3)


@pytest.mark.parametrize("worst", range(len(STATES)))
def test_the_worst_state_comes_first_in_the_order_of_the_contract(api, worst):
    said = {
        "overdue": {"due": "2026-02"},
        "suspended": {"progress": "suspended"},
        "due_soon": {"due": "2026-06"},
        "unscheduled": {"due": "2026/.."},
        "scheduled": {"due": "2026-10"},
        "met": {"progress": "met"},
        "cancelled": {"progress": "cancelled"},
    }
    initiative = make(InitiativeFactory, slug="invented")
    for state in STATES[worst:]:
        milestone = make(MilestoneFactory, slug=state, initiative=initiative)
        record(milestone, date(2026, 1, 15), **said[state])

    assert initiative_on(api, "2026-06-01")["worst_state"] == STATES[worst]


def test_next_is_the_smallest_last_day_that_is_not_over(api):
    first = tracked("invented", due="2026-02")
    another(first, "second", due="2026-04")
    another(first, "third", due="2026-05")

    assert initiative_on(api, "2026-02-28")["next_milestone"]["slug"] == "invented"
    assert initiative_on(api, "2026-03-01")["next_milestone"]["slug"] == "second"
    assert initiative_on(api, "2026-06-01")["next_milestone"] is None


@pytest.mark.parametrize("progress", ["met", "cancelled", "suspended"])
def test_next_is_nothing_that_is_met_cancelled_or_suspended(api, progress):
    first = tracked("invented", due="2026-07", progress=progress)
    another(first, "second", due="2026-08", progress="in_progress")

    following = initiative_on(api, "2026-06-01")["next_milestone"]

    assert following["slug"] == "second"
    assert set(following) == {"slug", "name", "due"}
    assert following["due"]["edtf"] == "2026-08"


def test_of_milestones_due_on_one_day_the_next_is_the_first_by_position(api):
    first = tracked("invented", due="2026-07-31")
    first.position = 2
    make(first.save)
    another(first, "a-later-one", position=3, due="2026-07")
    another(first, "the-first", position=1, due="../2026-07-31")

    assert initiative_on(api, "2026-06-01")["next_milestone"]["slug"] == "the-first"


@pytest.mark.parametrize(
    "deadline",
    [{"due": "2026-07"}, {"due": "../2026-07~"}, {"due": "/2026-07"}, {"within": ("P6M", None)}],
)
def test_the_next_milestone_has_the_deadline_that_its_own_page_has(api, deadline):
    tracked("invented", **deadline)

    following = initiative_on(api, "2026-06-01")["next_milestone"]

    assert following["due"] == told(api, "milestones/invented/?as_of=2026-06-01")["due"]


def test_of_more_milestones_than_one_query_names_the_next_is_the_first(api, monkeypatch):
    monkeypatch.setattr(initiatives, "MANY", 2)
    first = tracked("invented", due="2026-06")
    for number in (3, 2, 1, 4, 5):
        another(first, f"number-{number}", position=number, due="2026-07")

    assert initiative_on(api, "2026-07-01")["next_milestone"]["slug"] == "number-1"


def test_while_an_initiative_is_cancelled_its_unmet_milestones_are_too(api):
    first = tracked("invented", due="2026-07", progress="in_progress")
    another(first, "met", progress="met")
    record(first.initiative, date(2026, 2, 1), stage="cancelled")

    initiative = initiative_on(api, "2026-06-01")

    assert initiative["milestone_counts"]["cancelled"] == 1
    assert (initiative["worst_state"], initiative["next_milestone"]) == ("met", None)
    assert initiative["milestones"][0]["progress"] == "in_progress"


def test_the_largest_slip_is_that_of_the_milestone_that_moved_most(api):
    first = tracked("invented", due="2026-07")
    record(first, date(2026, 2, 1), due="2026-06")
    other = another(first, "other", due="2026-07")

    assert initiative_on(api, "2026-02-01")["max_slip_days"] == 0
    record(other, date(2026, 3, 1), due="2026-08")
    assert initiative_on(api, "2026-03-01")["max_slip_days"] == 31


# Who leads


def test_the_lead_is_the_one_named_last(api):
    first, second = make(OrganisationFactory), make(OrganisationFactory)
    milestone = tracked("invented", evidence=[part(organisation=first)])
    record(milestone, date(2026, 3, 1), evidence=[part(organisation=second)])
    record(milestone, date(2026, 4, 1), evidence=[part(Role.BUILDER, first)])

    assert initiative_on(api, "2026-02-28")["lead"]["slug"] == first.slug
    assert initiative_on(api, "2026-06-01")["lead"] == {
        "slug": second.slug,
        "name": second.name_en,
    }


def test_of_several_leads_in_one_statement_the_first_is_shown(api):
    roles = [part(), part()]
    tracked("invented", evidence=roles)

    assert one(api, "initiatives/")["lead"]["slug"] == roles[0].organisation.slug


def test_a_correction_names_the_lead_in_the_place_of_what_it_corrects(api):
    milestone = tracked("invented")
    wrong = record(milestone, date(2026, 1, 15))
    last = part()
    record(milestone, date(2026, 1, 15), evidence=[last])
    right = correct(wrong)
    lead = part()
    lead.statement = right
    make(lead.save)

    assert one(api, "initiatives/")["lead"]["slug"] == last.organisation.slug


# Detail


def test_milestones_stand_in_their_order(api):
    first = tracked("invented")
    another(first, "c", position=1)
    another(first, "b", position=3)
    another(first, "a", position=2)

    slugs = [row["slug"] for row in told(api, "initiatives/invented/")["milestones"]]

    assert slugs == ["c", "invented", "a", "b"]


def test_a_detail_has_who_takes_part_where_and_how_much(api):
    role, there = part(Role.BUILDER), spot(geometry=None, name_ru="Место")
    tracked("invented", evidence=[role, there, quantity(low="5.5", high="6")])

    detail = told(api, "initiatives/invented/")

    (participant,), (place,), (indicator,) = (
        detail[name] for name in ("participants", "places", "indicators")
    )
    assert participant["organisation"]["slug"] == role.organisation.slug
    assert participant["role"] == "builder"
    assert (place["geometry"], place["names"]["ru"], place["origin"]) == (None, "Место", None)
    assert [(it["low"], it["high"]) for it in indicator["observations"]] == [(5.5, 6)]
    assert participant["statement"] == place["statement"]


def test_quantities_are_grouped_by_indicator_oldest_first(api):
    indicator, other = make(IndicatorFactory, slug="b"), make(IndicatorFactory, slug="a")
    late = [quantity(indicator=indicator, low=2), quantity(indicator=other, low=9)]
    milestone = tracked("invented", date(2026, 1, 15), evidence=late)
    record(milestone, date(2026, 1, 10), evidence=[quantity(indicator=indicator, low=1)])

    found = told(api, "initiatives/invented/")["indicators"]

    lows = {it["slug"]: [row["low"] for row in it["observations"]] for it in found}
    assert lows == {"a": [9], "b": [1, 2]}


def test_a_detail_names_each_document_once_newest_first(api):
    milestone = tracked("invented", date(2026, 1, 15))
    newer = record(milestone, date(2026, 2, 1))
    record(milestone, date(2026, 2, 1), source=newer.source)

    sources = told(api, "initiatives/invented/")["sources"]

    assert [source["published_on"] for source in sources] == ["2026-02-01", "2026-01-15"]
    assert told(api, "initiatives/invented/?as_of=2026-01-31")["sources"] == sources[1:]
