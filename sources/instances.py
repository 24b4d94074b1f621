"""Instances of models, read with SQL that is kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models, router

from sources import compiled
from sources.inputs import Free
from sources.row_writes import FEW

Model = type[models.Model]


def found(
    model: Model, column: str, keys: Sequence[Any], related: Sequence[str] = ()
) -> Iterator[models.Model]:
    """The rows that have one of some keys in a column, with those that they link to by `related`.

    The SQL is kept for few keys: each number of them would be a query of its own.
    """
    asked = _rows, model, column, tuple(related), Free(list(keys))
    rows = compiled.rows(_rows, *asked) if len(keys) <= FEW else compiled.plain(*asked)
    for row in rows:
        instance = _instance(model, row)
        for name in related:
            link = model._meta.get_field(name)
            is_linked = row[link.attname] is not None
            other = _instance(link.related_model, row, f"{name}__") if is_linked else None
            link.set_cached_value(instance, other)
        yield instance


def _rows(model: Model, column: str, related: tuple[str, ...], keys: list) -> models.QuerySet:
    linked = ((f"{name}__", model._meta.get_field(name).related_model) for name in related)
    columns = [f"{way}{name}" for way, each in [("", model), *linked] for name in _names(each)]
    rows = model._default_manager.filter(**{f"{column}__in": keys})
    return rows.order_by().values(*columns)


def _instance(model: Model, row: dict, way: str = "") -> models.Model:
    names = _names(model)
    return model.from_db(router.db_for_read(model), names, [row[f"{way}{name}"] for name in names])


def _names(model: Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
