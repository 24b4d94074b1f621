"""The course of one synthetic initiative: what was said of its milestones, drawn from a seed.

Keys in a story count from 1 within it. Texts have a mark where the initiative's number belongs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from benchmarks.sizes import BATCHES, DAY, MILESTONES, SEED
from projects.codes import MilestoneKind, Progress, Sector, Stage
from projects.models import Statement
from sources.dates import DateRange

MARK = "nnnnnn"  # a word that stands for the number of an initiative
# The days on which each batch begins and ends.
PERIODS = (
    (date(2021, 1, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2025, 6, 30)),
    (date(2025, 7, 1), DAY - timedelta(days=1)),
)
STAGES = (Stage.IDENTIFICATION, Stage.PREPARATION, Stage.IMPLEMENTATION)
COUNTRIES = ("KZ", "UZ", "KG", "AZ", "GE", "TR", "CN", "DE")
# How milestones end, and the share of each, in hundredths.
ENDINGS = {"late": 32, "ahead": 31, "met": 17, "cancelled": 5, "suspended": 5, "undated": 10}
TELLING = {
    "met": Progress.MET,
    "cancelled": Progress.CANCELLED,
    "suspended": Progress.SUSPENDED,
}


@dataclass(frozen=True)
class Story:
    """One initiative: its fields, its milestones' kinds, and its statements, batch by batch."""

    sector: Sector
    is_infrastructure: bool
    countries: list[str]
    kinds: list[MilestoneKind]
    batches: list[list[Statement]]

    @cached_property
    def published_on(self) -> list[date]:
        """The day of the source of each batch."""
        return [max(said.announced_on for said in batch) for batch in self.batches]


def story(number: int) -> Story:
    """The story of a number: always the same one."""
    draw = Random(f"{SEED} {number}")  # noqa: S311 (nothing secret is drawn)
    endings = draw.choices(list(ENDINGS), list(ENDINGS.values()), k=MILESTONES)
    courses = [list(_course(draw, ending)) for ending in endings]
    batches = []
    for index, (first, last) in enumerate(PERIODS):
        days = sorted(_day(draw, first, last) for _ in range(4))
        said = [
            _statement(draw, index, milestone, draw.choice(days), course[index])
            for milestone, course in enumerate(courses, 1)
        ]
        said[0].stage = STAGES[index]
        batches.append(said)
    return Story(
        sector=draw.choice(list(Sector)),
        is_infrastructure=draw.random() < 0.6,
        countries=sorted(draw.sample(COUNTRIES, draw.choice((1, 1, 2)))),
        kinds=draw.choices(list(MilestoneKind), k=MILESTONES),
        batches=batches,
    )


def _course(draw: Random, ending: str) -> Iterator[dict]:
    """What each statement on a milestone says of its deadline and progress, in turn."""
    if ending == "undated":
        yield {"due": f"{draw.randint(2024, 2030)}/.."}
        yield {"due": f"{draw.randint(2026, 2032)}/.."} if draw.random() < 0.5 else {}
        yield {"dropped": True} if draw.random() < 0.3 else {"progress": Progress.IN_PROGRESS}
        return
    if ending == "late":
        last = DAY - timedelta(days=draw.randint(1, 900))
    else:
        last = DAY + timedelta(days=draw.randint(1, 1500))
    slips = [draw.choice((-90, 0, 0, 30, 180, 365)) for _ in range(BATCHES - 1)]
    yield {"due": _written(draw, last - timedelta(days=sum(slips)))}
    yield {
        "due": _written(draw, last - timedelta(days=slips[1])),
        "progress": draw.choice((None, Progress.NOT_STARTED, Progress.IN_PROGRESS)),
    }
    if ending in TELLING:
        yield {"progress": TELLING[ending]}
    else:
        yield {"due": _written(draw, last), "progress": draw.choice((None, Progress.IN_PROGRESS))}


def _statement(draw: Random, batch: int, milestone: int, day: date, told: dict) -> Statement:
    """One unsaved statement of a story."""
    seq = batch * MILESTONES + milestone
    statement = Statement(
        seq=seq,
        fold_position=seq,
        milestone_id=milestone,
        announced_on=day,
        locator=f"paragraph {milestone}",
        summary=f"Synthetic statement {seq} on initiative {MARK}, milestone {milestone}: "
        "nothing of it was ever said by anybody.",
        phrase="invented words for a date",
        due_dropped=told.get("dropped", False),
        progress=told.get("progress"),
    )
    if "due" in told and milestone > 1 and draw.random() < 0.04:
        statement.due_within_offset = draw.choice(("P6M", "P12M", "P90D"))
        statement.due_within_of_id = draw.choice((milestone - 1, None))
    elif "due" in told:
        statement.due = DateRange.parse(told["due"])
    if statement.progress == Progress.MET and draw.random() < 0.8:
        met = day - timedelta(days=draw.randint(0, 60))
        statement.met = DateRange.parse(draw.choice((met.isoformat(), f"{met:%Y-%m}")))
    if draw.random() < 0.1:
        statement.reading = "Synthetic reading: read as written."
    return statement


def _day(draw: Random, first: date, last: date) -> date:
    return first + timedelta(days=draw.randint(0, (last - first).days))


def _written(draw: Random, day: date) -> str:
    """An expression, as sources would have it, for a deadline about a day."""
    quarter = (day.month - 1) // 3 + 33
    return draw.choice(
        (
            day.isoformat(),
            f"../{day.isoformat()}",
            f"{day:%Y-%m}",
            f"{day:%Y-%m}",
            f"../{day:%Y-%m}",
            f"{day.year}-{quarter}",
            f"{day.year}-{quarter}",
            f"{day.year}",
        )
    )
