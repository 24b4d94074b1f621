"""Fields of a milestone's version that follow from the day asked about."""

from collections.abc import Hashable
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects import timeline
from projects.codes import Lateness, Standing, State
from sources.dates import FIRST_DAY, LAST_DAY
from tracker.api.as_of import Clocks
from tracker.api.rows import DerivedCode, RowField
from tracker.api.shaping import Shape, Told

DEADLINE = ("standing", "due_latest", "provisional")
LATE = (*DEADLINE, "met_edtf", "met_from", "met_latest", "evidence_on")


def _closed(latest: date) -> date | None:
    return None if latest == LAST_DAY else latest


def state_of(row: dict, clocks: Clocks) -> State:
    """How the milestone of a row stands on the day asked about."""
    values = row["standing"], row["due_latest"], row["provisional"]
    return _state(*values, clocks.day, clocks.due_soon_days)


def lateness_of(row: dict, clocks: Clocks) -> Lateness | None:
    """Whether the milestone of a row is, or was, late as of the day asked about."""
    return _late_of(row, clocks.day)[0]


def days_late_of(row: dict, clocks: Clocks) -> dict | None:
    """By how many days the milestone of a row is, or was, late; None where it is not."""
    days = _late_of(row, clocks.day)[1]
    return None if days is None else {"min": days[0], "max": days[1]}


def _late_of(row: dict[Hashable, Any], day: date) -> tuple[Lateness | None, tuple[int, int] | None]:
    """Both; kept in the row for the day, as they are asked for one after the other."""
    if day not in row:
        row[day] = _late(*_late_values(row), day)
    return row[day]


_late_values = itemgetter(*LATE)

# Many rows share such values, and pages are asked for again.


@lru_cache(maxsize=4096)
def _state(
    standing: str, due_latest: date, provisional: bool, day: date, due_soon_days: int
) -> State:
    return timeline.state(
        standing=Standing(standing),
        latest=_closed(due_latest),
        provisional=provisional,
        day=day,
        due_soon_days=due_soon_days,
    )


@lru_cache(maxsize=4096)
def _late(
    standing: str,
    due_latest: date,
    provisional: bool,
    met_edtf: str,
    met_from: date,
    met_latest: date,
    evidence_on: date,
    day: date,
) -> tuple[Lateness | None, tuple[int, int] | None]:
    """The lateness, and by how many days."""
    known = {
        "standing": Standing(standing),
        "latest": _closed(due_latest),
        "met_from": None if met_from == FIRST_DAY else met_from,
        "met_latest": met_latest if met_edtf else None,
        "day": day,
    }
    late = timeline.lateness(provisional=provisional, evidence_on=evidence_on, **known)
    return late, timeline.days_late(late, **known)


class StateField(DerivedCode):
    """The state of a milestone."""

    columns = DEADLINE

    def __init__(self, **kwargs):
        super().__init__(State, **kwargs)

    def derive(self, row: dict, clocks: Clocks) -> State:
        return state_of(row, clocks)

    def shape(self, name: str, told: Told) -> Shape:
        clocks = told.clocks
        return lambda row: state_of(row, clocks)


class LatenessField(DerivedCode):
    """The lateness of a milestone."""

    columns = LATE

    def __init__(self, **kwargs):
        super().__init__(Lateness, allow_null=True, **kwargs)

    def derive(self, row: dict, clocks: Clocks) -> Lateness | None:
        return lateness_of(row, clocks)

    def shape(self, name: str, told: Told) -> Shape:
        day = told.clocks.day
        return lambda row: _late_of(row, day)[0]


class DaysLateSchema(serializers.Serializer):
    """Days past the last promised day."""

    min = serializers.IntegerField(help_text="At least so many.")
    max = serializers.IntegerField(help_text="At most so many.")


@extend_schema_field(DaysLateSchema)
class DaysLateField(RowField):
    """By how many days a milestone is, or was, late; null where it is not."""

    columns = LATE

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def shape(self, name: str, told: Told) -> Shape:
        return lambda row: days_late_of(row, told.clocks)


class SilentDaysField(RowField, serializers.IntegerField):
    """Days since something was last said."""

    columns = ("last_stated_on",)

    def shape(self, name: str, told: Told) -> Shape:
        day = told.clocks.day
        return lambda row: (day - row["last_stated_on"]).days
