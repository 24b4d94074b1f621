"""What a version means on a day: state, lateness, days late, and how a deadline moved."""

from datetime import date, timedelta

import pytest

from projects.codes import Lateness, Move, Standing, State
from projects.timeline import Version, at, days_late, lateness, move, state
from sources.dates import DateRange

LAST_PROMISED = date(2026, 12, 31)
DAY_AFTER = date(2027, 1, 1)


def state_on(day, **fields):
    return state(
        **{"standing": Standing.RUNNING, "latest": LAST_PROMISED, "provisional": False, **fields},
        day=day,
    )


def lateness_on(day, **fields):
    known = {
        "standing": Standing.RUNNING,
        "latest": LAST_PROMISED,
        "provisional": False,
        "met_from": None,
        "met_latest": None,
        "evidence_on": None,
    }
    return lateness(**known | fields, day=day)


def how_late_on(day, **fields):
    known = {
        "standing": Standing.RUNNING,
        "latest": LAST_PROMISED,
        "met_from": None,
        "met_latest": None,
    }
    about = {name: value for name, value in (known | fields).items() if name in known}
    return days_late(lateness_on(day, **fields), **about, day=day)


def version(due=None, baseline=None):
    return Version(
        known_from=date(2025, 1, 1),
        statement=1,
        standing=Standing.RUNNING,
        progress=None,
        due=DateRange.parse(due) if due else None,
        provisional=False,
        baseline=DateRange.parse(baseline) if baseline else None,
        move=None,
        met=None,
        met_from=None,
        restatements=0,
        last_stated_on=date(2025, 1, 1),
        evidence_on=None,
    )


# State


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(LAST_PROMISED - timedelta(days=91), State.SCHEDULED, id="91 days before"),
        pytest.param(LAST_PROMISED - timedelta(days=90), State.DUE_SOON, id="90 days before"),
        pytest.param(LAST_PROMISED - timedelta(days=89), State.DUE_SOON, id="89 days before"),
        pytest.param(LAST_PROMISED, State.DUE_SOON, id="the last promised day"),
        pytest.param(DAY_AFTER, State.OVERDUE, id="the day after"),
    ],
)
def test_a_deadline_comes_near_and_passes(day, expected):
    assert state_on(day) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(29, State.SCHEDULED), (30, State.DUE_SOON), (0, State.SCHEDULED)],
)
def test_how_soon_is_soon_may_be_asked_otherwise(days, expected):
    day = LAST_PROMISED - timedelta(days=30)

    found = state(
        standing=Standing.RUNNING,
        latest=LAST_PROMISED,
        provisional=False,
        day=day,
        due_soon_days=days,
    )

    assert found == expected


@pytest.mark.parametrize("standing", [Standing.CANCELLED, Standing.MET, Standing.SUSPENDED])
@pytest.mark.parametrize("day", [date(2025, 1, 1), LAST_PROMISED, DAY_AFTER])
@pytest.mark.parametrize("latest", [None, LAST_PROMISED])
def test_what_is_cancelled_met_or_suspended_is_so_whatever_the_day(standing, day, latest):
    assert state_on(day, standing=standing, latest=latest) == standing.value


def test_a_standing_read_from_a_row_is_taken_as_well():
    assert state_on(LAST_PROMISED, standing="suspended") is State.SUSPENDED


def test_without_a_closed_end_nothing_is_scheduled():
    assert state_on(LAST_PROMISED, latest=None) == State.UNSCHEDULED


@pytest.mark.parametrize(
    ("day", "expected"),
    [(LAST_PROMISED, State.DUE_SOON), (DAY_AFTER, State.UNSCHEDULED)],
)
def test_a_provisional_deadline_that_passes_leaves_no_schedule(day, expected):
    assert state_on(day, provisional=True) == expected


# Lateness


def test_nothing_is_late_on_its_last_promised_day():
    assert lateness_on(LAST_PROMISED) == Lateness.NONE


def test_a_deadline_that_passes_in_silence_is_possibly_missed():
    assert lateness_on(DAY_AFTER) == Lateness.POSSIBLE


@pytest.mark.parametrize(
    ("evidence_on", "expected"),
    [(LAST_PROMISED, Lateness.POSSIBLE), (DAY_AFTER, Lateness.CERTAIN)],
)
def test_only_what_is_said_after_the_last_promised_day_proves_it_missed(evidence_on, expected):
    assert lateness_on(date(2027, 2, 1), evidence_on=evidence_on) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [(LAST_PROMISED, Lateness.NONE), (DAY_AFTER, Lateness.POSSIBLE)]
)
def test_a_suspended_milestone_can_be_late(day, expected):
    assert lateness_on(day, standing=Standing.SUSPENDED) == expected


@pytest.mark.parametrize(("day", "expected"), [(LAST_PROMISED, Lateness.NONE), (DAY_AFTER, None)])
@pytest.mark.parametrize("standing", [Standing.RUNNING, Standing.SUSPENDED])
def test_a_provisional_deadline_that_passes_says_nothing_of_lateness(standing, day, expected):
    assert lateness_on(day, standing=standing, provisional=True) == expected


@pytest.mark.parametrize("day", [LAST_PROMISED, DAY_AFTER])
def test_what_is_cancelled_is_not_late(day):
    assert lateness_on(day, standing=Standing.CANCELLED) is None


@pytest.mark.parametrize("standing", [Standing.RUNNING, Standing.SUSPENDED])
def test_without_a_closed_end_nothing_is_late(standing):
    assert lateness_on(DAY_AFTER, standing=standing, latest=None) is None


def test_what_is_met_without_a_deadline_is_not_late():
    met = {"standing": Standing.MET, "met_from": LAST_PROMISED, "met_latest": LAST_PROMISED}

    assert lateness_on(DAY_AFTER, latest=None, **met) is None


@pytest.mark.parametrize(
    ("met_from", "met_latest", "expected", "days"),
    [
        pytest.param(date(2026, 12, 1), LAST_PROMISED, Lateness.NONE, None, id="in time"),
        pytest.param(None, LAST_PROMISED, Lateness.NONE, None, id="in time, start unknown"),
        pytest.param(LAST_PROMISED, DAY_AFTER, Lateness.POSSIBLE, (0, 1), id="on either day"),
        pytest.param(None, date(2027, 1, 31), Lateness.POSSIBLE, (0, 31), id="start unknown"),
        pytest.param(DAY_AFTER, DAY_AFTER, Lateness.CERTAIN, (1, 1), id="the day after"),
        pytest.param(DAY_AFTER, date(2027, 1, 31), Lateness.CERTAIN, (1, 31), id="in January"),
    ],
)
def test_what_is_met_is_as_late_as_its_met_date_says(met_from, met_latest, expected, days):
    met = {"standing": Standing.MET, "met_from": met_from, "met_latest": met_latest}

    assert lateness_on(date(2028, 1, 1), **met) == expected
    assert how_late_on(date(2028, 1, 1), **met) == days


def test_a_provisional_deadline_counts_for_what_was_met():
    met = {"standing": Standing.MET, "met_from": DAY_AFTER, "met_latest": DAY_AFTER}

    assert lateness_on(date(2028, 1, 1), provisional=True, **met) == Lateness.CERTAIN


# Days late


@pytest.mark.parametrize(
    ("day", "evidence_on", "expected"),
    [
        pytest.param(LAST_PROMISED, None, None, id="not late yet"),
        pytest.param(DAY_AFTER, None, (0, 1), id="possibly, by a day"),
        pytest.param(date(2027, 1, 31), None, (0, 31), id="possibly, by a month"),
        pytest.param(date(2027, 1, 31), DAY_AFTER, (31, 31), id="certainly: to this day"),
    ],
)
def test_what_is_not_met_is_late_to_this_day(day, evidence_on, expected):
    assert how_late_on(day, evidence_on=evidence_on) == expected


@pytest.mark.parametrize("fields", [{"standing": Standing.CANCELLED}, {"latest": None}])
def test_there_are_no_days_where_lateness_is_not_known(fields):
    assert how_late_on(DAY_AFTER, **fields) is None


# Moves


MOVES = [
    pytest.param("2026", "../2026-12-31", Move.LOOSENED, id="from the year to its end"),
    pytest.param("../2026-12-31", "2026", Move.FIRMED, id="from its end to the year"),
    pytest.param("2026-12", "2027-01", Move.SLIP, id="a month later"),
    pytest.param("2027-01", "2026-12", Move.PULL_IN, id="a month sooner"),
    pytest.param("../2026-12-31", "../2027-01-01", Move.SLIP, id="later, both starts open"),
    pytest.param("2026", "../2026-06-30", Move.PULL_IN, id="sooner, start opened"),
    pytest.param("2026-06", "2026", Move.SLIP, id="wider and later"),
    pytest.param("2026/..", "2026", Move.FIRMED, id="an end to the open"),
    pytest.param("2026", "2026/..", Move.LOOSENED, id="an end opened"),
    pytest.param("2026/", "2026", Move.FIRMED, id="an end to the unknown"),
    pytest.param("2026/..", "2027/..", Move.REAFFIRMED, id="two open ends, another start"),
    pytest.param("2026/..", "2026/", Move.REAFFIRMED, id="an open and an unknown end"),
    pytest.param("2026", "2026", Move.REAFFIRMED, id="the same again"),
    pytest.param("2026", "2026-01/2026-12", Move.REAFFIRMED, id="the same in other signs"),
    pytest.param("2026", "2026~", Move.REAFFIRMED, id="the same with a doubt"),
    pytest.param("../2026-12-31", "/2026", Move.REAFFIRMED, id="an open and an unknown start"),
    pytest.param("2026", "2026-36", Move.FIRMED, id="the last quarter of the year"),
    pytest.param("2026-36", "2026", Move.LOOSENED, id="the year of the quarter"),
]


@pytest.mark.parametrize(("before", "after", "expected"), MOVES)
def test_a_deadline_is_compared_with_the_one_before(before, after, expected):
    assert move(DateRange.parse(before), DateRange.parse(after)) == expected


@pytest.mark.parametrize("due", ["2026", "2026/..", "../2026"])
def test_a_deadline_without_one_before_is_the_first(due):
    assert move(None, DateRange.parse(due)) == Move.FIRST


# Slip and width


@pytest.mark.parametrize(
    ("baseline", "due", "expected"),
    [
        ("2026-12", "2027-01", 31),
        ("2027-01", "2026-12", -31),
        ("2026", "../2026-12-31", 0),
        ("2026", "2026/..", None),
        ("2026", None, None),
        (None, "2026/..", None),
        (None, None, None),
    ],
)
def test_slip_is_between_the_last_days(baseline, due, expected):
    assert version(due=due, baseline=baseline).slip_days == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-12-31", 1),
        ("2026-35", 92),
        ("2026", 365),
        ("../2026", None),
        ("/2026", None),
        ("2026/..", None),
        (None, None),
    ],
)
def test_width_counts_both_ends(due, expected):
    assert version(due=due).width_days == expected


# Which version holds


def test_no_version_holds_before_the_first():
    assert at([version()], date(2024, 12, 31)) is None
    assert at([version()], date(2025, 1, 1)) == version()
    assert at([], date(2025, 1, 1)) is None
