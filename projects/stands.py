"""How the milestones of one initiative stand, in one text from which the states of any day follow.

It has a token for each milestone: `m`, `s` or `c` where it is met, suspended or cancelled, `u`
where it is running without a last day, else its last day and its key, such as `2026-03-31:17`;
behind `~` where that day is provisional. The tokens are in order: days, letters, provisional days.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

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


class Outlook(NamedTuple):
    """What a text says of a day; shared by all who ask, so it must not be changed."""

    counts: dict[str, int]  # of milestones by state, the worst state first
    worst: str | None  # of the states that a milestone is in
    due_next: tuple[int, ...]  # the running milestones whose last day comes next: all of one day


@lru_cache(maxsize=1024)
def outlook(text: str, day: date, due_soon_days: int = DUE_SOON_DAYS) -> Outlook:
    """How milestones stand on a day. Kept, as first pages are asked for again and again."""
    tokens, today = text.split(), day.isoformat()
    beyond = _beyond(day, due_soon_days)
    letters = bisect_left(tokens, "a")
    passed = bisect_left(tokens, today, 0, letters)
    near = bisect_left(tokens, beyond, passed, letters)
    overdue, due_soon, scheduled = passed, near - passed, letters - near
    unscheduled = text.count(UNSCHEDULED)
    ahead = _first_day(tokens[passed:letters])
    if PROVISIONAL in text:
        first = bisect_left(tokens, PROVISIONAL)
        passed = bisect_left(tokens, PROVISIONAL + today, first)
        near = bisect_left(tokens, PROVISIONAL + beyond, passed)
        unscheduled += passed - first
        due_soon += near - passed
        scheduled += len(tokens) - near
        provisional = [each.removeprefix(PROVISIONAL) for each in tokens[passed:]]
        ahead = _first_day(sorted([*ahead, *provisional]))
    numbers = {
        State.OVERDUE: overdue,
        State.SUSPENDED: text.count(SETTLED[Standing.SUSPENDED]),
        State.DUE_SOON: due_soon,
        State.UNSCHEDULED: unscheduled,
        State.SCHEDULED: scheduled,
        State.MET: text.count(SETTLED[Standing.MET]),
        State.CANCELLED: text.count(SETTLED[Standing.CANCELLED]),
    }
    counts = {state.value: number for state, number in numbers.items()}
    worst = next((state for state, number in counts.items() if number), None)
    return Outlook(counts, worst, tuple(int(each.partition(":")[2]) for each in ahead))


def _first_day(tokens: list[str]) -> list[str]:
    """Those of the first day, of days in order."""
    if not tokens:
        return []
    behind = tokens[0].partition(":")[0] + ";"
    return tokens[: bisect_left(tokens, behind)]


def _beyond(day: date, due_soon_days: int) -> str:
    """The day behind those that are near."""
    near = min(day.toordinal() + due_soon_days, LAST_DAY.toordinal() - 1)
    return date.fromordinal(near + 1).isoformat()
