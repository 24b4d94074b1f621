"""Initiatives: each with the state of its milestones, and the evidence."""

from collections import defaultdict
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from rest_framework import serializers

from projects.codes import Role, Sector, Stage, Standing, State
from projects.models import (
    InitiativeCountry,
    InitiativeVersion,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Statement,
)
from projects.models.versions import state_is
from sources.dates import LAST_DAY
from sources.models import Person, Source
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedSerializer, RowViewSet
from tracker.api.evidence import LocationSerializer, QuantitySerializer
from tracker.api.filters import (
    MilestoneConditions,
    codes_filter,
    initiative_countries_filter,
    organisations_filter,
    statement_filter,
    text_filter,
)
from tracker.api.milestones import MilestoneSerializer
from tracker.api.provenance import SourceSerializer
from tracker.api.rows import (
    AttachedCode,
    CodeField,
    DateRangeField,
    NamesField,
    ReferenceField,
    ReferenceSchema,
    RowSerializer,
    StatementReferenceField,
    TextField,
    first_text,
    reference,
)


class CountriesField(serializers.ListField):
    """Countries by code, put into the row by the view."""

    columns = ()
    child = serializers.CharField()


FOLDED = ("statement__fold_position", "statement__seq")
NO_MILESTONES = dict.fromkeys((state.value for state in State), 0)


MilestoneCountsSchema = serializers.SerializerMetaclass(
    "MilestoneCountsSchema",
    (serializers.Serializer,),
    {
        "__doc__": "A number of milestones for each state.",
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
    lead = ReferenceSchema(allow_null=True, help_text="Who leads it, as last said.")
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


class ParticipantSerializer(RowSerializer):
    """What an organisation does in an initiative."""

    organisation = ReferenceField("organisation__", help_text="The organisation.")
    role = CodeField(Role, help_text="What it does.")
    announced_on = serializers.DateField(
        source="statement__announced_on", help_text="The day that became public."
    )
    statement = StatementReferenceField(help_text="The statement that says so.")


class InitiativeIndicatorSerializer(serializers.Serializer):
    """An indicator and its quantities in one initiative."""

    slug = serializers.CharField(help_text="Its name in addresses.")
    name = serializers.CharField(help_text="Its name.")
    observations = QuantitySerializer(many=True, help_text="What was promised and reached.")


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
    versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
    if initiatives is not None:
        versions = versions.filter(initiative__in=initiatives)
    in_states = {
        state.value: Count("pk", filter=state_is(state, clocks.day, clocks.due_soon_days))
        for state in State
    }
    counted = versions.order_by().values("initiative").annotate(**in_states)
    return {row.pop("initiative"): row for row in counted}


def counted(counts: dict[str, int] | None) -> dict:
    """What a row says of a count of its milestones by state, None if it has none."""
    counts = counts or NO_MILESTONES
    worst = next((state for state in State if counts[state.value]), None)
    return {"milestone_counts": counts, "worst_state": worst}


def _next(initiatives: list[int], clocks: Clocks) -> dict[int, dict]:
    """The milestone of each initiative that is due next."""
    place = Window(
        RowNumber(),
        partition_by="initiative",
        order_by=["due_latest", "milestone__position", "milestone__slug"],
    )
    upcoming = (
        MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
        .filter(initiative__in=initiatives, standing=Standing.RUNNING)
        .filter(due_latest__gte=clocks.day, due_latest__lt=LAST_DAY)
        .annotate(place=place)
        .filter(place=1)
        .order_by()
    )
    columns = NextMilestoneSerializer.columns()
    return {row["initiative"]: row for row in upcoming.values("initiative", *columns)}


def _leads(initiatives: list[int], clocks: Clocks) -> dict[int, dict]:
    """Who leads each initiative, as the newest statement about that says."""
    columns = ReferenceField("organisation__").columns
    said = (
        Participation.objects.public(clocks.day, clocks.recorded)
        .filter(initiative__in=initiatives, role=Role.LEAD)
        .order_by("statement__announced_on", *FOLDED, "-pk")
    )
    return {
        row["initiative"]: reference(row, "organisation__")
        for row in said.values("initiative", *columns)
    }


def _countries(initiatives: list[int]) -> dict[int, list[str]]:
    codes = defaultdict(list)
    rows = InitiativeCountry.objects.filter(initiative__in=initiatives).order_by("country")
    for initiative, country in rows.values_list("initiative", "country"):
        codes[initiative].append(country)
    return codes


class InitiativeViewSet(RowViewSet):
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
        return super().get_queryset().as_of(self.clocks.day, self.clocks.recorded)

    def attach(self, rows: list[dict]) -> None:
        keys = [row["initiative"] for row in rows]
        counts, upcoming = milestone_counts(self.clocks, keys), _next(keys, self.clocks)
        leads, countries = _leads(keys, self.clocks), _countries(keys)
        for row in rows:
            key = row["initiative"]
            row |= counted(counts.get(key))
            row["next_milestone"] = upcoming.get(key)
            row["lead"] = leads.get(key)
            row["countries"] = countries[key]

    def attach_detail(self, row: dict) -> None:
        key = row["initiative"]
        day, recorded = self.clocks.day, self.clocks.recorded
        row["milestones"] = _rows(
            MilestoneVersion.objects.as_of(day, recorded)
            .filter(initiative=key)
            .order_by("milestone__position", "milestone__slug"),
            MilestoneSerializer,
        )
        by_day = ("statement__announced_on", *FOLDED, "pk")
        row["participants"] = _rows(
            Participation.objects.public(day, recorded).filter(initiative=key).order_by(*by_day),
            ParticipantSerializer,
        )
        row["places"] = _rows(
            Place.objects.public(day, recorded).filter(initiative=key).order_by(*by_day),
            LocationSerializer,
        )
        row["indicators"] = by_indicator(
            Observation.objects.public(day, recorded)
            .filter(initiative=key)
            .order_by("indicator__slug", *by_day)
        )
        said = Statement.objects.public(day, recorded).filter(initiative=key)
        row["sources"] = _rows(
            Source.objects.filter(pk__in=said.values("source")).order_by("-published_on", "slug"),
            SourceSerializer,
        )


def _rows(queryset: QuerySet, serializer: type[RowSerializer]) -> list[dict]:
    return list(queryset.values(*serializer.columns()))


def by_indicator(observations: QuerySet) -> list[dict]:
    """Indicators, each with its quantities, from observations in the order of their indicators."""
    indicator = ReferenceField("indicator__").columns
    rows = observations.values(*indicator, *QuantitySerializer.columns())
    return [
        {"slug": slug, "name": first_text(of_one[0], "indicator__name"), "observations": of_one}
        for slug, of_one in (
            (slug, list(group)) for slug, group in groupby(rows, itemgetter("indicator__slug"))
        )
    ]
