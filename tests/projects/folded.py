"""Statements folded without a database, and what is known from them on a day."""

from datetime import date
from itertools import count

from projects.codes import State
from projects.folding import fold
from projects.timeline import Said, Version, Within, at, days_late, lateness, state
from sources.dates import DateRange, Offset

CABLE, LAYING, POWER = 1, 2, 3
JANUARY, FEBRUARY, MARCH = date(2025, 1, 10), date(2025, 2, 10), date(2025, 3, 10)
APRIL, MAY = date(2025, 4, 10), date(2025, 5, 10)

numbers = count(1)


def said(announced_on: date, milestone: int | None = CABLE, **fields) -> Said:
    """A statement; its number grows from call to call."""
    seq = next(numbers)
    for name in ("due", "met"):
        if name in fields:
            fields[name] = DateRange.parse(fields[name])
    if "within" in fields:
        offset, anchor = fields["within"]
        fields["within"] = Within(Offset.parse(offset), anchor)
    position = fields.pop("position", seq)
    return Said(seq, position, announced_on, milestone, **fields)


def version_on(day: date, *statements: Said, milestone: int = CABLE) -> Version | None:
    return at(fold(statements).milestones.get(milestone, ()), day)


def due_on(day: date, *statements: Said, milestone: int = CABLE) -> str | None:
    due = version_on(day, *statements, milestone=milestone).due
    return due and due.edtf


def state_on(day: date, *statements: Said, milestone: int = CABLE) -> State:
    version = version_on(day, *statements, milestone=milestone)
    return state(**about(version), provisional=version.provisional, day=day)


def lateness_on(day: date, *statements: Said, milestone: int = CABLE):
    """Lateness, and the fewest and most days."""
    version = version_on(day, *statements, milestone=milestone)
    met = {"met_from": version.met_from, "met_latest": version.met and version.met.latest}
    late = lateness(
        **about(version),
        **met,
        provisional=version.provisional,
        evidence_on=version.evidence_on,
        day=day,
    )
    return late, days_late(late, **about(version), **met, day=day)


def about(version: Version) -> dict:
    return {"standing": version.standing, "latest": version.due and version.due.latest}
