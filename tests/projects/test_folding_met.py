"""From statements to versions: what was met, when, and how late."""

from datetime import date

import pytest

from projects.codes import Lateness, Progress, Stage, State
from sources.dates import DateRange
from tests.projects.folded import (
    APRIL,
    FEBRUARY,
    JANUARY,
    LAYING,
    MARCH,
    MAY,
    due_on,
    lateness_on,
    said,
    state_on,
    version_on,
)

# Met


def test_met_without_a_date_is_met_by_the_day_it_was_said():
    version = version_on(JANUARY, said(JANUARY, progress=Progress.MET))

    assert version.met == DateRange("/2025-01-10", None, JANUARY)
    assert version.met_from is None


def test_first_stated_as_met_has_neither_deadline_nor_lateness():
    statement = said(JANUARY, progress=Progress.MET)

    assert version_on(JANUARY, statement).due is None
    assert state_on(MAY, statement) == State.MET
    assert lateness_on(MAY, statement) == (None, None)


def test_a_met_date_is_cut_on_the_day_it_was_said_and_kept_as_written():
    version = version_on(JANUARY, said(JANUARY, progress=Progress.MET, met="2025-01"))

    assert version.met == DateRange("2025-01", date(2025, 1, 1), JANUARY)


def test_a_met_date_that_ended_before_it_was_said_is_not_cut():
    version = version_on(FEBRUARY, said(FEBRUARY, progress=Progress.MET, met="2025-01"))

    assert version.met.latest == date(2025, 1, 31)


@pytest.mark.parametrize("open_end", ["2025-01/..", "2025-01/"])
def test_a_met_date_with_an_open_end_ends_on_the_day_it_was_said(open_end):
    version = version_on(JANUARY, said(JANUARY, progress=Progress.MET, met=open_end))

    assert version.met == DateRange(open_end, date(2025, 1, 1), JANUARY)


@pytest.mark.parametrize("again", [{"met": "2025-01"}, {}], ids=["same date", "no date"])
def test_a_met_date_said_again_is_never_widened(again):
    statements = (
        said(JANUARY, progress=Progress.MET, met="2025-01"),
        said(MAY, progress=Progress.MET, **again),
    )

    assert version_on(MAY, *statements).met.latest == JANUARY


def test_another_met_date_takes_the_place_of_the_first():
    statements = (
        said(JANUARY, progress=Progress.MET),
        said(FEBRUARY, progress=Progress.MET, met="2025-01-05"),
    )

    assert version_on(FEBRUARY, *statements).met.edtf == "2025-01-05"


def test_leaving_met_clears_the_met_date():
    statements = (
        said(JANUARY, progress=Progress.MET, met="2025-01"),
        said(FEBRUARY, progress=Progress.IN_PROGRESS),
        said(MARCH, progress=Progress.MET),
    )

    assert version_on(FEBRUARY, *statements).met is None
    assert version_on(MARCH, *statements).met.edtf == "/2025-03-10"
    assert version_on(MARCH, *statements).met_from == FEBRUARY


def test_an_unknown_start_counts_from_the_last_day_on_which_it_was_not_met():
    statements = (
        said(JANUARY, progress=Progress.NOT_STARTED),
        said(FEBRUARY, progress=Progress.IN_PROGRESS),
        said(MARCH, progress=Progress.MET),
    )

    version = version_on(MARCH, *statements)

    assert (version.met.earliest, version.met_from) == (None, FEBRUARY)


def test_an_unknown_start_passes_over_what_was_said_after_it_was_met():
    statements = (
        said(JANUARY, progress=Progress.NOT_STARTED),
        said(MARCH, progress=Progress.IN_PROGRESS),
        said(APRIL, progress=Progress.MET, met="/2025-02-28"),
    )

    assert version_on(APRIL, *statements).met_from == JANUARY


def test_an_unknown_start_stays_unknown_when_all_else_was_said_later():
    statements = (
        said(MARCH, progress=Progress.IN_PROGRESS),
        said(APRIL, progress=Progress.MET, met="/2025-02-28"),
    )

    assert version_on(APRIL, *statements).met_from is None


def test_a_deadline_is_no_sign_of_when_an_unknown_start_begins():
    statements = said(JANUARY, due="2025"), said(FEBRUARY, progress=Progress.MET)

    assert version_on(FEBRUARY, *statements).met_from is None


@pytest.mark.parametrize(
    ("unmet_on", "expected"),
    [
        pytest.param(None, (Lateness.POSSIBLE, (0, 41)), id="nothing said before"),
        pytest.param(date(2024, 12, 31), (Lateness.POSSIBLE, (0, 41)), id="unmet in time"),
        pytest.param(date(2025, 1, 1), (Lateness.CERTAIN, (1, 41)), id="unmet the day after"),
    ],
)
def test_how_late_an_unknown_start_is_depends_on_what_was_said_before(unmet_on, expected):
    statements = [
        said(date(2024, 6, 1), due="2024"),
        said(FEBRUARY, progress=Progress.MET),
    ]
    if unmet_on:
        statements.append(said(unmet_on, progress=Progress.IN_PROGRESS))

    assert lateness_on(MAY, *statements) == expected


# Lateness while it is not met


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, Lateness.POSSIBLE, id="an event is no evidence"),
        pytest.param({"stage": Stage.IMPLEMENTATION}, Lateness.POSSIBLE, id="nor is a stage"),
        pytest.param({"progress": Progress.IN_PROGRESS}, Lateness.CERTAIN, id="a progress is"),
        pytest.param({"progress": Progress.SUSPENDED}, Lateness.CERTAIN, id="a suspension is"),
        pytest.param({"due": "2024"}, Lateness.CERTAIN, id="a deadline is"),
    ],
)
def test_evidence_that_a_deadline_was_missed(fields, expected):
    statements = said(date(2024, 6, 1), due="2024"), said(JANUARY, **fields)

    assert lateness_on(JANUARY, *statements)[0] == expected


def test_evidence_from_before_the_deadline_passed_proves_nothing():
    statements = (
        said(date(2024, 6, 1), due="2024"),
        said(date(2024, 12, 31), progress=Progress.IN_PROGRESS),
    )

    assert lateness_on(date(2025, 1, 1), *statements) == (Lateness.POSSIBLE, (0, 1))


def test_a_suspended_milestone_past_its_deadline_is_suspended_and_late():
    statements = said(date(2024, 6, 1), due="2024"), said(JANUARY, progress=Progress.SUSPENDED)

    assert state_on(JANUARY, *statements) == State.SUSPENDED
    assert lateness_on(JANUARY, *statements) == (Lateness.CERTAIN, (10, 10))


def test_an_open_start_is_due_by_its_end():
    statement = said(JANUARY, due="../2025-12-31")

    assert state_on(date(2025, 12, 31), statement) == State.DUE_SOON
    assert state_on(date(2026, 1, 1), statement) == State.OVERDUE
    assert version_on(JANUARY, statement).width_days is None


def test_an_open_end_is_never_overdue():
    statement = said(JANUARY, due="2025/..")

    assert state_on(date(2500, 1, 1), statement) == State.UNSCHEDULED
    assert lateness_on(date(2500, 1, 1), statement) == (None, None)


def test_a_milestone_cancelled_by_a_source_is_not_late():
    statements = said(date(2024, 6, 1), due="2024"), said(JANUARY, progress=Progress.CANCELLED)

    assert state_on(JANUARY, *statements) == State.CANCELLED
    assert lateness_on(JANUARY, *statements) == (None, None)


# Cases from the documents


def test_the_law_due_in_october_and_met_in_november_is_1_to_30_days_late():
    due = said(date(2025, 8, 11), due="2025-10")
    met = said(date(2026, 1, 5), progress=Progress.MET, met="2025-11")

    assert state_on(date(2025, 11, 15), due, met) == State.OVERDUE
    assert lateness_on(date(2025, 11, 15), due, met) == (Lateness.POSSIBLE, (0, 15))
    assert state_on(date(2026, 1, 10), due, met) == State.MET
    assert lateness_on(date(2026, 1, 10), due, met) == (Lateness.CERTAIN, (1, 30))


def test_works_within_twelve_months_of_a_signature_are_due_a_year_after_it():
    signed = said(date(2025, 11, 25), LAYING, progress=Progress.MET)
    works = said(date(2026, 1, 6), within=("P12M", LAYING))

    assert due_on(date(2026, 1, 6), signed, works) == "../2026-11-25"
    assert state_on(date(2026, 11, 25), signed, works) == State.DUE_SOON
    assert lateness_on(date(2026, 11, 25), signed, works) == (Lateness.NONE, None)
    assert state_on(date(2026, 11, 26), signed, works) == State.OVERDUE
    assert lateness_on(date(2026, 11, 26), signed, works) == (Lateness.POSSIBLE, (0, 1))
