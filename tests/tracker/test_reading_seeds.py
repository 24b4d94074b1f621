"""The seed data over HTTP, on a day in November 2026."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from tests.tracker.asking import is_missing, listed, one, told

WORKS = "temirbaba-bekdash-link-works"
LAW = "law-on-artificial-intelligence-adopted"
CABLE = "trans-caspian-cable-complete"
SATELLITES = "satellites-produced"


@pytest.fixture(autouse=True)
def seeds(db, time_machine, capsys):
    time_machine.move_to(datetime(2026, 11, 25, 6, tzinfo=UTC))
    call_command("load_fixtures")


def milestone(api, slug, parameters=""):
    return told(api, f"milestones/{slug}/{parameters}")


def test_what_was_public_on_1_december_2025_has_the_cable_and_not_the_satellites(api):
    slugs = listed(api, "initiatives/?as_of=2025-12-01")

    assert "trans-caspian-cable" in slugs
    assert "satellites" not in slugs
    assert is_missing(api, "initiatives/satellites/?as_of=2025-12-01")


def test_the_satellites_became_public_on_the_day_of_their_first_source(api):
    assert "satellites" not in listed(api, "initiatives/?as_of=2026-01-05")
    assert "satellites" in listed(api, "initiatives/?as_of=2026-01-06")


def test_only_the_measures_for_public_services_are_overdue_on_10_january_2026(api):
    measures = one(api, "milestones/?state=overdue&as_of=2026-01-10")

    assert measures["slug"] == "ai-in-public-services-measures"
    assert measures["lateness"] == "possible"
    assert measures["days_late"] == {"min": 0, "max": 60}


def test_the_law_is_overdue_in_the_middle_of_november_2025(api):
    law = milestone(api, LAW, "?as_of=2025-11-15")

    assert (law["state"], law["lateness"], law["met"]) == ("overdue", "possible", None)


def test_the_law_was_adopted_in_november_2025_and_is_certainly_late(api):
    law = milestone(api, LAW, "?as_of=2026-01-10")

    assert (law["state"], law["lateness"]) == ("met", "certain")
    assert law["met"]["edtf"] == "2025-11"
    assert law["days_late"] == {"min": 1, "max": 30}


@pytest.mark.parametrize(
    ("day", "state", "lateness"),
    [
        (datetime(2026, 11, 22, 12, tzinfo=UTC), "due_soon", "none"),
        (datetime(2026, 11, 25, 18, 59, tzinfo=UTC), "due_soon", "none"),
        (datetime(2026, 11, 25, 19, 0, tzinfo=UTC), "overdue", "possible"),
    ],
    ids=["days before", "last minute in Almaty", "first minute of the next day in Almaty"],
)
def test_the_works_at_temirbaba_are_overdue_from_the_day_after(
    api, time_machine, day, state, lateness
):
    time_machine.move_to(day)

    works = milestone(api, WORKS)

    assert works["due"]["edtf"] == "../2026-11-25"
    assert (works["state"], works["lateness"]) == (state, lateness)


def test_the_works_at_temirbaba_were_due_soon_on_a_day_gone_by(api):
    works = milestone(api, WORKS, "?as_of=2026-11-20")

    assert (works["state"], works["days_late"]) == ("due_soon", None)


def test_the_completion_of_the_cable_is_stated_twice_and_has_not_slipped(api):
    cable = milestone(api, CABLE)

    assert [said["due"]["edtf"] for said in cable["statements"]] == ["../2026-12-31"] * 2
    assert (cable["move"], cable["slip_days"]) == ("reaffirmed", 0)
    assert cable["restatements"] == 1


def test_the_satellites_have_no_deadline_and_are_never_overdue(api, time_machine):
    time_machine.move_to(datetime(2035, 1, 1, tzinfo=UTC))

    satellites = milestone(api, SATELLITES)

    assert (satellites["state"], satellites["lateness"]) == ("unscheduled", None)
    assert satellites["due"]["latest"] is None


def test_the_satellites_are_five_to_six_or_more(api):
    quantity = one(api, "observations/?indicator=satellites-built&kind=target")

    assert (quantity["low"], quantity["high"]) == (5, None)
    assert quantity["phrase"] == "не менее 5–6 спутников"


def test_every_fact_names_its_source_and_the_place_in_it(api):
    statements = told(api, "statements/?page_size=200")["results"]

    assert len(statements) > 50
    assert all(said["source"]["slug"] and said["locator"] for said in statements)


def test_nothing_is_known_before_the_first_document(api):
    assert listed(api, "sources/?as_of=2025-08-10") == []
    assert listed(api, "initiatives/?as_of=2025-08-10") == []
    assert told(api, "summary/?as_of=2025-08-10")["initiatives"] == 0
