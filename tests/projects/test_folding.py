"""From statements to versions: what carries on, one day's order, and moves."""

import pytest

from projects.codes import Move, Progress, Standing, State
from projects.folding import fold
from tests.projects.folded import (
    APRIL,
    CABLE,
    FEBRUARY,
    JANUARY,
    LAYING,
    MARCH,
    MAY,
    due_on,
    said,
    state_on,
    version_on,
)

# Carrying on


def test_what_a_statement_leaves_out_carries_on():
    version = version_on(
        MARCH,
        said(JANUARY, due="2026"),
        said(FEBRUARY, progress=Progress.IN_PROGRESS),
        said(MARCH),
    )

    assert (version.due.edtf, version.progress) == ("2026", Progress.IN_PROGRESS)


def test_a_deadline_alone_says_no_progress():
    assert version_on(JANUARY, said(JANUARY, due="2026")).progress is None


def test_a_deadline_does_not_bring_back_what_is_met():
    statements = said(JANUARY, progress=Progress.MET), said(FEBRUARY, due="2026")

    assert state_on(FEBRUARY, *statements) == State.MET


def test_statements_are_folded_by_day_whatever_the_order_of_recording():
    late, early = said(FEBRUARY, due="2027"), said(JANUARY, due="2026")

    assert due_on(JANUARY, late, early) == "2026"
    assert due_on(FEBRUARY, late, early) == "2027"


def test_an_event_makes_a_version_and_keeps_the_move():
    version = version_on(FEBRUARY, said(JANUARY, due="2026"), said(FEBRUARY))

    assert version.known_from == version.last_stated_on == FEBRUARY
    assert (version.move, version.restatements) == (Move.FIRST, 0)


def test_a_statement_of_another_milestone_makes_no_version():
    statements = said(JANUARY, due="2026"), said(FEBRUARY, LAYING, due="2026")

    assert version_on(FEBRUARY, *statements).known_from == JANUARY


# One day


def test_one_day_makes_one_version_of_its_last_deadline():
    folded = fold([said(JANUARY, due="2026"), said(JANUARY, due="2027")])

    (version,) = folded.milestones[CABLE]

    assert (version.due.edtf, version.baseline.edtf) == ("2027", "2026")
    assert (version.move, version.restatements) == (Move.SLIP, 1)


@pytest.mark.parametrize("ending", [Progress.MET, Progress.CANCELLED])
def test_an_ending_is_folded_last_within_its_day(ending):
    version = version_on(
        JANUARY, said(JANUARY, progress=ending), said(JANUARY, progress=Progress.IN_PROGRESS)
    )

    assert version.progress == ending


def test_an_ending_gives_way_to_the_progress_of_a_later_day():
    statements = said(JANUARY, progress=Progress.MET), said(FEBRUARY, progress=Progress.SUSPENDED)

    assert version_on(FEBRUARY, *statements).progress == Progress.SUSPENDED


def test_of_two_endings_on_a_day_the_later_said_holds():
    met, cancelled = said(JANUARY, progress=Progress.MET), said(JANUARY, progress="cancelled")

    assert version_on(JANUARY, met, cancelled).standing == Standing.CANCELLED


def test_a_deadline_said_with_an_ending_keeps_its_order():
    statements = said(JANUARY, due="2026", progress=Progress.MET), said(JANUARY, due="2027")

    version = version_on(JANUARY, *statements)

    assert (version.due.edtf, version.progress) == ("2027", Progress.MET)


def test_the_fold_position_orders_a_day_before_the_number_does():
    first, second = said(JANUARY, due="2026"), said(JANUARY, due="2027")
    correction = said(JANUARY, due="2028", position=first.position)

    assert due_on(JANUARY, second, correction) == "2027"


# Corrections and withdrawals, as the fold sees them


def test_a_withdrawn_first_statement_leaves_the_second_as_the_first():
    folded = fold([said(FEBRUARY, due="2027")])

    (version,) = folded.milestones[CABLE]

    assert (version.move, version.baseline.edtf) == (Move.FIRST, "2027")
    assert (version.slip_days, version.restatements) == (0, 0)


def test_nothing_said_is_nothing_known():
    folded = fold([])

    assert (folded.initiative, folded.milestones, folded.moves) == ([], {}, {})


# Moves


def test_each_deadline_statement_has_the_move_that_it_made():
    first, event = said(JANUARY, due="2026"), said(FEBRUARY)
    later, dropped = said(MARCH, due="2027"), said(APRIL, dropped=True)
    again = said(MAY, due="2026")

    moves = fold([first, event, later, dropped, again]).moves

    assert moves == {
        first.seq: Move.FIRST,
        later.seq: Move.SLIP,
        dropped.seq: Move.DROPPED,
        again.seq: Move.PULL_IN,
    }


def test_a_drop_takes_the_deadline_and_keeps_the_baseline():
    version = version_on(FEBRUARY, said(JANUARY, due="2026"), said(FEBRUARY, dropped=True))

    assert (version.due, version.baseline.edtf, version.move) == (None, "2026", Move.DROPPED)
    assert (version.slip_days, version.width_days) == (None, None)


def test_a_drop_stays_the_move_until_a_deadline_is_said():
    statements = said(JANUARY, due="2026"), said(FEBRUARY, dropped=True), said(MARCH)

    assert version_on(MARCH, *statements).move == Move.DROPPED


@pytest.mark.parametrize(
    ("again", "expected"),
    [("2026", Move.REAFFIRMED), ("2027", Move.SLIP), ("../2026-12-31", Move.LOOSENED)],
)
def test_after_a_drop_a_deadline_is_compared_with_the_last_there_was(again, expected):
    statements = said(JANUARY, due="2026"), said(FEBRUARY, dropped=True), said(MARCH, due=again)

    assert version_on(MARCH, *statements).move == expected


def test_a_progress_keeps_the_move_before_it():
    statements = (
        said(JANUARY, due="2026"),
        said(FEBRUARY, due="2027"),
        said(MARCH, progress=Progress.SUSPENDED),
    )

    assert version_on(MARCH, *statements).move == Move.SLIP


def test_the_baseline_is_the_first_deadline_with_a_closed_end_and_is_never_reset():
    statements = said(JANUARY, due="2026/.."), said(FEBRUARY, due="2026"), said(MARCH, due="2027")

    assert version_on(JANUARY, *statements).baseline is None
    assert version_on(FEBRUARY, *statements).baseline.edtf == "2026"
    assert version_on(FEBRUARY, *statements).move == Move.FIRMED
    assert version_on(MARCH, *statements).baseline.edtf == "2026"
    assert version_on(MARCH, *statements).slip_days == 365


def test_an_open_end_has_no_slip_and_keeps_the_baseline():
    version = version_on(FEBRUARY, said(JANUARY, due="2026"), said(FEBRUARY, due="2026/.."))

    assert (version.baseline.edtf, version.slip_days) == ("2026", None)
    assert version.move == Move.LOOSENED


def test_restatements_leave_out_drops_and_events():
    statements = (
        said(JANUARY, due="2026"),
        said(FEBRUARY, dropped=True),
        said(MARCH),
        said(APRIL, due="2026"),
        said(MAY, due="2026"),
    )

    found = [version_on(day, *statements).restatements for day in (JANUARY, FEBRUARY, APRIL, MAY)]

    assert found == [0, 0, 1, 2]


def test_without_any_deadline_there_are_no_restatements():
    version = version_on(JANUARY, said(JANUARY, progress=Progress.IN_PROGRESS))

    assert (version.restatements, version.move, version.due) == (0, None, None)
