"""The summary: how all that is tracked stands on a day."""

from collections.abc import Callable, Collection, Mapping

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from projects import tallies
from projects.codes import Sector, Standing, State
from projects.models import MilestoneVersion
from projects.models.tallies import Grouping
from projects.models.versions import MilestoneVersionQuerySet
from sources import compiled
from sources.dates import LAST_DAY
from sources.inputs import Free
from sources.models import Organisation
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedMixin, ClockedSerializer
from tracker.api.initiatives import NO_MILESTONES, milestone_counts_field
from tracker.api.languages import Telling, telling_of
from tracker.api.milestones import MilestoneSerializer
from tracker.api.rows import CodeField, ReferenceField, ReferenceSchema, referring
from tracker.api.shaping import Told

SHOWN = 10
MOST_ORGANISATIONS = 200
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
        many=True,
        help_text="By organisation that takes part; some have several. Of more than "
        f"{MOST_ORGANISATIONS} those with most initiatives.",
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
        clocks, telling = self.clocks, telling_of(request)
        shape = MilestoneSerializer.shaper(Told(clocks, telling))
        summary = {
            "as_of": clocks.day,
            "recorded_as_of": clocks.recorded_as_of,
            "due_soon_days": clocks.due_soon_days,
            **tallied(clocks, telling),
            "overdue": [shape(row) for row in first(_overdue, clocks)],
            "due_next": [shape(row) for row in first(_due_next, clocks)],
            "slipped_most": [shape(row) for row in first(_slipped_most, clocks)],
        }
        return Response(summary)


def first(build: Callable[[Clocks], QuerySet], clocks: Clocks) -> list[dict]:
    """The first rows of a list, as the list of milestones shows them."""
    return compiled.rows(build, build, clocks)


def _overdue(clocks: Clocks) -> QuerySet:
    return _shown(_versions(clocks).in_state(State.OVERDUE, clocks.day), "due_latest")


def _due_next(clocks: Clocks) -> QuerySet:
    upcoming = _versions(clocks).filter(standing=Standing.RUNNING, due_latest__gte=clocks.day)
    return _shown(upcoming.filter(due_latest__lt=LAST_DAY), "due_latest")


def _slipped_most(clocks: Clocks) -> QuerySet:
    return _shown(_versions(clocks).filter(slip_days__gt=0), "-slip_days")


def _versions(clocks: Clocks) -> MilestoneVersionQuerySet:
    return MilestoneVersion.objects.as_of(clocks.day, clocks.recorded, is_newest=clocks.is_newest)


def _shown(versions: QuerySet, order: str) -> QuerySet:
    return versions.order_by(*in_order(order)).values(*MilestoneSerializer.columns())[:SHOWN]


def in_order(by: str) -> tuple[str, str]:
    """An order whose ties come as an index has them, so that no more rows are read than shown."""
    return by, "-milestone_id" if by.startswith("-") else "milestone_id"


def tallied(clocks: Clocks, telling: Telling) -> dict:
    """The counts in all, by sector, by country and by organisation, the largest group first."""
    asked = clocks.day, clocks.due_soon_days
    counts = None if clocks.recorded else tallies.kept(*asked, MOST_ORGANISATIONS)
    if counts is None:
        counts = tallies.counted(clocks.day, clocks.recorded, clocks.due_soon_days)
    groups: dict[str, dict[str, tallies.Counts]] = {grouping.value: {} for grouping in Grouping}
    for (grouping, key), numbers in counts.items():
        groups[grouping][key] = numbers
    of_organisations = groups[Grouping.ORGANISATION]
    organisations = participants(telling, of_organisations)
    return {
        **next(map(stands, groups[Grouping.ALL].values()), NONE),
        "by_sector": largest_first("sector", groups[Grouping.SECTOR]),
        "by_country": largest_first("country", groups[Grouping.COUNTRY]),
        "by_organisation": largest_first("organisation", of_organisations, organisations)[
            :MOST_ORGANISATIONS
        ],
    }


def stands(counts: tallies.Counts) -> dict:
    """The counts of a group, as replies have them."""
    return {
        "initiatives": counts[0],
        "milestone_counts": dict(zip(STATES, counts[1:], strict=True)),
    }


def largest_first(
    name: str, groups: Mapping[str, tallies.Counts], shown: Mapping[str, dict] | None = None
) -> list[dict]:
    """The counts of groups, each with what the group is; of equal ones by its name in addresses.

    `shown` has what replies say of a group, by its key; if it is None, that is the key itself.
    """
    placed = sorted(
        (-counts[0], shown[key]["slug"] if shown else key, key) for key, counts in groups.items()
    )
    return [{name: shown[key] if shown else key, **stands(groups[key])} for *_, key in placed]


def participants(telling: Telling, keys: Collection[str]) -> dict[str, dict]:
    """Organisations as replies refer to them, by their keys."""
    refer = referring("", telling)
    if len(keys) > MOST_ORGANISATIONS:  # of a past day: to name those would be many parameters
        rows = compiled.rows(_organisations, _organisations)
    else:
        rows = compiled.rows(_named, _named, Free(sorted(map(int, keys))))
    return {str(row["pk"]): refer(row) for row in rows}


def _organisations() -> QuerySet:
    return Organisation.objects.order_by().values("pk", *ORGANISATION.columns)


def _named(keys: list[int]) -> QuerySet:
    return _organisations().filter(pk__in=keys)
