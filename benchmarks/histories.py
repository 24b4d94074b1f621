"""The states that history keeps of rows that describe, from the rows themselves."""

from functools import cache

from django.db import models

from benchmarks.templates import Row, places

Model = type[models.Model]
CREATION = "+"


def state(model: Model, row: Row, **beside) -> Row:
    """What history keeps of a row as it is created; `beside` has what is not in the row."""
    return [beside.get(name) if place is None else row[place] for name, place in _origins(model)]


@cache
def _origins(model: Model) -> list[tuple[str, int | None]]:
    """The columns of a model's history, each with its place in the model's own, if any."""
    own = places(model)
    kept = model.history.model._meta.concrete_fields
    return [(field.attname, own.get(field.attname)) for field in kept]
