"""A few rows, written without the ORM writing SQL for them.

It makes the SQL of an INSERT or UPDATE anew each time, which takes longer than running it. Values
go through the fields, as they do in the ORM, but for those that fields leave as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.sql import InsertQuery

from sources.fields import EarliestField, EdtfField, LatestField
from sources.prepared import preparing

FEW = 4  # more of them are cheaper in one statement
# Values of one type that their fields need not be asked how to write: a text or a flag as it is, a
# day as the database has days, and a number as it is where the database does not tell their sizes.
OF_TYPES: dict[type[models.Field], type] = {
    **dict.fromkeys([models.CharField, models.TextField, EdtfField], str),
    **dict.fromkeys([models.DateField, EarliestField, LatestField], date),
    **dict.fromkeys([models.BigAutoField, models.BigIntegerField, models.IntegerField], int),
    **dict.fromkeys([models.PositiveIntegerField, models.PositiveSmallIntegerField], int),
    models.BooleanField: bool,
}
Model = type[models.Model]
PLAIN_NUMBERS = BaseDatabaseOperations.adapt_integerfield_value
Kinds = list[tuple[models.Field, type | None]]


def insert(model: Model, rows: Sequence[models.Model]) -> None:
    """Write new rows, in a transaction; keys that the database makes are not read back."""
    alias = router.db_for_write(model)
    if len(rows) > FEW:
        models.QuerySet(model, using=alias).bulk_create(rows)
        return
    _insert(model, alias, rows, lambda field, row: field.pre_save(row, True))
    for row in rows:
        row._state.adding, row._state.db = False, alias


def insert_values(model: Model, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same of rows that are given by their columns: all of them, but for made keys."""
    alias = router.db_for_write(model)
    if len(rows) > FEW:
        models.QuerySet(model, using=alias).bulk_create(model(**row) for row in rows)
        return
    _insert(model, alias, rows, lambda field, row: row[field.attname])


def _insert(
    model: Model, alias: str, rows: Sequence, value_of: Callable[[models.Field, Any], Any]
) -> None:
    connection = connections[alias]
    sql, of_row, fields = _insertion(model, alias, connection.vendor)
    # Of a statement with several rows SQLite copies each page before it is written to, since the
    # last of them may be refused.
    at_once = 1 if connection.vendor == "sqlite" else len(rows)
    with preparing(connection)() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            params = [
                _written(field, kind, value_of(field, row), connection)
                for row in some
                for field, kind in fields
            ]
            cursor.execute(sql + of_row + f", {of_row}" * (len(some) - 1), params)


def _written(field: models.Field, kind: type | None, value: Any, connection) -> Any:
    """What is bound for a value; `kind` is the type of those that its field need not look at."""
    if kind and value is None:
        return None
    if type(value) is not kind:
        return field.get_db_prep_save(value, connection)
    return connection.ops.adapt_datefield_value(value) if kind is date else value


def update(model: Model, keys: Sequence[Any], **values: Any) -> None:
    """Set columns of the rows with these keys, in a transaction."""
    alias = router.db_for_write(model)
    if len(keys) > FEW:
        models.QuerySet(model, using=alias).filter(pk__in=keys).update(**values)
        return
    connection = connections[alias]
    sql, fields = _updating(model, tuple(values), alias, connection.vendor)
    params = [
        _written(field, kind, value, connection)
        for (field, kind), value in zip(fields, values.values(), strict=True)
    ]
    with preparing(connection)() as cursor:
        for key in keys:
            cursor.execute(sql, [*params, model._meta.pk.get_db_prep_save(key, connection)])


@lru_cache
def _updating(model: Model, names: tuple[str, ...], alias: str, vendor: str) -> tuple[str, Kinds]:
    """The SQL of an UPDATE of one row, and the fields of some names, with their kinds."""
    ops = connections[alias].ops
    fields = [model._meta.get_field(name) for name in names]
    told = ", ".join(f"{ops.quote_name(field.column)} = %s" for field in fields)
    key_is = f"{ops.quote_name(model._meta.pk.column)} = %s"
    sql = f"UPDATE {ops.quote_name(model._meta.db_table)} SET {told} WHERE {key_is}"  # noqa: S608 (names of ours)
    return sql, [(field, _kind(field, ops)) for field in fields]


@lru_cache
def _insertion(model: Model, alias: str, vendor: str) -> tuple[str, str, Kinds]:
    """The SQL of an INSERT up to its rows, that of one row, and its fields, with their kinds."""
    ops = connections[alias].ops
    fields = [
        field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)
    ]
    query = InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    ((sql, _),) = query.get_compiler(alias).as_sql()
    place = sql.rindex("(")
    return sql[:place], sql[place:], [(field, _kind(field, ops)) for field in fields]


def _kind(field: models.Field, ops: BaseDatabaseOperations) -> type | None:
    """The type of values that a field, or the one that it links to, need not be asked about."""
    if field.is_relation:
        return _kind(field.target_field, ops)
    kind = OF_TYPES.get(type(field))
    tells_sizes = type(ops).adapt_integerfield_value is not PLAIN_NUMBERS
    return None if kind is int and tells_sizes else kind
