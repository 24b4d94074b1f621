"""The write path: record, correct and withdraw statements.

The only way in which statements change, from the API, the admin and commands alike. Each call
belongs to a revision; the versions that follow change at its end, in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet

from projects import kept
from projects.folding import CycleError, anchors_first
from projects.models import Milestone, Observation, Participation, Place, Statement
from projects.refolding import refold_at_end
from projects.timeline import Said
from sources import compiled
from sources.clock import day_of
from sources.inputs import Free
from sources.revisions import FOREVER, current
from sources.row_writes import FEW

Evidence = Observation | Participation | Place
NOT_GIVEN = ["seq", "uuid", "fold_position", "recorded_at", "corrects", "revision"]
OF_STATEMENT = ["statement", "initiative", "announced_on", "revision"]


@dataclass
class Entry:
    """An unsaved statement, what hangs on it, and the wrong one that it puts right, if any.

    `is_named`: its id was given, so that another statement may have it. `checked_on`: the day on
    which it was found, with all that hangs on it, to be good by itself; None if it was not looked
    at.
    """

    statement: Statement
    evidence: Sequence[Evidence] = ()
    wrong: Statement | None = None
    reason: str = ""
    is_named: bool = True
    checked_on: date | None = None


class RefusedError(Exception):
    """Entries that can't be recorded: what is wrong with each, by its place among all of them."""

    def __init__(self, errors: Mapping[int, ValidationError]) -> None:
        super().__init__(errors)
        self.errors = errors


# Recording


def record(statement: Statement, evidence: Iterable[Evidence] = ()) -> Statement:
    """Record an unsaved statement and what hangs on it.

    Raises `ValidationError` by field, with nothing written.
    """
    return _record_one(Entry(statement, list(evidence)))


def correct(
    wrong: Statement, right: Statement, reason: str, evidence: Iterable[Evidence] = ()
) -> Statement:
    """Put a statement recorded wrongly right: withdraw it and record another in its place.

    Raises `ValidationError` by field, with nothing written.
    """
    return _record_one(Entry(right, list(evidence), wrong, reason))


def _record_one(entry: Entry) -> Statement:
    try:
        return record_all([entry])[0]
    except RefusedError as error:
        raise error.errors[0] from None


def record_all(entries: Sequence[Entry]) -> list[Statement]:
    """Record statements in their order, with a number of queries that hardly grows with theirs.

    Raises `RefusedError`, with nothing written.
    """
    check_all(entries, day_of(current().at))
    with transaction.atomic(savepoint=False):  # nothing behind the checks is refused
        for entry in entries:
            if entry.wrong:
                _withdraw(entry.wrong, _fitting(entry.reason))
        _write(entries)
    return [entry.statement for entry in entries]


def withdraw(statement: Statement, reason: str) -> None:
    """Take back a statement that should not have been recorded; it stays, with the reason.

    Raises `ValidationError` when it is withdrawn already or no fitting reason is given.
    """
    stored = Statement.objects.get(pk=statement.pk)
    _check_live(stored)
    _withdraw(stored, _fitting(reason))


# Checking


def check(statement: Statement, day: date) -> None:
    """Raise `ValidationError`, by field, unless `statement` can be recorded on `day`."""
    check_alone(statement, day)
    check_anchors(statement, statement.corrects_id)


def check_anchors(statement: Statement, leaving: int | None) -> None:
    """Raise `ValidationError` when, but for the statement `leaving`, deadlines would wait for each
    other.
    """
    _Anchors([leaving]).check(statement)


def check_all(entries: Sequence[Entry], day: date) -> None:
    """Raise `RefusedError` unless entries can be recorded on `day`, in their order."""
    checks = _Checks(entries, day)
    errors = {}
    for index, entry in enumerate(entries):
        try:
            checks.check(entry)
        except ValidationError as error:
            errors[index] = error
    if errors:
        raise RefusedError(errors)


def check_alone(statement: Statement, day: date) -> None:
    """Raise `ValidationError`, by field, if `statement` can't be recorded on `day`, come what may.

    No other statement is looked at.
    """
    # Constraints would be a query each, and say by row what `clean` says by field.
    _clean(statement, NOT_GIVEN)
    check_day(statement, day)


def check_day(statement: Statement, day: date) -> None:
    """Raise `ValidationError` when `statement` becomes public only after `day`."""
    if statement.announced_on > day:
        raise ValidationError(
            {"announced_on": f"Not public yet: give a day no later than today, {day}."}
        )


def check_evidence(row: Evidence) -> None:
    """Raise `ValidationError`, by field, unless `row` can hang on a statement."""
    _clean(row, OF_STATEMENT)


def _clean(row: Model, exclude: Sequence[str]) -> None:
    """Clean a row by itself: of rows that it links to and holds, nobody needs to ask for more."""
    held = [
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation and getattr(row, field.attname) and field.is_cached(row)
    ]
    row.full_clean(exclude=[*exclude, *held], validate_unique=False, validate_constraints=False)


def check_roles(evidence: Iterable[Evidence]) -> None:
    """Raise `ValidationError` when the same role of the same organisation is said twice."""
    said = [(row.organisation, row.role) for row in evidence if isinstance(row, Participation)]
    for organisation, role in said:
        if said.count((organisation, role)) > 1:
            told = f"The role “{role}” of {organisation} is said twice; say it once."
            raise ValidationError({NON_FIELD_ERRORS: told})


def taken(name: UUID) -> ValidationError:
    """The refusal of an id that a statement has."""
    told = f"There is a statement {name} already; an id is of one statement."
    return ValidationError({"uuid": ValidationError(told, code="unique")})


def withdrawn(name: UUID) -> ValidationError:
    """The refusal of a statement that is withdrawn already."""
    return ValidationError(f"Statement {name} is withdrawn already.", code="withdrawn")


class _Checks:
    """What entries are checked against, asked of the database once for all of them."""

    def __init__(self, entries: Sequence[Entry], day: date) -> None:
        self.day = day
        numbers = [entry.wrong.pk for entry in entries if entry.wrong]
        self.taken = _taken([entry.statement.uuid for entry in entries if entry.is_named])
        self.wrong = Statement.objects.in_bulk(numbers) if numbers else {}
        self.anchors = _Anchors(numbers)
        self.corrected: set[int] = set()

    def check(self, entry: Entry) -> None:
        """Raise `ValidationError`, by field, unless the entry can be recorded after the others."""
        statement = entry.statement
        if entry.wrong:
            self._check_correction(entry)
        if statement.uuid in self.taken:
            raise taken(statement.uuid)
        self.taken.add(statement.uuid)
        for row in entry.evidence:
            row.statement = statement
        if entry.checked_on != self.day:
            check_alone(statement, self.day)
            for row in entry.evidence:
                check_evidence(row)
        check_roles(entry.evidence)
        self.anchors.check(statement)

    def _check_correction(self, entry: Entry) -> None:
        entry.wrong = entry.statement.corrects = self.wrong[entry.wrong.pk]
        if entry.wrong.pk in self.corrected:
            told = f"Statement {entry.wrong.uuid} is corrected twice; it has one correction."
            raise ValidationError({"corrects": ValidationError(told, code="withdrawn")})
        self.corrected.add(entry.wrong.pk)
        _check_live(entry.wrong, "corrects")
        _fitting(entry.reason)


class _Anchors:
    """The relative deadlines of live statements, but for those `leaving`."""

    def __init__(self, leaving: Iterable[int | None]) -> None:
        self.leaving = [number for number in leaving if number]
        self.of_initiative: dict[int, list[Said]] = {}

    def check(self, statement: Statement) -> None:
        """Raise `ValidationError` if a deadline would wait for itself; else reckon with it too."""
        if not statement.due_within_of_id:
            return
        waiting = self._waiting(statement.initiative_id)
        try:
            anchors_first([*waiting, statement.said])
        except CycleError as error:
            slugs = dict(Milestone.objects.filter(pk__in=error.path).values_list("pk", "slug"))
            path = " → ".join(slugs[milestone] for milestone in error.path)
            raise ValidationError(
                {"due_within_of": f"Deadlines would wait for each other: {path}."}
            ) from error
        waiting.append(statement.said)

    def _waiting(self, initiative: int) -> list[Said]:
        if initiative not in self.of_initiative:
            live = Statement.objects.live().filter(initiative=initiative)
            waiting = live.exclude(due_within_of=None).exclude(pk__in=self.leaving)
            self.of_initiative[initiative] = [other.said for other in waiting]
        return self.of_initiative[initiative]


def _check_live(statement: Statement, field: str | None = None) -> None:
    if statement.withdrawn_at != FOREVER:
        error = withdrawn(statement.uuid)
        raise ValidationError({field: error}) if field else error


def _fitting(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise ValidationError({"reason": "Say why: a withdrawal keeps its reason."})
    try:
        return Statement._meta.get_field("withdrawal_reason").clean(text, None)
    except ValidationError as error:
        raise ValidationError({"reason": error}) from error


# Writing


def _write(entries: Sequence[Entry]) -> None:
    for seq, entry in enumerate(entries, next_number()):
        statement = entry.statement
        statement.seq = seq
        statement.fold_position = fold_position(statement, seq, entry.wrong)
        statement.recorded_at = current().at
        refold_at_end(statement)
    Statement.objects.insert([entry.statement for entry in entries])
    for model in (Observation, Participation, Place):
        rows = [row for entry in entries for row in entry.evidence if isinstance(row, model)]
        for row in rows:
            if model is Participation:
                kept.settle_at_end(row.statement.initiative_id)
            # Takes over the key, which the statement did not have when it was linked.
            row.statement = row.statement
        if rows:
            model.objects.bulk_create(rows)


def next_number() -> int:
    """The `seq` of the statement that is recorded next."""
    found = compiled.rows(_last, _last)
    return found[0]["seq"] + 1 if found else 1


def _last() -> QuerySet:
    return Statement.objects.order_by("-seq").values("seq")[:1]


def _taken(names: list[UUID]) -> set[UUID]:
    """Those of some ids that statements have."""
    if not names:
        return set()
    asked = _named, Free(names)
    found = compiled.rows(_named, *asked) if len(names) <= FEW else compiled.plain(*asked)
    return {row["uuid"] for row in found}


def _named(names: list[UUID]) -> QuerySet:
    return Statement.objects.filter(uuid__in=names).order_by().values("uuid")


def _withdraw(statement: Statement, reason: str) -> None:
    statement.withdrawn_at = current().at
    statement.withdrawal_reason = reason
    statement.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    refold_at_end(statement)
    kept.settle_at_end(statement.initiative_id)  # somebody may take part no more


def fold_position(statement: Statement, seq: int, wrong: Statement | None) -> int:
    """The place among a day's statements that one of number `seq` has."""
    same_day = wrong and wrong.announced_on == statement.announced_on
    return wrong.fold_position if same_day else seq
