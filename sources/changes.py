"""What changed, in the order of revisions: the log that mirrors follow.

A revision notes what it writes as it goes, and lists it once, at its end. What is listed is read
from the tables: each row knows the last revision that wrote it, so that no write in bulk is missed
and none that was rolled back is listed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any

from django.db import models

from sources import compiled, history, row_writes
from sources.codes import ChangeAction
from sources.inputs import Free

Model = type[models.Model]
NAMED_AT_ONCE = 100
Row = tuple[Model, Any]  # a row by its model and primary key


class Change(models.Model):
    """One row that one revision created, changed, withdrew or deleted."""

    # Indexed by the constraint below.
    revision = models.ForeignKey(
        "sources.Revision", models.PROTECT, related_name="changes", db_index=False
    )
    position = models.PositiveIntegerField(help_text="Its place within the revision, from 1.")
    action = models.CharField(max_length=10, choices=ChangeAction.choices())
    resource = models.CharField(max_length=20, help_text="The name of the row's model.")
    row = models.BigIntegerField(help_text="The row's primary key.")
    key = models.CharField(max_length=80, help_text="The row's name in addresses.")

    class Meta:
        ordering = ["revision_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "position"], name="one_change_a_place_in_a_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}.{self.position}: {self.resource} {self.key} {self.action}"


class Written:
    """What a revision under way has written.

    Models say by what their rows are named in addresses (`named_by`), what they are part of
    (`part_of`), and which column says when a row was withdrawn (`withdrawn_column`).
    """

    def __init__(self) -> None:
        self._models: set[Model] = set()
        self._changed: set[Model] = set()  # those of which not only new rows were written
        self._created: set[Row] = set()
        # By their names in addresses: rows that were deleted, and rows that lost a part.
        self._deleted: dict[Row, str] = {}
        self._parted: dict[Row, str] = {}
        # What rows of which history is kept were before they were deleted.
        self._last: dict[Row, models.Model] = {}

    @property
    def kinds(self) -> list[Model]:
        """The models of which rows were written, or lost a part."""
        parted = {model for model, _ in self._parted}
        return sorted(self._models | parted, key=lambda model: model._meta.label)

    def rows(self, model: Model, number: int) -> set[Any]:
        """The keys of rows that were written in the revision of this number, or lost a part."""
        written = model._base_manager.filter(revision=number).values_list("pk", flat=True)
        return {*written, *(key for of_model, key in self._parted if of_model is model)}

    def note(self, model: Model, created: Sequence[Any] = ()) -> None:
        """Remember that rows of a model were written, and the primary keys of new ones."""
        self._models.add(model)
        if not created:
            self._changed.add(model)
        self._created.update((model, key) for key in created)

    def note_deletion(self, rows: models.QuerySet) -> None:
        """Remember rows that are about to be deleted."""
        whole, way = _whole(rows.model)
        noted = self._parted if way else self._deleted
        for key, name in rows.values_list(f"{way}pk", f"{way}{whole.named_by}"):
            noted[whole, key] = str(name)
        if not way and history.is_kept_of(whole):
            states = history.states_of(whole, rows)
            self._last |= {(whole, key): state for key, state in states.items()}

    def keep(self, revision: models.Model) -> None:
        """Write down what a revision has changed, and what the rows were or are."""
        number, at = revision.number, revision.at
        gone = self._gone()
        changed = {row: (name, ChangeAction.CHANGED) for row, name in self._parted.items()}
        for model in self._models:
            changed |= self._written(model, number, at)
        changed = {row: told for row, told in changed.items() if row not in gone}
        deleted = {row: (name, ChangeAction.DELETED) for row, name in gone.items()}
        # Deletions first: another row may have taken the name since.
        changes = [*reversed(in_order(deleted)), *in_order(changed)]
        if changes:
            listed = [
                {"revision_id": number, "position": position, **columns}
                for position, columns in enumerate(changes, 1)
            ]
            row_writes.insert_values(Change, listed)
        actions = {row: action for row, (_, action) in (changed | deleted).items()}
        history.keep(revision, actions, self._last)

    def _written(
        self, model: Model, number: int, at: datetime
    ) -> dict[Row, tuple[str, ChangeAction]]:
        """The rows of a model that were written; for parts, what they are part of."""
        whole, _ = _whole(model)
        created = [key for of_model, key in self._created if of_model is model]
        are_all = model not in self._changed and len(created) <= NAMED_AT_ONCE
        # Looked up by key: what a database knows of the rows of a revision, after a load of many
        # in one, may have it read them all.
        keys = created if are_all else None
        asked = _in_revision, model, Free(number), Free(keys)
        is_usual = len(created) <= row_writes.FEW
        found = {}
        for row in compiled.rows(_in_revision, *asked) if is_usual else compiled.plain(*asked):
            key, name, *ended = row.values()
            action = ChangeAction.WITHDRAWN if at in ended else ChangeAction.CHANGED
            is_new = (whole, key) in self._created
            found[whole, key] = str(name), ChangeAction.CREATED if is_new else action
        return found

    def _gone(self) -> dict[Row, str]:
        """The rows that were there before and are there no more."""
        there = {
            (model, key)
            for model in {model for model, _ in self._deleted}
            for key in model._base_manager.in_bulk(
                [key for of_model, key in self._deleted if of_model is model]
            )
        }
        gone = self._deleted.keys() - there - self._created
        return {row: self._deleted[row] for row in gone}


def _in_revision(model: Model, number: int, keys: list | None) -> models.QuerySet:
    """Key, name and end of the rows of a revision, or of what they are part of."""
    whole, way = _whole(model)
    rows = model._base_manager.filter(revision=number).order_by()
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    if way:
        # Those that were written themselves are found as such.
        rows = rows.exclude(**{f"{way}revision": number})
    columns = ["pk", whole.named_by, whole.withdrawn_column]
    return rows.values(*(f"{way}{each}" for each in columns if each))


def _whole(model: Model) -> tuple[Model, str]:
    """The model that rows of a model are listed as, and the way there from one of them."""
    if model.part_of is None:
        return model, ""
    return model._meta.get_field(model.part_of).related_model, f"{model.part_of}__"


def in_order(rows: Mapping[Row, tuple[str, ChangeAction]]) -> list[dict[str, Any]]:
    """The columns of a change for each row, by name and action: what is referred to comes first."""
    models_of = referred_first(frozenset(model for model, _ in rows))
    places = {model: place for place, model in enumerate(models_of)}
    return [
        {"resource": model._meta.model_name, "row": key, "key": name, "action": action}
        for (model, key), (name, action) in sorted(
            rows.items(), key=lambda pair: (places[pair[0][0]], pair[0][1])
        )
    ]


@lru_cache(maxsize=256)
def referred_first(some: frozenset[Model]) -> tuple[Model, ...]:
    """Some models, each behind those that it refers to, and else by their names."""
    ordered = sorted(some, key=lambda model: model._meta.label)
    linked = {
        model: {field.related_model for field in model._meta.concrete_fields if field.is_relation}
        for model in ordered
    }
    return tuple(
        TopologicalSorter(
            {model: (linked[model] & linked.keys()) - {model} for model in ordered}
        ).static_order()
    )
