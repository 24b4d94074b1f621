"""Reads `as_of` and `recorded_as_of`: the two clocks of every answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from projects.timeline import DUE_SOON_DAYS
from sources import clock
from tracker.api.problems import BadParameters, ParameterError

Value = TypeVar("Value")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII
)
LONGEST_SOON = 3660


@dataclass(frozen=True)
class Clocks:
    """What an answer is as of.

    `recorded` is None for what stands in the tracker now. `recorded_as_of` is the instant that the
    reply names: asked for again with `day`, it gives the same answer. So it is never later than
    the newest revision: behind that, a write may be under way that began earlier.
    """

    day: date
    recorded: datetime | None
    recorded_as_of: datetime
    due_soon_days: int = DUE_SOON_DAYS
    # Whether nothing was announced behind the day: it is no earlier than the newest revision's, and
    # none records what is not public yet.
    is_newest: bool = False


def read_clocks(parameters, latest: datetime) -> Clocks:
    """The clocks that a request asks for; raises `BadParameters`.

    `latest` is the newest revision's instant.
    """
    errors: list[ParameterError] = []

    def read(name: str, reader: Callable[[str], Value]) -> Value | None:
        try:
            return reader(parameters[name]) if name in parameters else None
        except ValueError as error:
            errors.append(ParameterError(name, "invalid", str(error)))
            return None

    day = read("as_of", read_past_day)
    recorded = read("recorded_as_of", lambda text: read_past_instant(text, latest))
    soon = read("due_soon_days", read_due_soon_days)
    if errors:
        raise BadParameters(errors)
    of_now = recorded is None or recorded >= latest
    shown = day or (clock.day_of(recorded) if recorded else clock.today())
    return Clocks(
        day=shown,
        recorded=None if of_now else recorded,
        recorded_as_of=latest if of_now else recorded,
        due_soon_days=DUE_SOON_DAYS if soon is None else soon,
        is_newest=of_now and shown >= clock.day_of(latest),
    )


def read_day(text: str) -> date:
    """A day as YYYY-MM-DD; raises `ValueError`."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{shorten(text)}” is not a day; give one as YYYY-MM-DD, such as 2026-01-31.")


def read_past_day(text: str) -> date:
    """A day that is not in the future; raises `ValueError`."""
    day, today = read_day(text), clock.today()
    if day > today:
        raise ValueError(f"{day} is in the future; give a day no later than today, {today}.")
    return day


def read_past_instant(text: str, latest: datetime) -> datetime:
    """An instant that is not in the future, in UTC; raises `ValueError`.

    `latest`, the newest revision's, has passed even if the clock was put back since.
    """
    try:
        if not INSTANT.fullmatch(text):
            raise ValueError
        instant = datetime.fromisoformat(text).astimezone(UTC)
        clock.day_of(instant)  # some instants of the first day have none in every time zone
    except (ValueError, OverflowError):
        raise ValueError(
            f"“{shorten(text)}” is not an instant; give one with its offset, such as "
            "2026-01-31T12:00:00Z (in an address, write + as %2B)."
        ) from None
    if instant > max(clock.now(), latest):
        raise ValueError(f"{text} is in the future; give an instant that has passed.")
    return instant


def read_due_soon_days(text: str) -> int:
    """A number of days; raises `ValueError`."""
    return read_integer(text, 0, LONGEST_SOON)


def read_integer(text: str, least: int, most: int) -> int:
    """A whole number within bounds; raises `ValueError`."""
    if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) and least <= int(text) <= most:
        return int(text)
    raise ValueError(f"“{shorten(text)}” is not a whole number from {least} to {most}.")


def read_flag(text: str) -> bool:
    """True or false; raises `ValueError`."""
    if text not in ("true", "false"):
        raise ValueError("Give true or false.")
    return text == "true"


def shorten(text: str) -> str:
    """A piece of input, short enough to be quoted in an error."""
    return text if len(text) <= 60 else f"{text[:60]}…"
