"""Rows as a mirror keeps them: each with all that is its own, and nothing that is derived."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model
from rest_framework import serializers

from projects.codes import ChangeResource, MilestoneKind, ObservationKind, Role, Sector
from projects.models import (
    Indicator,
    Initiative,
    InitiativeCountry,
    Milestone,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.models import Organisation, Person, Publisher, Source
from tracker.api.evidence import GeometryField, NumberField
from tracker.api.initiatives import CountriesField
from tracker.api.moments import DateRangeField
from tracker.api.provenance import (
    NamedSerializer,
    OrganisationSerializer,
    PersonSerializer,
    PublisherSerializer,
    SourceSerializer,
)
from tracker.api.rows import (
    CodeField,
    KnownTextField,
    NamesField,
    ReferenceField,
    RowSerializer,
    TextField,
)
from tracker.api.statements import StatementSerializer

# What is named, and sources


class MirroredNamed(RowSerializer):
    """What every named row has."""

    names = NamesField("name", help_text="Its name in each language.")
    revision = serializers.IntegerField(help_text="The write that last changed it.")


class MirroredPublisherSerializer(PublisherSerializer, MirroredNamed):
    """A publisher as a mirror keeps it."""


class MirroredPersonSerializer(PersonSerializer, MirroredNamed):
    """A person as a mirror keeps it."""


class MirroredOrganisationSerializer(OrganisationSerializer, MirroredNamed):
    """An organisation as a mirror keeps it."""


class MirroredIndicatorSerializer(NamedSerializer, MirroredNamed):
    """An indicator as a mirror keeps it."""


class MirroredSourceSerializer(SourceSerializer):
    """A source as a mirror keeps it."""

    revision = serializers.IntegerField(help_text="The write that last changed it.")


# What is tracked


class MirroredInitiativeSerializer(NamedSerializer, MirroredNamed):
    """An initiative as a mirror keeps it: what it is; how it stands follows from statements."""

    summary = TextField("summary", allow_null=True, help_text="What it is, in our words.")
    summaries = NamesField("summary", help_text="What it is, in each language.")
    sector = CodeField(Sector, help_text="What field it is in.")
    is_infrastructure = serializers.BooleanField(help_text="Whether it builds something physical.")
    countries = CountriesField(help_text="The countries it concerns, by ISO 3166-1 code.")


class MirroredMilestoneSerializer(NamedSerializer, MirroredNamed):
    """A milestone as a mirror keeps it: what it is; how it stands follows from statements."""

    initiative = ReferenceField("initiative__", help_text="The initiative it belongs to.")
    kind = CodeField(MilestoneKind, help_text="What kind of event.")
    position = serializers.IntegerField(help_text="Its place among the initiative's milestones.")


# Statements


class StatedQuantitySerializer(RowSerializer):
    """A quantity that a statement gives."""

    id = serializers.IntegerField(help_text="Its number in addresses.")
    indicator = ReferenceField("indicator__", help_text="What is counted or measured.")
    kind = CodeField(ObservationKind, help_text="Whether it is promised or reached.")
    low = NumberField(help_text="The quantity, or the least it can be.")
    high = NumberField(
        allow_null=True, help_text="The most it can be; null: “or more”; as `low`: exactly."
    )
    approximate = serializers.BooleanField(help_text="Whether the source says “about”.")
    unit = serializers.CharField(help_text="What is counted.")
    period = DateRangeField("period", help_text="What time it is for.")
    phrase = KnownTextField(help_text="The source's own words for it.")


class StatedRoleSerializer(RowSerializer):
    """A role of an organisation that a statement names."""

    organisation = ReferenceField("organisation__", help_text="The organisation.")
    role = CodeField(Role, help_text="What it does.")


class StatedPlaceSerializer(RowSerializer):
    """A location that a statement names."""

    id = serializers.IntegerField(help_text="Its number in addresses.")
    name = TextField("name", help_text="Its name.")
    names = NamesField("name", help_text="Its name in each language.")
    geometry = GeometryField(
        allow_null=True, help_text="Where it is; null: not known with confidence."
    )
    approximate = serializers.BooleanField(help_text="Whether the geometry shows only about where.")
    origin = KnownTextField(help_text="Where the geometry comes from.")


class MirroredStatementSerializer(StatementSerializer):
    """A statement as a mirror keeps it, with all that hangs on it."""

    fold_position = serializers.IntegerField(
        help_text="Its place among the statements of its day: its `seq`, or that of the one that "
        "it corrects."
    )
    observations = StatedQuantitySerializer(many=True, help_text="The quantities it gives.")
    participations = StatedRoleSerializer(many=True, help_text="The roles it names.")
    places = StatedPlaceSerializer(many=True, help_text="The locations it names.")


class Mirrored(NamedTuple):
    """How the rows of one kind are found and shown; `collection` is their part of addresses."""

    collection: str
    model: type[Model]
    serializer: type[RowSerializer]


MIRRORED = {
    ChangeResource.PUBLISHER: Mirrored("publishers", Publisher, MirroredPublisherSerializer),
    ChangeResource.PERSON: Mirrored("people", Person, MirroredPersonSerializer),
    ChangeResource.ORGANISATION: Mirrored(
        "organisations", Organisation, MirroredOrganisationSerializer
    ),
    ChangeResource.INDICATOR: Mirrored("indicators", Indicator, MirroredIndicatorSerializer),
    ChangeResource.SOURCE: Mirrored("sources", Source, MirroredSourceSerializer),
    ChangeResource.INITIATIVE: Mirrored("initiatives", Initiative, MirroredInitiativeSerializer),
    ChangeResource.MILESTONE: Mirrored("milestones", Milestone, MirroredMilestoneSerializer),
    ChangeResource.STATEMENT: Mirrored("statements", Statement, MirroredStatementSerializer),
}
# What hangs on statements, by the member that holds it.
STATED = {
    "observations": (Observation, StatedQuantitySerializer),
    "participations": (Participation, StatedRoleSerializer),
    "places": (Place, StatedPlaceSerializer),
}


def rows_by_key(resource: ChangeResource, keys: Iterable[int], rows_of) -> dict[int, dict]:
    """The rows of one kind that are there, by primary key, as their serializer takes them.

    `rows_of` gives all rows of a model.
    """
    _, model, serializer = MIRRORED[resource]
    keys = list(keys)
    found = rows_of(model).filter(pk__in=keys).values("pk", *serializer.columns())
    rows = {row["pk"]: row for row in found}
    if resource == ChangeResource.STATEMENT:
        for member, (part, shape) in STATED.items():
            _put_in(rows, member, "statement", rows_of(part), shape.columns())
    elif resource == ChangeResource.INITIATIVE:
        _put_in(rows, "countries", "initiative", rows_of(InitiativeCountry), ["country"])
        for row in rows.values():
            row["countries"] = sorted(part["country"] for part in row["countries"])
    return rows


def _put_in(rows: dict[int, dict], member: str, link: str, parts, columns: list[str]) -> None:
    """Put the parts of rows into them, in the order in which they were given."""
    found = defaultdict(list)
    linked = parts.filter(**{f"{link}__in": list(rows)}).order_by("pk")
    for part in linked.values(link, *columns):
        found[part[link]].append(part)
    for key, row in rows.items():
        row[member] = found[key]
