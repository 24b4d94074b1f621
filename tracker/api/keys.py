"""What a list is ordered by, column by column, and how a database finds a place in that order.

Rows without a value come last, whichever way a column is ordered. So that plain indexes serve such
an order, a list that is first ordered by such a column is read in two parts: the rows that have a
value, and then the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, reduce
from typing import Self

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    Field,
    Model,
    Q,
    Value,
)
from django.db.models.functions import NullIf

from sources.dates import FIRST_DAY, LAST_DAY
from sources.fields import LatestField

# Of an index, SQLite reads the rows without a value too unless a bound says where the others begin.
LEAST_INTEGER = -(2**31)


@dataclass(frozen=True)
class Key:
    """One column that a list is ordered by; `may_lack`: some rows may have no value in it."""

    column: str
    field: Field
    descending: bool
    may_lack: bool

    @classmethod
    @cache
    def of(cls, model: type[Model], column: str) -> Self:
        """The key that a column's name stands for, descending behind a minus."""
        name, descending = column.removeprefix("-"), column.startswith("-")
        field = _field(model, name)
        # What stands for an open end is the last day there is: it only has to be told apart where
        # it would come first.
        may_lack = field.null or (descending and isinstance(field, LatestField))
        return cls(name, field, descending, may_lack)

    @property
    def some(self) -> Q:
        """Rows that have a value."""
        if self.field.null:
            return Q(**{f"{self.column}__gte": LEAST_INTEGER})
        return Q(**{f"{self.column}__lt": LAST_DAY})

    @property
    def none(self) -> Q:
        """Rows that have none."""
        return self.equals(None if self.field.null else LAST_DAY)

    def lacks(self, value: object) -> bool:
        """Whether a value of the column says that there is none."""
        return self.may_lack and value == (None if self.field.null else LAST_DAY)

    def ordering(self, backward: bool):
        """How the database is to order by it."""
        column = F(self.column)
        # Said only where it matters: an index knows nothing of it.
        nulls = {}
        if self.may_lack:
            nulls = {"nulls_first": True} if backward else {"nulls_last": True}
            column = column if self.field.null else NullIf(column, Value(LAST_DAY))
        return column.desc(**nulls) if self.descending != backward else column.asc(**nulls)

    def beyond(self, value: object, backward: bool) -> Q:
        """Rows that come behind a value or, `backward`, before it."""
        if self.lacks(value):
            return self.some if backward else Q(pk__in=())
        comparison = "lt" if self.descending != backward else "gt"
        beyond = Q(**{f"{self.column}__{comparison}": value})
        if not self.may_lack:
            return beyond
        return beyond & self.some if backward else beyond | self.none

    def equals(self, value: object) -> Q:
        """Rows that have the value."""
        return Q(**{f"{self.column}__isnull": True} if value is None else {self.column: value})

    @property
    def hint(self) -> Q:
        """A condition that every row meets, for the first key where there is no bound.

        With it SQLite begins with a linked table, or with the rows themselves, or prefers the
        smaller of two indexes.
        """
        if self._is_day and not self._is_linked:
            return Q(**{f"{self.column}__gte": FIRST_DAY})
        if isinstance(self.field, AutoField):
            return Q(**{f"{self.column}__gte": 0})
        is_linked_text = self._is_linked and isinstance(self.field, CharField)
        return self._led(Q(**{f"{self.column}__gte": ""})) if is_linked_text else Q()

    def bound(self, value: object, backward: bool) -> Q:
        """A plain bound that an index can start from, for the first key of several."""
        comparison = "lte" if self.descending != backward else "gte"
        bound = Q(**{f"{self.column}__{comparison}": value})
        return self._led(bound) if self._is_linked else bound

    @property
    def _is_day(self) -> bool:
        return self.field.get_internal_type() == "DateField"

    @property
    def _is_linked(self) -> bool:
        return "__" in self.column

    @staticmethod
    def _led(condition: Q) -> Q:
        return Q(Unlikely(condition, output_field=BooleanField()))


class Unlikely(ExpressionWrapper):
    """A condition that SQLite takes for rarely met.

    It then begins with the index of a linked table's column, which has the order asked for;
    otherwise it reads the list's own table whole, and sorts it.
    """

    def as_sqlite(self, compiler, connection):
        sql, params = self.as_sql(compiler, connection)
        return f"unlikely({sql})", params


def _field(model: type[Model], path: str) -> Field:
    field: Field | None = None
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model or model
    if field is None:
        raise FieldDoesNotExist(path)
    return field.target_field if field.is_relation else field


@dataclass(frozen=True)
class Part:
    """Rows of a list that lie together in its order, and what those are ordered by.

    `of` are the keys of the list; without the first, if no row of this part has a value in it.
    """

    rows: Q
    keys: Sequence[Key]
    of: Sequence[Key]

    @property
    def _lacking(self) -> int:
        return len(self.of) - len(self.keys)

    def holds(self, values: Sequence) -> bool:
        """Whether a row with these values of the list's keys is in it."""
        return self.of[0].lacks(values[0]) == bool(self._lacking)

    def beyond(self, values: Sequence, backward: bool) -> Q:
        """The rows that come behind the values of all keys of the list or, `backward`, before."""

        def behind(rest: Q, pair: tuple[Key, object]) -> Q:
            key, value = pair
            return key.beyond(value, backward) | (key.equals(value) & rest)

        pairs = list(zip(self.keys, values[self._lacking :], strict=True))
        tie, value = pairs[-1]
        beyond = reduce(behind, reversed(pairs[:-1]), tie.beyond(value, backward))
        first, value = pairs[0]
        return beyond if first.may_lack else first.bound(value, backward) & beyond


def parts(keys: Sequence[Key]) -> list[Part]:
    """A list in the order of its keys, as parts that an index of the first key serves."""
    first, *rest = keys
    if not first.may_lack:
        return [Part(Q(), keys, keys)]
    return [
        Part(first.some, [replace(first, may_lack=False), *rest], keys),
        Part(first.none, rest, keys),
    ]


def written(value: object) -> object:
    """A value of a column as a cursor holds it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def read(key: Key, value: object) -> object:
    """The value of a column that a cursor holds. Raises `ValueError`."""
    if value is None and key.field.null:
        return None
    if type(value) not in (str, int):
        raise ValueError
    try:
        typed = key.field.clean(value, None)
        again = written(typed)
    except (ValidationError, OverflowError, TypeError) as error:
        raise ValueError from error
    if again != value:  # not as we write it
        raise ValueError
    return typed
