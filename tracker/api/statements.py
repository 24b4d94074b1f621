"""Statements: the evidence behind every answer."""

from django.db.models import Q
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action

from projects.codes import Progress, Sector, Stage
from projects.models import Initiative, Milestone, Participation, Statement
from sources.among import Among
from sources.models import Organisation, Person, Source
from tracker.api.base import ClockedSerializer, RowViewSet
from tracker.api.filters import (
    Conditions,
    codes_filter,
    day_filter,
    flag_filter,
    initiative_countries_filter,
    slugs_filter,
    text_filter,
)
from tracker.api.moments import DateRangeField, InstantField, PastInstantField
from tracker.api.rows import (
    CodeField,
    KnownTextField,
    LinkField,
    ReferenceSchema,
    RowField,
    RowSerializer,
    SourceLinkField,
    StatementReferenceField,
    referring,
    text_columns,
    told_by,
)
from tracker.api.shaping import Shape, Told
from tracker.api.statement_bodies import StatementBody, StatementsBody, WithdrawalBody
from tracker.api.statement_writes import RecordedStatementsSchema, StatementWritesMixin


class DueWithinSchema(serializers.Serializer):
    """A deadline that counts from a milestone, or from the day it was said."""

    offset = serializers.CharField(help_text="How long after: an ISO 8601 duration.")
    of = ReferenceSchema(
        allow_null=True, help_text="The milestone it counts from; null: the day it was said."
    )


@extend_schema_field(DueWithinSchema)
class DueWithinField(RowField):
    """A relative deadline; None where there is none."""

    columns = ("due_within_offset", "due_within_of__slug", *text_columns("due_within_of__name"))

    def __init__(self, **kwargs):
        super().__init__(allow_null=True, **kwargs)

    def shape(self, name: str, told: Told) -> Shape:
        refer = referring("due_within_of__", told.telling)

        def shape(row: dict) -> dict | None:
            offset = row["due_within_offset"]
            return {"offset": offset, "of": refer(row)} if offset else None

        return shape


class WithdrawalReasonField(KnownTextField):
    """Why it was withdrawn; null while, at the instant asked about, it was not."""

    columns = ("withdrawal_reason", "withdrawn_at")

    def get_attribute(self, row: dict):
        return row

    def to_representation(self, row: dict) -> str | None:
        return self.shape(self.field_name, told_by(self.context))(row)

    def shape(self, name: str, told: Told) -> Shape:
        latest = told.clocks.recorded_as_of
        return lambda row: row[name] or None if row["withdrawn_at"] <= latest else None


class StatementSerializer(RowSerializer):
    """What one source says about one initiative, and usually one milestone of it."""

    id = serializers.UUIDField(source="uuid", help_text="Its name in addresses.")
    seq = serializers.IntegerField(help_text="Its number in the order of recording.")

    # Where it stands
    source = SourceLinkField(help_text="The document.")
    locator = KnownTextField(help_text="The place in the document.")
    speaker = LinkField("speaker__", allow_null=True, help_text="Who said it.")
    post = KnownTextField(help_text="The post that the speaker held then.")
    initiative = LinkField("initiative__", help_text="The initiative it is about.")
    milestone = LinkField("milestone__", allow_null=True, help_text="The milestone, if one.")

    # What was said
    summary = serializers.CharField(help_text="What it says, in our words.")
    phrase = KnownTextField(help_text="The source's own words for the date.")
    reading = KnownTextField(help_text="How we read them, where that took judgement.")
    reason = KnownTextField(help_text="Why the deadline moved, if the source says so.")
    due = DateRangeField("due", help_text="The deadline it states.")
    due_within = DueWithinField(help_text="The relative deadline it states.")
    due_dropped = serializers.BooleanField(help_text="Whether it takes the deadline back.")
    progress = CodeField(Progress, allow_null=True, help_text="The progress it states.")
    met = DateRangeField("met", help_text="When the milestone was met, if it says so.")
    stage = CodeField(Stage, allow_null=True, help_text="The stage of the initiative it states.")
    announced_on = serializers.DateField(help_text="The day it became public.")

    # What the tracker did with it
    recorded_at = InstantField(help_text="When it was recorded.")
    corrects = StatementReferenceField(
        "corrects__", allow_null=True, help_text="The statement that it puts right."
    )
    corrected_by = StatementReferenceField(
        "corrected_by__", allow_null=True, help_text="The statement that puts it right."
    )
    withdrawn_at = PastInstantField(allow_null=True, help_text="When it was withdrawn.")
    withdrawal_reason = WithdrawalReasonField(help_text="Why it was withdrawn.")


class StatementDetailSerializer(ClockedSerializer, StatementSerializer):
    """One statement, and what the answer is as of."""


def _about(column: str):
    return lambda keys, clocks: Q(**{f"{column}__in": keys})


class StatementFilterSet(Conditions):
    """What statements can be asked for by."""

    initiative = slugs_filter(Initiative, _about("initiative"), "Initiatives they are about.")
    milestone = slugs_filter(Milestone, _about("milestone"), "Milestones they are about.")
    source = slugs_filter(Source, _about("source"), "Documents they stand in.")
    person = slugs_filter(Person, _about("speaker"), "Who said it.")
    organisation = slugs_filter(
        Organisation,
        lambda keys, clocks: Q(
            Among("pk", Participation.objects.filter(organisation__in=keys).values("statement"))
        ),
        "Organisations whose part in the initiative they state.",
    )
    progress = codes_filter(
        Progress, lambda code, clocks: Q(progress=code), "The progress they state."
    )
    stage = codes_filter(Stage, lambda code, clocks: Q(stage=code), "The stage they state.")
    sector = codes_filter(
        Sector, lambda code, clocks: Q(initiative__sector=code), "Sectors of the initiative."
    )
    country = initiative_countries_filter()
    announced_before = day_filter(
        lambda day, clocks: Q(announced_on__lt=day), "Made public before this day."
    )
    announced_after = day_filter(
        lambda day, clocks: Q(announced_on__gt=day), "Made public after this day."
    )
    withdrawn = flag_filter("True lists those that were withdrawn, and only those.")
    q = text_filter("words")


class StatementViewSet(StatementWritesMixin, RowViewSet):
    """Evidence: what sources said, each with its place in its source."""

    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    detail_serializer_class = StatementDetailSerializer
    filterset_class = StatementFilterSet
    orderings = {"announced_on": "announced_on", "seq": "seq", "recorded_at": "recorded_at"}
    default_ordering = "-announced_on"
    tie = ("seq",)
    expandable = ("source", "initiative", "milestone", "speaker")
    lookup_field = "id"
    lookup_column = "uuid"
    lookup_value_converter = "uuid"

    def get_queryset(self):
        public = super().get_queryset().announced_by(self.clocks.day)
        recorded = self.clocks.recorded
        if self.detail:
            return public.recorded_by(recorded)
        if self.request.query_params.get("withdrawn") == "true":
            return public.withdrawn(recorded)
        return public.live(recorded)

    @extend_schema(request=StatementBody, responses={201: StatementDetailSerializer})
    def create(self, request):
        """Record a statement, or correct one."""
        return self.record(request)

    @extend_schema(request=StatementsBody, responses={201: RecordedStatementsSchema})
    @action(detail=False, methods=["post"])
    def bulk(self, request):
        """Record several statements."""
        return self.record_many(request)

    @extend_schema(request=WithdrawalBody, responses={200: StatementDetailSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request, id):
        """Withdraw a statement."""
        return self.take_back(request, id)
