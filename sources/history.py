"""What descriptive rows were: a state of each row for every revision that wrote it.

The tables are those of django-simple-history. They are filled when a revision ends, from the log
of what it changed, and not by signals: so writes in bulk leave history as well, and who, when and
why are the revision's own. Statements need none: they never change.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from sources.codes import ChangeAction

Model = type[models.Model]
Row = tuple[Model, Any]  # a row by its model and primary key
AT_ONCE = 500  # rows asked for in one query
TYPES = {ChangeAction.CREATED: "+", ChangeAction.CHANGED: "~", ChangeAction.DELETED: "-"}


class History(HistoricalRecords):
    """Keeps the history of a model, with `columns_beside`: what its parts say of a row."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "inherit": True,
                "excluded_fields": ["words"],  # what is made of the others, to search
                "no_db_index": ["initiative", "publisher", "slug"],  # looked up by row, or revision
                "history_id_field": models.BigAutoField(),
                "history_change_reason_field": models.CharField(max_length=500, null=True),
                **kwargs,
            }
        )

    def get_extra_fields(self, model, fields):
        return {**super().get_extra_fields(model, fields), **model.columns_beside()}

    def get_meta_options(self, model):
        # Who may see a row may see what it was; nobody writes it.
        return {**super().get_meta_options(model), "default_permissions": ()}

    def post_save(self, *args, **kwargs):
        """Nothing: see `keep`."""

    def post_delete(self, *args, **kwargs):
        """Nothing: see `keep`."""


def is_kept_of(model: Model) -> bool:
    """Whether history is kept of a model's rows."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def states_of(model: Model, rows: Iterable[models.Model]) -> dict[Any, models.Model]:
    """What rows of a model are now: unsaved states, by primary key."""
    states = {row.pk: row for row in rows}
    beside = model.beside(states)
    columns = [field.attname for field in model.history.model.tracked_fields]
    return {
        key: model.history.model(
            **{column: getattr(row, column) for column in columns}, **beside.get(key, {})
        )
        for key, row in states.items()
    }


def keep(revision, changed: Mapping[Row, ChangeAction], last: Mapping[Row, models.Model]) -> None:
    """Write down what rows are since a revision; of those that it deleted, the `last` state."""
    for model in {model for model, _ in changed if is_kept_of(model)}:
        actions = {key: action for (of_model, key), action in changed.items() if of_model is model}
        there = [key for key, action in actions.items() if action != ChangeAction.DELETED]
        states = {key: last[model, key] for key in actions.keys() - there}
        for start in range(0, len(there), AT_ONCE):
            rows = model._base_manager.in_bulk(there[start : start + AT_ONCE])
            states |= states_of(model, rows.values())
        for key, state in states.items():
            state.revision_id = revision.number
            state.history_type = TYPES[actions[key]]
            state.history_date = revision.at
            state.history_user_id = revision.user_id
            state.history_change_reason = revision.reason
        ordered = [states[key] for key in sorted(states)]
        model.history.model.objects.bulk_create(ordered, batch_size=AT_ONCE)
