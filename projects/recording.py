"""The write path: record, correct and withdraw statements.

The only way in which statements change, from the API, the admin and commands alike. Each call
belongs to a revision; the versions that follow change at its end, in the same transaction.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from projects import projection
from projects.folding import CycleError, anchors_first
from projects.models import Milestone, Observation, Participation, Place, Statement
from sources.clock import day_of
from sources.revisions import FOREVER, current

Evidence = Observation | Participation | Place
NOT_GIVEN = ["seq", "fold_position", "recorded_at", "corrects", "revision"]


@transaction.atomic
def record(statement: Statement, evidence: Iterable[Evidence] = ()) -> Statement:
    """Record an unsaved statement and what hangs on it.

    Raises `ValidationError` by field, with nothing written.
    """
    check(statement, day_of(current().at))
    return _write(statement, evidence)


@transaction.atomic
def correct(
    wrong: Statement, right: Statement, reason: str, evidence: Iterable[Evidence] = ()
) -> Statement:
    """Put a statement recorded wrongly right: withdraw it and record another in its place.

    Raises `ValidationError` by field, with nothing written.
    """
    wrong = _still_live(wrong)
    right.corrects = wrong
    check(right, day_of(current().at))
    withdraw(wrong, reason)
    return _write(right, evidence)


def withdraw(statement: Statement, reason: str) -> None:
    """Take back a statement that should not have been recorded; it stays, with the reason.

    Raises `ValidationError` when it is withdrawn already or no fitting reason is given.
    """
    statement = _still_live(statement)
    statement.withdrawn_at = current().at
    statement.withdrawal_reason = _fitting(reason)
    statement.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    _refold(statement)


def check(statement: Statement, day: date) -> None:
    """Raise `ValidationError`, by field, unless `statement` can be recorded on `day`."""
    # Constraints would be a query each, and say by row what `clean` says by field.
    statement.full_clean(exclude=NOT_GIVEN, validate_constraints=False)
    check_day(statement, day)
    _check_anchors(statement)


def check_day(statement: Statement, day: date) -> None:
    """Raise `ValidationError` when `statement` becomes public only after `day`."""
    if statement.announced_on > day:
        raise ValidationError(
            {"announced_on": f"Not public yet: give a day no later than today, {day}."}
        )


def _check_anchors(statement: Statement) -> None:
    if not statement.due_within_of_id:
        return
    live = Statement.objects.live().filter(initiative=statement.initiative_id)
    waiting = live.exclude(due_within_of=None).exclude(pk=statement.corrects_id)
    try:
        anchors_first([*(other.said for other in waiting), statement.said])
    except CycleError as error:
        slugs = dict(Milestone.objects.filter(pk__in=error.path).values_list("pk", "slug"))
        path = " → ".join(slugs[milestone] for milestone in error.path)
        raise ValidationError(
            {"due_within_of": f"Deadlines would wait for each other: {path}."}
        ) from error


def _write(statement: Statement, evidence: Iterable[Evidence]) -> Statement:
    statement.seq = (Statement.objects.aggregate(Max("seq"))["seq__max"] or 0) + 1
    statement.fold_position = _fold_position(statement)
    statement.recorded_at = current().at
    statement.save(force_insert=True)
    for row in evidence:
        row.statement = statement
        row.full_clean()
        row.save(force_insert=True)
    _refold(statement)
    return statement


def _fold_position(statement: Statement) -> int:
    wrong = statement.corrects
    if wrong and wrong.announced_on == statement.announced_on:
        return wrong.fold_position
    return statement.seq


def _fitting(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise ValidationError({"reason": "Say why: a withdrawal keeps its reason."})
    try:
        return Statement._meta.get_field("withdrawal_reason").clean(text, None)
    except ValidationError as error:
        raise ValidationError({"reason": error}) from error


def _still_live(statement: Statement) -> Statement:
    stored = Statement.objects.get(pk=statement.pk)
    if stored.withdrawn_at != FOREVER:
        raise ValidationError(f"Statement {stored.uuid} is withdrawn already.")
    return stored


def _refold(statement: Statement) -> None:
    initiative = statement.initiative_id
    current().at_end[initiative] = lambda: projection.refold(initiative)
