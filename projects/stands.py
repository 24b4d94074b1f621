"""How the milestones of one initiative stand, in one text from which the states of any day follow.

It has a token for each milestone: `m`, `s` or `c` where it is met, suspended or cancelled, `u`
where it is running without a last day, else its last day, its key and its deadline, such as
`2026-03-31:17:2026-Q1`; behind `~` where that is provisional. The tokens are in order: days,
letters, provisional days.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from projects.codes import Standing, State
from projects.timeline import DUE_SOON_DAYS
from sources.dates import LAST_DAY, DateRange
from sources.fields import date_range_columns

# Of a version: its milestone, standing, last day, whether that is provisional, and its deadline.
Stand = tuple[int, str, date, bool, str]

SETTLED = {Standing.MET: "m", Standing.SUSPENDED: "s", Standing.CANCELLED: "c"}
UNSCHEDULED = "u"
PROVISIONAL = "~"
DUE = ("due_edtf", "due_earliest", "due_latest")


def token(stand: Stand) -> str:
    """What the text says of one milestone."""
    milestone, standing, latest, provisional, edtf = stand
    if standing != Standing.RUNNING:
        return SETTLED[Standing(standing)]
    if latest == LAST_DAY:
        return UNSCHEDULED
    return f"{PROVISIONAL if provisional else ''}{latest.isoformat()}:{milestone}:{edtf}"


def text_of(tokens: Iterable[str]) -> str:
    """The text of some tokens."""
    return " ".join(sorted(tokens))


class Outlook(NamedTuple):
    """What a text says of a day; shared by all who ask, so it must not be changed."""

    counts: dict[str, int]  # of milestones by state, the worst state first
    worst: str | None  # of the states that a milestone is in
    # The running milestones whose last day comes next, all of one day, and their deadlines' columns
    due_next: dict[int, dict[str, Any]]


@lru_cache(maxsize=1024)
def outlook(text: str, day: date, due_soon_days: int = DUE_SOON_DAYS) -> Outlook:
    """How milestones stand on a day. Kept, as first pages are asked for again and again."""
    tokens, today = text.split(), day.isoformat()
    beyond = _beyond(day, due_soon_days)
    letters = bisect_left(tokens, "a")
    passed = bisect_left(tokens, today, 0, letters)
    near = bisect_left(tokens, beyond, passed, letters)
    overdue, due_soon, scheduled = passed, near - passed, letters - near
    provisional = bisect_left(tokens, PROVISIONAL, letters)
    settled, ahead = tokens[letters:provisional], _first_day(tokens[passed:letters])
    unscheduled = settled.count(UNSCHEDULED)
    if provisional < len(tokens):
        passed = bisect_left(tokens, PROVISIONAL + today, provisional)
        near = bisect_left(tokens, PROVISIONAL + beyond, passed)
        unscheduled += passed - provisional
        due_soon += near - passed
        scheduled += len(tokens) - near
        later = [each.removeprefix(PROVISIONAL) for each in tokens[passed:]]
        ahead = _first_day(sorted([*ahead, *later]))
    numbers = {
        State.OVERDUE: overdue,
        State.SUSPENDED: settled.count(SETTLED[Standing.SUSPENDED]),
        State.DUE_SOON: due_soon,
        State.UNSCHEDULED: unscheduled,
        State.SCHEDULED: scheduled,
        State.MET: settled.count(SETTLED[Standing.MET]),
        State.CANCELLED: settled.count(SETTLED[Standing.CANCELLED]),
    }
    counts = {state.value: number for state, number in numbers.items()}
    worst = next((state for state, number in counts.items() if number), None)
    return Outlook(counts, worst, dict(map(_due, ahead)))


def _first_day(tokens: list[str]) -> list[str]:
    """Those of the first day, of days in order."""
    if not tokens:
        return []
    behind = tokens[0].partition(":")[0] + ";"
    return tokens[: bisect_left(tokens, behind)]


def _due(token: str) -> tuple[int, dict[str, Any]]:
    """The milestone that a token is of, and the columns of its deadline."""
    _, milestone, edtf = token.split(":", 2)
    columns = date_range_columns(DateRange.parse(edtf))
    return int(milestone), dict(zip(DUE, columns, strict=True))


def _beyond(day: date, due_soon_days: int) -> str:
    """The day behind those that are near."""
    near = min(day.toordinal() + due_soon_days, LAST_DAY.toordinal() - 1)
    return date.fromordinal(near + 1).isoformat()
