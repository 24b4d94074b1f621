"""Milestones over HTTP: their members, their detail and their versions."""

from datetime import date

import pytest

from tests.factories import MilestoneFactory
from tests.recorded import correct, make, record
from tests.tracker.asking import one, told
from tests.tracker.worlds import tracked

IN_LISTS = {
    *("slug", "name", "initiative", "state", "progress", "due", "baseline", "slip_days"),
    *("width_days", "move", "lateness", "days_late", "met", "restatements", "last_stated_on"),
    "silent_days",
}
IN_DETAIL = {"as_of", "recorded_as_of", "kind", "position", "names", "revision", "statements"}


def milestone_on(api, day, parameters="", slug="invented"):
    return told(api, f"milestones/{slug}/?as_of={day}{parameters}")


def test_a_milestone_has_the_members_of_the_contract(api):
    tracked("invented")

    in_list, in_detail = one(api, "milestones/"), told(api, "milestones/invented/")

    assert set(in_list) == IN_LISTS
    assert set(in_detail) == IN_LISTS | IN_DETAIL
    assert {name: in_detail[name] for name in IN_LISTS} == in_list


def test_a_deadline_is_told_with_its_days_and_in_words(api):
    tracked("invented", due="2026-35")

    milestone = milestone_on(api, "2026-01-30")

    assert milestone["due"] == {
        "edtf": "2026-35",
        "earliest": "2026-07-01",
        "latest": "2026-09-30",
        "label": "Q3 2026",
    }
    assert milestone["baseline"] == milestone["due"]
    assert (milestone["slip_days"], milestone["width_days"]) == (0, 92)
    assert (milestone["silent_days"], milestone["last_stated_on"]) == (15, "2026-01-15")


def test_what_nobody_said_is_null(api):
    tracked("invented")

    milestone = one(api, "milestones/")

    for name in ("progress", "due", "baseline", "slip_days", "width_days", "move", "met"):
        assert milestone[name] is None
    assert (milestone["lateness"], milestone["days_late"]) == (None, None)
    assert (milestone["state"], milestone["restatements"]) == ("unscheduled", 0)


@pytest.mark.parametrize("due", ["2026/..", "../2026-07-31"])
def test_an_open_end_is_null(api, due):
    tracked("invented", due=due)

    milestone = one(api, "milestones/")

    ends = milestone["due"]["earliest"], milestone["due"]["latest"]
    assert ends == (("2026-01-01", None) if due == "2026/.." else (None, "2026-07-31"))
    assert milestone["width_days"] is None


@pytest.mark.parametrize(
    ("day", "state", "lateness", "days_late"),
    [
        ("2026-05-01", "scheduled", "none", None),
        ("2026-05-02", "due_soon", "none", None),
        ("2026-07-31", "due_soon", "none", None),
        ("2026-08-01", "overdue", "possible", {"min": 0, "max": 1}),
        ("2026-08-09", "overdue", "possible", {"min": 0, "max": 9}),
        ("2026-08-10", "overdue", "certain", {"min": 10, "max": 10}),
        ("2026-08-19", "overdue", "certain", {"min": 19, "max": 19}),
        ("2026-08-20", "met", "certain", {"min": 15, "max": 15}),
        ("2026-11-01", "met", "certain", {"min": 15, "max": 15}),
    ],
)
def test_a_state_follows_from_the_day(api, day, state, lateness, days_late):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 8, 10), progress="in_progress")
    record(milestone, date(2026, 8, 20), progress="met", met="2026-08-15")

    there = milestone_on(api, day)

    assert (there["state"], there["lateness"], there["days_late"]) == (state, lateness, days_late)


def test_a_suspended_milestone_past_its_deadline_is_late_and_not_overdue(api):
    tracked("invented", due="2026-02", progress="suspended")

    milestone = milestone_on(api, "2026-03-10")

    assert (milestone["state"], milestone["lateness"]) == ("suspended", "possible")


def test_a_detail_has_names_place_and_statements_in_order(api, initiative):
    milestone = make(
        MilestoneFactory, slug="invented", name_kk="Ойдан", initiative=initiative, position=3
    )
    later = record(milestone, date(2026, 2, 1), due="2026-09")
    wrong = record(milestone, date(2026, 1, 15), due="2026-07")
    right = correct(wrong, due="2026-08")

    detail = told(api, "milestones/invented/")

    assert detail["names"] == {"en": milestone.name_en, "ru": None, "kk": "Ойдан"}
    assert (detail["kind"], detail["position"]) == ("completion", 3)
    assert detail["revision"] == milestone.revision_id
    assert [said["id"] for said in detail["statements"]] == [str(right.uuid), str(later.uuid)]


def test_a_name_falls_back_to_a_language_that_has_one(api, initiative):
    milestone = make(MilestoneFactory, name_en="", name_ru="", name_kk="Кәбіл", slug="invented")
    record(milestone, date(2026, 1, 15))

    assert one(api, "milestones/")["name"] == "Кәбіл"


# Versions


def versions(api, day):
    return told(api, f"milestones/invented/versions/?as_of={day}")["results"]


def test_versions_say_what_was_known_and_by_which_statement(api):
    milestone = tracked("invented", due="2026-07")
    said = record(milestone, date(2026, 3, 1), due="2026-09", progress="in_progress")

    first, second = versions(api, "2026-06-01")

    assert (first["known_from"], first["known_to"]) == ("2026-01-15", "2026-03-01")
    assert (first["due"]["edtf"], first["move"]) == ("2026-07", "first")
    assert (second["due"]["edtf"], second["move"]) == ("2026-09", "slip")
    assert second["slip_days"] == 61
    assert second["statement"] == {"id": str(said.uuid), "name": said.summary}
    assert set(second) == {
        *("known_from", "known_to", "progress", "due", "baseline", "slip_days", "width_days"),
        *("move", "met", "restatements", "last_stated_on", "statement"),
    }


def test_a_version_that_still_held_on_the_day_asked_about_has_no_end(api):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 3, 1), due="2026-09")

    assert [row["known_to"] for row in versions(api, "2026-02-28")] == [None]
    assert [row["known_to"] for row in versions(api, "2026-03-01")] == ["2026-03-01", None]


def test_statements_of_one_day_make_one_version(api):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 1, 15), progress="in_progress")

    (version,) = versions(api, "2026-06-01")

    assert (version["due"]["edtf"], version["progress"]) == ("2026-07", "in_progress")


def test_a_deadline_that_follows_its_anchor_names_the_statement_that_moved_it(api):
    anchor = tracked("anchor", due="2026-07-01")
    waiting = make(MilestoneFactory, slug="invented", initiative=anchor.initiative)
    record(waiting, date(2026, 1, 20), within=("P1M", anchor))
    moved = record(anchor, date(2026, 3, 1), due="2026-08-01")

    last = versions(api, "2026-06-01")[-1]

    assert (last["due"]["edtf"], last["move"]) == ("../2026-09-01", "slip")
    assert last["statement"]["id"] == str(moved.uuid)
    assert last["restatements"] == 0
    assert last["last_stated_on"] == "2026-01-20"
