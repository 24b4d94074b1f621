"""The work lists of editors: what each is called, what is in it and in what order.

What belongs to a list is for the querysets to say; here stands what editors are told of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Expression, F, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.codes import State
from projects.models import Milestone, MilestoneVersion, Statement
from projects.models.versions import silent_is, state_is

MOST = 100  # beyond it nobody counts: the front page says “100+”


@dataclass(frozen=True)
class WorkList:
    """Rows of a model to look into.

    `find` narrows a queryset of `among`: of the model itself, or of the versions of its rows.
    `condition` says the same of a version that holds, where it can be said so: a list then comes
    from an index in its order, instead of being looked up and sorted whole.
    """

    name: str
    title: Promise
    meaning: Promise
    empty: Promise
    model: type[Model]
    among: type[Model]
    find: Callable[[QuerySet, date], QuerySet]
    order: Sequence[str]
    condition: Callable[[date], Q] | None = None

    def found(self, day: date) -> QuerySet:
        """What is in the list on `day`, a row of `among` for each of the model's rows."""
        return self.find(self.among._default_manager.order_by(), day)

    def narrow(self, rows: QuerySet, day: date) -> QuerySet:
        """Those of the model's rows that are in the list on `day`.

        Rows of milestones bring along `now`, the version that holds on that day.
        """
        if self.among is self.model:
            return self.find(rows, day)
        if self.condition:
            return rows.filter(through("now", self.condition(day)))
        return rows.filter(pk__in=self.found(day).values(self.model._meta.model_name))


def through(path: str, condition: Q) -> Q:
    """A condition on rows, for whatever reaches those rows by a path."""
    parts = []
    for part in condition.children:
        if isinstance(part, Q):
            parts.append(through(path, part))
        else:
            lookup, value = part
            parts.append((f"{path}__{lookup}", _moved(path, value)))
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def _moved(path: str, value):
    """A value of a condition; what it has of columns is reached by the path."""
    if isinstance(value, F):
        return F(f"{path}__{value.name}")
    if not isinstance(value, Expression):
        return value
    moved = value.copy()
    moved.set_source_expressions([_moved(path, part) for part in value.get_source_expressions()])
    return moved


def count(one: WorkList, day: date, most: int = MOST) -> tuple[int, bool]:
    """How many rows a list has, up to `most`, and whether there are more."""
    found = one.found(day)[: most + 1].count()
    return min(found, most), found > most


LISTS = (
    WorkList(
        "overdue",
        _("Overdue"),
        _("The last promised day has passed, and no source recorded here says that it was met."),
        _("Nothing is overdue."),
        Milestone,
        MilestoneVersion,
        lambda versions, day: versions.overdue(day),
        ["now__due_latest", "now__milestone_id"],
        lambda day: state_is(State.OVERDUE, day),
    ),
    WorkList(
        "due_soon",
        _("Due in 90 days"),
        _("The last promised day is today or at most 90 days off."),
        _("Nothing is due in the next 90 days."),
        Milestone,
        MilestoneVersion,
        lambda versions, day: versions.due_soon(day),
        ["now__due_latest", "now__milestone_id"],
        lambda day: state_is(State.DUE_SOON, day),
    ),
    WorkList(
        "silent",
        _("Silent"),
        _("Not a word for longer than half the deadline's window (from a month on), or 180 days."),
        _("Of everything that is under way there was word lately."),
        Milestone,
        MilestoneVersion,
        lambda versions, day: versions.silent(day),
        ["now__last_stated_on", "now__milestone_id"],
        silent_is,
    ),
    WorkList(
        "disagreeing",
        _("Sources disagree"),
        _("Two sources, within 30 days, gave deadlines that do not overlap, and nothing since."),
        _("No sources disagree about a deadline."),
        Milestone,
        MilestoneVersion,
        lambda versions, day: versions.disagreeing(day),
        ["-now__last_stated_on", "slug"],
    ),
    WorkList(
        "unquoted",
        _("Without phrase or paragraph"),
        _("Statements that do not say where in the source they stand, or in which words a date."),
        _("Every statement has its place in its source, and the source's words for its date."),
        Statement,
        Statement,
        lambda statements, day: statements.unquoted(),
        ["-announced_on", "-seq"],
    ),
    WorkList(
        "withdrawn",
        _("Recently withdrawn"),
        _("Statements taken back or corrected in the last 30 days."),
        _("No statement was withdrawn in the last 30 days."),
        Statement,
        Statement,
        lambda statements, day: statements.lately_withdrawn(day),
        ["-withdrawn_at", "-seq"],
    ),
)
