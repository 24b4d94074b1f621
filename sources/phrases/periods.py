"""The calendar that phrases speak of: periods by name, by number, and as seen from a day.

Functions take the day that the words were said on first, and give each period that they may mean,
the most plausible first; ValueError or OverflowError where there is no such period. `code` is a
period without its year, as EDTF writes it behind one: "03", "03-15", "35".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from sources.dates import FIRST_YEAR, LAST_YEAR, DateRange, Expression, Offset, Shape, Unit

RELATIVE = "words such as this, next and last count from the day it was said"
PRESENT = "one named without its number is the one it was said in"
FLOATING = "one named without its year is the present or next one"
GONE_BY = "one named without its year may be the last one, which is nearer"
NEXT_YEAR = "next or last may mean that of the next or last year"
WINTER = "a winter is named for the year it begins in"
WINTER_ENDS = "a winter may be named for the year it ends in"
THIRDS = "early, mid and late are its thirds"
HALVES = "halves of a month divide at its 15th day"

_SEASONS = {Unit.SPRING, Unit.SUMMER, Unit.AUTUMN, Unit.WINTER}
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_FIRST_CODE = {6: 40, 3: 33, 1: 1}  # by their months, what stands behind the year
WINTER_CODE = "24"


@lru_cache(maxsize=4096)
def _parsed(edtf: str) -> tuple[Expression, DateRange]:
    return Expression.parse(edtf), DateRange.parse(edtf)


@dataclass(frozen=True, slots=True)
class Period:
    """A period with both ends: its EDTF, and what reading it took, as clauses of a convention.

    `rank` grows as it becomes less plausible. `past`: read as gone by, for want of its year.
    """

    edtf: str
    notes: tuple[str, ...] = ()
    rank: int = 0
    past: bool = False

    def __post_init__(self) -> None:
        _parsed(self.edtf)

    @property
    def first(self) -> date:
        return _parsed(self.edtf)[1].earliest or date.min

    @property
    def last(self) -> date:
        return _parsed(self.edtf)[1].latest or date.max

    @property
    def unit(self) -> str:
        """What kind of period it is, in one word."""
        expression = _parsed(self.edtf)[0]
        if expression.shape is not Shape.SINGLE or expression.start is None:
            is_week = (self.last - self.first).days == 6 and self.first.weekday() == 0
            return "week" if is_week and len(self.edtf) == 21 else "span"
        if expression.start.unit in _SEASONS:
            return "season"
        return expression.start.unit.name.lower().partition("_")[0]

    def noted(self, note: str, rank: int = 0) -> "Period":
        return replace(self, notes=(*self.notes, note), rank=self.rank + rank)

    def ends(self) -> tuple[str, str]:
        """First and last year, month or day, as an interval may have them."""
        if "/" in self.edtf:
            first, _, last = self.edtf.partition("/")
            return first, last
        length = {"decade": 4, "year": 4, "day": 10}.get(self.unit, 7)
        return self.first.isoformat()[:length], self.last.isoformat()[:length]

    def as_interval(self, edtf: str) -> "Period":
        return replace(self, edtf=edtf)


def year(day: date, number: int) -> Iterator[Period]:
    yield Period(f"{number:04}")


def near_year(day: date, number: int) -> Iterator[Period]:
    """A bare number is taken for a year within a century of the day; else it counts things."""
    if abs(number - day.year) <= 100:
        yield from year(day, number)


def decade(day: date, first: int) -> Iterator[Period]:
    if first % 10:
        raise ValueError(f"No decade begins in {first}")
    yield Period(f"{first // 10:03}X")


def winter(day: date, pair: tuple[int, int]) -> Iterator[Period]:
    """The winter from one year into the next."""
    if pair[0] + 1 != pair[1]:
        raise ValueError("A winter lasts from one year into the next")
    yield Period(f"{pair[0]:04}-{WINTER_CODE}")


def quarter_code(day: date, number: int) -> list[str]:
    return [f"{32 + number}"] if 1 <= number <= 4 else []


def half_code(day: date, number: int) -> list[str]:
    return [f"{39 + number}"] if 1 <= number <= 2 else []


def day_code(day: date, number: int, month: str) -> list[str]:
    return [f"{month}-{number:02}"] if 1 <= number <= 31 else []


def high_day(day: date, number: int) -> list[int]:
    """A number that may be meant for a day which some months or all have not."""
    return [number] if 29 <= number <= 99 else []


def in_year(day: date, code: str, number: int) -> Iterator[Period]:
    """What the code names in the year; a winter touches two."""
    period = Period(f"{number:04}-{code}")
    if code != WINTER_CODE:
        yield period
        return
    yield period.noted(WINTER)
    yield Period(f"{number - 1:04}-{code}").noted(WINTER_ENDS, rank=1)


def in_period_year(day: date, code: str, whole: Period) -> Iterator[Period]:
    """The same, the year being a period that was named by other words."""
    if whole.unit != "year":
        raise ValueError(f"{whole.edtf} is no year")
    for period in in_year(day, code, whole.first.year):
        yield replace(period, notes=(*whole.notes, *period.notes), rank=period.rank + whole.rank)


def relative(day: date, steps: int, unit: str, note: str = RELATIVE) -> Iterator[Period]:
    """The calendar unit so many units after that of the day; before it, if negative."""
    if unit == "day":
        yield Period((day + timedelta(steps)).isoformat(), (note,))
    elif unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(weeks=steps)
        weeks_note = f"{note}; weeks run from Monday to Sunday"
        yield Period(f"{monday}/{monday + timedelta(6)}", (weeks_note,))
    elif unit == "decade":
        yield Period(f"{day.year // 10 + steps:03}X", (note,))
    else:
        length = _MONTHS[unit]
        index = (day.year * 12 + day.month - 1) // length + steps
        number, place = divmod(index, 12 // length)
        code = f"-{_FIRST_CODE[length] + place:02}" if unit != "year" else ""
        yield Period(f"{number:04}{code}", (note,))


def relative_year(day: date, steps: int) -> Iterator[Period]:
    return relative(day, steps, "year")


def present(day: date, unit: str) -> Iterator[Period]:
    """The unit that the day lies in, named without a number: "the year"."""
    return relative(day, 0, unit, PRESENT)


def upcoming(day: date, code: str) -> Period:
    """The first that the code names which is not over on the day; 29 February may be years off."""
    return next(p for p in _named(code, range(day.year - 1, day.year + 9)) if p.last >= day)


def _last(day: date, code: str) -> Period:
    """The last that the code names which is over before the day."""
    return next(p for p in _named(code, range(day.year, day.year - 10, -1)) if p.last < day)


def _named(code: str, numbers: range) -> Iterator[Period]:
    for number in numbers:
        if FIRST_YEAR <= number <= LAST_YEAR:
            try:
                yield Period(f"{number:04}-{code}")
            except ValueError:  # a 29 February of a common year
                continue
    raise ValueError(f"No year has {code}")


def floating(day: date, code: str) -> Iterator[Period]:
    """The present or next period of that name; after it the last one, where that is nearer."""
    coming = upcoming(day, code)
    yield coming.noted(FLOATING)
    gone = _last(day, code)
    if day - gone.last < coming.first - day:
        yield replace(gone.noted(GONE_BY, rank=1), past=True)


def ahead_only(day: date, period: Period) -> Iterator[Period]:
    if not period.past:
        yield period


def relative_code(day: date, steps: int, code: str) -> Iterator[Period]:
    """This, the next or the last month, season or quarter of a name."""
    in_its_year = day.year - (code == WINTER_CODE and day.month < 3)
    there = Period(f"{in_its_year + steps:04}-{code}").noted(RELATIVE)
    if steps == 0:
        yield there
        return
    nearest = upcoming(day, code) if steps > 0 else _last(day, code)
    if nearest.first <= day <= nearest.last:
        nearest = there
    yield replace(nearest, notes=(RELATIVE,))
    if there.edtf != nearest.edtf:
        yield there.noted(NEXT_YEAR, rank=1)


def part_of(day: date, part: int, whole: Period) -> Iterator[Period]:
    """Early (1), mid (2) or late (3) in a period: its thirds."""
    yield whole.as_interval(_third(part, whole)).noted(THIRDS)


def third_of(day: date, part: int, whole: Period) -> Iterator[Period]:
    """The first (1), second (2) or last (3) third of a period, called so."""
    yield whole.as_interval(_third(part, whole))


def _thirds_code(part: int) -> int:
    if part not in (1, 2, 3):
        raise ValueError("A year has three thirds")
    return 36 + part


def _third(part: int, whole: Period) -> str:
    if whole.unit == "year":
        return f"{whole.edtf}-{_thirds_code(part)}"
    if whole.unit == "month":
        last = whole.last.day
        first, end = {1: (1, 10), 2: (11, 20), 3: (21, last)}[part]
        return f"{whole.edtf}-{first:02}/{whole.edtf}-{end:02}"
    if whole.unit == "decade":
        first, end = {1: (0, 3), 2: (4, 6), 3: (7, 9)}[part]
        return f"{whole.edtf[:3]}{first}/{whole.edtf[:3]}{end}"
    return _months_of(whole, 3)[part - 1]


def _months_of(whole: Period, parts: int) -> list[str]:
    """The period's whole months, divided into so many equal parts."""
    months = {
        (whole.first + timedelta(days)).isoformat()[:7]: None
        for days in range((whole.last - whole.first).days + 1)
    }
    if whole.unit not in {"half", "quarter", "season"} or len(months) % parts:
        raise ValueError(f"A {whole.unit} does not divide so")
    names, size = list(months), len(months) // parts
    pieces = [names[start : start + size] for start in range(0, len(names), size)]
    return [piece[0] if size == 1 else f"{piece[0]}/{piece[-1]}" for piece in pieces]


def only_month(day: date, period: Period) -> list[Period]:
    return [period] if period.unit == "month" else []


def half_of(day: date, half: int, whole: Period) -> Iterator[Period]:
    """The first (1) or second (2) half of a period."""
    if half not in (1, 2):
        raise ValueError("There are two halves")
    if whole.unit == "year":
        yield whole.as_interval(f"{whole.edtf}-{39 + half}")
    elif whole.unit == "month":
        first, last = {1: (1, 15), 2: (16, whole.last.day)}[half]
        yield whole.as_interval(f"{whole.edtf}-{first:02}/{whole.edtf}-{last:02}").noted(HALVES)
    elif whole.unit == "decade":
        first, last = {1: (0, 4), 2: (5, 9)}[half]
        yield whole.as_interval(f"{whole.edtf[:3]}{first}/{whole.edtf[:3]}{last}")
    else:
        yield whole.as_interval(_months_of(whole, 2)[half - 1])


def before(code: str, end: Period) -> Period:
    """The last that the code names which begins no later than `end`."""
    return next(
        p
        for p in _named(code, range(end.first.year, end.first.year - 9, -1))
        if p.first <= end.first
    )


def away(day: date, sign: int, offset: Offset) -> Iterator[Period]:
    """The year, month, week or day that lies the offset after the day, or with -1 before it."""
    months = offset.years * 12 + offset.months
    counts = {
        "year": offset.years if offset == Offset(years=offset.years) else 0,
        "month": months if offset == Offset(years=offset.years, months=offset.months) else 0,
        "week": offset.weeks if offset == Offset(weeks=offset.weeks) else 0,
        "day": offset.days if offset == Offset(days=offset.days) else 0,
    }
    unit = next((unit for unit, count in counts.items() if count), None)
    if unit is None:
        raise ValueError(f"{offset} has no one unit")
    return (replace(p, notes=()) for p in relative(day, sign * counts[unit], unit))
