"""From statements to versions: the fold behind every answer.

Pure: the live statements of one initiative in, every version of it and its milestones out. The
rules are those of the design page, section 3.
"""

import graphlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

from projects.codes import Move, Progress, Stage, Standing
from projects.timeline import (
    AnyVersion,
    InitiativeVersion,
    Said,
    Slip,
    Timeline,
    Version,
    at,
    move,
)
from sources.dates import DateRange, Offset

# Within a day these are folded last: whatever else was said, they end it.
ENDINGS = frozenset({Progress.MET, Progress.CANCELLED})


class CycleError(ValueError):
    """Deadlines that wait for each other; `path` lists the milestones and ends on its first."""

    def __init__(self, path: Sequence[int]) -> None:
        super().__init__(f"relative deadlines form a cycle: {' → '.join(map(str, path))}")
        self.path = tuple(path)


def fold(statements: Iterable[Said], others: Iterable[Slip] = ()) -> Timeline:
    """Every version that follows from the live statements of one initiative.

    Some milestones may be left as they are: their statements are given as if they were about the
    initiative alone, and `others` are their slips, which the initiative's versions follow from.
    Raises `CycleError` when relative deadlines wait for each other.
    """
    ordered = sorted(statements, key=attrgetter("announced_on", "position", "seq"))
    stages = _fold_stages(ordered)
    moves: dict[int, Move | None] = {}
    milestones: dict[int, Sequence[Version]] = {}
    of_milestone: dict[int, list[Said]] = defaultdict(list)
    for said in ordered:
        if said.milestone is not None:
            of_milestone[said.milestone].append(said)
    for key in anchors_first(ordered):
        if key in of_milestone:
            folding = _MilestoneFold(of_milestone[key], milestones, stages, moves)
            milestones[key] = list(_closed(folding.versions()))
    slips = [Slip(key, v.known_from, v.slip_days) for key in milestones for v in milestones[key]]
    return Timeline(_fold_initiative(ordered, stages, [*others, *slips]), milestones, moves)


def anchors_first(statements: Iterable[Said]) -> list[int]:
    """Every milestone named, each after all that its deadlines have ever counted from.

    Raises `CycleError`.
    """
    anchors: dict[int, set[int]] = {}
    for said in statements:
        if said.milestone is not None:
            known = anchors.setdefault(said.milestone, set())
            if said.within and said.within.of is not None:
                known.add(said.within.of)
    try:
        return list(graphlib.TopologicalSorter(anchors).static_order())
    except graphlib.CycleError as error:
        raise CycleError(error.args[1][::-1]) from None


def linked(milestones: Iterable[int], anchors: Iterable[tuple[int, int]]) -> set[int]:
    """Some milestones, and all that are linked with them by pairs of a milestone and its anchor."""
    beside: dict[int, set[int]] = defaultdict(set)
    for milestone, anchor in anchors:
        beside[milestone].add(anchor)
        beside[anchor].add(milestone)
    found, ahead = set(), set(milestones)
    while ahead:
        found |= ahead
        ahead = set().union(*(beside[each] for each in ahead if each in beside)) - found
    return found


@dataclass(frozen=True, slots=True)
class _StageOn:
    """The stage from a day on, and the statement that said it."""

    known_from: date
    stage: Stage
    statement: int


def _fold_stages(ordered: Iterable[Said]) -> list[_StageOn]:
    stages = []
    for day, of_day in groupby(ordered, attrgetter("announced_on")):
        said_of_stage = [(said.stage, said.seq) for said in of_day if said.stage]
        if said_of_stage:
            stage, seq = sorted(said_of_stage, key=lambda pair: pair[0] == Stage.CANCELLED)[-1]
            stages.append(_StageOn(day, stage, seq))
    return stages


def _fold_initiative(
    ordered: Sequence[Said], stages: Sequence[_StageOn], slips: Iterable[Slip]
) -> list[InitiativeVersion]:
    versions = []
    stage_on = {entry.known_from: entry for entry in stages}
    stage: _StageOn | None = None
    ahead = sorted(slips, key=attrgetter("known_from"), reverse=True)
    present: dict[int, int | None] = {}
    for day, of_day in groupby(ordered, attrgetter("announced_on")):
        stage = stage_on.get(day, stage)
        while ahead and ahead[-1].known_from <= day:
            slip = ahead.pop()
            present[slip.milestone] = slip.days
        said_it = stage_on[day].statement if day in stage_on else [said.seq for said in of_day][-1]
        versions.append(
            InitiativeVersion(
                known_from=day,
                statement=said_it,
                stage=stage.stage if stage else None,
                first_stated_on=ordered[0].announced_on,
                last_stated_on=day,
                max_slip_days=max((d for d in present.values() if d is not None), default=None),
            )
        )
    return list(_closed(versions))


def _closed(versions: Iterable[AnyVersion]) -> Iterator[AnyVersion]:
    """Each version, ending where the next one begins."""
    listed = list(versions)
    for version, following in pairwise(listed):
        yield replace(version, known_to=following.known_from)
    yield from listed[-1:]


@dataclass(slots=True)
class _MilestoneFold:
    """The state of one milestone while its statements are folded, day by day."""

    statements: Sequence[Said]
    milestones: Mapping[int, Sequence[Version]]
    stages: Sequence[_StageOn]
    moves: dict[int, Move | None]

    # What holds
    progress: Progress | None = None
    due: DateRange | None = None
    provisional: bool = False
    move: Move | None = None
    met: DateRange | None = None
    met_from: date | None = None
    initiative_cancelled: bool = False

    # What it was derived from
    relative: Said | None = None
    last_due: DateRange | None = None
    baseline: DateRange | None = None
    deadlines: int = 0
    evidence_on: date | None = None
    unmet_on: list[date] = field(default_factory=list)
    last_stated_on: date = date.min

    def versions(self) -> Iterator[Version]:
        """Versions with open ends: one a day on which something was said or an anchor moved."""
        own = {
            day: list(of_day)
            for day, of_day in groupby(self.statements, attrgetter("announced_on"))
        }
        for day in sorted(own.keys() | self._days_from_outside(min(own))):
            behind = self._fold_day(day, own.get(day, []))
            if behind is not None:
                yield self._version(day, behind)

    def _days_from_outside(self, first: date) -> set[date]:
        anchors = {said.within.of for said in self.statements if said.within} - {None}
        days = {entry.known_from for entry in self.stages}
        for anchor in anchors:
            days |= {version.known_from for version in self.milestones.get(anchor or 0, ())}
        return {day for day in days if day > first}

    def _fold_day(self, day: date, own: list[Said]) -> int | None:
        """Fold what was said on one day; the `seq` behind it, or None when nothing changed."""
        own_in_order = sorted(own, key=lambda said: said.progress in ENDINGS)
        for said in own:
            self.last_stated_on = day
            self._say_deadline(said, day)
        for said in own_in_order:
            self._say_progress(said)
        telling = [
            said for said in own_in_order if said.is_deadline or said.dropped or said.progress
        ]
        moved_by = self._follow_anchor(day)
        cancelled_by = self._follow_stage(day)
        behind = [said.seq for said in telling[-1:]] + [moved_by, cancelled_by]
        behind += [said.seq for said in own[-1:]]
        return next((seq for seq in behind if seq is not None), None)

    # The deadline

    def _say_deadline(self, said: Said, day: date) -> None:
        if said.dropped:
            self.due, self.relative, self.provisional = None, None, False
            self.move = Move.DROPPED
        elif said.is_deadline:
            self.deadlines += 1
            self.evidence_on = day
            self.relative = said if said.within else None
            due, self.provisional, _ = self._resolve(said, day)
            self._set_due(due)
        else:
            return
        self.moves[said.seq] = self.move

    def _set_due(self, due: DateRange | None) -> None:
        self.move = move(self.last_due, due) if due else None
        self.due = due
        if due:
            self.last_due = due
            self.baseline = self.baseline or (due if due.latest else None)

    def _resolve(self, said: Said, day: date) -> tuple[DateRange | None, bool, int | None]:
        """A deadline as read on `day`, whether it is provisional, and its anchor's statement."""
        if said.within is None:
            return said.due, False, None
        if said.within.of is None:
            return _until(said.within.offset, said.announced_on), False, None
        anchor = at(self.milestones.get(said.within.of, ()), day)
        if anchor is None or anchor.standing == Standing.CANCELLED:
            return None, False, anchor.statement if anchor else None
        end = anchor.met or anchor.due
        due = _until(said.within.offset, end.latest if end else None)
        return due, due is not None and anchor.met is None, anchor.statement

    def _follow_anchor(self, day: date) -> int | None:
        """Read a relative deadline anew; its anchor's `seq` when that changed it."""
        if self.relative is None:
            return None
        due, provisional, anchor = self._resolve(self.relative, day)
        changed = (due, provisional) != (self.due, self.provisional)
        if due != self.due:
            self._set_due(due)
        self.provisional = provisional
        return anchor if changed else None

    # The progress

    def _say_progress(self, said: Said) -> None:
        if said.progress is None:
            return
        if said.progress == Progress.MET:
            self._say_met(said)
        else:
            self.met, self.met_from = None, None
            self.evidence_on = said.announced_on
            self.unmet_on.append(said.announced_on)
        self.progress = said.progress

    def _say_met(self, said: Said) -> None:
        if self.met and (said.met is None or said.met.edtf == self.met.edtf):
            return
        met = said.met.cut(said.announced_on) if said.met else DateRange.up_to(said.announced_on)
        # An unknown start counts from the last day, by then, on which it was said not to be met.
        not_met = [day for day in self.unmet_on if met.latest and day <= met.latest]
        self.met, self.met_from = met, met.earliest or (not_met[-1] if not_met else None)

    def _follow_stage(self, day: date) -> int | None:
        """Take over the initiative's stage; its `seq` if said today and changing the standing."""
        place = bisect_right(self.stages, day, key=attrgetter("known_from"))
        if not place:
            return None
        entry, before = self.stages[place - 1], self._standing
        self.initiative_cancelled = entry.stage == Stage.CANCELLED
        changed = self._standing != before
        return entry.statement if changed and entry.known_from == day else None

    @property
    def _standing(self) -> Standing:
        if self.progress == Progress.MET:
            return Standing.MET
        if self.progress == Progress.CANCELLED or self.initiative_cancelled:
            return Standing.CANCELLED
        return Standing.SUSPENDED if self.progress == Progress.SUSPENDED else Standing.RUNNING

    def _version(self, day: date, behind: int) -> Version:
        return Version(
            known_from=day,
            statement=behind,
            standing=self._standing,
            progress=self.progress,
            due=self.due,
            provisional=self.provisional,
            baseline=self.baseline,
            move=self.move,
            met=self.met,
            met_from=self.met_from,
            restatements=max(self.deadlines - 1, 0),
            last_stated_on=self.last_stated_on,
            evidence_on=self.evidence_on,
        )


def _until(offset: Offset, day: date | None) -> DateRange | None:
    """The relative deadline that counts from `day`, None while it can't be worked out."""
    end = offset.after(day) if day else None
    return DateRange.until(end) if end else None
