"""What recording, correcting or withdrawing would do, in words for editors.

`projects.preview` works it out; the day is always an argument.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects import describe, timeline
from projects.codes import Move, Progress, Stage
from projects.models import Milestone, MilestoneVersion, Statement
from projects.preview import Effect, Turn, foresee
from projects.recording import Entry
from sources.dates import DateRange
from sources.speaking import in_words, language
from sources.wording import label

OTHERS = 50  # milestones that turn with one, as far as they are named


@dataclass(frozen=True)
class Difference:
    """One thing that is known of a milestone, before and after; empty where nothing is."""

    name: str
    before: str
    after: str


def of_recording(statement: Statement, day) -> list[str]:
    """What recording a statement, which is cleaned, will do: a line or two."""
    effect = foresee([Entry(statement)]).effect(statement)
    return told(effect, statement.milestone_id, day)


def of_withdrawing(statement: Statement, day) -> tuple[list[str], list[tuple[str, str]]]:
    """What withdrawing a statement will do: to its milestone and initiative, and to others."""
    effect = foresee(withdrawn=[statement]).effect(statement)
    of_others = told_of_others(effect, statement.milestone_id, day)
    return told(effect, statement.milestone_id, day), of_others


def of_correcting(wrong: Statement, right: Statement, day) -> list[str]:
    """What a correction, which is cleaned, will do: of each milestone that it is about."""
    foreseen = foresee([Entry(right, wrong=wrong)])
    lines = told(foreseen.effect(right), right.milestone_id, day)
    if (wrong.initiative_id, wrong.milestone_id) == (right.initiative_id, right.milestone_id):
        return lines
    of_wrong = told(foreseen.effect(wrong), wrong.milestone_id, day)
    return [
        f"{right.milestone or right.initiative}: {' '.join(lines)}",
        f"{wrong.milestone or wrong.initiative}: {' '.join(of_wrong)}",
    ]


def told(effect: Effect, milestone: int | None, day) -> list[str]:
    """What becomes of a milestone and of its initiative on `day`: a line or two."""
    lines = []
    if milestone is not None:
        lines.append(_told_of(effect, milestone, day))
    before, after = (version and version.stage for version in effect.stages(day))
    if before != after:
        stages = {"before": _stage(before), "after": _stage(after)}
        lines.append(_("Stage of the initiative: %(before)s → %(after)s.") % stages)
    return lines or [_("Deadlines, progress and stage stay as said.")]


def _told_of(effect: Effect, milestone: int, day) -> str:
    turn = effect.turn(milestone, day)
    if effect.is_only_of_the_past(milestone, day):
        return _("Nothing changes today, as later statements hold; what was known before does.")
    return summary(turn, day) if turn else _("Nothing changes.")


def told_of_others(effect: Effect, milestone: int | None, day) -> list[tuple[str, str]]:
    """The names of other milestones that turn with it, each with what becomes of it."""
    turns = [turn for turn in effect.turns(day) if turn.milestone != milestone]
    named = Milestone.objects.in_bulk([turn.milestone for turn in turns[:OTHERS]])
    return [
        (named[turn.milestone].name, summary(turn, day))
        for turn in turns
        if turn.milestone in named
    ]


def _stage(code: str | None) -> str:
    return in_words(Stage(code)).lower() if code else _("none said")


def summary(turn: Turn, day) -> str:
    """One line: what becomes of the deadline, the progress and the state on `day`."""
    if turn.after is None:
        return _("Nothing is known of it any more: no statement is in force.")
    told = [*_of_deadline(turn), *_of_progress(turn)] or [_("Deadline and progress stay as said")]
    return f"{'. '.join([*told, _of_state(turn.after, day)])}."


def differences(turn: Turn, day) -> list[Difference]:
    """What would be told differently of a milestone on `day`."""
    before, after = _facts(turn.before, day), _facts(turn.after, day)
    return [
        Difference(name, before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def _facts(version: MilestoneVersion | None, day) -> dict[str, str]:
    if version is None:
        return {_("Today"): _("No statement in force")}
    return {_("Today"): describe.state_in_words(version, day), **dict(describe.facts(version, day))}


# The parts of the line


def _of_deadline(turn: Turn) -> list[str]:
    """What becomes of the deadline; nothing where it is not stated and stays."""
    before = turn.before.due if turn.before else None
    after = turn.after.due
    if before is None and after is None:
        return []
    if before is None:
        return [_("Deadline: %(after)s") % {"after": words(after)}]
    if after is None:
        return [_("Deadline dropped; it was %(before)s") % {"before": words(before)}]
    if before != after:
        return [_of_move(before, after, turn)]
    stated_again = turn.after.restatements > turn.before.restatements
    if stated_again and turn.after.statement_id != turn.before.statement_id:
        return [_("Deadline stated again: %(after)s") % {"after": words(after)}]
    return _of_slip(turn)


def _of_slip(turn: Turn) -> list[str]:
    """What becomes of the slip while the deadline stays: an earlier one came or went."""
    was, slipped = turn.before.slip_days, turn.after.slip_days
    if was == slipped:
        return []
    told = {
        "due": words(turn.after.due),
        "slip": describe.slip(slipped).lower(),
        "was": describe.slip(was).lower(),
    }
    return [_("Deadline stays: %(due)s. Slip since the first: %(slip)s; it was: %(was)s") % told]


def _of_move(before: DateRange, after: DateRange, turn: Turn) -> str:
    told = {
        "before": words(before),
        "after": words(after),
        "move": _moved(before, after, turn.after.slip_days),
    }
    return _("Deadline moved: %(before)s → %(after)s, %(move)s") % told


def _moved(before: DateRange, after: DateRange, in_all: int | None) -> str:
    move = timeline.move(before, after)
    if move not in (Move.SLIP, Move.PULL_IN):
        return in_words(move).lower()
    by = (after.latest - before.latest).days
    told = slips(by)
    if in_all is None or in_all == by:
        return told
    return _("%(move)s (since the first deadline: %(in_all)s)") % {
        "move": told,
        "in_all": describe.slip(in_all).lower(),
    }


def slips(days: int) -> str:
    """By how many days a deadline goes later, or earlier where they are negative."""
    if days > 0:
        return ngettext("slips %(days)d day", "slips %(days)d days", days) % {"days": days}
    return ngettext(
        "brought forward by %(days)d day", "brought forward by %(days)d days", -days
    ) % {"days": -days}


def _of_progress(turn: Turn) -> list[str]:
    before, after = turn.before, turn.after
    was = before and (before.progress, before.met_edtf)
    if after.progress is None or was == (after.progress, after.met_edtf):
        return []
    said = in_words(Progress(after.progress))
    if after.met:
        said = f"{said} ({words(after.met)})"
    return [_("Progress: %(progress)s") % {"progress": said}]


def _of_state(version: MilestoneVersion, day) -> str:
    now = describe.standing(version, day)
    state = in_words(now.state).lower()
    return _("State: %(state)s") % {"state": f"{state}{describe.lateness_in_words(now)}"}


def words(value: DateRange) -> str:
    return label(value, language())


def window(value: DateRange) -> str:
    """The days of a date range: from which to which, and how many."""
    first, last = value.earliest, value.latest
    days = {"first": first and words(_day(first)), "last": last and words(_day(last))}
    if first is None:
        return _("any day up to %(last)s; no first day") % days
    if last is None:
        return _("%(first)s or later; no last day") % days
    if first == last:
        return _("one day")
    days["width"] = describe.days(value.width_days)
    return _("%(first)s to %(last)s: %(width)s") % days


def _day(day) -> DateRange:
    return DateRange.parse(day.isoformat())
