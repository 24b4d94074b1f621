"""What statements say, the versions that follow, and what a version means on a day.

Pure: no clock, no database. The rules are those of the design page, section 3; `folding` turns
statements into versions.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from projects.codes import Lateness, Move, Progress, Stage, Standing, State
from sources.dates import LAST_DAY, DateRange, Offset

DUE_SOON_DAYS = 90


# What was said


@dataclass(frozen=True, slots=True)
class Within:
    """A relative deadline: at most `offset` after milestone `of`, or after the day it was said."""

    offset: Offset
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the fold reads of one live statement; milestones are named by number.

    `position` is the place among the statements of one day: the statement's own `seq`, or that of
    the one that it corrects.
    """

    seq: int
    position: int
    announced_on: date
    milestone: int | None = None
    due: DateRange | None = None
    within: Within | None = None
    dropped: bool = False
    progress: Progress | None = None
    met: DateRange | None = None
    stage: Stage | None = None

    @property
    def is_deadline(self) -> bool:
        """Whether it states a deadline; dropping one does not."""
        return self.due is not None or self.within is not None


# What follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was known of a milestone over the days [known_from, known_to).

    `statement` is the `seq` of the statement behind it. `met_from` is the first day on which the
    milestone can have been met, as lateness counts it. `evidence_on` is the last day on which a
    statement gave a deadline or a progress other than met.
    """

    known_from: date
    known_to: date = LAST_DAY
    statement: int
    standing: Standing
    progress: Progress | None
    due: DateRange | None
    provisional: bool
    baseline: DateRange | None
    move: Move | None
    met: DateRange | None
    met_from: date | None
    restatements: int
    last_stated_on: date
    evidence_on: date | None

    @property
    def slip_days(self) -> int | None:
        """Days by which the deadline has moved since it was first stated.

        Compares the `latest` days: positive when later, None when there is no deadline or either
        end is open.
        """
        if not (self.due and self.due.latest and self.baseline and self.baseline.latest):
            return None
        return (self.due.latest - self.baseline.latest).days

    @property
    def width_days(self) -> int | None:
        """Days in the deadline's window, both ends counted; None when either is open."""
        return self.due.width_days if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeVersion:
    """What was known of an initiative over the days [known_from, known_to)."""

    known_from: date
    known_to: date = LAST_DAY
    statement: int
    stage: Stage | None
    first_stated_on: date
    last_stated_on: date
    max_slip_days: int | None


@dataclass(frozen=True, slots=True)
class Slip:
    """By how many days a milestone's deadline has moved, from a day on; None as in its version."""

    milestone: int
    known_from: date
    days: int | None


AnyVersion = TypeVar("AnyVersion", Version, InitiativeVersion)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that follows from one initiative's statements; `moves` is by statement `seq`."""

    initiative: Sequence[InitiativeVersion]
    milestones: Mapping[int, Sequence[Version]]
    moves: Mapping[int, Move | None]


# On a day


def state(
    *,
    standing: Standing,
    latest: date | None,
    provisional: bool,
    day: date,
    due_soon_days: int = DUE_SOON_DAYS,
) -> State:
    """How a milestone stands on `day`; `latest` is None without a deadline or with an open end."""
    if standing != Standing.RUNNING:
        return State(standing)
    if latest is None or (latest < day and provisional):
        return State.UNSCHEDULED
    if latest < day:
        return State.OVERDUE
    return State.DUE_SOON if (latest - day).days <= due_soon_days else State.SCHEDULED


def lateness(
    *,
    standing: Standing,
    latest: date | None,
    provisional: bool,
    met_from: date | None,
    met_latest: date | None,
    evidence_on: date | None,
    day: date,
) -> Lateness | None:
    """Whether the last promised day was missed; None when cancelled or without a closed end."""
    if latest is None or standing == Standing.CANCELLED:
        return None
    if standing == Standing.MET and met_latest:
        if met_from and met_from > latest:
            return Lateness.CERTAIN
        return Lateness.NONE if met_latest <= latest else Lateness.POSSIBLE
    if latest >= day:
        return Lateness.NONE
    if provisional:
        return None
    return Lateness.CERTAIN if evidence_on and evidence_on > latest else Lateness.POSSIBLE


def days_late(
    late: Lateness | None,
    *,
    standing: Standing,
    latest: date | None,
    met_from: date | None,
    met_latest: date | None,
    day: date,
) -> tuple[int, int] | None:
    """Fewest and most days past `latest`, never negative; None where nothing is late."""
    if latest is None or late in (None, Lateness.NONE):
        return None
    if standing == Standing.MET and met_latest:
        fewest = (met_from - latest).days if met_from else 0
        return max(fewest, 0), (met_latest - latest).days
    most = (day - latest).days
    return (most if late == Lateness.CERTAIN else 0), most


def move(before: DateRange | None, after: DateRange) -> Move:
    """What stating `after` does to the last deadline there was before, None if there was none."""
    if before is None:
        return Move.FIRST
    if before.latest and after.latest and before.latest != after.latest:
        return Move.SLIP if after.latest > before.latest else Move.PULL_IN
    if before.latest != after.latest:
        return Move.FIRMED if after.latest else Move.LOOSENED
    if after.latest is None or before.earliest == after.earliest:
        return Move.REAFFIRMED
    # The last days are the same, so the later start is the narrower window; an open one is widest.
    started, starts = before.earliest or date.min, after.earliest or date.min
    return Move.FIRMED if starts > started else Move.LOOSENED


def at(versions: Sequence[AnyVersion], day: date) -> AnyVersion | None:
    """The version that holds on `day`, or None before the first."""
    place = bisect_right(versions, day, key=attrgetter("known_from"))
    return versions[place - 1] if place else None
