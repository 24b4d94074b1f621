"""What statements say of one initiative: its milestones, who takes part, where, how much."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from django.db.models import Model, QuerySet
from rest_framework import serializers

from projects.codes import Role
from projects.models import MilestoneVersion, Observation, Participation, Place, Statement
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


@dataclass(frozen=True)
class SaidOf:
    """What statements say of one initiative, as rows."""

    initiative: int
    clocks: Clocks
    by_day: ClassVar = ("statement__announced_on", *FOLDED, "pk")

    def milestones(self) -> list[dict]:
        """Its milestones, in their order."""
        return milestones_of([self.initiative], self.clocks)[self.initiative]

    def participants(self) -> list[dict]:
        """Who takes part."""
        return _rows(self._public(Participation).order_by(*self.by_day), ParticipantSerializer)

    def places(self) -> list[dict]:
        """Where it is."""
        return _rows(self._public(Place).order_by(*self.by_day), LocationSerializer)

    def indicators(self) -> list[dict]:
        """Its quantities, by indicator."""
        return by_indicator(self._public(Observation).order_by("indicator__slug", *self.by_day))

    def sources(self) -> list[dict]:
        """The documents that speak of it."""
        cited = Source.objects.filter(pk__in=self._public(Statement).values("source"))
        return _rows(cited.order_by("-published_on", "slug"), SourceSerializer)

    def _public(self, model: type[Model]) -> QuerySet:
        public = model.objects.public(self.clocks.day, self.clocks.recorded)
        return public.filter(initiative=self.initiative)


def _rows(queryset: QuerySet, serializer: type[RowSerializer]) -> list[dict]:
    return list(queryset.values(*serializer.columns()))


@expansion("milestones", MilestoneSerializer, column="initiative")
def milestones_of(initiatives: Collection[int], clocks: Clocks) -> dict[int, list[dict]]:
    """The milestones of each initiative, in their order."""
    found: dict[int, list[dict]] = {key: [] for key in initiatives}
    versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
    versions = versions.filter(initiative__in=initiatives)
    ordered = versions.order_by("milestone__position", "milestone__slug")
    for row in ordered.values("initiative", *MilestoneSerializer.columns()):
        found[row["initiative"]].append(row)
    return found


def by_indicator(observations: QuerySet) -> list[dict]:
    """Indicators, each with its quantities, from observations in the order of their indicators."""
    indicator = InitiativeIndicatorSerializer.columns()
    rows = observations.values(*indicator, *QuantitySerializer.columns())
    groups = (list(group) for _, group in groupby(rows, itemgetter("indicator__slug")))
    return [{**of_one[0], "observations": of_one} for of_one in groups]
