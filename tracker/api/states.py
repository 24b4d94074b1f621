"""Fields of a milestone's version that follow from the day asked about."""

from datetime import date

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
    return timeline.state(
        standing=Standing(row["standing"]),
        latest=_closed(row["due_latest"]),
        provisional=row["provisional"],
        day=clocks.day,
        due_soon_days=clocks.due_soon_days,
    )


def _met(row: dict) -> dict[str, date | None]:
    started = row["met_from"]
    return {
        "met_from": None if started == FIRST_DAY else started,
        "met_latest": row["met_latest"] if row["met_edtf"] else None,
    }


def lateness_of(row: dict, clocks: Clocks) -> Lateness | None:
    """Whether the milestone of a row is, or was, late as of the day asked about."""
    return timeline.lateness(
        standing=Standing(row["standing"]),
        latest=_closed(row["due_latest"]),
        provisional=row["provisional"],
        evidence_on=row["evidence_on"],
        day=clocks.day,
        **_met(row),
    )


class StateField(DerivedCode):
    """The state of a milestone."""

    columns = DEADLINE

    def __init__(self, **kwargs):
        super().__init__(State, **kwargs)

    def derive(self, row: dict, clocks: Clocks) -> State:
        return state_of(row, clocks)


class LatenessField(DerivedCode):
    """The lateness of a milestone."""

    columns = LATE

    def __init__(self, **kwargs):
        super().__init__(Lateness, allow_null=True, **kwargs)

    def derive(self, row: dict, clocks: Clocks) -> Lateness | None:
        return lateness_of(row, clocks)


class DaysLateSchema(serializers.Serializer):
    """Days past the last promised day."""

    min = serializers.IntegerField(help_text="At least so many.")
    max = serializers.IntegerField(help_text="At most so many.")


def days_late_of(row: dict, clocks: Clocks) -> dict | None:
    """By how many days the milestone of a row is, or was, late; None where it is not."""
    days = timeline.days_late(
        lateness_of(row, clocks),
        standing=Standing(row["standing"]),
        latest=_closed(row["due_latest"]),
        day=clocks.day,
        **_met(row),
    )
    return None if days is None else {"min": days[0], "max": days[1]}


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
