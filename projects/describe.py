"""How milestones stand, in words for readers and editors. The day is always an argument."""

from dataclasses import dataclass
from datetime import date, timedelta

from projects import timeline
from projects.codes import Lateness, State
from projects.models import MilestoneVersion, Statement
from sources.dates import FIRST_DAY, DateRange, Expression, Offset, Shape, Unit
from sources.wording import label

LANGUAGE = "en"


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
    due = label(now.due, LANGUAGE) if now.due else ""
    late = lateness_in_words(now)
    match now.state:
        case State.MET:
            return f"Met {met_in_words(now.met)}{late}"
        case State.CANCELLED:
            return "Cancelled"
        case State.SUSPENDED:
            return f"Suspended; due {due}{late}" if due else "Suspended"
        case State.OVERDUE:
            since = day_in_words(now.due.latest + timedelta(days=1))
            return f"Overdue since {since} (due {due}){late}"
        case State.UNSCHEDULED:
            return _unscheduled(now.due, due)
    return f"Due {due}{late}"


def _unscheduled(due: DateRange | None, words: str) -> str:
    if not due:
        return "No deadline"
    if due.latest:
        return f"No deadline that holds: {words} was counted from a milestone not met by its own"
    return f"No last day: due {words}"


def lateness_in_words(now: Standing) -> str:
    """What follows the deadline or the met date: how late, or that it is not."""
    fewest, most = now.days_late or (0, 0)
    if now.lateness == Lateness.CERTAIN:
        span = days(most) if fewest == most else f"{fewest} to {days(most)}"
        return f", {span} late"
    if now.lateness == Lateness.POSSIBLE:
        told = f", possibly late, by up to {days(most)}"
        unmet = now.state != State.MET
        return f"{told}: no source here says that it was met" if unmet else told
    if now.lateness == Lateness.NONE:
        return ", in time" if now.state == State.MET else ", not yet late"
    return ""


def met_in_words(met: DateRange) -> str:
    """When it was met, with the preposition that it takes."""
    expression = Expression.parse(met.edtf)
    if expression.shape in (Shape.UP_TO, Shape.UNTIL):
        return f"by {day_in_words(met.latest)}"
    if expression.shape is not Shape.SINGLE:
        return f"({label(met, LANGUAGE)})"
    exact = expression.start.unit is Unit.DAY and not expression.start.qualifier
    return f"{'on' if exact else 'in'} {label(met, LANGUAGE)}"


def facts(version: MilestoneVersion, day: date) -> list[tuple[str, str]]:
    """What else the version says, as pairs of a name and words."""
    told = []
    if version.progress:
        told.append(("Progress", f"{version.get_progress_display()}, as last said"))
    else:
        told.append(("Progress", "No source says"))
    if version.due:
        told.append(("Deadline", date_range(version.due)))
        told.append(("Its window", window(version.width_days)))
    if version.baseline:
        told.append(("First closed deadline", date_range(version.baseline)))
        told.append(("Slip since", slip(version.slip_days)))
    if version.move:
        told.append(("Last move", version.get_move_display()))
    told.append(("Restatements", str(version.restatements)))
    told.append(("Last word", f"{version.last_stated_on}, {silence(version, day)}"))
    return told


def words(value: DateRange) -> str:
    """A date range in words alone."""
    return label(value, LANGUAGE)


def date_range(value: DateRange | None) -> str:
    """A date range in words, with the expression that they were read from."""
    return f"{label(value, LANGUAGE)} ({value.edtf})" if value else ""


def deadline(statement: Statement) -> str:
    """The deadline that a statement gives or takes back, in words."""
    if statement.due_dropped:
        return "dropped"
    if statement.due_within_offset:
        anchor = statement.due_within_of
        return within(statement.due_within_offset, anchor.name if anchor else None)
    return date_range(statement.due)


def within(offset: str, anchor: str | None) -> str:
    """A relative deadline in words; `anchor` is None where it counts from the day it was said."""
    length = Offset.parse(offset)
    units = ("years", "months", "weeks", "days")
    parts = [(getattr(length, unit), unit) for unit in units]
    told = [f"{n} {unit.removesuffix('s') if n == 1 else unit}" for n, unit in parts if n]
    return f"within {' and '.join(told) or '0 days'} of {anchor or 'the day it was said'}"


def quantity(low: float, high: float | None, unit: str, *, approximate: bool) -> str:
    """A quantity in words; `high` is None where there may be more, `low` where it is exact."""
    if high is None:
        amount = f"{low:,} or more"
    else:
        amount = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{'about ' if approximate else ''}{amount} {unit}"


def slip(slipped: int | None) -> str:
    if slipped is None:
        return "Can't be counted: no deadline, or one without a last day"
    if not slipped:
        return "None"
    return f"{days(slipped)} later" if slipped > 0 else f"{days(-slipped)} earlier"


def window(width: int | None) -> str:
    return "Open at one end" if width is None else f"{days(width)} wide"


def silence(version: MilestoneVersion, day: date) -> str:
    return days_ago((day - version.last_stated_on).days)


def days_ago(silent: int) -> str:
    return f"{days(silent)} ago" if silent else "that day"


def day_in_words(day: date) -> str:
    return label(DateRange.parse(day.isoformat()), LANGUAGE)


def days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
