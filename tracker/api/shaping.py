"""Rows to what replies hold, without a serializer for each reply.

Serializers declare what rows are made of. Here their fields are asked, once a reply, for functions
of a row: each field of ours has such a function, and its serializer uses the same one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
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
    display, makers = _plan(tuple(fields.items()))
    return display(*[make(told) for make in makers])


@lru_cache(maxsize=512)
def _plan(
    fields: tuple[tuple[str, serializers.Field], ...],
) -> tuple[Callable[..., Shape], list[Callable[[Told], Shape]]]:
    """What every reply does alike with declared fields, and what makes those that differ."""
    columns = tuple((name, column_of(name, field)) for name, field in fields)
    makers = [_maker(name, field) for name, field in fields if column_of(name, field) is None]
    return _display(columns), makers


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


def _maker(name: str, field: serializers.Field) -> Callable[[Told], Shape]:
    """What makes, for a reply, what makes a member that is no column of the row as it is."""
    column = field.source or name
    if hasattr(field, "shape"):
        return partial(field.shape, column)
    if isinstance(field, serializers.ListSerializer):
        return lambda told: _each(column, shaper(shown(field.child), told))
    if is_object(field):
        return lambda told: _known(column, shaper(shown(field), told))
    return lambda told: _known(column, field.to_representation)


def _each(column: str, make: Shape) -> Shape:
    return lambda row: [make(each) for each in row[column]]


def _known(column: str, make: Shape) -> Shape:
    return lambda row: None if (value := row[column]) is None else make(value)


def is_object(field: serializers.Field) -> bool:
    """Whether a field is a serializer of what the row holds."""
    return isinstance(field, serializers.Serializer)


def shown(serializer: serializers.Serializer) -> Mapping[str, serializers.Field]:
    """The fields of a serializer within another."""
    of_rows = getattr(serializer, "shown", None)
    return of_rows() if of_rows else serializer._declared_fields
