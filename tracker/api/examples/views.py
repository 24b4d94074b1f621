"""The API's views, answering from rows in memory.

What they would have the database work out is done here in Python; `tests/tracker/test_examples.py`
holds every example against the running API.
"""

from collections import Counter
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache

from django.conf import settings

from projects.codes import Role, Standing, State
from projects.folding import fold
from projects.models import (
    InitiativeCountry,
    InitiativeVersion,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Statement,
)
from projects.seeds import read_seeds
from projects.stands import DUE
from sources.dates import LAST_DAY
from sources.models import Source
from tracker.api import (
    evidence,
    initiatives,
    milestones,
    provenance,
    said_of,
    statements,
    summary,
    timeline,
)
from tracker.api.as_of import Clocks
from tracker.api.examples.tables import Rows, Tables, versions_on
from tracker.api.examples.tallies import Reference, Tallies
from tracker.api.languages import Telling
from tracker.api.milestones import MilestoneSerializer
from tracker.api.rows import ReferenceField, RowSerializer, reference, text_columns
from tracker.api.statements import StatementSerializer
from tracker.api.states import DEADLINE, state_of

DAY = date(2026, 1, 6)
INSTANT = datetime(2026, 1, 6, 12, tzinfo=UTC)
CLOCKS = Clocks(day=DAY, recorded=None, recorded_as_of=INSTANT)
BY_DAY = ("statement__announced_on", *said_of.FOLDED)
NEXT = ("milestone__slug", *text_columns("milestone__name"), *DUE)


standing_in: ContextVar[Tables | None] = ContextVar("standing_in", default=None)


@cache
def seed_data() -> Tables:
    """The seed data."""
    return Tables(read_seeds(settings.BASE_DIR / "fixtures"), INSTANT)


def tables() -> Tables:
    """The seed data, or what stands in for it."""
    return standing_in.get() or seed_data()


def public(model) -> Rows:
    """Rows that hang on statements and were public on the day."""
    return tables().all(model).where(lambda row: row.statement.announced_on <= DAY)


def said() -> Rows:
    """Statements that were public on the day."""
    return tables().all(Statement).where(lambda row: row.announced_on <= DAY)


def standing() -> Rows:
    """How milestones stood on the day."""
    return versions_on(tables(), MilestoneVersion, DAY)


# The views, with rows in memory for queries


class InMemory:
    """Answers from rows in memory."""

    clocks = CLOCKS
    format_kwarg = None
    keeps_sql = False

    def get_queryset(self) -> Rows:
        return tables().all(self.queryset.model)


class Initiatives(InMemory, initiatives.InitiativeViewSet):
    def get_queryset(self) -> Rows:
        return versions_on(tables(), InitiativeVersion, DAY)

    def attach(self, rows: list[dict]) -> None:
        counts = milestone_counts()
        for row in rows:
            key = row["initiative"]
            leads = public(Participation).filter(initiative=key, role=Role.LEAD)
            leads = leads.order_by(*BY_DAY, "-pk")
            leads = list(leads.values(*ReferenceField("organisation__").columns))
            countries = tables().all(InitiativeCountry).filter(initiative=key)
            row["milestone_counts"] = of_row = counts.get(key, initiatives.NO_MILESTONES)
            row["worst_state"] = next((state for state in of_row if of_row[state]), None)
            following = upcoming().filter(initiative=key).values(*NEXT).first()
            row["next_milestone"] = following and {
                name.removeprefix("milestone__"): value for name, value in following.items()
            }
            row["lead"] = leads[-1] if leads else None
            row["countries"] = sorted(each.country for each in countries)

    def attach_detail(self, row: dict) -> None:
        key = row["initiative"]
        row["milestones"] = shaped(
            standing().filter(initiative=key).order_by("milestone__position", "milestone__slug"),
            MilestoneSerializer,
        )
        row["participants"] = shaped(
            public(Participation).filter(initiative=key).order_by(*BY_DAY, "pk"),
            said_of.ParticipantSerializer,
        )
        row["places"] = shaped(
            public(Place).filter(initiative=key).order_by(*BY_DAY, "pk"),
            evidence.LocationSerializer,
        )
        row["indicators"] = said_of.by_indicator(
            public(Observation)
            .filter(initiative=key)
            .order_by("indicator__slug", *BY_DAY, "pk")
            .values(*said_of.OF_QUANTITIES)
        )
        cited = {statement.source_id for statement in said().filter(initiative=key)}
        row["sources"] = shaped(
            tables()
            .all(Source)
            .where(lambda source: source.pk in cited)
            .order_by("-published_on", "slug"),
            provenance.SourceSerializer,
        )


class Timeline(InMemory, timeline.TimelineViewSet):
    def get_queryset(self) -> Rows:
        versions = versions_on(tables(), InitiativeVersion, DAY)
        return said().filter(initiative=self.one(versions, ["initiative"])["initiative"])

    def attach(self, rows: list[dict]) -> None:
        moves = fold(statement.said for statement in self.get_queryset()).moves
        for row in rows:
            row["move"] = moves.get(row["seq"])


class Milestones(InMemory, milestones.MilestoneViewSet):
    def get_queryset(self) -> Rows:
        return standing()

    def linked(self, name: str, keys: set[int]) -> dict[int, dict]:
        versions = versions_on(tables(), InitiativeVersion, DAY)
        named = versions.where(lambda version: version.initiative_id in keys)
        columns = initiatives.InitiativeSerializer.columns()
        rows = list(named.values("initiative", *columns))
        Initiatives().attach(rows)
        return {row["initiative"]: row for row in rows}

    def attach_detail(self, row: dict) -> None:
        about_it = said().filter(milestone=row["milestone"])
        row["statements"] = shaped(
            about_it.order_by("announced_on", "fold_position", "seq"), StatementSerializer
        )


class Versions(InMemory, milestones.MilestoneVersionViewSet):
    def get_queryset(self) -> Rows:
        self.one(standing(), ["milestone"])
        versions = tables().all(MilestoneVersion).filter(milestone__slug=self.kwargs["slug"])
        return versions.where(lambda version: version.known_from <= DAY)


class Statements(InMemory, statements.StatementViewSet):
    def get_queryset(self) -> Rows:
        return said()


class Observations(InMemory, evidence.ObservationViewSet):
    def get_queryset(self) -> Rows:
        return public(Observation)


class Places(InMemory, evidence.PlaceViewSet):
    def get_queryset(self) -> Rows:
        return public(Place)


class Sources(InMemory, provenance.SourceViewSet):
    def get_queryset(self) -> Rows:
        return super().get_queryset().where(lambda source: source.published_on <= DAY)


class Indicators(InMemory, evidence.IndicatorViewSet):
    pass


class Publishers(InMemory, provenance.PublisherViewSet):
    pass


class People(InMemory, provenance.PersonViewSet):
    pass


class Organisations(InMemory, provenance.OrganisationViewSet):
    pass


def shaped(rows: Rows, serializer: type[RowSerializer]) -> list[dict]:
    """Rows as dictionaries of the columns that a serializer needs."""
    return list(rows.values(*serializer.columns()))


def milestone_counts() -> dict[int, dict[str, int]]:
    """How many milestones are in each state, by initiative."""
    counts: dict[int, Counter] = {}
    for row in standing().values("initiative", *DEADLINE):
        counts.setdefault(row["initiative"], Counter())[state_of(row, CLOCKS)] += 1
    return {key: {state.value: of_one[state] for state in State} for key, of_one in counts.items()}


def upcoming() -> Rows:
    """Milestones with a last promised day that is still to come, the nearest first."""
    running = standing().where(
        lambda version: (
            version.standing == Standing.RUNNING and DAY <= version.due_latest < LAST_DAY
        )
    )
    return running.order_by("due_latest", "milestone__position", "milestone__slug")


def tallies() -> dict:
    """The summary of the day."""
    initiatives_ = versions_on(tables(), InitiativeVersion, DAY)
    sectors = {
        row["initiative"]: row["initiative__sector"]
        for row in initiatives_.values("initiative", "initiative__sector")
    }
    countries = tables().all(InitiativeCountry).where(lambda row: row.initiative_id in sectors)
    columns = ReferenceField("organisation__").columns
    participants = public(Participation).values("initiative", *columns)
    overdue = standing().where(
        lambda row: (
            row.standing == Standing.RUNNING and row.due_latest < DAY and not row.provisional
        )
    )
    slipped = standing().where(lambda row: (row.slip_days or 0) > 0)
    first = {"overdue": (overdue, "due_latest"), "slipped_most": (slipped, "-slip_days")}
    first["due_next"] = (upcoming(), "due_latest")
    return {
        "due_soon_days": CLOCKS.due_soon_days,
        **Tallies(sectors, milestone_counts()).all(
            [(row.initiative_id, row.country) for row in countries],
            [
                (
                    row["initiative"],
                    Reference(**reference(row, "organisation__", Telling())),
                )
                for row in participants
            ],
        ),
        **{
            name: shaped(rows.order_by(*summary.in_order(by))[: summary.SHOWN], MilestoneSerializer)
            for name, (rows, by) in first.items()
        },
    }
