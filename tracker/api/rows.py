"""Serializers of rows: they declare the columns that they need, and shape dictionaries of them.

A list is read as dictionaries of columns (`QuerySet.values`), not as model instances, and each
field says which columns it is made of. So the serializer that declares the API's shape also
declares its query.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.codes import LANGUAGES, Code
from sources.dates import DateRange
from sources.fields import read_date_range
from sources.revisions import FOREVER
from tracker.api.languages import Telling
from tracker.api.members import ALL, EXPANSIONS, Members, whole


class RowSerializer(serializers.Serializer):
    """Shapes one row; fields of no columns are put into it by the view, from other queries."""

    def __init__(self, *args, members: Members = ALL, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members

    @classmethod
    def columns(cls, members: Members = ALL) -> list[str]:
        """The columns that the declared fields are made of, each once."""
        needed = (
            column
            for name, field in cls._declared_fields.items()
            if members.has(name)
            for column in columns_of(name, field)
        )
        return list(dict.fromkeys(needed))

    @classmethod
    def names(cls) -> list[str]:
        """The members that a row always has, unless `fields` leaves them out."""
        return [name for name, field in cls._declared_fields.items() if not is_optional(field)]

    def get_fields(self) -> dict:
        return {
            name: field for name, field in super().get_fields().items() if self.members.has(name)
        }


def is_optional(field: serializers.Field) -> bool:
    """Whether a row has it only where `expand` names it."""
    return not field.required and not field.read_only


def columns_of(name: str, field: serializers.Field) -> Iterable[str]:
    """The columns that one declared field is made of."""
    if isinstance(field, serializers.BaseSerializer):
        return ()
    columns = getattr(field, "columns", None)
    return (field.source or name,) if columns is None else columns


class RowField(serializers.Field):
    """A value made of several columns of a row; declares them in `columns`."""

    columns: tuple[str, ...] = ()

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, row: dict):
        return row


class CodeField(serializers.ChoiceField):
    """A code of a closed list, from a column or worked out from several."""

    def __init__(self, codes: type[Code], **kwargs):
        super().__init__(codes.choices(), read_only=True, **kwargs)


class DerivedCode(CodeField):
    """A code that is worked out from a row for the day asked about."""

    columns: tuple[str, ...] = ()

    def get_attribute(self, row: dict):
        return self.derive(row, self.context["clocks"])

    def derive(self, row: dict, clocks):
        """The code, or None."""
        raise NotImplementedError


class AttachedCode(CodeField):
    """A code that the view puts into the row."""

    columns = ()


class NamesSchema(serializers.Serializer):
    """A text by language; null in a language in which it is not known."""

    en = serializers.CharField(allow_null=True, help_text="In English.")
    ru = serializers.CharField(allow_null=True, help_text="In Russian.")
    kk = serializers.CharField(allow_null=True, help_text="In Kazakh.")


def text_columns(prefix: str) -> tuple[str, ...]:
    """The columns of a text in every language, such as `milestone__name`."""
    return tuple(f"{prefix}_{language}" for language in LANGUAGES)


def telling(context: dict) -> Telling:
    """What tells the texts of a reply; in English where nobody asked for a language."""
    return context.setdefault("telling", Telling())


@extend_schema_field({"type": "string"})
class TextField(RowField):
    """A text kept in several languages, in the one asked for if it has it; null where none has."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.prefix, self.columns = prefix, text_columns(prefix)

    def to_representation(self, row: dict) -> str | None:
        return telling(self.context).text(row, self.prefix) or None


@extend_schema_field(NamesSchema)
class NamesField(RowField):
    """A text in every language."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.columns = text_columns(prefix)

    def to_representation(self, row: dict) -> dict:
        pairs = zip(LANGUAGES, self.columns, strict=True)
        return {language: row[column] or None for language, column in pairs}


class ReferenceSchema(serializers.Serializer):
    """Something linked, by its slug."""

    slug = serializers.CharField(help_text="Its name in addresses.")
    name = serializers.CharField(help_text="Its name in words.")


class StatementReferenceSchema(serializers.Serializer):
    """A statement that is linked, by its id."""

    id = serializers.UUIDField(help_text="Its name in addresses.")
    name = serializers.CharField(help_text="What it says, in our words.")


def reference(row: dict, prefix: str, telling: Telling) -> dict | None:
    """The small object that names a linked row; None where nothing is linked."""
    slug = row[f"{prefix}slug"]
    return None if slug is None else {"slug": slug, "name": telling.text(row, f"{prefix}name")}


@extend_schema_field(ReferenceSchema)
class ReferenceField(RowField):
    """A linked row by slug and name; `prefix` is the way to it, such as `milestone__`."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.prefix = prefix
        self.columns = (f"{prefix}slug", *text_columns(f"{prefix}name"))

    def to_representation(self, row: dict) -> dict | None:
        return reference(row, self.prefix, telling(self.context))


@extend_schema_field(ReferenceSchema)
class SourceReferenceField(RowField):
    """A source by slug and title."""

    def __init__(self, prefix: str = "source__", **kwargs):
        super().__init__(**kwargs)
        self.columns = (f"{prefix}slug", f"{prefix}title")

    def to_representation(self, row: dict) -> dict:
        slug, title = self.columns
        return {"slug": row[slug], "name": row[title]}


class LinkField(RowField):
    """A linked row: by slug and name, or whole where `expand` names it and it was public."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.prefix, self.columns = prefix, ReferenceField(prefix).columns

    @cached_property
    def shaper(self) -> RowSerializer:
        """Shapes the linked row where it stands whole."""
        return EXPANSIONS[self.field_name].serializer(context=self.context)

    def to_representation(self, row: dict) -> dict | None:
        linked = row.get(whole(self.field_name))
        return self.small(row) if linked is None else self.shaper.to_representation(linked)

    def small(self, row: dict) -> dict | None:
        """What names the linked row; None where nothing is linked."""
        return reference(row, self.prefix, telling(self.context))


class SourceLinkField(LinkField):
    """A source: by slug and title, or whole."""

    def __init__(self, prefix: str = "source__", **kwargs):
        super().__init__(prefix, **kwargs)
        self.columns = SourceReferenceField(prefix).columns

    def small(self, row: dict) -> dict:
        return SourceReferenceField(self.prefix).to_representation(row)


@extend_schema_field(ReferenceSchema)
class AttachedReferenceField(ReferenceField):
    """A linked row that the view puts into the row, as a row of the columns below `prefix`."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(prefix, **kwargs)
        self.columns = ()

    def to_representation(self, row: dict) -> dict | None:
        linked = row[self.field_name]
        return None if linked is None else super().to_representation(linked)


@extend_schema_field(StatementReferenceSchema)
class StatementReferenceField(RowField):
    """A linked statement by id and what it says; null while it was not public or not recorded.

    `prefix` is the way to it.
    """

    def __init__(self, prefix: str = "statement__", **kwargs):
        super().__init__(**kwargs)
        self.prefix = prefix
        columns = ("uuid", "summary", "announced_on", "recorded_at")
        self.columns = tuple(f"{prefix}{column}" for column in columns)

    def to_representation(self, row: dict) -> dict | None:
        uuid, summary, announced_on, recorded_at = (row[column] for column in self.columns)
        clocks = self.context["clocks"]
        if uuid is None or announced_on > clocks.day or recorded_at > clocks.recorded_as_of:
            return None
        return {"id": uuid, "name": summary}


class DateRangeSchema(serializers.Serializer):
    """An imprecise date: an EDTF expression with its first and last day."""

    edtf = serializers.CharField(help_text="As EDTF (ISO 8601-2).")
    earliest = serializers.DateField(allow_null=True, help_text="Its first day; null if open.")
    latest = serializers.DateField(allow_null=True, help_text="Its last day; null if open.")
    label = serializers.CharField(help_text="In words.")


def date_range(value: DateRange | None, telling: Telling) -> dict | None:
    """A date range, as replies have it; None without one."""
    if value is None:
        return None
    return {
        "edtf": value.edtf,
        "earliest": value.earliest,
        "latest": value.latest,
        "label": telling.label(value),
    }


@extend_schema_field(DateRangeSchema)
class DateRangeField(RowField):
    """A date range, from the three columns that store it; None if empty."""

    def __init__(self, name: str, **kwargs):
        super().__init__(allow_null=True, **kwargs)
        self.columns = (f"{name}_edtf", f"{name}_earliest", f"{name}_latest")

    def to_representation(self, row: dict) -> dict | None:
        value = read_date_range(*(row[column] for column in self.columns))
        return date_range(value, telling(self.context))


class KnownTextField(serializers.CharField):
    """A text that is null where the source gives none."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        return value or None


class InstantField(serializers.DateTimeField):
    """An instant in UTC; null where it lies behind the instant asked about."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, default_timezone=UTC, **kwargs)


class PastInstantField(InstantField):
    """An instant that had come by the instant asked about; else null."""

    def to_representation(self, value: datetime) -> str | None:
        if value == FOREVER or value > self.context["clocks"].recorded_as_of:
            return None
        return super().to_representation(value)
