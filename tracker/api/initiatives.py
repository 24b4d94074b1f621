"""Initiatives: each with the state of its milestones, and the evidence."""

from collections.abc import Collection, Mapping
from operator import itemgetter

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from projects import digests
from projects.codes import Sector, Stage, State
from projects.models import Digest, InitiativeVersion, Milestone, MilestoneVersion
from projects.stands import Outlook, outlook
from sources import compiled
from sources.inputs import Free
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
    text_columns,
)
from tracker.api.said_of import InitiativeIndicatorSerializer, ParticipantSerializer, SaidOf
from tracker.api.tracked_writes import InitiativeWritesMixin


class CountriesField(serializers.ListField):
    """Countries by code, put into the row by the view."""

    columns = ()
    child = serializers.CharField()
    is_as_it_is = True


NO_MILESTONES = dict.fromkeys((state.value for state in State), 0)


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

    slug = serializers.CharField(help_text="Its name in addresses.")
    name = TextField("name", help_text="Its name.")
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


# What is attached to rows

LEAD = ReferenceField("organisation__").columns
DIGESTED = ("milestone_counts", "worst_state", "next_milestone", "lead", "countries")
SOME, MANY = 10, 1000  # keys that one query names: a multiple of the one, up to the other


def _digests(initiatives: list[int]) -> QuerySet:
    """What is kept of initiatives."""
    rows = Digest.objects.filter(pk__in=initiatives).order_by()
    return rows.values("initiative", "stands", "countries", *LEAD)


def _leads(clocks: Clocks, initiatives: list[int]) -> QuerySet:
    """Who was said to lead each initiative; what was said last comes last."""
    return digests.leads(clocks.day, clocks.recorded, initiatives).values("initiative", *LEAD)


def digested(clocks: Clocks, initiatives: list[int], members: Members) -> dict[int, dict]:
    """How milestones stand, who leads, and the countries, by initiative: kept, or gathered."""
    if clocks.is_newest:
        found = compiled.rows(_digests, _digests, Free(initiatives))
        if len(found) == len(initiatives):
            return {
                row["initiative"]: row | {"countries": row["countries"].split()} for row in found
            }
    nothing = {"stands": "", "countries": [], **dict.fromkeys(LEAD)}
    gathered = {key: nothing.copy() for key in initiatives}
    if members.has("milestone_counts", "worst_state", "next_milestone"):
        for key, text in digests.stands(clocks.day, clocks.recorded, initiatives).items():
            gathered[key]["stands"] = text
    if members.has("lead"):
        for row in compiled.rows(_leads, _leads, clocks, Free(initiatives)):
            gathered[row["initiative"]] |= row
    if members.has("countries"):
        for key, codes in digests.countries(initiatives).items():
            gathered[key]["countries"] = codes
    return gathered


def _names(milestones: list[int]) -> QuerySet:
    """What milestones are called, and what decides between those of the same day."""
    rows = Milestone.objects.filter(pk__in=milestones).order_by()
    return rows.values("pk", "position", "slug", *text_columns("name"))


def next_milestones(outlooks: Mapping[int, Outlook]) -> dict[int, dict]:
    """What is due next, by initiative: of those that are due on one day, the first."""
    keys = [key for each in outlooks.values() for key in each.due_next]
    if len(keys) > 1:
        keys += range(-(-len(keys) % SOME), 0)  # that no row has: as many as in other pages
    names: dict[int, dict] = {}
    for start in range(0, len(keys), MANY):
        rows = compiled.rows(_names, _names, Free(keys[start : start + MANY]))
        names |= {row["pk"]: row for row in rows}
    found = {}
    for initiative, of_one in outlooks.items():
        if of_one.due_next:
            row = min([names[key] for key in of_one.due_next], key=_place)
            found[initiative] = row | of_one.due_next[row["pk"]]
    return found


_place = itemgetter("position", "slug")


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
    if not members.has(*DIGESTED):
        return
    found = digested(clocks, [row["initiative"] for row in rows], members)
    outlooks = {
        key: outlook(digest["stands"], clocks.day, clocks.due_soon_days)
        for key, digest in found.items()
    }
    following = {}
    if members.has("next_milestone"):
        following = next_milestones(outlooks)
    for row in rows:
        key = row["initiative"]
        digest, of_row = found[key], outlooks[key]
        row["milestone_counts"], row["worst_state"] = of_row.counts, of_row.worst
        row["next_milestone"] = following.get(key)
        row["lead"], row["countries"] = digest, digest["countries"]


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
