"""Fields of rows for dates: imprecise ones, and instants."""

from datetime import UTC, date, datetime
from functools import lru_cache

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.dates import DateRange
from sources.fields import read_date_range
from sources.revisions import FOREVER
from tracker.api.languages import Telling
from tracker.api.rows import RowField
from tracker.api.shaping import Shape, Told


class DateRangeSchema(serializers.Serializer):
    """An imprecise date: an EDTF expression with its first and last day."""

    edtf = serializers.CharField(help_text="As EDTF (ISO 8601-2).")
    earliest = serializers.DateField(allow_null=True, help_text="Its first day; null if open.")
    latest = serializers.DateField(allow_null=True, help_text="Its last day; null if open.")
    label = serializers.CharField(help_text="In words.")


def date_range(value: DateRange | None, telling: Telling) -> dict | None:
    """A date range, as replies have it; None without one."""
    if value is None:
        return None
    return {
        "edtf": value.edtf,
        "earliest": value.earliest,
        "latest": value.latest,
        "label": telling.label(value),
    }


@lru_cache(maxsize=4096)
def stored_date_range(edtf: str, earliest: date, latest: date, language: str) -> dict | None:
    """A date range, as replies have it, from its columns. Replies share it: not to be changed."""
    return date_range(read_date_range(edtf, earliest, latest), Telling((language,)))


@extend_schema_field(DateRangeSchema)
class DateRangeField(RowField):
    """A date range, from the three columns that store it; None if empty."""

    def __init__(self, name: str, **kwargs):
        super().__init__(allow_null=True, **kwargs)
        self.columns = (f"{name}_edtf", f"{name}_earliest", f"{name}_latest")

    def shape(self, name: str, told: Told) -> Shape:
        edtf, earliest, latest = self.columns
        telling = told.telling

        def shape(row: dict) -> dict | None:
            if not row[edtf]:
                return None
            telling.told.add(telling.asked)
            return stored_date_range(row[edtf], row[earliest], row[latest], telling.asked)

        return shape


class InstantField(serializers.DateTimeField):
    """An instant in UTC; null where it lies behind the instant asked about."""

    is_as_it_is = True

    def __init__(self, **kwargs):
        super().__init__(read_only=True, default_timezone=UTC, **kwargs)


class PastInstantField(InstantField):
    """An instant that had come by the instant asked about; else null."""

    is_as_it_is = False

    def to_representation(self, value: datetime) -> str | None:
        if value == FOREVER or value > self.context["clocks"].recorded_as_of:
            return None
        return super().to_representation(value)

    def shape(self, name: str, told: Told) -> Shape:
        latest = told.clocks.recorded_as_of
        return lambda row: row[name] if row[name] <= latest else None
