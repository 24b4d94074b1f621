"""What statements say of one initiative: its milestones, who takes part, where, how much."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Model, QuerySet
from rest_framework import serializers

from projects.codes import Role
from projects.models import MilestoneVersion, Observation, Participation, Place, Statement
from sources import compiled
from sources.inputs import Free
from sources.models import Source
from tracker.api.as_of import Clocks
from tracker.api.evidence import LocationSerializer, QuantitySerializer
from tracker.api.members import expansion
from tracker.api.milestones import MilestoneSerializer
from tracker.api.provenance import SourceSerializer
from tracker.api.rows import (
    CodeField,
    ReferenceField,
    RowSerializer,
    StatementReferenceField,
    TextField,
)

FOLDED = ("statement__fold_position", "statement__seq")
BY_DAY = ("statement__announced_on", *FOLDED, "pk")


class ParticipantSerializer(RowSerializer):
    """What an organisation does in an initiative."""

    organisation = ReferenceField("organisation__", help_text="The organisation.")
    role = CodeField(Role, help_text="What it does.")
    announced_on = serializers.DateField(
        source="statement__announced_on", help_text="The day that became public."
    )
    statement = StatementReferenceField(help_text="The statement that says so.")


class InitiativeIndicatorSerializer(RowSerializer):
    """An indicator and its quantities in one initiative."""

    slug = serializers.CharField(source="indicator__slug", help_text="Its name in addresses.")
    name = TextField("indicator__name", help_text="Its name.")
    observations = QuantitySerializer(many=True, help_text="What was promised and reached.")


OF_QUANTITIES = (*InitiativeIndicatorSerializer.columns(), *QuantitySerializer.columns())


@dataclass(frozen=True)
class SaidOf:
    """What statements say of one initiative, as rows."""

    initiative: int
    clocks: Clocks

    def milestones(self) -> list[dict]:
        """Its milestones, in their order."""
        return milestones_of([self.initiative], self.clocks)[self.initiative]

    def participants(self) -> list[dict]:
        """Who takes part."""
        return self._rows(_participants)

    def places(self) -> list[dict]:
        """Where it is."""
        return self._rows(_places)

    def indicators(self) -> list[dict]:
        """Its quantities, by indicator."""
        return by_indicator(self._rows(_observations))

    def sources(self) -> list[dict]:
        """The documents that speak of it."""
        return self._rows(_sources)

    def _rows(self, build: Callable[[Clocks, int], QuerySet]) -> list[dict]:
        return compiled.rows(build, build, self.clocks, Free(self.initiative))


def _participants(clocks: Clocks, initiative: int) -> QuerySet:
    ordered = _public(Participation, clocks, initiative).order_by(*BY_DAY)
    return ordered.values(*ParticipantSerializer.columns())


def _places(clocks: Clocks, initiative: int) -> QuerySet:
    ordered = _public(Place, clocks, initiative).order_by(*BY_DAY)
    return ordered.values(*LocationSerializer.columns())


def _observations(clocks: Clocks, initiative: int) -> QuerySet:
    ordered = _public(Observation, clocks, initiative).order_by("indicator__slug", *BY_DAY)
    return ordered.values(*OF_QUANTITIES)


def _sources(clocks: Clocks, initiative: int) -> QuerySet:
    cited = Source.objects.filter(pk__in=_public(Statement, clocks, initiative).values("source"))
    return cited.order_by("-published_on", "slug").values(*SourceSerializer.columns())


def _public(model: type[Model], clocks: Clocks, initiative: int) -> QuerySet:
    return model.objects.public(clocks.day, clocks.recorded).filter(initiative=initiative)


@expansion("milestones", MilestoneSerializer, column="initiative")
def milestones_of(initiatives: Collection[int], clocks: Clocks) -> dict[int, list[dict]]:
    """The milestones of each initiative, in their order."""
    found: dict[int, list[dict]] = {key: [] for key in initiatives}
    for row in compiled.rows(_milestones, _milestones, clocks, Free(sorted(initiatives))):
        found[row["initiative"]].append(row)
    return found


def _milestones(clocks: Clocks, initiatives: list[int]) -> QuerySet:
    versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
    versions = versions.filter(initiative__in=initiatives)
    ordered = versions.order_by("milestone__position", "milestone__slug")
    return ordered.values("initiative", *MilestoneSerializer.columns())


def by_indicator(observations: Iterable[dict]) -> list[dict]:
    """Indicators, each with its quantities, from observations in the order of their indicators."""
    groups = (list(group) for _, group in groupby(observations, itemgetter("indicator__slug")))
    return [{**of_one[0], "observations": of_one} for of_one in groups]
