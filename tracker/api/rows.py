"""Serializers of rows: they declare the columns that they need, and shape dictionaries of them.

A list is read as dictionaries of columns (`QuerySet.values`), not as model instances, and each
field says which columns it is made of. So the serializer that declares the API's shape also
declares its query.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from operator import itemgetter

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.codes import LANGUAGES, Code
from tracker.api.languages import Telling
from tracker.api.members import ALL, EXPANSIONS, Members, whole
from tracker.api.shaping import Shape, Told, shaper


class RowSerializer(serializers.Serializer):
    """Shapes one row; fields of no columns are put into it by the view, from other queries."""

    def __init__(self, *args, members: Members = ALL, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members

    @classmethod
    @lru_cache(maxsize=512)
    def columns(cls, members: Members = ALL) -> tuple[str, ...]:
        """The columns that the declared fields are made of, each once."""
        needed = (
            column
            for name, field in cls._declared_fields.items()
            if members.has(name)
            for column in columns_of(name, field)
        )
        return tuple(dict.fromkeys(needed))

    @classmethod
    def names(cls) -> list[str]:
        """The members that a row always has, unless `fields` leaves them out."""
        return [name for name, field in cls._declared_fields.items() if not is_optional(field)]

    @classmethod
    @lru_cache(maxsize=512)
    def shown(cls, members: Members = ALL) -> dict[str, serializers.Field]:
        """The declared fields that rows have."""
        return {
            name: field
            for name, field in cls._declared_fields.items()
            if (name in members.expanded if is_optional(field) else members.has(name))
        }

    @classmethod
    def shaper(cls, told: Told, members: Members = ALL) -> Shape:
        """What makes of a row what a reply holds: as an instance would, in less time."""
        return shaper(cls.shown(members), told)

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
    """A value made of several columns of a row; declares them in `columns`.

    `shape` gives the function that makes it.
    """

    columns: tuple[str, ...] = ()

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, row: dict):
        return row

    def shape(self, name: str, told: Told) -> Shape:
        """What makes the value of a row; `name` is what the field is called."""
        raise NotImplementedError

    @cached_property
    def made(self) -> Shape:
        """The same, in the serializer that the field is of."""
        return self.shape(self.source, told_by(self.context))

    def to_representation(self, row: dict):
        return self.made(row)


class CodeField(serializers.ChoiceField):
    """A code of a closed list, from a column or worked out from several."""

    is_as_it_is = True

    def __init__(self, codes: type[Code], **kwargs):
        super().__init__(codes.choices(), read_only=True, **kwargs)


class DerivedCode(CodeField):
    """A code that is worked out from a row for the day asked about."""

    columns: tuple[str, ...] = ()
    is_as_it_is = False

    def get_attribute(self, row: dict):
        return self.derive(row, self.context["clocks"])

    def derive(self, row: dict, clocks):
        """The code, or None."""
        raise NotImplementedError

    def shape(self, name: str, told: Told) -> Shape:
        return lambda row: self.derive(row, told.clocks)


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


def told_by(context: dict) -> Told:
    """What a serializer's context says of a reply."""
    return Told(context.get("clocks"), telling(context))


@extend_schema_field({"type": "string"})
class TextField(RowField):
    """A text kept in several languages, in the one asked for if it has it; null where none has."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.prefix, self.columns = prefix, text_columns(prefix)

    def shape(self, name: str, told: Told) -> Shape:
        text = told.telling.reader(self.prefix)
        return lambda row: text(row) or None


@extend_schema_field(NamesSchema)
class NamesField(RowField):
    """A text in every language."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.columns = text_columns(prefix)

    def shape(self, name: str, told: Told) -> Shape:
        pairs = list(zip(LANGUAGES, self.columns, strict=True))
        return lambda row: {language: row[column] or None for language, column in pairs}


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
    return referring(prefix, telling)(row)


def referring(prefix: str, telling: Telling) -> Shape:
    """What makes such objects of rows."""
    column, text = f"{prefix}slug", telling.reader(f"{prefix}name")
    return lambda row: None if row[column] is None else {"slug": row[column], "name": text(row)}


def referring_to_source(slug: str, title: str) -> Shape:
    """What makes such objects of rows with a source: its title has one language."""
    return lambda row: {"slug": row[slug], "name": row[title]}


@extend_schema_field(ReferenceSchema)
class ReferenceField(RowField):
    """A linked row by slug and name; `prefix` is the way to it, such as `milestone__`."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.prefix = prefix
        self.columns = (f"{prefix}slug", *text_columns(f"{prefix}name"))

    def shape(self, name: str, told: Told) -> Shape:
        return referring(self.prefix, told.telling)


@extend_schema_field(ReferenceSchema)
class SourceReferenceField(RowField):
    """A source by slug and title."""

    def __init__(self, prefix: str = "source__", **kwargs):
        super().__init__(**kwargs)
        self.columns = (f"{prefix}slug", f"{prefix}title")

    def shape(self, name: str, told: Told) -> Shape:
        return referring_to_source(*self.columns)


class LinkField(RowField):
    """A linked row: by slug and name, or whole where `expand` names it and it was public."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(**kwargs)
        self.prefix, self.columns = prefix, ReferenceField(prefix).columns

    def shape(self, name: str, told: Told) -> Shape:
        small, large = self.small(told), None
        held = whole(name)

        def shape(row: dict) -> dict | None:
            nonlocal large
            if (linked := row.get(held)) is None:
                return small(row)
            large = large or EXPANSIONS[name].serializer.shaper(told)
            return large(linked)

        return shape

    def small(self, told: Told) -> Shape:
        """What names the linked row; None where nothing is linked."""
        return referring(self.prefix, told.telling)


class SourceLinkField(LinkField):
    """A source: by slug and title, or whole."""

    def __init__(self, prefix: str = "source__", **kwargs):
        super().__init__(prefix, **kwargs)
        self.columns = SourceReferenceField(prefix).columns

    def small(self, told: Told) -> Shape:
        return referring_to_source(*self.columns)


@extend_schema_field(ReferenceSchema)
class AttachedReferenceField(ReferenceField):
    """A linked row that the view puts into the row, as a row of the columns below `prefix`."""

    def __init__(self, prefix: str, **kwargs):
        super().__init__(prefix, **kwargs)
        self.columns = ()

    def shape(self, name: str, told: Told) -> Shape:
        refer = super().shape(name, told)
        return lambda row: None if row[name] is None else refer(row[name])


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

    def shape(self, name: str, told: Told) -> Shape:
        read, clocks = itemgetter(*self.columns), told.clocks

        def shape(row: dict) -> dict | None:
            uuid, summary, announced_on, recorded_at = read(row)
            if uuid is None or announced_on > clocks.day or recorded_at > clocks.recorded_as_of:
                return None
            return {"id": uuid, "name": summary}

        return shape


class KnownTextField(serializers.CharField):
    """A text that is null where the source gives none."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value: str) -> str | None:
        return value or None

    def shape(self, name: str, told: Told) -> Shape:
        """What makes the text of a row."""
        return lambda row: row[name] or None
