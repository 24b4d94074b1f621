"""From one period to another: the days, months and years that intervals name.

As in `periods`, functions take the day that the words were said on first. An end may be a code, a
period that still lacks its year: it is given the one that fits the other end.
"""

from collections.abc import Iterator
from datetime import date

from sources.phrases.periods import (
    FLOATING,
    Period,
    before,
    in_period_year,
    quarter_code,
    upcoming,
)


def years(day: date, pair: tuple[int, int]) -> Iterator[Period]:
    yield Period(f"{pair[0]:04}/{pair[1]:04}")


def between(day: date, start: Period | str | int, end: Period | str) -> Iterator[Period]:
    """From one period to another. Either may be a code, the first also a day of that month."""
    if isinstance(start, int):
        start, end = _same_month(start, end)
    if isinstance(start, str) and isinstance(end, str):
        start = upcoming(day, start).noted(FLOATING)
    if isinstance(start, str) and isinstance(end, Period):
        start = before(start, end)
    if isinstance(start, Period) and isinstance(end, str):
        end = upcoming(start.first, end)
    if not isinstance(start, Period) or not isinstance(end, Period):
        raise TypeError("Both ends are periods by now")
    yield Period(
        f"{start.ends()[0]}/{end.ends()[1]}",
        notes=tuple(dict.fromkeys(start.notes + end.notes)),
        rank=start.rank + end.rank,
    )


def quarters(day: date, number: int, end: Period | str) -> Iterator[Period]:
    """From a quarter that only has its number to one that is called so."""
    code = quarter_code(day, number)
    named = Period(f"{day.year:04}-{end}") if isinstance(end, str) else end
    if code and named.unit == "quarter":
        yield from between(day, code[0], end)


def quarter_pair(day: date, numbers: tuple[int, int], whole: Period) -> Iterator[Period]:
    """From one quarter to another of a year."""
    first, last = quarter_code(day, numbers[0]), quarter_code(day, numbers[1])
    if first and last:
        for end in in_period_year(day, last[0], whole):
            yield from between(day, first[0], end)


def days_of(day: date, numbers: tuple[int, int], month: Period) -> Iterator[Period]:
    """From one day of a month to another."""
    if month.unit == "month":
        first, last = (f"{month.edtf}-{number:02}" for number in numbers)
        yield month.as_interval(f"{first}/{last}")


def days_of_month(
    day: date, whole: Period, numbers: tuple[int, int], month: str
) -> Iterator[Period]:
    """The same, the month standing apart from its year."""
    for period in in_period_year(day, month, whole):
        yield from days_of(day, numbers, period)


def _same_month(number: int, end: Period | str) -> tuple[Period | str, Period | str]:
    if isinstance(end, str) and len(end) == 5:
        return f"{end[:2]}-{number:02}", end
    if isinstance(end, Period) and end.unit == "day":
        return Period(f"{end.edtf[:7]}-{number:02}"), end
    raise ValueError("A day's number alone stands before a day of a month")
