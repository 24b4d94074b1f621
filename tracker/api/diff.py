"""What changed of an initiative between two days, and the statements that did it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from projects.codes import Lateness, Move, Progress, Stage, State
from projects.folding import fold
from projects.models import InitiativeVersion, MilestoneVersion, Statement
from tracker.api.as_of import read_past_day, shorten
from tracker.api.base import ClockedMixin, ClockedSerializer
from tracker.api.moments import DateRangeField, DateRangeSchema
from tracker.api.pagination import parameter
from tracker.api.problems import BadParameters, ParameterError
from tracker.api.rows import (
    CodeField,
    ReferenceField,
    ReferenceSchema,
    RowSerializer,
    StatementReferenceSchema,
    TextField,
)
from tracker.api.states import LatenessField, StateField
from tracker.api.timeline import UNFOLDED, TimelineEntrySerializer

BEFORE = "On the first day; null: there was none, or it was not public yet."
AFTER = "On the last day; null: there is none."

# What is compared


class InitiativeOnDaySerializer(RowSerializer):
    """What of an initiative is compared."""

    stage = CodeField(Stage, allow_null=True)
    max_slip_days = serializers.IntegerField(allow_null=True)


class MilestoneOnDaySerializer(RowSerializer):
    """What of a milestone is compared."""

    state = StateField()
    progress = CodeField(Progress, allow_null=True)
    due = DateRangeField("due")
    lateness = LatenessField()
    slip_days = serializers.IntegerField(allow_null=True)
    met = DateRangeField("met")
    move = CodeField(Move, allow_null=True)


class NamedInitiativeSerializer(RowSerializer):
    """The initiative that is compared."""

    initiative = ReferenceField("initiative__")


class NamedMilestoneSerializer(RowSerializer):
    """The milestone that is compared."""

    slug = serializers.CharField(source="milestone__slug")
    name = TextField("milestone__name")


@dataclass(frozen=True)
class Comparison:
    """Compares how things stood on two days, each judged on its own day.

    Takes the versions of one thing that were public from the first day to the last, in order.
    """

    first: date
    last: date
    context: Mapping[str, Any]

    def shown(self, serializer: type[RowSerializer], rows, day: date, **kwargs) -> Any:
        """Rows as they are shown on a day."""
        clocks = replace(self.context["clocks"], day=day)
        return serializer(rows, context={**self.context, "clocks": clocks}, **kwargs).data

    def began(self, version: dict) -> bool:
        """Whether a version was not public yet on the first day."""
        return version["known_from"] > self.first

    def differences(self, serializer: type[RowSerializer], versions: list[dict]) -> dict:
        """Each member as it was and as it is; None for one that is the same."""
        oldest, newest = versions[0], versions[-1]
        was = {} if self.began(oldest) else self.shown(serializer, oldest, self.first)
        now = self.shown(serializer, newest, self.last)
        return {
            name: None if was.get(name) == value else {"before": was.get(name), "after": value}
            for name, value in now.items()
        }

    def initiative(self, versions: list[dict]) -> dict:
        """What changed of an initiative itself."""
        return {
            **self.shown(NamedInitiativeSerializer, versions[-1], self.last),
            "is_new": self.began(versions[0]),
            **self.differences(InitiativeOnDaySerializer, versions),
        }

    def milestone(self, versions: list[dict], said: list[dict]) -> dict | None:
        """What changed of a milestone, and what of all that was said did it; None: nothing."""
        newest = versions[-1]
        behind = {version["statement"] for version in versions if self.began(version)}
        statements = [
            {"id": row["uuid"], "name": row["summary"]}
            for row in said
            if row["seq"] in behind or row["milestone"] == newest["milestone"]
        ]
        differences = self.differences(MilestoneOnDaySerializer, versions)
        if not statements and not any(differences.values()):
            return None
        return {
            **self.shown(NamedMilestoneSerializer, newest, self.last),
            "is_new": self.began(versions[0]),
            **differences,
            "statements": statements,
        }


# How that is shown


def difference_of(what: str, field) -> type[serializers.Serializer]:
    """The component of something as it was and as it is; `field` makes that of one of both."""
    return serializers.SerializerMetaclass(
        f"{what.title().replace(' ', '')}DifferenceSchema",
        (serializers.Serializer,),
        {
            "__doc__": f"A {what} on two days on which it differs.",
            "before": field(allow_null=True, help_text=BEFORE),
            "after": field(allow_null=True, help_text=AFTER),
        },
    )


StageDifference = difference_of("stage", partial(CodeField, Stage))
StateDifference = difference_of("state", partial(CodeField, State))
ProgressDifference = difference_of("progress", partial(CodeField, Progress))
LatenessDifference = difference_of("lateness", partial(CodeField, Lateness))
MoveDifference = difference_of("move", partial(CodeField, Move))
DateRangeDifference = difference_of("date range", DateRangeSchema)
DaysDifference = difference_of("number of days", serializers.IntegerField)


def differing(component: type[serializers.Serializer], what: str) -> serializers.Serializer:
    """The member that holds a difference."""
    return component(allow_null=True, help_text=f"{what}; null where both days have the same.")


class MilestoneDifferenceSchema(serializers.Serializer):
    """What changed of one milestone, and the statements that did it.

    Where it differs and no statement did it, time alone did: a deadline came near, or passed.
    """

    slug = serializers.CharField(help_text="Its name in addresses.")
    name = serializers.CharField(help_text="Its name.")
    is_new = serializers.BooleanField(help_text="Whether it was not public yet on the first day.")
    state = differing(StateDifference, "How it stands")
    progress = differing(ProgressDifference, "Its progress, as sources said")
    due = differing(DateRangeDifference, "Its deadline")
    lateness = differing(LatenessDifference, "Whether the last promised day was missed")
    slip_days = differing(DaysDifference, "Days the deadline moved since the baseline")
    met = differing(DateRangeDifference, "When it was met")
    move = differing(MoveDifference, "What last happened to the deadline")
    statements = StatementReferenceSchema(
        many=True,
        help_text="What was said of it meanwhile, and of what its deadline counts from, the "
        "oldest first.",
    )


DaysSchema = serializers.SerializerMetaclass(
    "DaysSchema",
    (ClockedSerializer,),
    {
        "__doc__": "The two days that are compared.",
        "from": serializers.DateField(help_text="The first day."),
        "to": serializers.DateField(help_text="The last day."),
    },
)


class InitiativeDifferenceSerializer(DaysSchema):
    """What changed of an initiative between two days, and the statements that did it."""

    initiative = ReferenceSchema(help_text="The initiative.")
    is_new = serializers.BooleanField(help_text="Whether it was not public yet on the first day.")
    stage = differing(StageDifference, "Where it is in its life")
    max_slip_days = differing(DaysDifference, "Days that the milestone that moved most has moved")
    milestones = MilestoneDifferenceSchema(
        many=True, help_text="The milestones that differ or of which something was said."
    )
    statements = TimelineEntrySerializer(
        many=True,
        help_text="What was said after the first day and up to the last, the oldest first.",
    )


class InitiativeDifferenceView(ClockedMixin, GenericAPIView):
    """What changed of one initiative between two days."""

    shows_states = True
    serializer_class = InitiativeDifferenceSerializer
    queryset = InitiativeVersion.objects.none()
    filter_backends = ()
    pagination_class = None
    lookup_field = "slug"
    own_parameters = [
        parameter(
            "from",
            {"type": "string", "format": "date"},
            "The first day: what was public by then is what all is compared with.",
        )
        | {"required": True},
        parameter(
            "to",
            {"type": "string", "format": "date"},
            "The last day, after the first and no later than the day asked about; that if left "
            "out.",
        ),
    ]

    @property
    def parameters(self) -> set[str]:
        return super().parameters | {"from", "to"}

    @extend_schema(responses=InitiativeDifferenceSerializer)
    def get(self, request, slug: str):
        """What changed between the two days."""
        first, last = self.days(request.query_params)
        comparison = Comparison(first, last, self.get_serializer_context())
        versions = self.initiative(slug, first, last)
        key = versions[0]["initiative"]
        said = self.statements(key, first, last)
        milestones = groupby(self.milestones(key, first, last), itemgetter("milestone"))
        compared = (comparison.milestone(list(of_one), said) for _, of_one in milestones)
        return Response(
            {
                "as_of": self.clocks.day,
                "recorded_as_of": self.clocks.recorded_as_of,
                "from": first,
                "to": last,
                **comparison.initiative(versions),
                "milestones": list(filter(None, compared)),
                "statements": comparison.shown(TimelineEntrySerializer, said, last, many=True),
            }
        )

    def days(self, parameters: Mapping[str, str]) -> tuple[date, date]:
        """The first and the last day; raises `BadParameters`."""
        errors = []
        first, last = None, self.clocks.day
        try:
            if "to" in parameters:
                last = read_past_day(parameters["to"])
            if last > self.clocks.day:
                raise ValueError(f"{last} is after the day asked about, {self.clocks.day}.")
        except ValueError as error:
            errors.append(ParameterError("to", "invalid", str(error)))
        try:
            if "from" not in parameters:
                raise ValueError("Say which day to compare with: from=YYYY-MM-DD.")
            first = read_past_day(parameters["from"])
            if not errors and first >= last:
                raise ValueError(f"{first} is not before {last}, the last day.")
        except ValueError as error:
            code = "invalid" if "from" in parameters else "missing"
            errors.append(ParameterError("from", code, str(error)))
        if errors:
            raise BadParameters(errors)
        return first, last

    def initiative(self, slug: str, first: date, last: date) -> list[dict]:
        """The versions of the initiative, in order; raises `Http404`."""
        columns = {
            *("initiative", "known_from"),
            *NamedInitiativeSerializer.columns(),
            *InitiativeOnDaySerializer.columns(),
        }
        versions = self.versions(InitiativeVersion, first, last)
        named = versions.none() if "\0" in slug else versions.filter(initiative__slug=slug)
        rows = list(named.order_by("known_from").values(*columns))
        if not rows:
            raise Http404(f"There is no “{shorten(slug)}” as of {last}.")
        return rows

    def milestones(self, initiative: int, first: date, last: date) -> Iterable[dict]:
        """The versions of its milestones, those of each together and in order."""
        columns = {
            *("milestone", "known_from", "statement"),
            *NamedMilestoneSerializer.columns(),
            *MilestoneOnDaySerializer.columns(),
        }
        versions = self.versions(MilestoneVersion, first, last).filter(initiative=initiative)
        in_order = versions.order_by("milestone__position", "milestone__slug", "known_from")
        return in_order.values(*columns)

    def statements(self, initiative: int, first: date, last: date) -> list[dict]:
        """What was said of it after the first day, each with the move that it made."""
        said = self.said(last).filter(initiative=initiative)
        # A move depends on all that was said before.
        moves = fold(statement.said for statement in said.defer(*UNFOLDED)).moves
        columns = {"seq", "milestone", *TimelineEntrySerializer.columns()}
        rows = list(self.since(said, first).values(*columns))
        for row in rows:
            row["move"] = moves.get(row["seq"])
        return rows

    # What is asked of the tables

    def versions(self, model: type[InitiativeVersion | MilestoneVersion], first: date, last: date):
        """The versions that were public on some of the days."""
        return model.objects.over(first, last, self.clocks.recorded)

    def said(self, last: date):
        """Every statement that was public on the last day."""
        return Statement.objects.public(last, self.clocks.recorded)

    def since(self, said, first: date):
        """Those of statements that were not public yet on the first day, in their order."""
        return said.announced_after(first).in_fold_order()
