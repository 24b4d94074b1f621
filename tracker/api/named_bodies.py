"""What requests say of documents, of who stands behind them, and of what is counted."""

from datetime import date
from typing import Any

from django.core.validators import URLValidator
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from sources.codes import SourceKind
from sources.countries import validate_country
from sources.models import Publisher
from tracker.api.as_of import read_past_day, shorten
from tracker.api.bodies import Body, Choice, Day, Flag, NamesBody, Reference, Slug, Text
from tracker.api.filters import language_codes

REASON_LENGTH = 500


# Values


class Url(Text):
    """An address on the web."""

    is_url = URLValidator(
        ["http", "https"], message="Give an address, such as https://example.org/page."
    )

    def __init__(self, **kwargs):
        super().__init__(
            required=False, allow_null=True, max_length=200, validators=[self.is_url], **kwargs
        )


@extend_schema_field({"type": "string", "pattern": "^[A-Z]{2}$"})
class Country(Text):
    """A country, by its ISO 3166-1 code."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 2, "validators": [validate_country], **kwargs})


@extend_schema_field({"type": "string", "pattern": "^[a-z]{2}$"})
class Language(Text):
    """A language, by its ISO 639-1 code."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 2, **kwargs})

    def to_internal_value(self, data) -> str:
        code = super().to_internal_value(data)
        if code not in language_codes():
            told = f"“{shorten(code)}” is not a language; give an ISO 639-1 code such as ru."
            raise serializers.ValidationError(told)
        return code


class PastDay(Day):
    """A day that is not in the future, as YYYY-MM-DD."""

    def to_internal_value(self, data) -> date:
        super().to_internal_value(data)
        try:
            return read_past_day(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None


# Bodies


class NamesPatchBody(NamesBody):
    """A name by language: one left out stays, and null takes it away."""

    def validate(self, attrs: dict) -> dict:
        return attrs


class EditBody(Body):
    """Something that is written, and why."""

    change_reason = Text(
        required=False,
        allow_null=True,
        max_length=REASON_LENGTH,
        help_text="Why you write it: kept with the revision, your name and the instant.",
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        reason = fields.pop("change_reason")  # said last, behind what is written
        return {**fields, "change_reason": reason}


class NamedBody(EditBody):
    """Something with a slug and a name."""

    slug = Slug(help_text="Its name in addresses, for good.")
    names = NamesBody(help_text="Its name in each language, in one at least.")


class PatchBody(Body):
    """Goes before a body, whose members may then all be left out: what is left out stays.

    `never` has those that never change, and why.
    """

    never = {"slug": "A slug never changes: links point at it."}

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, serializers.empty
        return {name: field for name, field in fields.items() if name not in self.never}

    def to_internal_value(self, data: Any) -> dict:
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError as error:
            for name in error.detail.keys() & self.never.keys():
                error.detail[name] = [ErrorDetail(self.never[name], code="never_changes")]
            raise


class NamedPatchBody(PatchBody, NamedBody):
    """What changes of something with a name."""

    names = NamesPatchBody(help_text="Its name, in the languages in which it changes.")


class PublisherBody(NamedBody):
    """Who publishes sources."""

    url = Url(help_text="Its site, only if a source gives it.")


class PublisherPatchBody(NamedPatchBody, PublisherBody):
    """What changes of a publisher: what is left out stays."""


class PersonBody(NamedBody):
    """Somebody who is quoted; the post held then stands in each statement."""


class PersonPatchBody(NamedPatchBody, PersonBody):
    """What changes of a person: what is left out stays."""


class OrganisationBody(NamedBody):
    """Who leads, builds, funds, operates or oversees."""

    country = Country(
        required=False,
        allow_null=True,
        help_text="ISO 3166-1 code of its country; null: international.",
    )


class OrganisationPatchBody(NamedPatchBody, OrganisationBody):
    """What changes of an organisation: what is left out stays."""


class IndicatorBody(NamedBody):
    """Something that is counted or measured."""


class IndicatorPatchBody(NamedPatchBody, IndicatorBody):
    """What changes of an indicator: what is left out stays."""


class SourceBody(EditBody):
    """One dated document, as it was published."""

    slug = Slug(help_text="Its name in addresses, for good.")
    name = Text(max_length=300, help_text="Its title.")
    title_is_ours = Flag(
        default=False,
        help_text="Whether the document has no title, and this one only describes it.",
    )
    kind = Choice(SourceKind, help_text="What kind of document.")
    publisher = Reference(Publisher, help_text="Who published it, by slug.")
    relays = Text(
        required=False,
        allow_null=True,
        max_length=200,
        help_text="Whose account it passes on, if not its own.",
    )
    language = Language(help_text="ISO 639-1 code of its language.")
    published_on = PastDay(help_text="The day it gives as its own.")
    url = Url(help_text="Its address, only if it was given.")


class SourcePatchBody(PatchBody, SourceBody):
    """What changes of a source: what is left out stays."""
