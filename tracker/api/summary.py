"""The summary: how all that is tracked stands on a day."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from projects import tallies
from projects.codes import Sector, Standing, State
from projects.models import MilestoneVersion
from projects.models.tallies import Grouping
from sources.dates import LAST_DAY
from sources.models import Organisation
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedMixin, ClockedSerializer
from tracker.api.initiatives import NO_MILESTONES, milestone_counts_field
from tracker.api.languages import Telling, telling_of
from tracker.api.milestones import MilestoneSerializer
from tracker.api.rows import CodeField, ReferenceField, ReferenceSchema, reference

SHOWN = 10
STATES = tuple(state.value for state in State)
NONE = {"initiatives": 0, "milestone_counts": NO_MILESTONES}
ORGANISATION = ReferenceField("")


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
        summary = {
            "as_of": clocks.day,
            "recorded_as_of": clocks.recorded_as_of,
            "due_soon_days": clocks.due_soon_days,
            **tallied(clocks, telling_of(request)),
            "overdue": self.first(versions.in_state(State.OVERDUE, clocks.day), "due_latest"),
            "due_next": self.first(upcoming.filter(due_latest__lt=LAST_DAY), "due_latest"),
            "slipped_most": self.first(versions.filter(slip_days__gt=0), "-slip_days"),
        }
        return Response(summary)

    def first(self, rows: QuerySet, order: str) -> list[dict]:
        """The first rows of a list in some order, as the list of milestones shows them."""
        shown = rows.order_by(*in_order(order)).values(*MilestoneSerializer.columns())[:SHOWN]
        context = self.get_serializer_context()
        return MilestoneSerializer(shown, many=True, context=context).data


def in_order(by: str) -> tuple[str, str]:
    """An order whose ties come as an index has them, so that no more rows are read than shown."""
    return by, "-milestone_id" if by.startswith("-") else "milestone_id"


def tallied(clocks: Clocks, telling: Telling) -> dict:
    """The counts in all, by sector, by country and by organisation, the largest group first."""
    asked = clocks.day, clocks.due_soon_days
    counts = None if clocks.recorded else tallies.kept(*asked)
    if counts is None:
        counts = tallies.counted(clocks.day, clocks.recorded, clocks.due_soon_days)
    groups: dict[str, list[tuple[str, dict]]] = {grouping.value: [] for grouping in Grouping}
    for (grouping, key), (initiatives, *numbers) in counts.items():
        stands = dict(zip(STATES, numbers, strict=True))
        groups[grouping].append((key, {"initiatives": initiatives, "milestone_counts": stands}))
    organisations = participants(telling, [key for key, _ in groups[Grouping.ORGANISATION]])
    return {
        **(groups[Grouping.ALL][0][1] if groups[Grouping.ALL] else NONE),
        "by_sector": largest_first("sector", groups[Grouping.SECTOR]),
        "by_country": largest_first("country", groups[Grouping.COUNTRY]),
        "by_organisation": largest_first(
            "organisation",
            [(organisations[key], counts) for key, counts in groups[Grouping.ORGANISATION]],
        ),
    }


def largest_first(name: str, groups: Iterable[tuple[Any, dict]]) -> list[dict]:
    """The counts of groups, each with what the group is; of equal ones by its name in addresses."""

    def place(group: tuple[Any, dict]) -> tuple:
        key, counts = group
        return -counts["initiatives"], key["slug"] if isinstance(key, dict) else key

    return [{name: key, **counts} for key, counts in sorted(groups, key=place)]


def participants(telling: Telling, keys: list[str]) -> dict[str, dict]:
    """Organisations as replies refer to them, by their keys."""
    if not keys:
        return {}
    # Nearly all take part in something; to name those that do would be many parameters.
    rows = Organisation.objects.order_by().values("pk", *ORGANISATION.columns)
    named = {str(row["pk"]): row for row in rows}
    return {key: reference(named[key], "", telling) for key in keys}
