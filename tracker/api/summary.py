"""The summary: how all that is tracked stands on a day."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from projects.codes import Sector, Standing, State
from projects.models import InitiativeCountry, InitiativeVersion, MilestoneVersion, Participation
from sources.dates import LAST_DAY
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedMixin, ClockedSerializer
from tracker.api.initiatives import milestone_counts, milestone_counts_field
from tracker.api.languages import Telling, telling_of
from tracker.api.milestones import MilestoneSerializer
from tracker.api.rows import CodeField, ReferenceField, ReferenceSchema, reference

SHOWN = 10


class CountsSerializer(serializers.Serializer):
    """How many initiatives there are, and how their milestones stand."""

    initiatives = serializers.IntegerField(help_text="How many initiatives.")
    milestone_counts = milestone_counts_field()


class SectorCountsSerializer(CountsSerializer):
    """How one sector stands."""

    sector = CodeField(Sector, help_text="The sector.")


class CountryCountsSerializer(CountsSerializer):
    """How what concerns one country stands."""

    country = serializers.CharField(help_text="ISO 3166-1 code.")


class OrganisationCountsSerializer(CountsSerializer):
    """How what one organisation takes part in stands."""

    organisation = ReferenceSchema(help_text="The organisation.")


class SummarySerializer(ClockedSerializer):
    """How all that is tracked stands on the day asked about."""

    due_soon_days = serializers.IntegerField(help_text="How near “due soon” is, in days.")
    initiatives = serializers.IntegerField(help_text="How many initiatives are public.")
    milestone_counts = milestone_counts_field()
    by_sector = SectorCountsSerializer(many=True, help_text="By sector.")
    by_country = CountryCountsSerializer(many=True, help_text="By country; some are in several.")
    by_organisation = OrganisationCountsSerializer(
        many=True, help_text="By organisation that takes part; some have several."
    )
    overdue = MilestoneSerializer(many=True, help_text="What is overdue, longest first.")
    due_next = MilestoneSerializer(many=True, help_text="What is due next.")
    slipped_most = MilestoneSerializer(many=True, help_text="What moved most to a later day.")


class SummaryView(ClockedMixin, GenericAPIView):
    """How all that is tracked stands on a day."""

    shows_states = True
    serializer_class = SummarySerializer
    filter_backends = ()
    pagination_class = None
    queryset = MilestoneVersion.objects.none()

    @extend_schema(responses=SummarySerializer)
    def get(self, request):
        """How all that is tracked stands."""
        clocks = self.clocks
        versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
        upcoming = versions.filter(standing=Standing.RUNNING, due_latest__gte=clocks.day)
        slipped = versions.filter(slip_days__gt=0)
        initiatives = InitiativeVersion.objects.as_of(clocks.day, clocks.recorded)
        sectors = dict(initiatives.values_list("initiative", "initiative__sector"))
        summary = {
            "due_soon_days": clocks.due_soon_days,
            **Tallies(sectors, milestone_counts(clocks)).all(
                countries(sectors), participants(clocks, telling_of(request))
            ),
            "overdue": first(versions.in_state(State.OVERDUE, clocks.day), "due_latest"),
            "due_next": first(upcoming.filter(due_latest__lt=LAST_DAY), "due_latest"),
            "slipped_most": first(slipped, "-slip_days"),
        }
        return Response(self.get_serializer(summary).data)


def first(rows: QuerySet, order: str) -> list[dict]:
    """The first rows of a list in some order."""
    ordered = rows.order_by(order, "milestone__slug")
    return list(ordered.values(*MilestoneSerializer.columns())[:SHOWN])


@dataclass(frozen=True)
class Tallies:
    """How many initiatives there are, and how many of their milestones are in each state.

    `sectors` and `counts` are by initiative.
    """

    sectors: Mapping[int, str]
    counts: Mapping[int, Mapping[str, int]]

    def all(
        self,
        countries: Iterable[tuple[int, str]],
        participants: Iterable[tuple[int, "Reference"]],
    ) -> dict:
        """The tallies in all, and by whatever initiatives are paired with."""
        return {
            **self.of(self.sectors),
            "by_sector": self.by("sector", self.sectors.items()),
            "by_country": self.by("country", countries),
            "by_organisation": self.by("organisation", participants),
        }

    def of(self, initiatives: Iterable[int]) -> dict:
        """The tally of some initiatives."""
        initiatives = list(initiatives)
        counts = dict.fromkeys((state.value for state in State), 0)
        for initiative in initiatives:
            for state, count in self.counts.get(initiative, {}).items():
                counts[state] += count
        return {"initiatives": len(initiatives), "milestone_counts": counts}

    def by(self, name: str, pairs: Iterable[tuple[int, Hashable]]) -> list[dict]:
        """Tallies by what initiatives are paired with, the largest first."""
        groups: dict[Hashable, set[int]] = defaultdict(set)
        for initiative, group in pairs:
            groups[group].add(initiative)
        tallies = [{name: group, **self.of(members)} for group, members in groups.items()]
        return sorted(tallies, key=lambda tally: (-tally["initiatives"], str(tally[name])))


def countries(initiatives: Mapping[int, str]) -> list[tuple[int, str]]:
    """Pairs of initiative and country."""
    rows = InitiativeCountry.objects.values_list("initiative", "country")
    return [pair for pair in rows if pair[0] in initiatives]


class Reference(NamedTuple):
    """Something linked, by slug and name."""

    slug: str
    name: str


def participants(clocks: Clocks, telling: Telling) -> Iterator[tuple[int, Reference]]:
    """Pairs of initiative and an organisation that takes part in it."""
    rows = Participation.objects.public(clocks.day, clocks.recorded).values(
        "initiative", *ReferenceField("organisation__").columns
    )
    for row in rows:
        yield row["initiative"], Reference(**reference(row, "organisation__", telling))
