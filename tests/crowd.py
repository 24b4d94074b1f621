"""Many invented rows, quickly made, and what a database plans to do to answer a request."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from django.db import connection

from projects.codes import MilestoneKind, ObservationKind, Sector, Standing
from projects.models import (
    Indicator,
    Initiative,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Observation,
    Place,
    Statement,
)
from sources.codes import SourceKind
from sources.dates import LAST_DAY, DateRange
from sources.models import Organisation, Person, Publisher, Source
from sources.revisions import current, revision

FIRST = date(2020, 1, 1)
TELLINGS = 3  # statements of each milestone
MILESTONES = 10  # of each initiative
SYLLABLES = ["ка", "бель", "спут", "ник", "трас", "қа", "са", "ly", "ber", "tra", "mi", "ös"]


def crowd(initiatives: int) -> None:
    """So many initiatives with ten milestones each, and three statements of each of those.

    Of the first kind of everything named there are as many as of initiatives. One row in a few has
    no closed deadline and no slip.
    """
    with revision(None, "a crowd"):
        random, at = Random(1), current().at  # the same crowd each time
        named = {
            model: model.objects.bulk_create(
                model(slug=f"{model._meta.model_name}-{n}", name_en=phrase(random, 3))
                for n in range(initiatives)
            )
            for model in (Publisher, Person, Organisation, Indicator)
        }
        sources = Source.objects.bulk_create(
            Source(
                slug=f"source-{n}",
                publisher=publisher,
                kind=SourceKind.REPORT,
                title=phrase(random, 5),
                language="en",
                published_on=FIRST + timedelta(days=random.randrange(1500)),
            )
            for n, publisher in enumerate(named[Publisher])
        )
        all_initiatives = Initiative.objects.bulk_create(
            Initiative(
                slug=f"initiative-{random.randrange(10**9)}-{n}",
                name_en=phrase(random, 4),
                sector=Sector.COMMUNICATIONS,
            )
            for n in range(initiatives)
        )
        milestones = Milestone.objects.bulk_create(
            Milestone(
                slug=f"milestone-{random.randrange(10**9)}-{n}",
                name_en=phrase(random, 3),
                initiative=all_initiatives[n // MILESTONES],
                kind=MilestoneKind.COMPLETION,
                position=n % MILESTONES + 1,
            )
            for n in range(initiatives * MILESTONES)
        )
        said = _statements(random, milestones, sources, at)
        Statement.objects.bulk_create(said, batch_size=5000)
        _versions(random, said, at)
        _evidence(said, named[Indicator])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def phrase(random: Random, length: int) -> str:
    """Some words of some syllables; a few words are frequent, most are rare."""
    sizes = random.choices([1, 2, 3, 4], [1, 2, 4, 4], k=length)
    return " ".join("".join(random.choices(SYLLABLES, k=size)) for size in sizes)


def _statements(random, milestones, sources, at: datetime) -> list[Statement]:
    said = []
    for milestone in milestones:
        days = sorted(random.sample(range(1500), TELLINGS))
        for day in days:
            seq = len(said) + 1
            said.append(
                Statement(
                    seq=seq,
                    fold_position=seq,
                    recorded_at=at,
                    source=random.choice(sources),
                    initiative_id=milestone.initiative_id,
                    milestone=milestone,
                    announced_on=FIRST + timedelta(days=day),
                    summary=phrase(random, 20),
                )
            )
    return said


def _versions(random, said: list[Statement], at: datetime) -> None:
    of_milestones, of_initiatives = [], {}
    for first in range(0, len(said), TELLINGS):
        telling = said[first : first + TELLINGS]
        ends = [*(each.announced_on for each in telling), LAST_DAY]
        for statement, (start, end) in zip(telling, pairwise(ends), strict=True):
            is_open = random.random() < 0.3
            version = MilestoneVersion(
                milestone_id=statement.milestone_id,
                initiative_id=statement.initiative_id,
                statement=statement,
                known_from=start,
                known_to=end,
                recorded_from=at,
                last_stated_on=start,
                standing=Standing.RUNNING,
                provisional=False,
                slip_days=None if is_open else random.randrange(-50, 800),
                restatements=0,
            )
            if not is_open:
                day = start + timedelta(days=random.randrange(100, 2000))
                version.due = DateRange.parse(day.isoformat())
            of_milestones.append(version)
        of_initiatives[telling[0].initiative_id] = telling
    MilestoneVersion.objects.bulk_create(of_milestones, batch_size=5000)
    InitiativeVersion.objects.bulk_create(
        InitiativeVersion(
            initiative_id=initiative,
            statement=statement,
            known_from=start,
            known_to=end,
            recorded_from=at,
            first_stated_on=telling[0].announced_on,
            last_stated_on=start,
            max_slip_days=random.choice([None, random.randrange(800)]),
        )
        for initiative, telling in of_initiatives.items()
        for statement, (start, end) in zip(
            telling, pairwise([*(each.announced_on for each in telling), LAST_DAY]), strict=True
        )
    )


def _evidence(said: list[Statement], indicators: list[Indicator]) -> None:
    about = [{"statement": each, "initiative_id": each.initiative_id} for each in said[::TELLINGS]]
    Observation.objects.bulk_create(
        Observation(
            **fields,
            indicator=indicators[n % len(indicators)],
            kind=ObservationKind.TARGET,
            low=n,
            unit="cables",
        )
        for n, fields in enumerate(about)
    )
    Place.objects.bulk_create(
        Place(**fields, name_en=f"Place {n}") for n, fields in enumerate(about)
    )
