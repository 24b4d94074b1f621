"""What a file of statements would do, and doing it: all of its rows, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from projects import describe, recording
from projects.codes import Move
from projects.models import Statement
from projects.preview import Turn, foresee
from projects.tabular.columns import (
    COLUMN_OF,
    NAMES,
    NOT_READ,
    REQUIRED,
    help_of,
    known_rows,
    statement_from,
)
from projects.tabular.reading import FileError, Line, Table

COMPARED = [attribute for attribute in COLUMN_OF if attribute != "uuid"]


@dataclass(frozen=True)
class CellError:
    """What is wrong with a cell: its row in the file, its column (empty for the row), its text."""

    row: int
    column: str
    value: str
    told: str


@dataclass(frozen=True)
class Planned:
    """What a row would do; `move` and `turn` are None where it is recorded already."""

    row: int
    statement: Statement
    is_recorded: bool
    move: Move | None = None
    turn: Turn | None = None

    @property
    def deadline(self) -> str:
        return describe.deadline(self.statement)


@dataclass
class Plan:
    """What a file would do, row by row, or why it would do nothing."""

    rows: list[Planned] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    ignored: Sequence[str] = ()

    @property
    def new(self) -> list[Planned]:
        return [row for row in self.rows if not row.is_recorded]


def plan(table: Table, day: date) -> Plan:
    """What recording the table on `day` would do; nothing is written. Raises `FileError`."""
    made = _checked(table, day)
    if made.errors or not made.new:
        return made
    foresight = foresee([recording.Entry(row.statement) for row in made.new])
    numbers = dict(zip((row.row for row in made.new), foresight.numbers, strict=True))
    made.rows = [
        row if row.is_recorded else _foreseen(row, numbers[row.row], foresight, day)
        for row in made.rows
    ]
    return made


def _foreseen(row: Planned, number: int, foresight, day: date) -> Planned:
    effect = foresight.effect(row.statement)
    milestone = row.statement.milestone_id
    turn = effect.turn(milestone, day) if milestone else None
    return Planned(row.row, row.statement, False, effect.moves.get(number), turn)


def write(table: Table, day: date) -> Plan:
    """Record the table's statements, in the revision under way; none if there is an error."""
    made = _checked(table, day)
    if not made.errors:
        recording.record_all([recording.Entry(row.statement) for row in made.new])
    return made


# Checking


def _checked(table: Table, day: date) -> Plan:
    ignored = _check_columns(table.columns)
    known = known_rows([line.cells for line in table.lines])
    made = Plan(ignored=ignored)
    for line in table.lines:
        try:
            made.rows.append(Planned(line.number, statement_from(line.cells, known), False))
        except ValidationError as error:
            made.errors += _errors(line, error)
    if made.errors:
        # Whatever else is wrong with the rows that can be read is told at once, too.
        made.errors += _refused(made.rows, table.lines, day)
    else:
        made.rows = _told_apart(made, table.lines)
        new = [row for row in made.rows if not row.is_recorded]
        made.errors += _refused(new, table.lines, day)
    made.errors.sort(key=lambda error: error.row)
    return made


def _check_columns(columns: Sequence[str]) -> list[str]:
    """Raise `FileError` for columns that are unknown or missing; those known and not read."""
    unknown = [name for name in columns if name not in NAMES and name not in NOT_READ]
    if unknown:
        told = _("Unknown columns: %(unknown)s. Known are: %(known)s.")
        raise FileError(told % {"unknown": ", ".join(unknown)[:300], "known": ", ".join(NAMES)})
    missing = [name for name in REQUIRED if name not in columns]
    if not {"initiative", "milestone"} & set(columns):
        missing.append("milestone")
    if missing:
        told = _("Missing columns: %(missing)s. The template has them all.")
        raise FileError(told % {"missing": ", ".join(missing)})
    return [name for name in columns if name in NOT_READ]


def _refused(rows: Sequence[Planned], lines: Iterable[Line], day: date) -> list[CellError]:
    """What the write path would refuse."""
    by_number = {line.number: line for line in lines}
    try:
        recording.check_all([recording.Entry(row.statement) for row in rows], day)
    except recording.RefusedError as refused:
        return [
            told
            for index, error in refused.errors.items()
            for told in _errors(by_number[rows[index].row], error)
        ]
    return []


def _told_apart(made: Plan, lines: Iterable[Line]) -> list[Planned]:
    """The rows, those of them marked that say what is recorded under their id already.

    The same id with anything else in the row is an error: a statement never changes.
    """
    by_number = {line.number: line for line in lines}
    names = [row.statement.uuid for row in made.rows if by_number[row.row].cells.get("id")]
    stored = {row.uuid: row for row in Statement.objects.filter(uuid__in=names)}
    told_apart = []
    for row in made.rows:
        other = stored.get(row.statement.uuid)
        if other is None:
            told_apart.append(row)
            continue
        differing = [name for name in COMPARED if not _same(other, row.statement, name)]
        line = by_number[row.row]
        for attribute in differing:
            column = COLUMN_OF[attribute]
            told = _("It is recorded otherwise under this id, and never changes: correct it there.")
            made.errors.append(CellError(line.number, column, line.cells.get(column, ""), told))
        told_apart.append(Planned(row.row, other, True))
    return told_apart


def _same(stored: Statement, said: Statement, attribute: str) -> bool:
    name = Statement._meta.get_field(attribute).attname
    return (getattr(stored, name) or "") == (getattr(said, name) or "")


def _errors(line: Line, error: ValidationError) -> list[CellError]:
    by_attribute: Mapping[str, list[ValidationError]] = (
        error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    )
    return [
        _error(line, COLUMN_OF.get(attribute, ""), one)
        for attribute, errors in by_attribute.items()
        for one in errors
        # It is empty only where there is no source to take the day of: that is told there.
        if (attribute, one.code) != ("announced_on", "null")
    ]


def _error(line: Line, column: str, error: ValidationError) -> CellError:
    told = " ".join(error.messages)
    if error.code in ("null", "blank"):
        told = _("Empty, and needed. %(help)s") % {"help": help_of(column) if column else ""}
    return CellError(line.number, column, line.cells.get(column, ""), told)
