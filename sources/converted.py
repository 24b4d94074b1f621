"""Values of what databases give: the same as Django makes of it, in less time."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.backends.sqlite3.base import Database
from django.db.models.expressions import Col
from django.utils.dateparse import parse_date


@lru_cache(maxsize=4096)
def day_of(text: bytes) -> date | None:
    """The day in a column of SQLite; it gives them as texts, and the same ones ever again."""
    return parse_date(text.decode())


def keep_days() -> None:
    """Let sqlite3 make days of columns by this."""
    Database.register_converter("date", day_of)


# What sqlite3 makes itself of a column of a table; of other expressions it does not.
MADE = ("convert_datefield_value", "convert_booleanfield_value")


def _utc(value: str | datetime) -> datetime:
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _calendar_day(value: str | date) -> date:
    return value if type(value) is date else date.fromisoformat(value)


# How SQLite keeps what it has no type for; the same as Django's, in less time.
PLAIN: dict[str, Callable[[Any], Any]] = {
    "convert_datefield_value": _calendar_day,
    "convert_datetimefield_value": _utc,
    "convert_booleanfield_value": bool,
    "convert_uuidfield_value": UUID,
}


def reader(
    converters: Sequence[Callable], expression: Any, connection
) -> Callable[[Any], Any] | None:
    """What makes a value of what the database gives for an expression; None: it is one."""
    if len(converters) == 1 and connection.vendor == "sqlite":
        name = getattr(converters[0], "__name__", "")
        if name in PLAIN and getattr(converters[0], "__self__", None) is connection.ops:
            return None if name in MADE and isinstance(expression, Col) else PLAIN[name]
    is_own = len(converters) == 1 and converters[0] == getattr(expression, "convert_value", None)
    if is_own and expression.output_field.get_internal_type() == "IntegerField":
        return int  # of a count
    alias = connection.alias
    # Not the methods themselves: they hold the connection of this thread.
    own = [
        getattr(each, "__name__", "") if getattr(each, "__self__", None) is connection.ops else each
        for each in converters
    ]
    return partial(_converted, own, expression, alias)


def _converted(converters: Sequence[str | Callable], expression: Any, alias: str, value: Any):
    connection = connections[alias]
    for each in converters:
        convert = getattr(connection.ops, each) if isinstance(each, str) else each
        value = convert(value, expression, connection)
    return value
