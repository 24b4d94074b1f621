"""What a number written in digits may be, in any language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sources.phrases.periods import Period

NUMBERS_NOTE = "of two numbers the larger, since within it the smaller is too"


def numerals(text: str) -> Iterator[tuple[str, Any]]:
    """Each kind and value that a token of digits may have; an impossible date has none."""
    if not text[0].isdigit():
        return
    for kind, pattern, build in _FORMS:
        if match := pattern.fullmatch(text):
            try:
                yield kind, build(*match.groups())
            except ValueError:  # the 45th day, the 13th month
                continue


def _positive(text: str) -> int:
    if int(text) == 0:
        raise ValueError("Nothing is numbered zero")
    return int(text)


def _day(day: str, month: str, year: str) -> Period:
    return Period(f"{year}-{month:0>2}-{day:0>2}")


def _day_first(first: str, second: str, year: str) -> Period:
    doubt = int(second) <= 12 and int(first) <= 12 and first != second
    return Period(
        f"{year}-{second:0>2}-{first:0>2}",
        notes=("with slashes, the day first; it may be the month",) if doubt else (),
    )


def _month_first(first: str, second: str, year: str) -> Period:
    if first == second:
        raise ValueError("Either order says the same")
    return Period(
        f"{year}-{first:0>2}-{second:0>2}", notes=("with slashes, the month first",), rank=1
    )


def _years(first: str, last: str) -> tuple[int, int]:
    if int(first) >= int(last):
        raise ValueError("These years go backwards")
    return int(first), int(last)


def _winter(first: str, last: str) -> tuple[int, int]:
    if (int(first) + 1) % 100 != int(last):
        raise ValueError("These years do not follow each other")
    return int(first), int(first) + 1


_WRITTEN: list[tuple[str, str, Callable[..., Any]]] = [
    ("number", "([0-9]{1,4})", _positive),
    ("figure", "([0-9]{1,4})", _positive),  # a number, but never in words
    ("digits", "([0-9]{4})", _positive),  # what a year is written with
    ("date", "([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)", Period),
    ("date", r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", _day),
    ("date", r"([0-9]{2})\.([0-9]{4})", lambda month, year: Period(f"{year}-{month}")),
    ("date", "([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", _day_first),
    ("date", "([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", _month_first),
    ("years", "([0-9]{4})[-/]([0-9]{4})", _years),
    ("winter", "([0-9]{4})[-/]([0-9]{2})", _winter),
    ("numbers", "([0-9]{1,2})-([0-9]{1,2})", lambda first, last: (int(first), int(last))),
]
_FORMS = [(kind, re.compile(pattern), build) for kind, pattern, build in _WRITTEN]
