"""Rows to what replies hold, without a serializer for each reply.

Serializers declare what rows are made of. Here their fields are asked, once a reply, for functions
of a row: each field of ours has such a function, and its serializer uses the same one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from rest_framework import serializers

from tracker.api.as_of import Clocks
from tracker.api.languages import Telling

Row = dict[str, Any]
Shape = Callable[[Row], Any]

# What these make of a value is what the renderer makes of it. Fields of ours say so of themselves
# by `is_as_it_is`.
AS_IT_IS = (
    serializers.BooleanField,
    serializers.CharField,
    serializers.DateField,
    serializers.IntegerField,
    serializers.UUIDField,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a reply is as of, and what tells its texts."""

    clocks: Clocks
    telling: Telling


def shaper(fields: Mapping[str, serializers.Field], told: Told) -> Shape:
    """What makes an object of a row: a member for each field."""
    plain, made = {}, []
    for name, field in fields.items():
        plain[name] = column_of(name, field)
        if plain[name] is None:
            made.append(shape_of(name, field, told))
    return _display(tuple(plain.items()))(*made)


@lru_cache(maxsize=512)
def _display(members: tuple[tuple[str, str | None], ...]) -> Callable[..., Shape]:
    """Makes a shape of those of the members that are no column of the row as it is.

    It is written as the source of a dictionary display, since a loop over the members takes as
    long as all that makes them. The names are those of our fields and columns.
    """
    makers = [f"make_{place}" for place, (_, column) in enumerate(members) if column is None]
    left = iter(makers)
    values = (
        f"{name!r}: {f'{next(left)}(row)' if column is None else f'row[{column!r}]'}"
        for name, column in members
    )
    source = f"lambda {', '.join(makers)}: lambda row: {{{', '.join(values)}}}"
    return eval(source, {"__builtins__": {}})  # noqa: S307 (nothing in it comes from outside)


def column_of(name: str, field: serializers.Field) -> str | None:
    """The column that a member is, None if it is made of some."""
    is_plain = type(field) in AS_IT_IS or getattr(field, "is_as_it_is", False)
    return (field.source or name) if is_plain else None


def shape_of(name: str, field: serializers.Field, told: Told) -> Shape:
    """What makes one member of a row."""
    column = field.source or name
    if (plain := column_of(name, field)) is not None:
        return itemgetter(plain)
    if hasattr(field, "shape"):
        return field.shape(column, told)
    if isinstance(field, serializers.ListSerializer):
        one = shaper(shown(field.child), told)
        return lambda row: [one(each) for each in row[column]]
    make = shaper(shown(field), told) if is_object(field) else field.to_representation
    return lambda row: None if (value := row[column]) is None else make(value)


def is_object(field: serializers.Field) -> bool:
    """Whether a field is a serializer of what the row holds."""
    return isinstance(field, serializers.Serializer)


def shown(serializer: serializers.Serializer) -> Mapping[str, serializers.Field]:
    """The fields of a serializer within another."""
    of_rows = getattr(serializer, "shown", None)
    return of_rows() if of_rows else serializer._declared_fields
