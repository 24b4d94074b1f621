"""The versions that follow from statements, kept in their tables on two clocks.

Rows are never changed but for being closed: a version that no longer follows keeps its place in
the record, so that an answer once given can be given again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from projects import tallies, timeline
from projects.folding import fold
from projects.models.statements import Statement
from projects.models.versions import InitiativeVersion, MilestoneVersion
from sources.dates import FIRST_DAY, LAST_DAY
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


def _initiative_row(version: timeline.InitiativeVersion, initiative: int) -> InitiativeVersion:
    return InitiativeVersion(
        **_shared(version, initiative),
        stage=version.stage,
        first_stated_on=version.first_stated_on,
        max_slip_days=version.max_slip_days,
    )


def _milestone_row(version: timeline.Version, initiative: int, milestone: int) -> MilestoneVersion:
    row = MilestoneVersion(
        **_shared(version, initiative),
        milestone_id=milestone,
        standing=version.standing,
        progress=version.progress,
        provisional=version.provisional,
        slip_days=version.slip_days,
        width_days=version.width_days,
        move=version.move,
        restatements=version.restatements,
        evidence_on=version.evidence_on or FIRST_DAY,
        met_from=version.met_from or FIRST_DAY,
    )
    row.due, row.baseline, row.met = version.due, version.baseline, version.met
    return row


def rows_of(initiative: int, statements: Iterable[Statement]) -> list[type_of_row]:
    """The rows, unsaved, that follow from the live statements of one initiative."""
    return rows_from(initiative, fold(statement.said for statement in statements))


def rows_from(initiative: int, folded: timeline.Timeline) -> list[type_of_row]:
    """The rows, unsaved, that say what a fold of one initiative's statements gave."""
    return [
        *(_initiative_row(version, initiative) for version in folded.initiative),
        *(
            _milestone_row(version, initiative, milestone)
            for milestone, versions in folded.milestones.items()
            for version in versions
        ),
    ]


def stored_rows(initiative: int, **conditions) -> list[type_of_row]:
    """The rows of one initiative that are in the tables."""
    return [
        row
        for model in (InitiativeVersion, MilestoneVersion)
        for row in model.objects.filter(initiative=initiative, **conditions).order_by("pk")
    ]


def refold(initiative: int) -> None:
    """Bring the versions of one initiative up to its statements, within the revision under way."""
    at = current().at
    wanted = {content(row): row for row in rows_of(initiative, _live(initiative))}
    present = {content(row): row for row in stored_rows(initiative, recorded_to=FOREVER)}
    _count(initiative, present.values(), wanted.values())
    for model in (InitiativeVersion, MilestoneVersion):
        gone = [row.pk for key, row in present.items() if key[0] is model and key not in wanted]
        if gone:
            model.objects.filter(pk__in=gone).update(recorded_to=at)
        new = [row for key, row in wanted.items() if key[0] is model and key not in present]
        for row in new:
            row.recorded_from = at
        if new:
            model.objects.bulk_create(new)


def _count(initiative: int, present: Iterable[type_of_row], wanted: Iterable[type_of_row]) -> None:
    """Let the kept counts follow rows that are about to take the place of others."""
    before, after = (
        [row for row in rows if row.known_to == LAST_DAY] for rows in (present, wanted)
    )
    tallies.move(
        initiative,
        *([row for row in rows if type(row) is MilestoneVersion] for rows in (before, after)),
    )
    if bool(before) != bool(after):  # it becomes public, or stops to be
        tallies.settle_at_end(initiative)


def _live(initiative: int):
    return Statement.objects.filter(initiative=initiative).live()


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
