"""The versions that follow from statements, kept in their tables on two clocks.

Rows are never changed but for being closed: a version that no longer follows keeps its place in
the record, so that an answer once given can be given again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from projects import kept, timeline
from projects.folding import fold
from projects.models.statements import Statement
from projects.models.versions import InitiativeVersion, MilestoneVersion
from projects.stands import Stand
from sources.dates import FIRST_DAY, LAST_DAY
from sources.fields import date_range_columns
from sources.revisions import FOREVER, current

BATCH = 500  # rows that one statement of SQL names
CLOCK = ("recorded_from", "recorded_to")
COLUMNS = {
    model: [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname not in ("id", *CLOCK)
    ]
    for model in (InitiativeVersion, MilestoneVersion)
}
# Where a column stands in the content of a row, behind its model.
PLACE = {
    model: {column: place for place, column in enumerate(columns, 1)}
    for model, columns in COLUMNS.items()
}
STAND = ("milestone_id", "standing", "due_latest", "provisional", "due_edtf")
type_of_row = InitiativeVersion | MilestoneVersion


def content(row: type_of_row) -> tuple:
    """What a row says, whenever it was recorded."""
    return type(row), *(getattr(row, column) for column in COLUMNS[type(row)])


def _shared(version: timeline.AnyVersion, initiative: int) -> dict:
    return {
        "initiative_id": initiative,
        "statement_id": version.statement,
        "known_from": version.known_from,
        "known_to": version.known_to,
        "last_stated_on": version.last_stated_on,
    }


def _of_initiative(version: timeline.InitiativeVersion, initiative: int) -> dict:
    return {
        **_shared(version, initiative),
        "stage": version.stage,
        "first_stated_on": version.first_stated_on,
        "max_slip_days": version.max_slip_days,
    }


def _of_milestone(version: timeline.Version, initiative: int, milestone: int) -> dict:
    values = {
        **_shared(version, initiative),
        "milestone_id": milestone,
        "standing": version.standing,
        "progress": version.progress,
        "provisional": version.provisional,
        "slip_days": version.slip_days,
        "width_days": version.width_days,
        "move": version.move,
        "restatements": version.restatements,
        "evidence_on": version.evidence_on or FIRST_DAY,
        "met_from": version.met_from or FIRST_DAY,
    }
    for name in ("due", "baseline", "met"):
        value = getattr(version, name)
        columns = date_range_columns(value)
        values[f"{name}_edtf"], values[f"{name}_earliest"], values[f"{name}_latest"] = columns
    return values


def _contents(
    initiative: int, folded: timeline.Timeline, since: date = FIRST_DAY
) -> Iterator[tuple]:
    """What the rows say that follow from a fold, but those that end before a day.

    As `content` has it.
    """
    for version in folded.initiative:
        if version.known_to < since:
            continue
        values = _of_initiative(version, initiative)
        yield InitiativeVersion, *(values[column] for column in COLUMNS[InitiativeVersion])
    for milestone, versions in folded.milestones.items():
        for version in versions:
            if version.known_to < since:
                continue
            values = _of_milestone(version, initiative, milestone)
            yield MilestoneVersion, *(values[column] for column in COLUMNS[MilestoneVersion])


def _columns(said: tuple) -> dict:
    """The columns of a row of which this is the content."""
    model, *values = said
    return dict(zip(COLUMNS[model], values, strict=True))


def rows_of(initiative: int, statements: Iterable[Statement]) -> list[type_of_row]:
    """The rows, unsaved, that follow from the live statements of one initiative."""
    return rows_from(initiative, fold(statement.said for statement in statements))


def rows_from(initiative: int, folded: timeline.Timeline) -> list[type_of_row]:
    """The rows, unsaved, that say what a fold of one initiative's statements gave."""
    return [said[0](**_columns(said)) for said in _contents(initiative, folded)]


def stored_rows(initiative: int, **conditions) -> list[type_of_row]:
    """The rows of one initiative that are in the tables."""
    return [
        row
        for model in (InitiativeVersion, MilestoneVersion)
        for row in model.objects.filter(initiative=initiative, **conditions).order_by("pk")
    ]


def bring_up(
    initiative: int, folded: timeline.Timeline, since: date, present: Mapping[tuple, int]
) -> None:
    """Let what a fold gave take the place of present rows, within the revision under way.

    `present` are the keys, by content, of the rows that it may replace: of what is folded, all that
    did not end before the day `since`.
    """
    wanted = list(_contents(initiative, folded, since))
    gone, new = present.keys() - wanted, [said for said in wanted if said not in present]
    _keep(initiative, present, wanted, gone, new)
    for model in (InitiativeVersion, MilestoneVersion):
        if keys := [present[said] for said in gone if said[0] is model]:
            model.objects.close(keys, current().at)
        if rows := [_columns(said) for said in new if said[0] is model]:
            model.objects.add(rows, current().at)


def _keep(
    initiative: int,
    present: Iterable[tuple],
    wanted: Iterable[tuple],
    gone: Iterable[tuple],
    new: Iterable[tuple],
) -> None:
    """Let what is kept follow rows that are about to take the place of others."""
    kept.move(initiative, _stands(gone), _stands(new))
    if any(map(_holds_now, present)) != any(map(_holds_now, wanted)):
        kept.settle_at_end(initiative)  # it becomes public, or stops to be


def _stands(rows: Iterable[tuple]) -> list[Stand]:
    """What the state follows from, of the milestones' rows that hold from some day on."""
    places = [PLACE[MilestoneVersion][name] for name in STAND]
    return [
        tuple(row[place] for place in places)
        for row in rows
        if row[0] is MilestoneVersion and _holds_now(row)
    ]


def _holds_now(row: tuple) -> bool:
    return row[PLACE[row[0]]["known_to"]] == LAST_DAY


def replay(initiative: int) -> list[type_of_row]:
    """Every row that one initiative should have, from its statements alone, past ones included."""
    statements = list(Statement.objects.filter(initiative=initiative))
    instants = {s.recorded_at for s in statements} | {s.withdrawn_at for s in statements}
    closed: list[type_of_row] = []
    present: dict[tuple, type_of_row] = {}
    for at in sorted(instants - {FOREVER}):
        live = [s for s in statements if s.recorded_at <= at < s.withdrawn_at]
        wanted = {content(row): row for row in rows_of(initiative, live)}
        for key in present.keys() - wanted.keys():
            row = present.pop(key)
            row.recorded_to = at
            closed.append(row)
        for key in wanted.keys() - present.keys():
            present[key] = wanted[key]
            present[key].recorded_from = at
    return [*closed, *present.values()]


@dataclass(frozen=True)
class Difference:
    """How the stored versions of one initiative differ from what its statements say."""

    missing: list[type_of_row]
    surplus: list[type_of_row]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)


def difference(initiative: int) -> Difference:
    """Rows that should be stored and are not, and the reverse."""

    def whole(row: type_of_row) -> tuple:
        return *content(row), row.recorded_from, row.recorded_to

    stored = defaultdict(list)
    for row in stored_rows(initiative):
        stored[whole(row)].append(row)
    missing = []
    for row in replay(initiative):
        same = stored[whole(row)]
        if same:
            same.pop()
        else:
            missing.append(row)
    return Difference(missing, list(chain.from_iterable(stored.values())))


def rebuild(initiative: int) -> Difference:
    """Store what the statements of one initiative say; how the stored versions differed."""
    found = difference(initiative)
    for model in (InitiativeVersion, MilestoneVersion):
        surplus = [row.pk for row in found.surplus if type(row) is model]
        for start in range(0, len(surplus), BATCH):
            model.objects.filter(pk__in=surplus[start : start + BATCH]).delete()
        missing = [row for row in found.missing if type(row) is model]
        if missing:
            model.objects.bulk_create(missing)
    return found
