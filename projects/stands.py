"""How the milestones of one initiative stand, in one text from which the states of any day follow.

It has a token for each milestone: `m`, `s` or `c` where it is met, suspended or cancelled, `u`
where it is running without a last day, else its last day and its key, such as `2026-03-31:17`;
behind `~` where that day is provisional. The tokens are in order: days, letters, provisional days.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from projects.codes import Standing, State
from projects.timeline import DUE_SOON_DAYS
from sources.dates import LAST_DAY

Stand = tuple[int, str, date, bool]  # of a version: milestone, standing, last day, provisional

SETTLED = {Standing.MET: "m", Standing.SUSPENDED: "s", Standing.CANCELLED: "c"}
UNSCHEDULED = "u"
PROVISIONAL = "~"


def token(stand: Stand) -> str:
    """What the text says of one milestone."""
    milestone, standing, latest, provisional = stand
    if standing != Standing.RUNNING:
        return SETTLED[Standing(standing)]
    if latest == LAST_DAY:
        return UNSCHEDULED
    return f"{PROVISIONAL if provisional else ''}{latest.isoformat()}:{milestone}"


def text_of(tokens: Iterable[str]) -> str:
    """The text of some tokens."""
    return " ".join(sorted(tokens))


def counts(text: str, day: date, due_soon_days: int = DUE_SOON_DAYS) -> dict[str, int]:
    """How many milestones are in each state on a day, the worst state first."""
    tokens = text.split()
    today, beyond = _marks(day, due_soon_days)
    letters = bisect_left(tokens, "a")
    passed = bisect_left(tokens, today, 0, letters)
    near = bisect_left(tokens, beyond, passed, letters)
    overdue, due_soon, scheduled = passed, near - passed, letters - near
    unscheduled = text.count(UNSCHEDULED)
    if PROVISIONAL in text:
        first = bisect_left(tokens, PROVISIONAL)
        passed = bisect_left(tokens, PROVISIONAL + today, first)
        near = bisect_left(tokens, PROVISIONAL + beyond, passed)
        unscheduled += passed - first
        due_soon += near - passed
        scheduled += len(tokens) - near
    return {
        State.OVERDUE.value: overdue,
        State.SUSPENDED.value: text.count(SETTLED[Standing.SUSPENDED]),
        State.DUE_SOON.value: due_soon,
        State.UNSCHEDULED.value: unscheduled,
        State.SCHEDULED.value: scheduled,
        State.MET.value: text.count(SETTLED[Standing.MET]),
        State.CANCELLED.value: text.count(SETTLED[Standing.CANCELLED]),
    }


def due_next(text: str, day: date) -> list[int]:
    """The milestones that are running and due next, on `day` or later: all of the same last day."""
    tokens, today = text.split(), day.isoformat()
    ahead = _soonest(tokens, today, bisect_left(tokens, "a"))
    if PROVISIONAL in text:
        provisional = _soonest(tokens, PROVISIONAL + today, len(tokens))
        ahead = sorted([*ahead, *(each[1:] for each in provisional)])
        ahead = _soonest(ahead, today, len(ahead))
    return [int(each.partition(":")[2]) for each in ahead]


def _soonest(tokens: list[str], mark: str, stop: int) -> list[str]:
    """The first tokens before `stop` that come at a mark or behind it: those of one day."""
    place = bisect_left(tokens, mark, 0, stop)
    if place == stop:
        return []
    behind = tokens[place].partition(":")[0] + ";"
    return tokens[place : bisect_left(tokens, behind, place, stop)]


@lru_cache(maxsize=256)
def _marks(day: date, due_soon_days: int) -> tuple[str, str]:
    """The day, and the one behind those that are near, as tokens begin."""
    near = min(day.toordinal() + due_soon_days, LAST_DAY.toordinal() - 1)
    return day.isoformat(), date.fromordinal(near + 1).isoformat()
