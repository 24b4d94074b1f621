"""Inputs of queries: the shape that they give a query, and the values that are only bound.

Days and instants are bound; texts and numbers are where they stand in a `Free`; all else is shape.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

# What stands for open bounds; conditions on them may be other ones.
BOUNDS = frozenset({date.min, date.max})
LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Free:
    """Texts and numbers that a query only binds; alone, or within lists, tuples and dicts."""

    value: Any


def spread(value: Any, leaves: list, is_free: bool = False) -> Hashable:
    """The shape of an input; what is free in it is put behind `leaves`, in order."""
    kind = type(value)
    if _is_leaf(value, kind, is_free):
        leaves.append(value)
        return kind
    if kind is Free:
        return spread(value.value, leaves, True)
    if kind is list or kind is tuple:
        if is_free and _are_numbers(value):
            leaves += value
            return kind, int, len(value)
        return kind, *[spread(each, leaves, is_free) for each in value]
    if kind is dict:
        return kind, *[(name, spread(each, leaves, is_free)) for name, each in value.items()]
    if is_dataclass(value):
        names = _names(kind)
        return kind, *[spread(getattr(value, name), leaves, is_free) for name in names]
    return kind, value


def gather(value: Any, leaves: Iterator, is_free: bool = False) -> Any:
    """An input with other free values in the place of its own, and without `Free` around it."""
    kind = type(value)
    if _is_leaf(value, kind, is_free):
        return next(leaves)
    if kind is Free:
        return gather(value.value, leaves, True)
    if kind is list or kind is tuple:
        return kind(gather(each, leaves, is_free) for each in value)
    if kind is dict:
        return {name: gather(each, leaves, is_free) for name, each in value.items()}
    if is_dataclass(value):
        return kind(*(gather(getattr(value, name), leaves, is_free) for name in _names(kind)))
    return value


def _are_numbers(values: list | tuple) -> bool:
    """Whether all are numbers, as keys of rows are; told apart at once, for there are many."""
    return set(map(type, values)) == {int}


def _is_leaf(value: Any, kind: type, is_free: bool) -> bool:
    if kind is date:
        return value not in BOUNDS
    if kind is datetime:
        return value.year != LAST_YEAR
    return is_free and (kind is int or kind is str or kind is UUID)


_names_of: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    if kind not in _names_of:
        _names_of[kind] = tuple(each.name for each in fields(kind))
    return _names_of[kind]


def other(leaf: Any, number: int, rehearsal: int) -> Any:
    """A value of a leaf's kind that no other leaf has, and that moves unlike all of them."""
    step = number * (rehearsal + 2)
    if isinstance(leaf, datetime):
        return datetime(2001 + rehearsal, 1, 1, tzinfo=UTC) + timedelta(minutes=step)
    if isinstance(leaf, date):
        return date(1700 + 50 * rehearsal, 1, 1) + timedelta(days=97 * step)
    if isinstance(leaf, int):
        return 1_000_003 + 500_000 * rehearsal + step
    if isinstance(leaf, UUID):
        return UUID(int=1_000_003 + 500_000 * rehearsal + step)
    return f"rehearsed {rehearsal} {number}"
