"""How milestones stand, in words for readers and editors, in the active language.

The day is always an argument. Sentences are put together so that no word has to be inflected for
what stands beside it: the grammar of three languages has no place here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects import timeline
from projects.codes import Lateness, State
from projects.models import MilestoneVersion, Statement
from sources.dates import FIRST_DAY, DateRange, Expression, Offset, Shape, Unit
from sources.speaking import language
from sources.wording import label


@dataclass(frozen=True)
class Standing:
    """How a milestone stands on a day, with the deadline and the met date behind that."""

    state: State
    lateness: Lateness | None
    days_late: tuple[int, int] | None
    due: DateRange | None
    met: DateRange | None


def standing(version: MilestoneVersion, day: date) -> Standing:
    """The state, the lateness and the days late of the version that holds on `day`."""
    asked = {
        "standing": version.standing,
        "latest": version.due.latest if version.due else None,
        "day": day,
    }
    met = {
        "met_from": None if version.met_from == FIRST_DAY else version.met_from,
        "met_latest": version.met.latest if version.met else None,
    }
    evidence_on = None if version.evidence_on == FIRST_DAY else version.evidence_on
    late = timeline.lateness(
        **asked, **met, provisional=version.provisional, evidence_on=evidence_on
    )
    return Standing(
        timeline.state(**asked, provisional=version.provisional),
        late,
        timeline.days_late(late, **asked, **met),
        version.due,
        version.met,
    )


def state_in_words(version: MilestoneVersion, day: date) -> str:
    """One line: the state on `day`, its deadline or met date, and how late it is."""
    return in_words(standing(version, day))


def in_words(now: Standing) -> str:
    """One line: the state, its deadline or met date, and how late it is."""
    due = words(now.due) if now.due else ""
    late = lateness_in_words(now)
    match now.state:
        case State.MET:
            return f"{met_in_words(now.met)}{late}"
        case State.CANCELLED:
            return _("Cancelled")
        case State.SUSPENDED:
            return _("Suspended; due %(due)s") % {"due": due} + late if due else _("Suspended")
        case State.OVERDUE:
            since = day_in_words(now.due.latest + timedelta(days=1))
            return _("Overdue since %(since)s (due %(due)s)") % {"since": since, "due": due} + late
        case State.UNSCHEDULED:
            return _unscheduled(now.due, due)
    return _("Due %(due)s") % {"due": due} + late


def _unscheduled(due: DateRange | None, words: str) -> str:
    if not due:
        return _("No deadline")
    if due.latest:
        return _(
            "No deadline that holds: %(due)s was counted from a milestone not met by its own"
        ) % {"due": words}
    return _("No last day: due %(due)s") % {"due": words}


def lateness_in_words(now: Standing) -> str:
    """What follows the deadline or the met date: how late, or that it is not."""
    fewest, most = now.days_late or (0, 0)
    if now.lateness == Lateness.CERTAIN:
        if fewest == most:
            return _(", %(days)s late") % {"days": days(most)}
        return _(", %(fewest)s to %(days)s late") % {"fewest": fewest, "days": days(most)}
    if now.lateness == Lateness.POSSIBLE:
        told = _(", possibly late, by up to %(days)s") % {"days": days(most)}
        unmet = now.state != State.MET
        return told + _(": no source here says that it was met") if unmet else told
    if now.lateness == Lateness.NONE:
        return _(", in time") if now.state == State.MET else _(", not yet late")
    return ""


def met_in_words(met: DateRange) -> str:
    """That it was met, and when, with the preposition that this takes."""
    expression = Expression.parse(met.edtf)
    if expression.shape in (Shape.UP_TO, Shape.UNTIL):
        return _("Met by %(day)s") % {"day": day_in_words(met.latest)}
    told = {"date": words(met)}
    if expression.shape is not Shape.SINGLE:
        return _("Met (%(date)s)") % told
    if expression.start.unit is Unit.DAY and not expression.start.qualifier:
        return _("Met on %(date)s") % told
    return _("Met in %(date)s") % told


def facts(version: MilestoneVersion, day: date) -> list[tuple[str, str]]:
    """What else the version says, as pairs of a name and words."""
    told = []
    if version.progress:
        progress = {"progress": version.get_progress_display()}
        told.append((_("Progress"), _("%(progress)s, as last said") % progress))
    else:
        told.append((_("Progress"), _("No source says")))
    if version.due:
        told.append((_("Deadline"), date_range(version.due)))
        told.append((_("Its window"), window(version.width_days)))
    if version.baseline:
        told.append((_("First closed deadline"), date_range(version.baseline)))
        told.append((_("Slip since"), slip(version.slip_days)))
    if version.move:
        told.append((_("Last move"), version.get_move_display()))
    told.append((_("Restatements"), str(version.restatements)))
    told.append((_("Last word"), f"{version.last_stated_on}, {silence(version, day)}"))
    return told


def words(value: DateRange) -> str:
    """A date range in words alone."""
    return label(value, language())


def date_range(value: DateRange | None) -> str:
    """A date range in words, with the expression that they were read from."""
    return f"{words(value)} ({value.edtf})" if value else ""


def deadline(statement: Statement) -> str:
    """The deadline that a statement gives or takes back, in words."""
    if statement.due_dropped:
        return _("dropped")
    if statement.due_within_offset:
        anchor = statement.due_within_of
        return within(statement.due_within_offset, anchor.name if anchor else None)
    return date_range(statement.due)


def within(offset: str, anchor: str | None) -> str:
    """A relative deadline in words; `anchor` is None where it counts from the day it was said."""
    length = Offset.parse(offset)
    parts = [
        (length.years, ngettext("%(n)s year", "%(n)s years", length.years)),
        (length.months, ngettext("%(n)s month", "%(n)s months", length.months)),
        (length.weeks, ngettext("%(n)s week", "%(n)s weeks", length.weeks)),
        (length.days, ngettext("%(n)s day", "%(n)s days", length.days)),
    ]
    told = {
        "length": _(" and ").join(words % {"n": n} for n, words in parts if n) or days(0),
        "anchor": anchor or _("the day it was said"),
    }
    return _("within %(length)s of %(anchor)s") % told


def quantity(low: float, high: float | None, unit: str, *, approximate: bool) -> str:
    """A quantity in words; `high` is None where there may be more, `low` where it is exact."""
    told = {"low": f"{low:,}", "high": "" if high is None else f"{high:,}"}
    if high is None:
        amount = _("%(low)s or more") % told
    else:
        amount = told["low"] if low == high else _("%(low)s to %(high)s") % told
    about = _("about %(amount)s") if approximate else "%(amount)s"
    return f"{about % {'amount': amount}} {unit}"


def slip(slipped: int | None) -> str:
    if slipped is None:
        return _("Can't be counted: no deadline, or one without a last day")
    if not slipped:
        return _("None")
    told = _("%(days)s later") if slipped > 0 else _("%(days)s earlier")
    return told % {"days": days(abs(slipped))}


def window(width: int | None) -> str:
    return _("Open at one end") if width is None else _("%(days)s wide") % {"days": days(width)}


def silence(version: MilestoneVersion, day: date) -> str:
    return days_ago((day - version.last_stated_on).days)


def days_ago(silent: int) -> str:
    return _("%(days)s ago") % {"days": days(silent)} if silent else _("that day")


def day_in_words(day: date) -> str:
    return words(DateRange.parse(day.isoformat()))


def days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
