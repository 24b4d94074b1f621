"""What each kind of phrase means as a deadline, and the convention by which it does.

The conventions are those of the design page, section 4; the functions are given the day that the
words were said on and what the words name, and give every meaning, the most plausible first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sources.dates import DateRange, Offset
from sources.phrases.grammar import Words
from sources.phrases.numerals import NUMBERS_NOTE
from sources.phrases.periods import Period, away, half_of, part_of, present

# By rule; {unit} is the kind of period that is named.
CONVENTIONS = {
    "until_end_of": "By, until, before or at the end of {unit}: any day up to its last",
    "until": "By or until {unit}: any day up to its last",
    "no_later_than": "No later than {unit}: any day up to its last",
    "before": "Before {unit}, or by its beginning: any day before its first",
    "until_middle_of": "By the middle of {unit}: any day up to the end of its first half",
    "until_middle_third_of": "By the middle of {unit}: any day up to the end of its middle third",
    "in": "In {unit}: that {bare} itself",
    "about": "About {unit}: that {bare}, marked as approximate",
    "from": "From or since {unit}: a start in that {bare}",
    "from_on": "From {unit} on, or no earlier: from its beginning, with an open end",
    "after": "After {unit}: from the day that follows its last, with an open end",
    "coming": "In the coming years, months, weeks or days: an open end, from the year or month"
    " it was said in, or from that day",
    "soon": "Soon, in the near future: no deadline",
    "within": "Within a length of time: no later than that long after the day it was said",
    "within_of": "Within a length of time of an event, or that long after it: no later than that"
    " long after the event, which is for the editor to choose",
    "within_from": "Within a length of time from {unit}: any day up to that long after its last",
    "ahead": "In a length of time: the year, month, week or day that lies that long after the day"
    " it was said",
    "ago": "A length of time ago: the year, month, week or day that lies that long before the"
    " day it was said",
    "until_new_year": "By the new year: any day of the year it was said in",
}
_NAMES = {"half": "half-year", "third": "third of a year"}
MAYBE_BEFORE = "by or until a {bare} may also mean before it begins"
MAYBE_PRESENT = "it may also mean the present {bare}"
MAYBE_WITHIN = "it may also mean a length of time that begins on the day it was said"


@dataclass(frozen=True, slots=True)
class Finding:
    """One meaning of a phrase: a deadline, a length of time, perhaps with an anchor, or neither.

    The convention is a sentence, that of the rule and what else the reading took.
    """

    rule: str
    convention: str
    due: str | None = None
    due_within: Offset | None = None
    anchor: Words | None = None
    rank: int = 0

    def __post_init__(self) -> None:
        if self.due is not None:
            DateRange.parse(self.due)


def _finding(
    rule: str, period: Period, due: str, rank: int = 0, note: str | None = None
) -> Finding:
    bare = _NAMES.get(period.unit, period.unit)
    notes = (*period.notes, note) if note else period.notes
    words = "; ".join((CONVENTIONS[rule], *notes)).format(unit=f"a {bare}", bare=bare) + "."
    return Finding(f"{rule}_{period.unit}", words, due, rank=period.rank + rank)


def _plain(rule: str, *notes: str) -> str:
    return "; ".join((CONVENTIONS[rule], *notes)) + "."


def _eve(period: Period) -> str:
    return f"../{period.first - timedelta(1)}"


def until_end(day: date, period: Period) -> Iterator[Finding]:
    if not period.past:
        yield _finding("until_end_of", period, f"../{period.last}")


def until(day: date, period: Period) -> Iterator[Finding]:
    """Up to its last day; anything longer than a day may also be meant to its beginning only."""
    if period.past:
        return
    yield _finding("until", period, f"../{period.last}")
    if period.first < period.last and period.unit != "span" and day < period.first:
        yield _finding("before", period, _eve(period), 1, MAYBE_BEFORE)


def no_later(day: date, period: Period) -> Iterator[Finding]:
    if not period.past:
        yield _finding("no_later_than", period, f"../{period.last}")


def before(day: date, period: Period) -> Iterator[Finding]:
    if not period.past:
        yield _finding("before", period, _eve(period))


def until_point(day: date, part: int, whole: Period) -> Iterator[Finding]:
    """By the beginning (1) or the middle (2) of a period."""
    if whole.past:
        return
    if part == 1:
        yield _finding("before", whole, _eve(whole))
        return
    for half in _halves(day, whole):
        yield _finding("until_middle_of", whole, f"../{half.last}")
    for third in part_of(day, part, whole):
        rank = 1 if list(_halves(day, whole)) else 0
        yield _finding("until_middle_third_of", whole, f"../{third.last}", rank)


def _halves(day: date, whole: Period) -> Iterator[Period]:
    """Its first half, where it has two of whole months or named days."""
    if whole.unit in {"year", "half", "month", "decade"}:
        yield from half_of(day, 1, whole)


def until_piece(day: date, piece: Period) -> Iterator[Finding]:
    """By a part of a period, such as early 2027; comes after what is closer to the words."""
    if not piece.past:
        yield _finding("until", piece, f"../{piece.last}", 1)


def in_(day: date, period: Period) -> Iterator[Finding]:
    yield _finding("in", period, period.edtf)


def about(day: date, period: Period) -> Iterator[Finding]:
    yield _finding("about", period, f"{period.edtf}~")


def from_(day: date, period: Period) -> Iterator[Finding]:
    yield _finding("from", period, period.edtf)


def from_late(day: date, whole: Period) -> Iterator[Finding]:
    """From the end of a period: a start in its last third."""
    for third in part_of(day, 3, whole):
        yield from from_(day, third)


def from_on(day: date, period: Period) -> Iterator[Finding]:
    yield _finding("from_on", period, f"{period.ends()[0]}/..")


def after(day: date, period: Period) -> Iterator[Finding]:
    yield _finding("after", period, f"{period.last + timedelta(1)}/..")


def coming(day: date, unit: str) -> Iterator[Finding]:
    length = {"year": 4, "month": 7}.get(unit, 10)
    yield Finding(f"coming_{unit}s", _plain("coming"), f"{day.isoformat()[:length]}/..")


def soon(day: date) -> Iterator[Finding]:
    yield Finding("soon", _plain("soon"))


def within(day: date, offset: Offset, anchor: Words | None = None) -> Iterator[Finding]:
    if offset.after(day) is None:
        raise OverflowError(f"{offset} after {day} is past the last year")
    rule = "within_of" if anchor else "within"
    yield Finding(rule, _plain(rule), due_within=offset, anchor=anchor)


def within_from(day: date, offset: Offset, start: Period) -> Iterator[Finding]:
    """Within a length of time from a date that is named: up to that long after its last day."""
    end = offset.after(start.last)
    if end is not None:
        yield _finding("within_from", start, f"../{end}")


def within_of_before(day: date, anchor: Words, offset: Offset) -> Iterator[Finding]:
    """The same where the event is named first, as in Kazakh."""
    return within(day, offset, anchor)


def within_up_to(day: date, offset: Offset, anchor: Words | None = None) -> Iterator[Finding]:
    """Within two to three months: the larger number bounds both."""
    for found in within(day, offset, anchor):
        convention = _plain(found.rule, NUMBERS_NOTE)
        yield Finding(found.rule, convention, due_within=offset, anchor=anchor)


def within_one(day: date, unit: str) -> Iterator[Finding]:
    """Within a unit named without a number; a year, half or quarter may also be the present one."""
    yield from within(day, length(unit, 1))
    if unit in {"year", "half", "quarter"}:
        for period in present(day, unit):
            yield _finding("in", period, period.edtf, 1, MAYBE_PRESENT)


def within_one_only(day: date, unit: str, anchor: Words | None = None) -> Iterator[Finding]:
    """Within a unit named without a number, where words about it leave no other meaning."""
    return within(day, length(unit, 1), anchor)


def maybe_within_one(day: date, unit: str) -> Iterator[Finding]:
    """Within one unit, where the calendar unit is the first thing meant: "in the next year"."""
    yield Finding("within", _plain("within", MAYBE_WITHIN), due_within=length(unit, 1), rank=1)


def ahead(day: date, offset: Offset) -> Iterator[Finding]:
    for period in away(day, 1, offset):
        yield _finding("ahead", period, period.edtf)


def ahead_or_within(day: date, offset: Offset) -> Iterator[Finding]:
    """ "In two years", which may also be said of something that takes as long."""
    yield from ahead(day, offset)
    yield Finding("within", _plain("within", MAYBE_WITHIN), due_within=offset, rank=1)


def ahead_one(day: date, unit: str) -> Iterator[Finding]:
    return ahead(day, length(unit, 1))


def ago(day: date, offset: Offset) -> Iterator[Finding]:
    for period in away(day, -1, offset):
        yield _finding("ago", period, period.edtf)


def ago_one(day: date, unit: str) -> Iterator[Finding]:
    return ago(day, length(unit, 1))


def until_new_year(day: date) -> Iterator[Finding]:
    yield Finding("until_new_year", _plain("until_new_year"), f"../{day.year:04}-12-31")


_LENGTHS = {
    "decade": ("years", 10),
    "year": ("years", 1),
    "half": ("months", 6),
    "quarter": ("months", 3),
    "month": ("months", 1),
    "week": ("weeks", 1),
    "day": ("days", 1),
}


def length(unit: str, count: int) -> Offset:
    """So many of a unit; ValueError past what an offset can say."""
    name, size = _LENGTHS[unit]
    return Offset.parse(str(Offset(**{name: count * size})))


def offset(day: date, count: int, unit: str) -> Iterator[Offset]:
    if unit == "year" and count >= 1000:
        raise ValueError(f"{count} is the year itself")
    yield length(unit, count)


def offset_and_half(day: date, count: int, unit: str) -> Iterator[Offset]:
    """One and a half of a unit, and the like; only years have halves of whole months."""
    if unit != "year":
        raise ValueError(f"No whole days make half a {unit}")
    yield Offset(months=count * 12 + 6)


def offset_sum(day: date, first: Offset, second: Offset) -> Iterator[Offset]:
    """A year and six months: the larger unit first, none twice."""
    pairs = zip(_counts(first), _counts(second), strict=True)
    used = [(bool(a), bool(b)) for a, b in pairs]
    if any(a and b for a, b in used) or used.index((True, False)) > used.index((False, True)):
        raise ValueError("A length names each unit once, the largest first")
    yield Offset(*(a + b for a, b in zip(_counts(first), _counts(second), strict=True)))


def _counts(offset: Offset) -> tuple[int, int, int, int]:
    return offset.years, offset.months, offset.weeks, offset.days


def offset_larger_of(day: date, low: int, high: int, unit: str) -> Iterator[Offset]:
    return offset_larger(day, (low, high), unit)


def offset_larger(day: date, numbers: tuple[int, int], unit: str) -> Iterator[Offset]:
    if not 0 < numbers[0] < numbers[1]:
        raise ValueError("The larger number stands last")
    yield length(unit, numbers[1])
