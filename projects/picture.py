"""A picture of how a milestone's window moved: one row a version, older ones above.

Places along time are percentages of the picture's width, heights are pixels: so it fits any screen
and its words keep their size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from babel.dates import format_date

SHOWN = 20
ROW, BAR, HEAD, FOOT = 44, 12, 8, 30  # pixels
NARROWEST = 0.8  # per cent: a single day is still to be seen
MARGIN = 0.04  # of the time shown, at either side
MOST_TICKS = 5
EDGE = 5  # per cent in which a tick's words have no room
WORDS = {"due": "due {label}", "met": "met {label}"}
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000)  # months between ticks


@dataclass(frozen=True)
class Bar:
    """A window of time; `start` and `end` are None where the window is open."""

    kind: str
    x: float
    width: float
    start: float | None
    end: float | None


@dataclass(frozen=True)
class Slip:
    """How far the last day lies from the first deadline's; `days` are negative when earlier."""

    baseline: float
    latest: float
    days: int


@dataclass(frozen=True)
class Row:
    """What was known from a day on."""

    y: int
    known_from: str
    said: float
    label: str
    bars: Sequence[Bar]
    slip: Slip | None

    @property
    def bar_y(self) -> int:
        return self.y + 20

    @property
    def bar_bottom(self) -> int:
        return self.bar_y + BAR

    @property
    def middle(self) -> int:
        return self.bar_y + BAR // 2


@dataclass(frozen=True)
class Tick:
    """A day on the axis."""

    x: float
    label: str


@dataclass(frozen=True)
class Picture:
    """Rows over one axis of time, with the day that all is as of."""

    rows: Sequence[Row]
    ticks: Sequence[Tick]
    today: float

    @classmethod
    def of(
        cls, versions: Sequence[dict], day: date, language: str = "en", words: Mapping = WORDS
    ) -> Self | None:
        """The picture of the newest versions, as the API gives them; None without any window.

        `words` are what goes before each kind of window's label, which takes its place.
        """
        versions = versions[-SHOWN:]
        if not any(version["due"] or version["met"] for version in versions):
            return None
        scale = Scale.over([day, *_days(versions)])
        return cls(
            [_row(place, version, scale, words) for place, version in enumerate(versions)],
            scale.ticks(language),
            scale.x(day),
        )

    @property
    def axis(self) -> int:
        return HEAD + len(self.rows) * ROW

    @property
    def height(self) -> int:
        return self.axis + FOOT

    @property
    def tick_y(self) -> int:
        return self.axis + 20


@dataclass(frozen=True)
class Scale:
    """Days along the width of the picture, from ordinal `first` to ordinal `last`."""

    first: int
    last: int

    @classmethod
    def over(cls, days: Iterable[date]) -> Self:
        """A scale on which all of some days have their place."""
        ordinals = [day.toordinal() for day in days]
        margin = round((max(ordinals) - min(ordinals)) * MARGIN) + 10
        least, most = date.min.toordinal(), date.max.toordinal()
        return cls(max(min(ordinals) - margin, least), min(max(ordinals) + margin, most))

    def x(self, day: date) -> float:
        """The place of a day, in per cent of the width."""
        return round(100 * (day.toordinal() - self.first) / (self.last - self.first), 2)

    def ticks(self, language: str) -> list[Tick]:
        """Few enough first days of months or years to be told apart."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        months = first.year * 12 + first.month, last.year * 12 + last.month - 1
        for step in STEPS:
            found = range(-(-months[0] // step) * step, months[1] + 1, step)
            if len(found) <= MOST_TICKS:
                break
        ticks = (self._tick(month, step, language) for month in found if month >= 12)
        return [tick for tick in ticks if EDGE <= tick.x <= 100 - EDGE]

    def _tick(self, month: int, step: int, language: str) -> Tick:
        day = date(month // 12, month % 12 + 1, 1)
        name = str(day.year) if step % 12 == 0 else format_date(day, "LLL y", language)
        return Tick(self.x(day), name)


def _days(versions: Iterable[dict]) -> Iterable[date]:
    for version in versions:
        yield date.fromisoformat(version["known_from"])
        for window in (version["due"], version["met"], version.get("baseline")):
            for end in ("earliest", "latest"):
                if window and window[end]:
                    yield date.fromisoformat(window[end])


def _row(place: int, version: dict, scale: Scale, words: Mapping) -> Row:
    windows = {name: version[name] for name in ("due", "met") if version[name]}
    return Row(
        y=HEAD + place * ROW + 10,
        known_from=version["known_from"],
        said=scale.x(date.fromisoformat(version["known_from"])),
        label=", ".join(words[name].format_map(windows[name]) for name in windows),
        bars=[_bar(name, window, scale) for name, window in windows.items()],
        slip=_slip(version, scale),
    )


def _slip(version: dict, scale: Scale) -> Slip | None:
    if not version.get("slip_days"):
        return None
    ends = (date.fromisoformat(version[name]["latest"]) for name in ("baseline", "due"))
    return Slip(*map(scale.x, ends), version["slip_days"])


def _bar(kind: str, window: dict, scale: Scale) -> Bar:
    start, end = (
        scale.x(date.fromisoformat(window[name])) if window[name] else None
        for name in ("earliest", "latest")
    )
    x = 0 if start is None else start
    width = max((100 if end is None else end) - x, NARROWEST)
    return Bar(kind, x, round(width, 2), start, end)
