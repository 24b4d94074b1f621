"""What requests say: serializers of bodies that take nothing but what is documented.

A body is read with `read`, which finds everything that is wrong with it at once: members that are
not known, values of another type, slugs of nothing. Slugs are looked up for the whole body with
one query a model. Serializers of bodies are named `…Body`; the schema calls them `…Request`.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from threading import local
from typing import Any

from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from sources import instances
from sources.codes import LANGUAGES, Code
from sources.dates import MAX_LENGTH, DateRange, DateSyntaxError, Offset
from tracker.api.as_of import read_day, shorten
from tracker.api.problems import BadBody
from tracker.api.refusals import pointed

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
LOOKED_UP_AT_ONCE = 1000
LONGEST_TEXT = 10_000

_of_thread = local()


# Bodies


class Body(serializers.Serializer):
    """An object of a body: its members are those declared, and no others."""

    default_error_messages = {"invalid": "Give an object."}

    def to_internal_value(self, data):
        errors = {}
        unknown = (
            [name for name in data if name not in self.fields] if isinstance(data, dict) else []
        )
        if unknown:
            told = f"There is no such member; known are: {', '.join(self.fields)}."
            errors = {name: [ErrorDetail(told, code="unknown_member")] for name in unknown}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError({**errors, **error.detail}) from None
        if errors:
            raise serializers.ValidationError(errors)
        return values


class Many(serializers.ListField):
    """A list of objects or of values, `child`, up to `max_length` of them."""

    default_error_messages = {"not_a_list": "Give a list."}

    def to_internal_value(self, data):
        # Before any of them is looked at.
        if isinstance(data, list) and len(data) > self.max_length:
            told = f"Give up to {self.max_length:,} of them."
            raise serializers.ValidationError(told, code="max_length")
        return super().to_internal_value(data)


def read(body: type[Body], data: Any, *, partial: bool = False, **context: Any) -> Any:
    """The values of a body, as its serializer gives them; raises `BadBody`.

    `found` has the rows that it may name, if they are at hand; else they are looked up.
    """
    serializer = _serializer_of(body, partial)
    context.setdefault("found", None)
    if context["found"] is None:
        context["found"] = _looked_up(serializer, data)
    serializer._context = context
    try:
        return serializer.run_validation(data)
    except serializers.ValidationError as error:
        serializer._errors = error.detail
        raise BadBody(pointed(serializer.errors)) from None
    finally:
        serializer._context = {}


def _serializer_of(body: type[Body], partial: bool) -> Body:
    """The serializer by which this thread reads such bodies.

    It is kept, as making one copies every field of it; of what it reads it keeps nothing.
    """
    kept = _of_thread.__dict__
    if (body, partial) not in kept:
        kept[body, partial] = body(data=None, partial=partial)
    return kept[body, partial]


# Values


class Text(serializers.CharField):
    """A text; space around it does not count. Null, where it may be, says that there is none."""

    default_error_messages = {
        "invalid": "Give a text.",
        "blank": "Give a text that is not empty.",
    }

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST_TEXT, **kwargs})

    def to_internal_value(self, data) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Edtf(Text):
    """A date range, as the EDTF expression."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": MAX_LENGTH, **kwargs})

    def to_internal_value(self, data) -> str:
        text = super().to_internal_value(data)
        try:
            DateRange.parse(text)
        except DateSyntaxError as error:
            raise serializers.ValidationError(str(error), code="invalid_date") from error
        return text


class Duration(Text):
    """A length of time, as the ISO 8601 duration."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 24, **kwargs})

    def to_internal_value(self, data) -> str:
        text = super().to_internal_value(data)
        try:
            Offset.parse(text)
        except DateSyntaxError as error:
            raise serializers.ValidationError(str(error), code="invalid_duration") from error
        return text


@extend_schema_field({"type": "string", "maxLength": 80, "pattern": "^[-a-zA-Z0-9_]+$"})
class Slug(Text):
    """The slug of something new."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 80, **kwargs})

    def to_internal_value(self, data) -> str:
        text = super().to_internal_value(data)
        if not SLUG.fullmatch(text):
            told = "Give Latin letters, digits, hyphens and underscores, up to 80 of them."
            raise serializers.ValidationError(told, code="invalid")
        return text


class Day(serializers.DateField):
    """A day, as YYYY-MM-DD."""

    def to_internal_value(self, data) -> date:
        if not isinstance(data, str):
            raise serializers.ValidationError("Give a day as a text, such as 2026-01-31.")
        try:
            return read_day(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from None


class Flag(serializers.BooleanField):
    """True or false."""

    def to_internal_value(self, data) -> bool:
        if data is not True and data is not False:
            raise serializers.ValidationError("Give true or false.")
        return data


def is_number(data: object) -> bool:
    """Whether JSON had a number."""
    return isinstance(data, int | Decimal) and not isinstance(data, bool)


class Whole(serializers.IntegerField):
    """A whole number; 2.0 is one."""

    def to_internal_value(self, data) -> int:
        if not is_number(data) or data != int(data):
            raise serializers.ValidationError("Give a whole number.")
        return int(data)


@extend_schema_field(
    {
        "type": "number",
        "exclusiveMinimum": -(10**16),
        "exclusiveMaximum": 10**16,
    }
)
class Number(serializers.Field):
    """A number of up to 16 digits before the point and 4 behind it."""

    def to_internal_value(self, data) -> Decimal:
        if not is_number(data):
            raise serializers.ValidationError("Give a number.")
        if not -(10**16) < data < 10**16:
            raise serializers.ValidationError("Give a number of up to 16 digits.", code="max_value")
        if data != round(Decimal(data), 4):
            told = "Give a number of up to 4 digits behind the point."
            raise serializers.ValidationError(told, code="max_decimal_places")
        return Decimal(data)

    def to_representation(self, value: Decimal) -> float:
        return float(value)


class Choice(serializers.ChoiceField):
    """A code of a closed list."""

    def __init__(self, codes: type[Code], **kwargs):
        super().__init__(codes.choices(), **kwargs)

    def to_internal_value(self, data) -> str:
        if not isinstance(data, str) or data not in self.choices:
            told = f"Give one of {', '.join(self.choices)}."
            raise serializers.ValidationError(told, code="invalid_choice")
        return data


class Identifier(serializers.UUIDField):
    """A UUID, in groups with hyphens."""

    def to_internal_value(self, data) -> uuid.UUID:
        if not isinstance(data, str) or not ID.fullmatch(data):
            told = "Give a UUID, such as 7b0a4f3e-5d7c-4a35-9e0b-0d7a4f6b1c11."
            raise serializers.ValidationError(told)
        return uuid.UUID(data)


class NamesBody(Body):
    """A name by language: in one language or more."""

    en = Text(required=False, allow_null=True, max_length=200, help_text="In English.")
    ru = Text(required=False, allow_null=True, max_length=200, help_text="In Russian.")
    kk = Text(required=False, allow_null=True, max_length=200, help_text="In Kazakh.")

    def validate(self, attrs: dict) -> dict:
        if not self.partial and not any(attrs.values()):
            raise serializers.ValidationError("Give a name in at least one language.")
        return attrs


def text_values(prefix: str, texts: Mapping[str, str | None]) -> dict[str, str]:
    """The columns of a text by language, such as `name_en`; only languages that are given."""
    return {f"{prefix}_{name}": texts[name] or "" for name in LANGUAGES if name in texts}


# What is linked


@extend_schema_field({"type": "string", "maxLength": 80, "pattern": "^[-a-zA-Z0-9_]+$"})
class Reference(serializers.Field):
    """Something there is, by its slug: the row."""

    column = called = "slug"

    def __init__(self, model: type[Model], *, related: Sequence[str] = (), **kwargs):
        super().__init__(**kwargs)
        self.model, self.related = model, related

    def key(self, data: object) -> Any:
        """What the row is looked up by; None for what can't name one."""
        return data if isinstance(data, str) and SLUG.fullmatch(data) else None

    def to_internal_value(self, data) -> Model:
        if not isinstance(data, str):
            raise serializers.ValidationError(f"Give the {self.called} of it, a text.")
        row = self.context["found"].get((self.model, self.key(data)))
        if row is None:
            told = f"There is no {self.model._meta.verbose_name} “{shorten(data)}”."
            raise serializers.ValidationError(told, code="does_not_exist")
        return row


@extend_schema_field({"type": "string", "format": "uuid"})
class ReferenceById(Reference):
    """Something there is, by its id: the row."""

    column, called = "uuid", "id"

    def key(self, data: object) -> uuid.UUID | None:
        return uuid.UUID(data) if isinstance(data, str) and ID.fullmatch(data) else None


def _looked_up(body: Body, data: Any) -> dict[tuple, Model]:
    """Every row that a body names, by model and key: one query a model."""
    wanted: dict[tuple, set] = defaultdict(set)
    related: dict[type[Model], set[str]] = defaultdict(set)
    for field, value in _references(body, data):
        key = field.key(value)
        if key is not None:
            wanted[field.model, field.column].add(key)
            related[field.model] |= set(field.related)
    found = {}
    for (model, column), keys in wanted.items():
        listed = list(keys)
        for start in range(0, len(listed), LOOKED_UP_AT_ONCE):
            some = listed[start : start + LOOKED_UP_AT_ONCE]
            for row in instances.found(model, column, some, sorted(related[model])):
                found[model, getattr(row, column)] = row
    return found


def _references(field: serializers.Field, data: Any) -> Iterator[tuple[Reference, Any]]:
    """Every value in a body that should name something, with its field."""
    if isinstance(field, Reference):
        yield field, data
    elif isinstance(field, Many) and isinstance(data, list):
        for each in data[: field.max_length]:
            yield from _references(field.child, each)
    elif isinstance(field, Body) and isinstance(data, dict):
        for name, inner in field.fields.items():
            if name in data:
                yield from _references(inner, data[name])
