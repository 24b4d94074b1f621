"""What a revision makes of the versions of an initiative: only what can be others now is folded.

The versions of a milestone follow from its own statements, from the milestones that its deadlines
count from, and from the stages of the initiative. Those of the initiative follow from the days and
stages of all statements, and from how far each milestone has slipped. So when no stage is stated
or taken back, most milestones are left alone.

What was known on a day follows from statements of that day and before. So what ended before the
first of those stated or taken back is left alone too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from projects import projection
from projects.codes import Stage
from projects.folding import fold, linked
from projects.models.said import SAID, said_by
from projects.models.statements import Statement
from projects.models.versions import InitiativeVersion, MilestoneVersion
from projects.projection import COLUMNS
from projects.timeline import Said, Slip, Timeline
from sources import compiled
from sources.dates import FIRST_DAY, LAST_DAY
from sources.inputs import Free
from sources.revisions import FOREVER, current

PLACE = projection.PLACE[InitiativeVersion]
BRIEF = ("seq", "fold_position", "announced_on", "stage", "milestone_id", "due_within_of_id")


@dataclass
class Refolding:
    """One initiative, and what of it a revision has stated anew or taken back."""

    initiative: int
    milestones: set[int] = field(default_factory=set)
    is_whole: bool = False
    since: date = LAST_DAY

    def note(self, statement: Statement) -> None:
        """Reckon with a statement that is recorded or withdrawn."""
        self.is_whole |= bool(statement.stage)
        self.milestones |= {statement.milestone_id} - {None}
        self.since = min(self.since, statement.announced_on)

    def __call__(self) -> None:
        """Bring the versions up to the statements, within the revision under way."""
        if self.is_whole:
            self.since = FIRST_DAY
            said = [said_by(*row) for row in self._read(_said)]
            self._bring_up(fold(said), self._of_initiative(), self._read(_of_milestones))
        else:
            self._fold_some()

    def _fold_some(self) -> None:
        present = self._of_initiative()
        known_from, first = PLACE["known_from"], PLACE["first_stated_on"]
        start = min([self.since, *(row[known_from] for row in present)])
        firsts = [self.since, *(row[first] for row in present)]
        brief = self._read(_brief, start, min(firsts))
        again = linked(self.milestones, ((row[4], row[5]) for row in brief if row[5]))
        some = Free(sorted(again))
        said = [said_by(*row) for row in self._read(_said_of, some)]
        others = [_as_if_of_initiative(*row) for row in brief if row[4] not in again]
        slips = [Slip(*row) for row in self._read(_slips_but_of, some, start)]
        folded = fold([*said, *others], slips)
        self._bring_up(folded, present, self._read(_of_some_milestones, some, self.since))

    def _of_initiative(self) -> list[tuple]:
        return self._read(_of_initiative, self.since)

    def _bring_up(
        self, folded: Timeline, of_initiative: Iterable[tuple], of_milestones: Iterable[tuple]
    ) -> None:
        present = {(InitiativeVersion, *said): pk for pk, *said in of_initiative}
        present |= {(MilestoneVersion, *said): pk for pk, *said in of_milestones}
        projection.bring_up(self.initiative, folded, self.since, present)

    def _read(self, build: Callable[..., QuerySet], *inputs: Any) -> list[tuple]:
        return compiled.tuples(build, build, Free(self.initiative), *inputs)


def refold_at_end(statement: Statement) -> None:
    """Let the versions follow from a statement, or no more, once the revision under way ends."""
    initiative = statement.initiative_id
    current().at_end.setdefault((Refolding, initiative), Refolding(initiative)).note(statement)


def _as_if_of_initiative(seq, position, announced_on, stage, *_) -> Said:
    """What the initiative's versions follow from, of a statement about a milestone left alone."""
    return Said(seq, position, announced_on, stage=Stage(stage) if stage else None)


# Queries


def _live(initiative: int) -> QuerySet:
    return Statement.objects.filter(initiative=initiative).live().order_by()


def _said(initiative: int) -> QuerySet:
    return _live(initiative).values(*SAID)


def _said_of(initiative: int, milestones: list[int]) -> QuerySet:
    return _live(initiative).filter(milestone__in=milestones).values(*SAID)


def _brief(initiative: int, start: date, first: date) -> QuerySet:
    """Statements from `start` on, those of the `first` day, and earlier stages and anchors."""
    told = Q(announced_on__gte=start) | Q(announced_on=first)
    told |= Q(stage__isnull=False) | Q(due_within_of__isnull=False)
    return _live(initiative).filter(told).values(*BRIEF)


def _present(model: type[projection.type_of_row], initiative: int) -> QuerySet:
    return model.objects.filter(initiative=initiative, recorded_to=FOREVER).order_by()


def _of_initiative(initiative: int, since: date) -> QuerySet:
    rows = _present(InitiativeVersion, initiative).filter(known_to__gte=since)
    return rows.values("pk", *COLUMNS[InitiativeVersion])


def _of_milestones(initiative: int) -> QuerySet:
    return _present(MilestoneVersion, initiative).values("pk", *COLUMNS[MilestoneVersion])


def _of_some_milestones(initiative: int, milestones: list[int], since: date) -> QuerySet:
    return _of_milestones(initiative).filter(milestone__in=milestones, known_to__gte=since)


def _slips_but_of(initiative: int, milestones: list[int], start: date) -> QuerySet:
    present = _present(MilestoneVersion, initiative).filter(known_to__gt=start)
    others = present.exclude(milestone__in=milestones)
    return others.values("milestone_id", "known_from", "slip_days")
