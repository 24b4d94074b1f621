"""From statements to versions: deadlines that count from a milestone or a day."""

from datetime import date
from itertools import pairwise

import pytest

from projects.codes import Lateness, Move, Progress, State
from projects.folding import CycleError, fold
from tests.projects.folded import (
    APRIL,
    CABLE,
    FEBRUARY,
    JANUARY,
    LAYING,
    MARCH,
    POWER,
    due_on,
    lateness_on,
    said,
    state_on,
    version_on,
)

# Relative deadlines


def test_a_relative_deadline_without_an_anchor_counts_from_the_day_it_was_said():
    statement = said(date(2025, 1, 31), within=("P1M", None))

    version = version_on(date(2025, 1, 31), statement)

    assert (version.due.edtf, version.provisional) == ("../2025-02-28", False)
    assert state_on(date(2025, 3, 1), statement) == State.OVERDUE


def test_a_relative_deadline_follows_its_anchor():
    anchored = said(JANUARY, LAYING, due="2025"), said(FEBRUARY, within=("P1Y", LAYING))
    moved = said(MARCH, LAYING, due="2026-06")

    before = version_on(FEBRUARY, *anchored, moved)
    after = version_on(MARCH, *anchored, moved)

    assert (before.due.edtf, before.move) == ("../2026-12-31", Move.FIRST)
    assert (after.due.edtf, after.move, after.slip_days) == ("../2027-06-30", Move.SLIP, 181)
    assert (after.statement, after.restatements) == (moved.seq, 0)
    assert after.last_stated_on == FEBRUARY


def test_a_reading_anew_is_no_evidence_of_lateness():
    statements = (
        said(date(2023, 1, 1), LAYING, progress=Progress.MET, met="2022"),
        said(date(2023, 2, 1), within=("P1Y", LAYING)),
        said(JANUARY, LAYING, progress=Progress.MET, met="2022-12"),
    )

    assert lateness_on(JANUARY, *statements)[0] == Lateness.POSSIBLE


def test_an_anchor_that_is_met_makes_the_deadline_firm():
    statements = (
        said(JANUARY, LAYING, due="2025-12-31"),
        said(FEBRUARY, within=("P1M", LAYING)),
        said(MARCH, LAYING, progress=Progress.MET, met="2025-03-01"),
    )

    before, after = version_on(FEBRUARY, *statements), version_on(MARCH, *statements)

    assert (before.due.edtf, before.provisional) == ("../2026-01-31", True)
    assert (after.due.edtf, after.provisional) == ("../2025-04-01", False)
    assert after.move == Move.PULL_IN


def test_an_anchor_met_on_its_last_day_only_ends_the_doubt():
    statements = (
        said(JANUARY, LAYING, due="2025-03-01"),
        said(FEBRUARY, within=("P1M", LAYING)),
        said(MARCH, LAYING, progress=Progress.MET, met="2025-03-01"),
    )

    version = version_on(MARCH, *statements)

    assert (version.known_from, version.provisional) == (MARCH, False)
    assert version.move == Move.FIRST


def test_an_anchor_that_says_nothing_new_makes_no_version():
    statements = (
        said(JANUARY, LAYING, due="2025"),
        said(FEBRUARY, within=("P1M", LAYING)),
        said(MARCH, LAYING, due="../2025-12-31"),
    )

    assert version_on(MARCH, *statements).known_from == FEBRUARY


def test_a_provisional_deadline_that_passes_unmet_is_no_schedule():
    statements = said(JANUARY, LAYING, due="2025-01"), said(FEBRUARY, within=("P1M", LAYING))

    assert state_on(date(2025, 2, 28), *statements) == State.DUE_SOON
    assert state_on(date(2025, 3, 1), *statements) == State.UNSCHEDULED
    assert lateness_on(date(2025, 3, 1), *statements) == (None, None)


def test_a_suspended_milestone_stays_so_when_its_provisional_deadline_passes():
    statements = (
        said(JANUARY, LAYING, due="2025-01"),
        said(FEBRUARY, within=("P1M", LAYING), progress=Progress.SUSPENDED),
    )

    assert state_on(MARCH, *statements) == State.SUSPENDED
    assert lateness_on(MARCH, *statements) == (None, None)


@pytest.mark.parametrize(
    "unsettled",
    [
        pytest.param({"progress": Progress.CANCELLED}, id="cancelled"),
        pytest.param({"dropped": True}, id="dropped"),
        pytest.param({"due": "2025/.."}, id="open end"),
    ],
)
def test_an_unsettled_anchor_leaves_the_deadline_unresolved(unsettled):
    anchor = said(MARCH, LAYING, **unsettled)
    statements = said(JANUARY, LAYING, due="2025"), said(FEBRUARY, within=("P1M", LAYING)), anchor

    version = version_on(MARCH, *statements)

    assert (version.due, version.move, version.provisional) == (None, None, False)
    assert (version.baseline.edtf, version.slip_days) == ("../2026-01-31", None)
    assert version.statement == anchor.seq
    assert state_on(MARCH, *statements) == State.UNSCHEDULED


@pytest.mark.parametrize(("again", "expected"), [("2025", Move.REAFFIRMED), ("2026", Move.SLIP)])
def test_after_an_unresolved_spell_a_deadline_is_compared_with_the_last_there_was(again, expected):
    statements = (
        said(JANUARY, LAYING, due="2025"),
        said(FEBRUARY, within=("P1M", LAYING)),
        said(MARCH, LAYING, dropped=True),
        said(APRIL, LAYING, due=again),
    )

    assert version_on(APRIL, *statements).move == expected


def test_an_anchor_of_which_nothing_was_said_leaves_the_deadline_unresolved():
    relative = said(JANUARY, within=("P1M", LAYING))
    first_said = said(FEBRUARY, LAYING, due="2025")

    assert due_on(JANUARY, relative) is None
    assert version_on(JANUARY, relative, first_said).due is None
    assert version_on(FEBRUARY, relative, first_said).due.edtf == "../2026-01-31"
    assert version_on(FEBRUARY, relative, first_said).move == Move.FIRST
    assert version_on(FEBRUARY, relative, first_said).statement == first_said.seq


def test_an_anchor_taken_back_leaves_the_deadline_unresolved():
    anchor, relative = said(JANUARY, LAYING, due="2025"), said(FEBRUARY, within=("P1M", LAYING))

    assert due_on(FEBRUARY, anchor, relative) == "../2026-01-31"
    assert due_on(FEBRUARY, relative) is None


def test_a_deadline_beyond_the_years_there_are_is_unresolved():
    statements = said(JANUARY, LAYING, due="2025"), said(FEBRUARY, within=("P9999Y", LAYING))

    assert due_on(FEBRUARY, *statements) is None
    assert due_on(FEBRUARY, said(FEBRUARY, within=("P9999Y", None))) is None


def test_deadlines_follow_along_a_chain_of_anchors():
    power = said(JANUARY, POWER, due="2025-06")
    laying = said(JANUARY, LAYING, within=("P1M", POWER))
    cable = said(JANUARY, CABLE, within=("P1M", LAYING))
    moved = said(MARCH, POWER, due="2025-07")

    before = version_on(JANUARY, cable, laying, power, moved)
    after = version_on(MARCH, cable, laying, power, moved)

    assert (before.due.edtf, after.due.edtf) == ("../2025-08-30", "../2025-09-30")
    assert (after.statement, after.provisional) == (moved.seq, True)


def test_an_absolute_deadline_no_longer_follows_an_anchor():
    statements = (
        said(JANUARY, LAYING, due="2025"),
        said(JANUARY, within=("P1M", LAYING)),
        said(FEBRUARY, due="2030"),
        said(MARCH, LAYING, due="2026"),
    )

    assert version_on(MARCH, *statements).known_from == FEBRUARY
    assert version_on(MARCH, *statements).due.edtf == "2030"


def test_a_dropped_deadline_no_longer_follows_an_anchor():
    statements = (
        said(JANUARY, LAYING, due="2025"),
        said(JANUARY, within=("P1M", LAYING)),
        said(FEBRUARY, dropped=True),
        said(MARCH, LAYING, due="2026"),
    )

    assert version_on(MARCH, *statements).due is None
    assert version_on(MARCH, *statements).move == Move.DROPPED


def test_a_relative_deadline_said_on_its_anchor_s_day_reads_that_day_s_end():
    relative = said(JANUARY, within=("P1M", LAYING))
    anchor = said(JANUARY, LAYING, due="2025")

    assert due_on(JANUARY, relative, anchor) == "../2026-01-31"


def test_a_cycle_is_refused_with_its_path():
    statements = (
        said(JANUARY, CABLE, within=("P1M", LAYING)),
        said(JANUARY, LAYING, within=("P1M", POWER)),
        said(JANUARY, POWER, within=("P1M", CABLE)),
    )

    with pytest.raises(CycleError) as caught:
        fold(statements)

    path = caught.value.path
    assert path[0] == path[-1]
    follows = {CABLE: LAYING, LAYING: POWER, POWER: CABLE}
    assert all(follows[one] == other for one, other in pairwise(path))
