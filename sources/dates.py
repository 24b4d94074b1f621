"""Imprecise dates and lengths of time, read and written: a part of EDTF, and ISO 8601 durations.

Seasons are northern and by whole months: spring from March, winter from December to the next year's
February. A qualifier (`~ ? %`) never moves the bounds. Unknown and open ends bound alike: None.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Self

# What is stored for an open or unknown bound. Years 2 to 9997 keep every real bound away from both.
FIRST_DAY = date.min
LAST_DAY = date.max
FIRST_YEAR = 2
LAST_YEAR = 9997

MAX_LENGTH = 120
QUOTED_LENGTH = 20  # of what an error quotes

DATE_EXAMPLES = (
    "2026, 2026-12, 2026-12-31, 2026-35 (the third quarter), 202X, 2026~, 2026/2030, 2026/..,"
    " ../2026-12-31 and [2026..2030]"
)
OFFSET_EXAMPLES = "P12M, P1Y6M, P2W and P90D"


class DateSyntaxError(ValueError):
    """A text that is no date range or offset: `message` says why and what would be accepted.

    `position` is where the offending piece begins, or where one is missing, counted from 0.
    """

    def __init__(self, text: str, position: int, message: str) -> None:
        super().__init__(text, position, message)
        self.text = text
        self.position = position
        self.message = message

    def __str__(self) -> str:
        return f"At position {self.position}, counted from 0: {self.message}"


class Unit(Enum):
    """What kind of period a date names."""

    DECADE = auto()
    YEAR = auto()
    MONTH = auto()
    DAY = auto()
    SPRING = auto()
    SUMMER = auto()
    AUTUMN = auto()
    WINTER = auto()
    QUARTER_1 = auto()
    QUARTER_2 = auto()
    QUARTER_3 = auto()
    QUARTER_4 = auto()
    THIRD_1 = auto()
    THIRD_2 = auto()
    THIRD_3 = auto()
    HALF_1 = auto()
    HALF_2 = auto()


class Shape(Enum):
    """How an expression bounds the days that it means."""

    SINGLE = auto()  # 2026
    SPAN = auto()  # 2026/2030
    CHOICE = auto()  # [2026..2030], one day of the span
    UNTIL = auto()  # ../2026, open start
    UP_TO = auto()  # /2026, unknown start
    SINCE = auto()  # 2026/.., open end
    STARTED = auto()  # 2026/, unknown end


@dataclass(frozen=True, slots=True)
class Period:
    """One date of an expression, from its first day to its last, with its qualifier or ''."""

    unit: Unit
    first: date
    last: date
    qualifier: str


@dataclass(frozen=True, slots=True)
class Expression:
    """What an EDTF text says: its two ends, None where open or unknown; a single period is both."""

    shape: Shape
    start: Period | None
    end: Period | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The expression that `text` writes; raises DateSyntaxError, or TypeError if not text."""
        _check_size(text, DATE_EXAMPLES)
        if text.startswith("["):
            return cls(Shape.CHOICE, *_read_choice(text))
        if "/" in text:
            return cls(*_read_interval(text))
        period = _read_period(text, 0, len(text))
        return cls(Shape.SINGLE, period, period)


@dataclass(frozen=True, slots=True)
class DateRange:
    """An imprecise date: EDTF as written, its first and last day, None where open or unknown."""

    edtf: str
    earliest: date | None
    latest: date | None

    def __str__(self) -> str:
        return self.edtf

    @classmethod
    def parse(cls, text: str) -> Self:
        """The range that `text` writes; raises DateSyntaxError, or TypeError if not text."""
        expression = Expression.parse(text)
        return cls(
            edtf=text,
            earliest=expression.start.first if expression.start else None,
            latest=expression.end.last if expression.end else None,
        )

    @classmethod
    def until(cls, day: date) -> Self:
        """Any time up to `day`, which counts."""
        return cls.parse(f"../{day}")

    @classmethod
    def up_to(cls, day: date) -> Self:
        """From an unknown day to `day`, which counts."""
        return cls.parse(f"/{day}")

    def cut(self, day: date) -> Self:
        """The same expression with `latest` no later than `day`.

        An end that is open or unknown becomes `day`; ValueError if the range begins after it.
        """
        if self.earliest and self.earliest > day:
            raise ValueError(f"{self} begins after {day}")
        return replace(self, latest=min(self.latest or day, day))

    @property
    def width_days(self) -> int | None:
        """Days in the range, both ends counted; None when either is open or unknown."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1


@dataclass(frozen=True, slots=True)
class Offset:
    """A length of time in whole calendar units, none negative; `str()` writes it as it was read."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """The offset that `PnYnMnWnD` writes; raises DateSyntaxError, or TypeError if not text.

        Numbers run from 1 to 9999 and units of none are left out. `P0D`, the same day, is the only
        zero.
        """
        _check_size(text, OFFSET_EXAMPLES)
        if text == "P0D":
            return cls()
        match = _OFFSET.fullmatch(text)
        if match is None or text == "P":
            raise _unreadable(text, _OFFSET, 0, len(text), OFFSET_EXAMPLES)
        return cls(*(int(number or 0) for number in match.groups()))

    def __str__(self) -> str:
        counts = zip((self.years, self.months, self.weeks, self.days), "YMWD", strict=True)
        return "P" + ("".join(f"{count}{unit}" for count, unit in counts if count) or "0D")

    def after(self, day: date) -> date | None:
        """The day this long after `day`; None outside the years 2 to 9997.

        Years and months first, clamped once to the month's end; then weeks and days.
        """
        year, month = divmod(day.year * 12 + day.month - 1 + self.years * 12 + self.months, 12)
        if year > LAST_YEAR:
            return None
        clamped = min(day.day, monthrange(year, month + 1)[1])
        ordinal = date(year, month + 1, clamped).toordinal() + self.weeks * 7 + self.days
        if not _FIRST_ORDINAL <= ordinal <= _LAST_ORDINAL:
            return None
        return date.fromordinal(ordinal)


_FIRST_ORDINAL = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_ORDINAL = date(LAST_YEAR, 12, 31).toordinal()

_PERIOD = re.compile(
    r"(?:(?P<decade>[0-9]{3})X"
    r"|(?P<year>[0-9]{4})(?:-(?P<code>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?)"
    r"(?P<qualifier>[~?%]?)"
)
# As much of a text as a period could begin with.
_PERIOD_BEGINNING = re.compile(
    r"(?:[0-9]{3}X|[0-9]{4}(?:-[0-9]{2}){0,2})[~?%]"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{0,2}|[0-9]{4}-[0-9]{0,2}|[0-9]{3}X|[0-9]{1,4}"
)
_CHOICE = re.compile(r"\[([^].]*)\.\.([^].]*)]")
_OFFSET = re.compile("P" + "".join(rf"(?:([1-9][0-9]{{0,3}}){unit})?" for unit in "YMWD"))

_STARTS = {"..": Shape.UNTIL, "": Shape.UP_TO}
_ENDS = {"..": Shape.SINCE, "": Shape.STARTED}

# What stands where a month may: the unit, the first month, the number of months.
_CODES = {f"{month:02}": (Unit.MONTH, month, 1) for month in range(1, 13)} | {
    "21": (Unit.SPRING, 3, 3),
    "22": (Unit.SUMMER, 6, 3),
    "23": (Unit.AUTUMN, 9, 3),
    "24": (Unit.WINTER, 12, 3),
    "33": (Unit.QUARTER_1, 1, 3),
    "34": (Unit.QUARTER_2, 4, 3),
    "35": (Unit.QUARTER_3, 7, 3),
    "36": (Unit.QUARTER_4, 10, 3),
    "37": (Unit.THIRD_1, 1, 4),
    "38": (Unit.THIRD_2, 5, 4),
    "39": (Unit.THIRD_3, 9, 4),
    "40": (Unit.HALF_1, 1, 6),
    "41": (Unit.HALF_2, 7, 6),
}
_SIMPLE_UNITS = {Unit.YEAR, Unit.MONTH, Unit.DAY}  # may be qualified, and may end an interval


def _check_size(text: str, examples: str) -> None:
    if not isinstance(text, str):
        raise TypeError(f"Dates and offsets are read from text, not from {type(text).__name__}")
    if len(text) > MAX_LENGTH:
        reason = f"This is longer than {MAX_LENGTH} characters"
        raise _refusal(text, MAX_LENGTH, reason, examples)


def _read_interval(text: str) -> tuple[Shape, Period | None, Period | None]:
    slash = text.index("/")
    first, last = text[:slash], text[slash + 1 :]
    if first in _STARTS and last in _ENDS:
        raise _refusal(text, 0, "One end at least has to be a date")
    start = None if first in _STARTS else _read_end(text, 0, slash)
    end = None if last in _ENDS else _read_end(text, slash + 1, len(text))
    if start and end:
        _check_order(text, start, end, slash + 1)
    return _STARTS.get(first) or _ENDS.get(last) or Shape.SPAN, start, end


def _read_choice(text: str) -> tuple[Period, Period]:
    match = _CHOICE.fullmatch(text)
    if match is None:
        raise _refusal(text, 0, "Square brackets enclose two dates with two dots between")
    start, end = _read_end(text, *match.span(1)), _read_end(text, *match.span(2))
    _check_order(text, start, end, match.start(2))
    return start, end


def _check_order(text: str, start: Period, end: Period, position: int) -> None:
    if start.first > end.last:
        raise _refusal(text, position, "The end is before the start")


def _read_end(text: str, begin: int, stop: int) -> Period:
    period = _read_period(text, begin, stop)
    if period.unit not in _SIMPLE_UNITS:
        raise _refusal(text, begin, "Either end has to be a year, a month or a day")
    return period


def _read_period(text: str, begin: int, stop: int) -> Period:
    match = _PERIOD.fullmatch(text, begin, stop)
    if match is None:
        raise _unreadable(text, _PERIOD_BEGINNING, begin, stop, DATE_EXAMPLES)
    unit, first, last = _read_days(match)
    if last.year > LAST_YEAR:
        raise _wrong_year(text, begin)
    if match["qualifier"] and unit not in _SIMPLE_UNITS:
        reason = "Only a year, a month or a day may be marked with ~, ? or %"
        raise _refusal(text, match.start("qualifier"), reason)
    return Period(unit, first, last, match["qualifier"])


def _read_days(match: re.Match[str]) -> tuple[Unit, date, date]:
    year = int(match["year"] or match["decade"] + "0")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _wrong_year(match.string, match.start())
    if match["decade"]:
        return Unit.DECADE, *_months(year, 1, 120)
    if match["code"] is None:
        return Unit.YEAR, *_months(year, 1, 12)
    if match["code"] not in _CODES:
        reason = (
            "Here stands a month (01 to 12), season (21 to 24), quarter (33 to 36),"
            " third (37 to 39) or half of the year (40 or 41)"
        )
        raise _refusal(match.string, match.start("code"), reason)
    unit, month, count = _CODES[match["code"]]
    first, last = _months(year, month, count)
    if match["day"] is None:
        return unit, first, last
    if unit is not Unit.MONTH:
        reason = "Only a month (01 to 12) has numbered days"
        raise _refusal(match.string, match.start("day"), reason)
    return Unit.DAY, *_read_day(match, first, last)


def _read_day(match: re.Match[str], first: date, last: date) -> tuple[date, date]:
    number = int(match["day"])
    if not 1 <= number <= last.day:
        reason = f"The days of {match['year']}-{match['code']} are 01 to {last.day}"
        raise _refusal(match.string, match.start("day"), reason)
    return first.replace(day=number), first.replace(day=number)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """First and last day of `count` months, the first of them `month`."""
    last_year, last_month = divmod(year * 12 + month + count - 2, 12)
    days = monthrange(last_year, last_month + 1)[1]
    return date(year, month, 1), date(last_year, last_month + 1, days)


def _unreadable(
    text: str, beginning: re.Pattern[str], begin: int, stop: int, examples: str
) -> DateSyntaxError:
    """A refusal of `text[begin:stop]` that points behind what `beginning` can read of it."""
    match = beginning.match(text, begin, stop)
    position = match.end() if match else begin
    piece = text[position : min(stop, position + QUOTED_LENGTH)]
    reason = f"{piece!r} cannot be read here" if piece else "Something is missing here"
    return _refusal(text, position, reason, examples)


def _wrong_year(text: str, position: int) -> DateSyntaxError:
    return _refusal(text, position, f"Years run from {FIRST_YEAR:04} to {LAST_YEAR}")


def _refusal(
    text: str, position: int, reason: str, examples: str = DATE_EXAMPLES
) -> DateSyntaxError:
    return DateSyntaxError(text, position, f"{reason}. Accepted are, for example, {examples}.")
