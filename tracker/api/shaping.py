"""Rows to what replies hold, without a serializer for each reply.

Serializers declare what rows are made of. Here their fields are asked, once a reply, for functions
of a row: each field of ours has such a function, and its serializer uses the same one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from rest_framework import serializers

from tracker.api.as_of import Clocks
from tracker.api.languages import Telling

Row = dict[str, Any]
Shape = Callable[[Row], Any]

# What these make of a value is what the renderer makes of it.
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
    members = [(name, shape_of(name, field, told)) for name, field in fields.items()]
    return lambda row: {name: member(row) for name, member in members}


def shape_of(name: str, field: serializers.Field, told: Told) -> Shape:
    """What makes one member of a row."""
    column = field.source or name
    if hasattr(field, "shape"):
        return field.shape(column, told)
    if type(field) in AS_IT_IS:
        return itemgetter(column)
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
