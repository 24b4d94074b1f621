"""From statements to versions: the stage of an initiative, and what else it knows."""

from datetime import date

from projects.codes import Move, Progress, Stage, Standing, State
from projects.folding import fold
from projects.timeline import Said, at
from tests.projects.folded import (
    APRIL,
    FEBRUARY,
    JANUARY,
    LAYING,
    MARCH,
    MAY,
    said,
    state_on,
    version_on,
)

# Stages


def stage_said(day: date, stage: Stage) -> Said:
    return said(day, None, stage=stage)


def test_a_cancelled_initiative_cancels_what_is_not_met_and_no_progress():
    cancelled = stage_said(FEBRUARY, Stage.CANCELLED)
    statements = (
        said(JANUARY, progress=Progress.IN_PROGRESS),
        said(JANUARY, LAYING, progress=Progress.MET),
        cancelled,
    )

    version = version_on(FEBRUARY, *statements)

    assert (version.standing, version.progress) == (Standing.CANCELLED, Progress.IN_PROGRESS)
    assert (version.statement, version.last_stated_on) == (cancelled.seq, JANUARY)
    assert version_on(FEBRUARY, *statements, milestone=LAYING).standing == Standing.MET


def test_a_later_stage_revives_what_was_cancelled_with_its_initiative():
    statements = (
        said(JANUARY, progress=Progress.SUSPENDED),
        stage_said(FEBRUARY, Stage.CANCELLED),
        stage_said(MARCH, Stage.IMPLEMENTATION),
    )

    assert state_on(FEBRUARY, *statements) == State.CANCELLED
    assert state_on(MARCH, *statements) == State.SUSPENDED


def test_a_later_stage_does_not_revive_what_a_source_cancelled():
    statements = (
        said(JANUARY, progress=Progress.CANCELLED),
        stage_said(FEBRUARY, Stage.CANCELLED),
        stage_said(MARCH, Stage.IMPLEMENTATION),
    )

    assert version_on(MARCH, *statements).known_from == JANUARY
    assert state_on(MARCH, *statements) == State.CANCELLED


def test_the_stage_cancelled_is_folded_last_within_its_day():
    statements = (
        said(JANUARY),
        stage_said(FEBRUARY, Stage.CANCELLED),
        stage_said(FEBRUARY, Stage.IMPLEMENTATION),
    )

    assert at(fold(statements).initiative, FEBRUARY).stage == Stage.CANCELLED
    assert state_on(FEBRUARY, *statements) == State.CANCELLED


def test_a_milestone_first_said_of_after_its_initiative_was_cancelled_is_cancelled():
    statements = stage_said(JANUARY, Stage.CANCELLED), said(FEBRUARY, due="2026")

    assert state_on(FEBRUARY, *statements) == State.CANCELLED


def test_what_is_met_after_its_initiative_was_cancelled_is_met():
    statements = (
        said(JANUARY, due="2026"),
        stage_said(FEBRUARY, Stage.CANCELLED),
        said(MARCH, progress=Progress.MET),
    )

    assert state_on(MARCH, *statements) == State.MET


def test_leaving_met_in_a_cancelled_initiative_is_to_be_cancelled():
    statements = (
        said(JANUARY, progress=Progress.MET),
        stage_said(FEBRUARY, Stage.CANCELLED),
        said(MARCH, progress=Progress.IN_PROGRESS),
    )

    assert state_on(MARCH, *statements) == State.CANCELLED


def test_a_cancelled_initiative_leaves_deadlines_that_wait_for_its_milestones_unresolved():
    statements = (
        said(JANUARY, LAYING, due="2025"),
        said(JANUARY, within=("P1M", LAYING)),
        stage_said(FEBRUARY, Stage.CANCELLED),
        stage_said(MARCH, Stage.IMPLEMENTATION),
    )

    assert version_on(FEBRUARY, *statements).due is None
    assert version_on(MARCH, *statements).due.edtf == "../2026-01-31"
    assert version_on(MARCH, *statements).move == Move.REAFFIRMED


# Initiatives


def test_an_initiative_has_no_stage_until_a_source_says_one():
    folded = fold([said(JANUARY, due="2026"), stage_said(FEBRUARY, Stage.PREPARATION), said(MARCH)])

    assert [version.stage for version in folded.initiative] == [None, "preparation", "preparation"]


def test_an_initiative_knows_its_first_and_its_last_day():
    versions = fold([said(JANUARY), said(FEBRUARY, LAYING)]).initiative

    assert [version.first_stated_on for version in versions] == [JANUARY, JANUARY]
    assert [version.last_stated_on for version in versions] == [JANUARY, FEBRUARY]
    assert [version.known_to for version in versions] == [FEBRUARY, date.max]


def test_the_largest_slip_is_over_the_milestones_that_have_one():
    versions = fold(
        [
            said(JANUARY),
            said(FEBRUARY, due="2025-12"),
            said(FEBRUARY, LAYING, due="2025-12"),
            said(MARCH, due="2025-11"),
            said(APRIL, LAYING, due="2026-01"),
            said(MAY, LAYING, dropped=True),
        ]
    ).initiative

    assert [version.max_slip_days for version in versions] == [None, 0, 0, 31, -31]
