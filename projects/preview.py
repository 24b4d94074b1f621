"""What recording, correcting or withdrawing statements would do: worked out, and nothing written.

By the fold behind every answer, of the statements that there would be. Two queries, however many
statements and initiatives there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from projects.codes import Move
from projects.folding import fold
from projects.models import InitiativeVersion, MilestoneVersion, Statement
from projects.projection import rows_from, type_of_row
from projects.recording import Entry, fold_position, next_number
from projects.timeline import Said

CLOCKS = {"id", "recorded_from", "recorded_to", "known_from", "known_to"}
FACTS = [
    field.attname
    for field in MilestoneVersion._meta.concrete_fields
    if field.attname not in CLOCKS | {"statement_id"}
]


@dataclass(frozen=True)
class Turn:
    """What is known of one milestone on a day, and what would be; None where nothing is.

    Both are rows that are not stored: `projects.describe` has words for them.
    """

    milestone: int
    before: MilestoneVersion | None
    after: MilestoneVersion | None

    def __bool__(self) -> bool:
        """Whether anything would be different, but for which statement says it."""
        return _facts(self.before) != _facts(self.after)


def _facts(row: MilestoneVersion | None) -> tuple | None:
    return row and tuple(getattr(row, name) for name in FACTS)


@dataclass(frozen=True)
class Effect:
    """What some changes would do to one initiative and its milestones.

    `before` and `after` are the rows of the projection, none of them stored; `moves` is by number,
    that of the statements to be recorded included.
    """

    initiative: int
    before: Sequence[type_of_row]
    after: Sequence[type_of_row]
    moves: Mapping[int, Move | None]

    def turn(self, milestone: int, day: date) -> Turn:
        """What happens to one milestone, as it stands on `day`."""
        return Turn(milestone, _at(self.before, day, milestone), _at(self.after, day, milestone))

    def turns(self, day: date) -> list[Turn]:
        """Those milestones of which something else would be known on `day`."""
        named = {row.milestone_id for row in [*self.before, *self.after] if _is_milestone(row)}
        turns = (self.turn(milestone, day) for milestone in sorted(named))
        return [turn for turn in turns if turn]

    def stages(self, day: date) -> tuple[InitiativeVersion | None, InitiativeVersion | None]:
        """What is known of the initiative itself on `day`, and what would be."""
        return _at(self.before, day), _at(self.after, day)

    def is_only_of_the_past(self, milestone: int, day: date) -> bool:
        """Whether what is known of a milestone changes for some earlier days, and not for `day`."""
        turned = {row.known_from for row in [*self.before, *self.after] if row.known_from < day}
        return not self.turn(milestone, day) and any(self.turn(milestone, one) for one in turned)


def _is_milestone(row: type_of_row) -> bool:
    return isinstance(row, MilestoneVersion)


def _at(rows: Iterable[type_of_row], day: date, milestone: int | None = None):
    """The row that holds on a day: of a milestone, or of the initiative itself."""
    for row in rows:
        about = row.milestone_id if _is_milestone(row) else None
        if about == milestone and row.known_from <= day < row.known_to:
            return row
    return None


@dataclass(frozen=True)
class Foresight:
    """What some changes would do: the number of each new statement, and effects by initiative."""

    numbers: Sequence[int]
    effects: Mapping[int, Effect]

    def effect(self, statement: Statement) -> Effect:
        """That on the initiative of a statement."""
        return self.effects[statement.initiative_id]


def foresee(entries: Sequence[Entry] = (), withdrawn: Iterable[Statement] = ()) -> Foresight:
    """What recording entries in their order, and withdrawing statements, would do.

    The entries' statements have been cleaned, and an entry with a `wrong` one corrects it; whether
    they may be recorded is for `projects.recording` to check. Raises `CycleError` when deadlines
    would wait for each other.
    """
    gone = [*withdrawn, *(entry.wrong for entry in entries if entry.wrong)]
    number = next_number() if entries else 0
    added: dict[int, list[Said]] = defaultdict(list)
    for seq, entry in enumerate(entries, number):
        added[entry.statement.initiative_id].append(_said(entry, seq))
    leaving = {statement.seq for statement in gone}
    touched = {*added, *(statement.initiative_id for statement in gone)}
    effects = {
        initiative: _effect(initiative, live, leaving, added[initiative])
        for initiative, live in _live(touched).items()
    }
    return Foresight(range(number, number + len(entries)), effects)


def _said(entry: Entry, seq: int) -> Said:
    statement = entry.statement
    return replace(statement.said, seq=seq, position=fold_position(statement, seq, entry.wrong))


def _live(initiatives: Iterable[int]) -> dict[int, list[Said]]:
    """What the live statements of some initiatives say, each initiative with its list."""
    said: dict[int, list[Said]] = {initiative: [] for initiative in initiatives}
    for statement in Statement.objects.live().filter(initiative__in=said):
        said[statement.initiative_id].append(statement.said)
    return said


def _effect(initiative: int, live: list[Said], leaving: set[int], added: list[Said]) -> Effect:
    staying = [said for said in live if said.seq not in leaving]
    before, after = fold(live), fold([*staying, *added])
    return Effect(
        initiative, rows_from(initiative, before), rows_from(initiative, after), after.moves
    )
