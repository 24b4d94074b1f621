"""Milestones: what is promised, by when, and how it stands."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from projects.codes import MilestoneKind, Move, Progress, Sector, Stage
from projects.models import (
    Initiative,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Statement,
)
from sources import compiled
from sources.inputs import Free
from sources.models import Person, Source
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedSerializer, RowViewSet
from tracker.api.filters import (
    codes_filter,
    initiative_countries_filter,
    organisations_filter,
    slugs_filter,
    statement_filter,
    text_filter,
)
from tracker.api.members import expansion
from tracker.api.milestone_conditions import MilestoneConditions
from tracker.api.moments import DateRangeField
from tracker.api.rows import (
    CodeField,
    LinkField,
    NamesField,
    RowSerializer,
    StatementReferenceField,
    TextField,
)
from tracker.api.shaping import Shape, Told
from tracker.api.statements import StatementSerializer
from tracker.api.states import DaysLateField, LatenessField, SilentDaysField, StateField
from tracker.api.tracked_writes import MilestoneWritesMixin


class MilestoneSerializer(RowSerializer):
    """A milestone as it stands on the day asked about."""

    slug = serializers.CharField(source="milestone__slug", help_text="Its name in addresses.")
    name = TextField("milestone__name", help_text="Its name.")
    initiative = LinkField("initiative__", help_text="The initiative it belongs to.")
    state = StateField(help_text="How it stands; derived from all below.")
    progress = CodeField(
        Progress, allow_null=True, help_text="Its progress, as a source said; null: none said."
    )
    due = DateRangeField("due", help_text="Its deadline.")
    baseline = DateRangeField("baseline", help_text="The first deadline that had a last day.")
    slip_days = serializers.IntegerField(
        allow_null=True, help_text="Days the deadline moved since the baseline; negative: earlier."
    )
    width_days = serializers.IntegerField(
        allow_null=True, help_text="Days in the deadline's window: how vague the promise is."
    )
    move = CodeField(Move, allow_null=True, help_text="What last happened to the deadline.")
    lateness = LatenessField(help_text="Whether the last promised day was missed.")
    days_late = DaysLateField(help_text="By how many days.")
    met = DateRangeField("met", help_text="When it was met.")
    restatements = serializers.IntegerField(help_text="How often a deadline was stated again.")
    last_stated_on = serializers.DateField(help_text="The day something was last said of it.")
    silent_days = SilentDaysField(help_text="Days since then.")


class MilestoneDetailSerializer(ClockedSerializer, MilestoneSerializer):
    """A milestone, its names and every statement about it."""

    kind = CodeField(MilestoneKind, source="milestone__kind", help_text="What kind of event.")
    position = serializers.IntegerField(
        source="milestone__position", help_text="Its place among the initiative's milestones."
    )
    names = NamesField("milestone__name", help_text="Its name in each language.")
    revision = serializers.IntegerField(
        source="milestone__revision", help_text="The write that last changed names or place."
    )
    statements = StatementSerializer(many=True, help_text="What was said of it, oldest first.")


class KnownDayField(serializers.DateField):
    """A day by which something else was known; null while it was not."""

    def to_representation(self, value):
        return None if value > self.context["clocks"].day else super().to_representation(value)

    def shape(self, name: str, told: Told) -> Shape:
        """What makes the day of a row."""
        day = told.clocks.day
        return lambda row: row[name] if row[name] <= day else None


class MilestoneVersionSerializer(RowSerializer):
    """What was known of a milestone over some days."""

    known_from = serializers.DateField(help_text="The first of the days.")
    known_to = KnownDayField(
        allow_null=True, help_text="The day on which it changed; null: it still held."
    )
    progress = CodeField(Progress, allow_null=True, help_text="The progress.")
    due = DateRangeField("due", help_text="The deadline.")
    baseline = DateRangeField("baseline", help_text="The baseline.")
    slip_days = serializers.IntegerField(allow_null=True, help_text="Days moved since it.")
    width_days = serializers.IntegerField(allow_null=True, help_text="Days in the window.")
    move = CodeField(Move, allow_null=True, help_text="What had last happened to the deadline.")
    met = DateRangeField("met", help_text="When it was met.")
    restatements = serializers.IntegerField(help_text="How often a deadline was stated again.")
    last_stated_on = serializers.DateField(help_text="The day something was last said of it.")
    statement = StatementReferenceField(help_text="The statement that made this version.")


def _stage(stage: Stage, clocks) -> Q:
    versions = InitiativeVersion.objects.as_of(clocks.day, clocks.recorded)
    return Q(Exists(versions.filter(initiative=OuterRef("initiative"), stage=stage)))


class MilestoneFilterSet(MilestoneConditions):
    """What milestones can be asked for by."""

    initiative = slugs_filter(
        Initiative, lambda keys, clocks: Q(initiative__in=keys), "Initiatives they belong to."
    )
    kind = codes_filter(
        MilestoneKind, lambda kind, clocks: Q(milestone__kind=kind), "What kind of event."
    )
    stage = codes_filter(Stage, _stage, "Stages of the initiative.")
    sector = codes_filter(
        Sector, lambda code, clocks: Q(initiative__sector=code), "Sectors of the initiative."
    )
    country = initiative_countries_filter()
    organisation = organisations_filter()
    person = statement_filter(Person, "speaker", "Who spoke of it.", about="milestone")
    source = statement_filter(Source, "source", "Documents that speak of it.", about="milestone")
    q = text_filter("milestone", of=Milestone)


class MilestoneViewSet(MilestoneWritesMixin, RowViewSet):
    """Checkable events of initiatives, as known on the day asked about."""

    shows_states = True
    queryset = MilestoneVersion.objects.all()
    serializer_class = MilestoneSerializer
    detail_serializer_class = MilestoneDetailSerializer
    filterset_class = MilestoneFilterSet
    orderings = {
        "due": "due_latest",
        "slip_days": "slip_days",
        "last_stated_on": "last_stated_on",
        "slug": "milestone__slug",
    }
    default_ordering = "due"
    tie = ("milestone",)
    keys = ("milestone",)
    expandable = ("initiative",)
    lookup_column = "milestone__slug"

    def get_queryset(self):
        clocks = self.clocks
        versions = super().get_queryset()
        return versions.as_of(clocks.day, clocks.recorded, is_newest=clocks.is_newest)

    def attach_detail(self, row: dict) -> None:
        if not self.members.has("statements"):
            return
        row["statements"] = compiled.rows(_said, _said, self.clocks, Free(row["milestone"]))


def _said(clocks: Clocks, milestone: int) -> QuerySet:
    said = Statement.objects.public(clocks.day, clocks.recorded)
    ordered = said.filter(milestone=milestone).in_fold_order()
    return ordered.values(*StatementSerializer.columns())


def _whole(clocks: Clocks, milestones: list[int]) -> QuerySet:
    versions = MilestoneVersion.objects.as_of(clocks.day, clocks.recorded)
    versions = versions.filter(milestone__in=milestones)
    return versions.values("milestone", *MilestoneSerializer.columns())


@expansion("milestone", MilestoneSerializer)
def whole_milestones(milestones: Collection[int], clocks: Clocks) -> dict[int, dict]:
    """Each milestone as it stands in the list of them."""
    rows = compiled.rows(_whole, _whole, clocks, Free(sorted(milestones)))
    return {row["milestone"]: row for row in rows}


class MilestoneVersionViewSet(RowViewSet):
    """How deadline and progress of one milestone changed, with the statement behind each."""

    keeps_sql = False
    queryset = MilestoneVersion.objects.all()
    serializer_class = MilestoneVersionSerializer
    orderings = {"known_from": "known_from"}
    default_ordering = "known_from"

    def get_queryset(self):
        self.one(
            MilestoneVersion.objects.as_of(self.clocks.day, self.clocks.recorded), ["milestone"]
        )
        versions = super().get_queryset().recorded(self.clocks.recorded)
        return versions.filter(milestone__slug=self.kwargs["slug"], known_from__lte=self.clocks.day)

    lookup_column = "milestone__slug"
