"""Quantities and places: what statements say beside dates."""

from decimal import Decimal

from django.db.models import Q
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.codes import ObservationKind
from projects.models import Indicator, Initiative, Observation, Place
from tracker.api import named_bodies
from tracker.api.base import ClockedSerializer, RowViewSet
from tracker.api.editing import edits
from tracker.api.filters import Conditions, codes_filter, slugs_filter
from tracker.api.moments import DateRangeField
from tracker.api.provenance import NamedDetailSerializer, NamedSerializer, NamedViewSet
from tracker.api.rows import (
    CodeField,
    KnownTextField,
    NamesField,
    ReferenceField,
    RowSerializer,
    SourceReferenceField,
    StatementReferenceField,
    TextField,
)


class IndicatorSerializer(NamedSerializer):
    """Something that is counted or measured."""


class IndicatorDetailSerializer(NamedDetailSerializer, IndicatorSerializer):
    """An indicator, with its names."""


class IndicatorViewSet(NamedViewSet):
    """What is counted or measured: always public, as names alone say nothing."""

    queryset = Indicator.objects.all()
    serializer_class = IndicatorSerializer
    detail_serializer_class = IndicatorDetailSerializer
    bodies = edits(named_bodies.IndicatorBody, named_bodies.IndicatorPatchBody)


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field):
    """A number, whole where it is whole."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)


class QuantitySerializer(RowSerializer):
    """A quantity, promised or reached."""

    id = serializers.IntegerField(help_text="Its number in addresses.")
    kind = CodeField(ObservationKind, help_text="Whether it is promised or reached.")
    low = NumberField(help_text="The quantity, or the least it can be.")
    high = NumberField(
        allow_null=True, help_text="The most it can be; null: “or more”; as `low`: exactly."
    )
    approximate = serializers.BooleanField(help_text="Whether the source says “about”.")
    unit = serializers.CharField(help_text="What is counted.")
    period = DateRangeField("period", help_text="What time it is for.")
    phrase = KnownTextField(help_text="The source's own words for it.")
    announced_on = serializers.DateField(help_text="The day it became public.")
    statement = StatementReferenceField(help_text="The statement that gives it.")
    source = SourceReferenceField("statement__source__", help_text="The document.")


class ObservationSerializer(QuantitySerializer):
    """A quantity of an indicator, and the initiative it is about."""

    indicator = ReferenceField("indicator__", help_text="What is counted or measured.")
    initiative = ReferenceField("statement__initiative__", help_text="The initiative.")
    milestone = ReferenceField(
        "statement__milestone__", allow_null=True, help_text="The milestone, if one."
    )


class ObservationDetailSerializer(ClockedSerializer, ObservationSerializer):
    """One quantity, and what the answer is as of."""


class EvidenceFilterSet(Conditions):
    """What all that hangs on statements can be asked for by."""

    initiative = slugs_filter(
        Initiative, lambda keys, clocks: Q(initiative__in=keys), "Initiatives."
    )


class ObservationFilterSet(EvidenceFilterSet):
    """What quantities can be asked for by."""

    indicator = slugs_filter(
        Indicator, lambda keys, clocks: Q(indicator__in=keys), "What is counted or measured."
    )
    kind = codes_filter(ObservationKind, lambda kind, clocks: Q(kind=kind), "Promised or reached.")


class EvidenceViewSet(RowViewSet):
    """Rows that are public with the statement they hang on."""

    orderings = {"announced_on": "announced_on", "id": "id"}
    default_ordering = "-announced_on"
    tie = ("id",)
    lookup_field = "id"
    lookup_column = "pk"
    lookup_value_converter = "int"

    def get_queryset(self):
        return super().get_queryset().public(self.clocks.day, self.clocks.recorded)


class ObservationViewSet(EvidenceViewSet):
    """Quantities, promised and reached, as statements give them."""

    queryset = Observation.objects.all()
    serializer_class = ObservationSerializer
    detail_serializer_class = ObservationDetailSerializer
    filterset_class = ObservationFilterSet


class GeometrySchema(serializers.Serializer):
    """A GeoJSON geometry (RFC 7946), longitude first."""

    type = serializers.CharField(help_text="Its type, such as `Point`.")
    coordinates = serializers.ListField(
        child=serializers.JSONField(), help_text="Positions, nested as the type asks."
    )


@extend_schema_field(GeometrySchema)
class GeometryField(serializers.JSONField):
    """A GeoJSON geometry, or null where it is not known with confidence."""


class LocationSerializer(RowSerializer):
    """A location, as a statement names it."""

    id = serializers.IntegerField(help_text="Its number in addresses.")
    name = TextField("name", help_text="Its name.")
    names = NamesField("name", help_text="Its name in each language.")
    geometry = GeometryField(
        allow_null=True, help_text="Where it is; null: not known with confidence."
    )
    approximate = serializers.BooleanField(help_text="Whether the geometry shows only about where.")
    origin = KnownTextField(help_text="Where the geometry comes from.")
    announced_on = serializers.DateField(help_text="The day it became public.")
    statement = StatementReferenceField(help_text="The statement that names it.")


class PlaceSerializer(LocationSerializer):
    """A location and the initiative it is of."""

    initiative = ReferenceField("statement__initiative__", help_text="The initiative.")


class PlaceDetailSerializer(ClockedSerializer, PlaceSerializer):
    """One location, and what the answer is as of."""


class PlaceViewSet(EvidenceViewSet):
    """Locations of initiatives."""

    queryset = Place.objects.all()
    serializer_class = PlaceSerializer
    detail_serializer_class = PlaceDetailSerializer
    filterset_class = EvidenceFilterSet
