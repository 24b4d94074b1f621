"""Provenance: documents, and who stands behind them."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from projects.models import Statement
from sources import compiled
from sources.codes import SourceKind
from sources.inputs import Free
from sources.models import Organisation, Person, Publisher, Source
from tracker.api import named_bodies
from tracker.api.as_of import Clocks
from tracker.api.base import ClockedSerializer, RowViewSet
from tracker.api.editing import EditableMixin, edits
from tracker.api.filters import (
    Conditions,
    codes_filter,
    countries_filter,
    day_filter,
    languages_filter,
    slugs_filter,
    text_filter,
)
from tracker.api.members import expansion
from tracker.api.rows import (
    CodeField,
    KnownTextField,
    NamesField,
    ReferenceField,
    RowSerializer,
    TextField,
)


class NamedSerializer(RowSerializer):
    """Something with a slug and a name."""

    slug = serializers.CharField(help_text="Its name in addresses.")
    name = TextField("name", help_text="Its name.")


class NamedDetailSerializer(ClockedSerializer):
    """What the detail of something named adds."""

    names = NamesField("name", help_text="Its name in each language.")
    revision = serializers.IntegerField(help_text="The write that last changed it.")


class NamedFilterSet(Conditions):
    """What named rows can be asked for by."""

    q = text_filter("words")


class NamedViewSet(EditableMixin, RowViewSet):
    """Rows that are always public, whatever the day."""

    filterset_class = NamedFilterSet


class PublisherSerializer(NamedSerializer):
    """Who publishes sources."""

    url = KnownTextField(help_text="Its site, if a source gives it.")


class PublisherDetailSerializer(NamedDetailSerializer, PublisherSerializer):
    """A publisher, with its names."""


class PublisherViewSet(NamedViewSet):
    """Who publishes sources: always public."""

    queryset = Publisher.objects.all()
    serializer_class = PublisherSerializer
    detail_serializer_class = PublisherDetailSerializer
    bodies = edits(named_bodies.PublisherBody, named_bodies.PublisherPatchBody)


class PersonSerializer(NamedSerializer):
    """Somebody who is quoted; the post held then stands in each statement."""


class SpeakerSerializer(PersonSerializer):
    """A person, with the name in each language."""

    names = NamesField("name", help_text="The name in each language.")


@expansion("speaker", SpeakerSerializer)
def whole_speakers(people: Collection[int], clocks: Clocks) -> dict[int, dict]:
    """Each person, with the name in each language."""
    rows = compiled.rows(_people, _people, Free(sorted(people)))
    return {row["pk"]: row for row in rows}


def _people(people: list[int]) -> QuerySet:
    return Person.objects.filter(pk__in=people).values("pk", *SpeakerSerializer.columns())


class PersonDetailSerializer(NamedDetailSerializer, PersonSerializer):
    """A person, with the name in each language."""


class PersonViewSet(NamedViewSet):
    """Who is quoted: always public."""

    queryset = Person.objects.all()
    serializer_class = PersonSerializer
    detail_serializer_class = PersonDetailSerializer
    bodies = edits(named_bodies.PersonBody, named_bodies.PersonPatchBody)


class OrganisationSerializer(NamedSerializer):
    """Who leads, builds, funds, operates or oversees."""

    country = KnownTextField(help_text="ISO 3166-1 code of its country; null: international.")


class OrganisationDetailSerializer(NamedDetailSerializer, OrganisationSerializer):
    """An organisation, with its names."""


class OrganisationFilterSet(NamedFilterSet):
    """What organisations can be asked for by."""

    country = countries_filter(
        lambda values, clocks: Q(country__in=values), "Countries they are of."
    )


class OrganisationViewSet(NamedViewSet):
    """Who takes part in initiatives: always public."""

    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    detail_serializer_class = OrganisationDetailSerializer
    bodies = edits(named_bodies.OrganisationBody, named_bodies.OrganisationPatchBody)
    filterset_class = OrganisationFilterSet


class SourceSerializer(RowSerializer):
    """One dated document."""

    slug = serializers.CharField(help_text="Its name in addresses.")
    name = serializers.CharField(source="title", help_text="Its title.")
    title_is_ours = serializers.BooleanField(
        help_text="Whether the document has no title, and this one only describes it."
    )
    kind = CodeField(SourceKind, help_text="What kind of document.")
    publisher = ReferenceField("publisher__", help_text="Who published it.")
    relays = KnownTextField(help_text="Whose account it passes on, if not its own.")
    language = serializers.CharField(help_text="ISO 639-1 code of its language.")
    published_on = serializers.DateField(help_text="The day it gives as its own.")
    url = KnownTextField(help_text="Its address, if it was given.")


class SourceDetailSerializer(ClockedSerializer, SourceSerializer):
    """One document, and the write that last changed it."""

    revision = serializers.IntegerField(help_text="The write that last changed it.")


class SourceFilterSet(Conditions):
    """What sources can be asked for by."""

    publisher = slugs_filter(
        Publisher, lambda keys, clocks: Q(publisher__in=keys), "Who published them."
    )
    kind = codes_filter(SourceKind, lambda kind, clocks: Q(kind=kind), "Kinds of document.")
    language = languages_filter(
        lambda values, clocks: Q(language__in=values), "Languages they are written in."
    )
    published_before = day_filter(
        lambda day, clocks: Q(published_on__lt=day), "Published before this day."
    )
    published_after = day_filter(
        lambda day, clocks: Q(published_on__gt=day), "Published after this day."
    )
    q = text_filter("words")


class SourceViewSet(EditableMixin, RowViewSet):
    """Documents, public from their own day or from the first statement drawn from them."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    detail_serializer_class = SourceDetailSerializer
    bodies = edits(named_bodies.SourceBody, named_bodies.SourcePatchBody)
    called = {"name": "title"}
    filterset_class = SourceFilterSet
    orderings = {"published_on": "published_on", "slug": "slug"}
    default_ordering = "-published_on"
    tie = ("slug",)

    def get_queryset(self):
        return super().get_queryset().filter(is_public(self.clocks))


def is_public(clocks: Clocks) -> Q:
    """The condition for a document to be public."""
    said = Statement.objects.public(clocks.day, clocks.recorded)
    return Q(published_on__lte=clocks.day) | Exists(said.filter(source=OuterRef("pk")))


@expansion("source", SourceSerializer)
def whole_sources(sources: Collection[int], clocks: Clocks) -> dict[int, dict]:
    """Each document as it stands in the list of them."""
    rows = compiled.rows(_sources, _sources, clocks, Free(sorted(sources)))
    return {row["pk"]: row for row in rows}


def _sources(clocks: Clocks, sources: list[int]) -> QuerySet:
    public = Source.objects.filter(is_public(clocks), pk__in=sources)
    return public.values("pk", *SourceSerializer.columns())
