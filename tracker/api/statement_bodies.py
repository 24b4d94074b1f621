"""What requests say of statements: each body becomes what the write path records."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from projects import recording
from projects.codes import ObservationKind, Progress, Role, Stage
from projects.models import (
    Indicator,
    Initiative,
    Milestone,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.geometry import DEPTHS, GeometryError, check_geometry
from sources.models import Organisation, Person, Source
from tracker.api.bodies import (
    Body,
    Choice,
    Day,
    Duration,
    Edtf,
    Flag,
    Identifier,
    Many,
    NamesBody,
    Number,
    Reference,
    ReferenceById,
    Text,
    text_values,
)
from tracker.api.evidence import GeometrySchema
from tracker.api.refusals import nested

MOST_AT_ONCE = 1000
MOST_EVIDENCE = 100  # of each kind, on one statement
REASON_LENGTH = 500
# Where the fields of the models stand in bodies, if not under their own names.
MEMBERS = {
    "uuid": "id",
    "due_edtf": "due",
    "due_within_offset": "due_within/offset",
    "due_within_of": "due_within/of",
    "met_edtf": "met",
    "period_edtf": "period",
    "name_en": "names",
}
MAY_BE_NONE = {"required": False, "allow_null": True}


# What hangs on statements


def checked(row: recording.Evidence) -> recording.Evidence:
    """The row, if it can hang on a statement; raises REST framework's `ValidationError`."""
    try:
        recording.check_evidence(row)
    except ModelError as error:
        raise serializers.ValidationError(nested(error, MEMBERS)) from error
    return row


def texts(values: dict[str, Any], *names: str) -> dict[str, str]:
    """Texts as columns hold them: empty where there is none."""
    return {name: values.get(name) or "" for name in names}


class ObservationBody(Body):
    """A quantity that the statement gives."""

    indicator = Reference(Indicator, help_text="What is counted or measured: a slug.")
    kind = Choice(ObservationKind, help_text="Whether it is promised or reached.")
    low = Number(help_text="The quantity, or the least it can be.")
    high = Number(
        allow_null=True, help_text="The most it can be; null: “or more”; as `low`: exactly."
    )
    approximate = Flag(default=False, help_text="Whether the source says “about”.")
    unit = Text(max_length=40, help_text="What is counted, such as satellites or USD.")
    period = Edtf(**MAY_BE_NONE, help_text="What time it is for, as EDTF.")
    phrase = Text(**MAY_BE_NONE, max_length=120, help_text="The source's own words for it.")

    def validate(self, attrs: dict) -> Observation:
        period = attrs.pop("period", None) or ""
        return checked(Observation(**{**attrs, **texts(attrs, "phrase"), "period_edtf": period}))


class ParticipationBody(Body):
    """What an organisation does in the initiative, as the statement says."""

    organisation = Reference(Organisation, help_text="A slug.")
    role = Choice(Role, help_text="What it does.")

    def validate(self, attrs: dict) -> Participation:
        return checked(Participation(**attrs))


@extend_schema_field(GeometrySchema)
class Geometry(serializers.Field):
    """A GeoJSON geometry."""

    def to_internal_value(self, data) -> dict:
        geometry = floats(data)
        try:
            check_geometry(geometry)
        except GeometryError as error:
            raise serializers.ValidationError(str(error), code="invalid_geometry") from error
        return geometry


def floats(data: Any, depth: int = max(DEPTHS.values()) + 3) -> Any:
    """JSON with floats for decimals, as deep as a geometry can go."""
    if not depth:
        return data
    if isinstance(data, dict):
        return {name: floats(value, depth - 1) for name, value in data.items()}
    if isinstance(data, list):
        return [floats(value, depth - 1) for value in data]
    return float(data) if isinstance(data, Decimal) else data


class PlaceBody(Body):
    """A location of the initiative, as the statement names it."""

    names = NamesBody(help_text="Its name, in one language or more.")
    geometry = Geometry(
        **MAY_BE_NONE, help_text="Where it is, longitude first; null: not known with confidence."
    )
    approximate = Flag(default=True, help_text="Whether the geometry shows only about where.")
    origin = Text(
        **MAY_BE_NONE,
        max_length=200,
        help_text="Where the geometry comes from; needed where there is one.",
    )

    def validate(self, attrs: dict) -> Place:
        names = text_values("name", attrs.pop("names"))
        return checked(Place(**{**attrs, **texts(attrs, "origin"), **names}))


# Statements


class DueWithinBody(Body):
    """A deadline that counts from a milestone, or from the day it was said."""

    offset = Duration(help_text="How long after, at most: an ISO 8601 duration such as P12M.")
    of = Reference(
        Milestone,
        **MAY_BE_NONE,
        help_text="The milestone of the same initiative that it counts from: a slug. Null: the "
        "day it was said.",
    )


class StatementBody(Body):
    """What one source says about one initiative, and usually one milestone of it."""

    id = Identifier(required=False, help_text="Its name in addresses; made up if left out.")

    # Where it stands
    source = Reference(Source, help_text="The document: a slug.")
    locator = Text(
        **MAY_BE_NONE, max_length=120, help_text="The place in the document: paragraph 5."
    )
    speaker = Reference(Person, **MAY_BE_NONE, help_text="Who said it: a slug.")
    post = Text(**MAY_BE_NONE, max_length=200, help_text="The post that the speaker held then.")
    initiative = Reference(
        Initiative,
        required=False,
        help_text="The initiative it is about: a slug. It may be left out where a milestone is "
        "named.",
    )
    milestone = Reference(
        Milestone,
        related=("initiative",),
        **MAY_BE_NONE,
        help_text="The milestone, if one: a slug.",
    )

    # What was said
    summary = Text(help_text="What the source says, in words of your own.")
    phrase = Text(**MAY_BE_NONE, max_length=120, help_text="The source's own words for the date.")
    reading = Text(**MAY_BE_NONE, help_text="How you read them, where that took judgement.")
    reason = Text(**MAY_BE_NONE, help_text="Why the deadline moved, if the source says so.")
    due = Edtf(
        **MAY_BE_NONE,
        help_text="The deadline it states, as EDTF: 2026-12, 2026-35 (the third quarter), "
        "../2026-12-31 (by the end of 2026).",
    )
    due_within = DueWithinBody(
        **MAY_BE_NONE, help_text="The relative deadline it states, in place of `due`."
    )
    due_dropped = Flag(default=False, help_text="Whether it takes the deadline back.")
    progress = Choice(Progress, **MAY_BE_NONE, help_text="The progress it states.")
    met = Edtf(
        **MAY_BE_NONE, help_text="When the milestone was met, if it says so; with `progress: met`."
    )
    stage = Choice(Stage, **MAY_BE_NONE, help_text="The stage of the initiative it states.")
    announced_on = Day(
        required=False,
        help_text="The day it became public. Left out: the source's own day; an earlier one only "
        "if the source reports it.",
    )

    # What it says beside dates
    observations = Many(
        child=ObservationBody(), required=False, max_length=MOST_EVIDENCE, help_text="Quantities."
    )
    participations = Many(
        child=ParticipationBody(),
        required=False,
        max_length=MOST_EVIDENCE,
        help_text="Roles of organisations.",
    )
    places = Many(
        child=PlaceBody(), required=False, max_length=MOST_EVIDENCE, help_text="Locations."
    )

    # What it puts right
    corrects = ReferenceById(
        Statement,
        **MAY_BE_NONE,
        help_text="The statement recorded wrongly that this one replaces: an id. It is withdrawn.",
    )
    correction_reason = Text(
        **MAY_BE_NONE,
        max_length=REASON_LENGTH,
        help_text="What was recorded wrongly; needed with `corrects`, and only then.",
    )

    def validate(self, attrs: dict) -> recording.Entry:
        errors = dict(contradictions(attrs))
        if errors:
            raise serializers.ValidationError(errors)
        statement, day = statement_of(attrs), self.context["day"]
        try:
            recording.check_alone(statement, day)
        except ModelError as error:
            raise serializers.ValidationError(nested(error, MEMBERS)) from error
        kinds = ("observations", "participations", "places")
        return recording.Entry(
            statement,
            [row for kind in kinds for row in attrs.get(kind, ())],
            attrs.get("corrects"),
            attrs.get("correction_reason") or "",
            is_named="id" in attrs,
            checked_on=day,
        )


def contradictions(values: dict[str, Any]):
    """What no statement can be made of, by member."""
    if not (values.get("initiative") or values.get("milestone")):
        told = "Name the initiative, or a milestone of it."
        yield "initiative", [ErrorDetail(told, code="required")]
    if values.get("corrects") and not values.get("correction_reason"):
        told = "Say what was recorded wrongly: it is kept with the statement that is withdrawn."
        yield "correction_reason", [ErrorDetail(told, code="required")]
    if values.get("correction_reason") and not values.get("corrects"):
        told = "Only a correction has it: name the statement that it `corrects`."
        yield "correction_reason", [ErrorDetail(told, code="invalid")]
    roles = [(row.organisation_id, row.role) for row in values.get("participations", ())]
    if again := [index for index, role in enumerate(roles) if role in roles[:index]]:
        told = ErrorDetail("This role of this organisation is said before: say it once.", "unique")
        yield "participations", {index: [told] for index in again}


def statement_of(values: dict[str, Any]) -> Statement:
    """The unsaved statement that a body makes."""
    within = values.get("due_within") or {}
    named = {"uuid": values["id"]} if "id" in values else {}
    milestone = values.get("milestone")
    return Statement(
        **named,
        **texts(values, "locator", "post", "phrase", "reading", "reason"),
        **{name: values.get(name) for name in ("speaker", "progress", "stage")},
        source=values["source"],
        milestone=milestone,
        initiative=values.get("initiative") or milestone.initiative,
        summary=values["summary"],
        due_edtf=values.get("due") or "",
        due_within_offset=within.get("offset") or "",
        due_within_of=within.get("of"),
        due_dropped=values["due_dropped"],
        met_edtf=values.get("met") or "",
        announced_on=values.get("announced_on") or values["source"].published_on,
    )


class StatementsBody(Body):
    """Statements to record together: all of them, or none."""

    statements = Many(
        child=StatementBody(),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="In the order in which they are recorded.",
    )
    reason = Text(**MAY_BE_NONE, max_length=REASON_LENGTH, help_text="Why: kept with the revision.")


class WithdrawalBody(Body):
    """Why a statement is withdrawn."""

    reason = Text(
        max_length=REASON_LENGTH,
        help_text="Why it should not have been recorded; kept with the statement.",
    )
