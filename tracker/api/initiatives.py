"""Initiatives: each with the state of its milestones, and the evidence."""

from collections.abc import Callable, Collection

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from rest_framework import serializers

from projects.codes import Role, Sector, Stage, Standing, State
from projects.models import (
    Initiative,
    InitiativeCountry,
    InitiativeVersion,
    MilestoneVersion,
    Participation,
)
from projects.models.versions import state_is
from sources import compiled
from sources.dates import LAST_DAY
from sources.inputs import Free
from sources.lettering import letters
from sources.models import Person, Source
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedSerializer, RowViewSet
from tracker.api.evidence import LocationSerializer
from tracker.api.filters import (
    codes_filter,
    initiative_countries_filter,
    organisations_filter,
    statement_filter,
    text_filter,
)
from tracker.api.members import ALL, Members, expansion, whole
from tracker.api.milestone_conditions import MilestoneConditions
from tracker.api.milestones import MilestoneSerializer
from tracker.api.moments import DateRangeField
from tracker.api.provenance import SourceSerializer
from tracker.api.rows import (
    AttachedCode,
    AttachedReferenceField,
    CodeField,
    NamesField,
    ReferenceField,
    RowSerializer,
    TextField,
)
from tracker.api.said_of import (
    FOLDED,
    InitiativeIndicatorSerializer,
    ParticipantSerializer,
    SaidOf,
)
from tracker.api.tracked_writes import InitiativeWritesMixin


class CountriesField(serializers.ListField):
    """Countries by code, put into the row by the view."""

    columns = ()
    child = serializers.CharField()
    is_as_it_is = True


NO_MILESTONES = dict.fromkeys((state.value for state in State), 0)
LETTERS = tuple(zip(NO_MILESTONES, "abcdefg", strict=True))  # what stands for a state in counting


MilestoneCountsSchema = serializers.SerializerMetaclass(
    "MilestoneCountsSchema",
    (serializers.Serializer,),
    {
        "__doc__": "A number of milestones for each state.",
        "is_as_it_is": True,  # the view makes the counts as replies have them
        **{state.value: serializers.IntegerField(help_text=state.labels["en"]) for state in State},
    },
)


def milestone_counts_field():
    """The field that holds a count of milestones for each state."""
    return MilestoneCountsSchema(help_text="How many milestones are in each state.")


class NextMilestoneSerializer(RowSerializer):
    """The milestone that is due next."""

    slug = serializers.CharField(source="milestone__slug", help_text="Its name in addresses.")
    name = TextField("milestone__name", help_text="Its name.")
    due = DateRangeField("due", help_text="Its deadline.")


class InitiativeSerializer(RowSerializer):
    """An initiative as it stands on the day asked about."""

    slug = serializers.CharField(source="initiative__slug", help_text="Its name in addresses.")
    name = TextField("initiative__name", help_text="Its name.")
    summary = TextField(
        "initiative__summary", allow_null=True, help_text="What it is, in our words."
    )
    sector = CodeField(Sector, source="initiative__sector", help_text="What field it is in.")
    stage = CodeField(
        Stage, allow_null=True, help_text="Where it is in its life, as a source said."
    )
    countries = CountriesField(help_text="The countries it concerns, by ISO 3166-1 code.")
    lead = AttachedReferenceField(
        "organisation__", allow_null=True, help_text="Who leads it, as last said."
    )
    milestone_counts = milestone_counts_field()
    next_milestone = NextMilestoneSerializer(allow_null=True, help_text="What is due next.")
    worst_state = AttachedCode(
        State, allow_null=True, help_text="The worst state of a milestone; null: it has none."
    )
    max_slip_days = serializers.IntegerField(
        allow_null=True, help_text="Days by which the milestone that moved most has moved."
    )
    first_stated_on = serializers.DateField(help_text="The day something was first said of it.")
    last_stated_on = serializers.DateField(help_text="The day something was last said of it.")
    milestones = MilestoneSerializer(
        source=whole("milestones"),
        many=True,
        required=False,
        help_text="Its milestones, with `expand=milestones` only.",
    )


class InitiativeDetailSerializer(ClockedSerializer, InitiativeSerializer):
    """An initiative with its milestones, who takes part, where, how much, and the documents."""

    names = NamesField("initiative__name", help_text="Its name in each language.")
    summaries = NamesField("initiative__summary", help_text="What it is, in each language.")
    is_infrastructure = serializers.BooleanField(
        source="initiative__is_infrastructure", help_text="Whether it builds something physical."
    )
    revision = serializers.IntegerField(
        source="initiative__revision", help_text="The write that last changed names or sector."
    )
    milestones = MilestoneSerializer(many=True, help_text="Its milestones, in their order.")
    participants = ParticipantSerializer(many=True, help_text="Who takes part, and how.")
    places = LocationSerializer(many=True, help_text="Where it is.")
    indicators = InitiativeIndicatorSerializer(many=True, help_text="Its quantities.")
    sources = SourceSerializer(many=True, help_text="The documents that speak of it, newest first.")


class InitiativeFilterSet(MilestoneConditions):
    """What initiatives can be asked for by; of the milestone conditions, one meets all."""

    stage = codes_filter(Stage, lambda stage, clocks: Q(stage=stage), "Stages.")
    sector = codes_filter(
        Sector, lambda code, clocks: Q(initiative__sector=code), "What field they are in."
    )
    country = initiative_countries_filter()
    organisation = organisations_filter()
    person = statement_filter(Person, "speaker", "Who spoke of them.", about="initiative")
    source = statement_filter(Source, "source", "Documents that speak of them.", about="initiative")
    q = text_filter("initiative__words")

    @classmethod
    def conditions(cls, values: dict, clocks: Clocks) -> Q:
        of_milestones = {
            name: values[name] for name in MilestoneConditions.base_filters if name in values
        }
        own = super().conditions(
            {name: value for name, value in values.items() if name not in of_milestones}, clocks
        )
        if not of_milestones:
            return own
        versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded).filter(
            super().conditions(of_milestones, clocks), initiative=OuterRef("initiative")
        )
        return own & Q(Exists(versions))


def milestone_counts(
    clocks: Clocks, initiatives: list[int] | None = None
) -> dict[int, dict[str, int]]:
    """How many milestones are in each state, by initiative; those without any are left out."""
    found = compiled.rows(_stands, _stands, clocks, Free(initiatives))
    return {
        row["initiative"]: {name: row["stands"].count(letter) for name, letter in LETTERS}
        for row in found
    }


def _stands(clocks: Clocks, initiatives: list[int] | None) -> QuerySet:
    """How the milestones of each initiative stand, by letters."""
    versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
    if initiatives is not None:
        versions = versions.filter(initiative__in=initiatives)
    stands = {
        letter: state_is(State(name), clocks.day, clocks.due_soon_days) for name, letter in LETTERS
    }
    return versions.order_by().values("initiative").annotate(stands=letters(stands))


def counted(counts: dict[str, int] | None) -> dict:
    """What a row says of a count of its milestones by state, None if it has none."""
    counts = counts or NO_MILESTONES  # the worst state first
    worst = next((name for name, number in counts.items() if number), None)
    return {"milestone_counts": counts, "worst_state": worst}


def _next(clocks: Clocks, initiatives: list[int]) -> QuerySet:
    """The milestone of each initiative that is due next."""
    upcoming = (
        MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
        .filter(initiative=OuterRef("pk"), standing=Standing.RUNNING)
        .filter(due_latest__gte=clocks.day, due_latest__lt=LAST_DAY)
        .order_by("due_latest", "milestone__position", "milestone__slug")
    )
    # One by one: an index has them in order, and all but the first need not be read.
    first = Initiative.objects.filter(pk__in=initiatives).order_by()
    first = first.annotate(next=Subquery(upcoming.values("pk")[:1])).values("next")
    versions = MilestoneVersion.objects.filter(pk__in=first).order_by()
    return versions.values("initiative", *NextMilestoneSerializer.columns())


def _leads(clocks: Clocks, initiatives: list[int]) -> QuerySet:
    """Who was said to lead each initiative; what was said last comes last."""
    columns = ReferenceField("organisation__").columns
    said = (
        Participation.objects.public(clocks.day, clocks.recorded)
        .filter(initiative__in=initiatives, role=Role.LEAD)
        .order_by("statement__announced_on", *FOLDED, "-pk")
    )
    return said.values("initiative", *columns)


def _countries(clocks: Clocks, initiatives: list[int]) -> QuerySet:
    """The countries of each initiative, by code."""
    rows = InitiativeCountry.objects.filter(initiative__in=initiatives).order_by("country")
    return rows.values("initiative", "country")


def by_initiative(read: Callable, clocks: Clocks, initiatives: list[int]) -> dict[int, dict]:
    """The last of the rows about each initiative that the query `read` finds."""
    found = compiled.rows(read, read, clocks, Free(initiatives))
    return {row["initiative"]: row for row in found}


def countries_of(initiatives: list[int], clocks: Clocks) -> dict[int, list[str]]:
    """The countries of each initiative, by code."""
    codes: dict[int, list[str]] = {key: [] for key in initiatives}
    for row in compiled.rows(_countries, _countries, clocks, Free(initiatives)):
        codes[row["initiative"]].append(row["country"])
    return codes


class InitiativeViewSet(InitiativeWritesMixin, RowViewSet):
    """Tracked undertakings, as known on the day asked about."""

    shows_states = True
    queryset = InitiativeVersion.objects.all()
    serializer_class = InitiativeSerializer
    detail_serializer_class = InitiativeDetailSerializer
    filterset_class = InitiativeFilterSet
    orderings = {
        "slug": "initiative__slug",
        "first_stated_on": "first_stated_on",
        "last_stated_on": "last_stated_on",
        "max_slip_days": "max_slip_days",
    }
    tie = ("initiative",)
    keys = ("initiative",)
    lookup_column = "initiative__slug"

    def get_queryset(self):
        clocks = self.clocks
        versions = super().get_queryset()
        return versions.as_of(clocks.day, clocks.recorded, is_newest=clocks.is_newest)

    @property
    def expandable(self) -> tuple[str, ...]:
        """In a list its milestones; one initiative alone has them anyway."""
        return () if self.detail else ("milestones",)

    def attach(self, rows: list[dict]) -> None:
        attach(rows, self.clocks, self.members)

    def attach_detail(self, row: dict) -> None:
        said = SaidOf(row["initiative"], self.clocks)
        for name in ("milestones", "participants", "places", "indicators", "sources"):
            if self.members.has(name):
                row[name] = getattr(said, name)()


def attach(rows: list[dict], clocks: Clocks, members: Members = ALL) -> None:
    """Put into rows of initiatives what other queries know of them."""
    keys = [row["initiative"] for row in rows]
    if members.has("milestone_counts", "worst_state"):
        counts = milestone_counts(clocks, keys)
        for row in rows:
            row |= counted(counts.get(row["initiative"]))
    for name, read in (("next_milestone", _next), ("lead", _leads)):
        if members.has(name):
            found = by_initiative(read, clocks, keys)
            for row in rows:
                row[name] = found.get(row["initiative"])
    if members.has("countries"):
        countries = countries_of(keys, clocks)
        for row in rows:
            row["countries"] = countries[row["initiative"]]


def _whole(clocks: Clocks, initiatives: list[int]) -> QuerySet:
    versions = InitiativeVersion.objects.as_of(clocks.day, clocks.recorded)
    versions = versions.filter(initiative__in=initiatives)
    return versions.values("initiative", *InitiativeSerializer.columns())


@expansion("initiative", InitiativeSerializer)
def whole_initiatives(initiatives: Collection[int], clocks: Clocks) -> dict[int, dict]:
    """Each initiative as it stands in the list of them."""
    rows = compiled.rows(_whole, _whole, clocks, Free(sorted(initiatives)))
    attach(rows, clocks)
    return {row["initiative"]: row for row in rows}
