"""What the figures of a run should be: ratios of CPU, to hold at size M."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


def _cpu(found: dict, workload: str, app: str, of: Callable) -> float | None:
    rounds = found["cells"].get(workload, {}).get(app, {}).get("cpu_ms")
    return of(rounds) if rounds else None


@dataclass(frozen=True)
class Target:
    """A bound on one cell's CPU over another's."""

    words: str
    above: tuple[str, str]  # workload and app
    below: tuple[str, str]
    bounds: dict[str, float]  # by database
    at_least: bool

    def wanted(self, database: str) -> float:
        return self.bounds[database]

    def figure(self, found: dict, of: Callable = median) -> float | None:
        first, second = _cpu(found, *self.above, of), _cpu(found, *self.below, of)
        return first / second if first and second else None

    def is_met(self, figure: float, database: str) -> bool:
        bound = self.wanted(database)
        return figure >= bound if self.at_least else figure <= bound


@dataclass(frozen=True)
class Memory(Target):
    """A bound on the memory of the tracker's processes, in MiB."""

    def figure(self, found: dict, of: Callable = median) -> float | None:
        return found["memory_mib"].get("tracker")


@dataclass(frozen=True)
class Start(Target):
    """A bound on the seconds to the first answer, over another app's."""

    def figure(self, found: dict, of: Callable = median) -> float | None:
        first, second = (found["start_seconds"].get(app) for _, app in (self.above, self.below))
        return of(first) / of(second) if first and second else None


def _both(bound: float) -> dict[str, float]:
    return {"sqlite": bound, "postgresql": bound}


def _faster(workload: str, sqlite: float, postgresql: float, read: str = "") -> Target:
    read = read or workload
    bounds = {"sqlite": sqlite, "postgresql": postgresql}
    words = f"textbook {workload} ÷ tracker {read}"
    return Target(words, (workload, "textbook"), (read, "tracker"), bounds, at_least=True)


def _within(above: tuple[str, str], below: tuple[str, str], bound: float) -> Target:
    words = f"{above[1]} {above[0]} ÷ {below[1]} {below[0]}"
    return Target(words, above, below, _both(bound), at_least=False)


TRACKER_W7, TEXTBOOK_W7 = ("W7", "tracker"), ("W7", "textbook")
TARGETS = (
    _faster("W1", 4, 2.5),
    _faster("W2", 3, 2),
    _faster("W3", 12, 4),
    _within(("W8", "tracker"), ("W3", "tracker"), 1.3),
    _faster("W1", 15, 15, "W1 again"),
    _faster("W2", 10, 10, "W2 again"),
    _faster("W3", 50, 50, "W3 again"),
    _faster("W9", 20, 20, "W9 again"),
    _within(("W4", "tracker"), ("W3", "tracker"), 1.3),
    _faster("W1", 10, 10, "W6/W1"),
    _faster("W3", 25, 25, "W6/W3"),
    _within(("W5", "tracker"), ("W5", "textbook"), 1.5),
    Memory("MiB of the tracker's processes", TRACKER_W7, TRACKER_W7, _both(160), at_least=False),
    Start("tracker W7 ÷ textbook W7", TRACKER_W7, TEXTBOOK_W7, _both(1.3), at_least=False),
)
