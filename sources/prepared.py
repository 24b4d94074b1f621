"""What a database may plan once for all values: queries that come again in the same words."""

from collections.abc import Callable
from typing import Any

from django.db.models.lookups import Exact, In
from django.db.models.sql import AND, Query
from django.db.models.sql.where import WhereNode


def preparing(connection) -> Callable:
    """What makes a cursor that prepares its queries, of a backend that has such; else a plain one.

    Ours for PostgreSQL has.
    """
    return getattr(connection, "preparing_cursor", connection.cursor)


def is_by_key(query: Query) -> bool:
    """Whether rows are looked up by keys, or by what rows of keys say, and not read page by page.

    One plan then serves all values. Of days that it does not know a plan supposes anything, and
    what is best for a page hangs on how many rows they leave.
    """
    return query.high_mark in (None, 1) and _has_key(query.where)


def _has_key(condition: Any) -> bool:
    if isinstance(condition, WhereNode):
        met = condition.connector == AND and not condition.negated
        return met and any(map(_has_key, condition.children))
    if not isinstance(condition, Exact | In) or not _is_known(condition):
        return False
    field = getattr(condition.lhs, "target", None)
    return field is not None and (field.unique or field.is_relation)


def _is_known(condition: Exact | In) -> bool:
    """Whether what a column is compared with is given, or looked up by keys first."""
    value = condition.rhs
    if isinstance(value, Query):
        return not value.annotations and is_by_key(value)
    return condition.rhs_is_direct_value()
