"""Edits of a descriptive row in words: who, when and why, and what each field was and became."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.history import TYPES
from sources.revisions import Revision

NOT_TOLD = {"id", "revision"}
NOTHING = "–"
KINDS = {type_: action for action, type_ in TYPES.items()}
Names = Mapping[type[models.Model], Mapping[Any, models.Model]]


@dataclass(frozen=True)
class Difference:
    """One field of a row, before and after an edit, in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    """What one revision did to a row; `kind` is a code of `ChangeAction`."""

    revision: Revision
    kind: str
    is_first: bool
    differences: Sequence[Difference]


def edits_of(model: type[models.Model], key: Any, since: int | None = None) -> list[Edit]:
    """The edits of a row, newest first; only those `since` a revision, if one is named.

    Costs the same however many there are. A row that is there no more has its history still.
    """
    states = model.history.model.objects.filter(**{model._meta.pk.attname: key})
    ordered = list(states.select_related("revision__user").order_by("revision_id", "history_id"))
    if not ordered:
        return []
    fields = told_fields(model)
    names = linked_names(fields, ordered)
    made = [_edit(None, ordered[0], fields, names)]
    made += [_edit(before, after, fields, names) for before, after in pairwise(ordered)]
    return [edit for edit in reversed(made) if since is None or edit.revision.number > since]


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a row's history that an editor cares for."""
    kept = model.history.model._meta
    own = [field.name for field in model.history.model.tracked_fields]
    return [
        kept.get_field(name) for name in (*own, *model.columns_beside()) if name not in NOT_TOLD
    ]


def linked_names(fields: Iterable[models.Field], states: Iterable[models.Model]) -> Names:
    """The rows that states of a row link to, by model and key."""
    found = {}
    for field in fields:
        if field.is_relation:
            keys = {getattr(state, field.attname) for state in states} - {None}
            found[field.related_model] = field.related_model.objects.in_bulk(keys)
    return found


def _edit(
    before: models.Model | None, after: models.Model, fields: Sequence[models.Field], names: Names
) -> Edit:
    told = []
    for field in fields:
        old = None if before is None else getattr(before, field.attname)
        new = getattr(after, field.attname)
        if old != new and (before is not None or new not in ("", None, False)):
            words = in_words(field, old, names), in_words(field, new, names)
            told.append(Difference(field.name, str(field.verbose_name), *words))
    return Edit(after.revision, KINDS[after.history_type], before is None, told)


def in_words(field: models.Field, value: Any, names: Names) -> str:
    """The value of a field as an editor knows it."""
    if value is None or value == "":
        return NOTHING
    if field.is_relation:
        return str(names[field.related_model].get(value) or f"#{value}")
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return value.isoformat() if isinstance(value, date) else str(value)
