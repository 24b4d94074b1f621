"""What milestones are asked for by, in lists of milestones and of initiatives alike."""

from datetime import date

from django.db.models import Q

from projects.codes import Lateness, Progress, State
from projects.models.versions import lateness_is, state_is
from sources.dates import FIRST_DAY, LAST_DAY
from tracker.api.filters import MANY_DAYS, Conditions, codes_filter, day_filter, integer_filter


class MilestoneConditions(Conditions):
    """What a milestone can be asked for by, as a condition on its version."""

    state = codes_filter(
        State,
        lambda state, clocks: state_is(state, clocks.day, clocks.due_soon_days),
        "States on the day asked about.",
    )
    progress = codes_filter(
        Progress, lambda progress, clocks: Q(progress=progress), "Progress as sources said it."
    )
    lateness = codes_filter(
        Lateness, lambda late, clocks: lateness_is(late, clocks.day), "Whether it is, or was, late."
    )
    due_before = day_filter(
        lambda day, clocks: Q(due_latest__lt=day), "Deadlines whose last day is before this."
    )
    due_after = day_filter(
        lambda day, clocks: Q(due_latest__gt=day, due_latest__lt=LAST_DAY),
        "Deadlines whose last day is after this.",
    )
    slip_days_min = integer_filter(
        lambda days, clocks: Q(slip_days__gte=days),
        "Deadlines that have moved by this many days or more.",
        least=-MANY_DAYS,
    )
    slip_days_max = integer_filter(
        lambda days, clocks: Q(slip_days__lte=days),
        "Deadlines that have moved by this many days or fewer.",
        least=-MANY_DAYS,
    )
    silent_days_min = integer_filter(
        lambda days, clocks: Q(last_stated_on__lte=days_before(clocks.day, days)),
        "Milestones of which nothing was said for this many days or more.",
    )
    silent_days_max = integer_filter(
        lambda days, clocks: Q(last_stated_on__gte=days_before(clocks.day, days)),
        "Milestones of which something was said in this many days.",
    )


def days_before(day: date, days: int) -> date:
    """The day that lies so many days back, or the first there is."""
    return date.fromordinal(max(day.toordinal() - days, FIRST_DAY.toordinal()))
