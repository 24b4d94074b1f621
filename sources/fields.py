"""How a model stores a `DateRange`: three columns, read and written as one value."""

from django.core.exceptions import ValidationError
from django.db import models

from sources.dates import FIRST_DAY, LAST_DAY, MAX_LENGTH, DateRange, DateSyntaxError


def validate_edtf(text: str) -> None:
    """Refuse, for a form or a request, an expression that can't be read as a date range."""
    try:
        DateRange.parse(text)
    except DateSyntaxError as error:
        raise ValidationError(str(error), code="invalid_date") from error


class EdtfField(models.CharField):
    """The expression of a date range as it was written; empty where there is none."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", MAX_LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        # A migration hands back the validators that it was written with.
        given = kwargs.get("validators", ())
        kwargs["validators"] = list(dict.fromkeys([*given, validate_edtf]))
        super().__init__(*args, **kwargs)


class EarliestField(models.DateField):
    """The first day of a date range; the first day there is where its start is open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": FIRST_DAY, "editable": False, **kwargs})


class LatestField(models.DateField):
    """The last day of a date range; the last day there is where its end is open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": LAST_DAY, "editable": False, **kwargs})


class DateRangeColumns:
    """Reads `NAME_edtf`, `NAME_earliest` and `NAME_latest` as one date range, or None if empty."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.names = f"{name}_edtf", f"{name}_earliest", f"{name}_latest"

    def __get__(self, row, owner: type | None = None):
        if row is None:
            return self
        return read_date_range(*(getattr(row, name) for name in self.names))

    def __set__(self, row, value: DateRange | None) -> None:
        for name, column in zip(self.names, date_range_columns(value), strict=True):
            setattr(row, name, column)


def date_range_columns(value: DateRange | None) -> tuple:
    """What is stored of a date range: the expression, the first and the last day."""
    if value is None:
        return "", FIRST_DAY, LAST_DAY
    return value.edtf, value.earliest or FIRST_DAY, value.latest or LAST_DAY


def read_date_range(edtf: str, earliest, latest) -> DateRange | None:
    """The date range that three columns store; None where the expression is empty."""
    if not edtf:
        return None
    return DateRange(
        edtf,
        None if earliest == FIRST_DAY else earliest,
        None if latest == LAST_DAY else latest,
    )
