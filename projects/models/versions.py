"""The projection: what was known of initiatives and milestones, and when, on two clocks.

Each row holds over the days [known_from, known_to) and stood in the tracker over the instants
[recorded_from, recorded_to). Open bounds are the last day and instant there are. Rows are written
by `projects.projection` only, and follow from the statements alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from projects.codes import Lateness, Move, Progress, Stage, Standing, State
from projects.models.initiatives import Initiative, Milestone
from projects.models.statements import Statement
from projects.timeline import DUE_SOON_DAYS
from sources import row_writes
from sources.dates import FIRST_DAY, LAST_DAY
from sources.day_arithmetic import DaysSince
from sources.fields import DateRangeColumns, EarliestField, EdtfField, LatestField
from sources.revisions import FOREVER, Guarded, RecordedQuerySet, writing

PRESENT = Q(recorded_to=FOREVER)
LAST = PRESENT & Q(known_to=LAST_DAY)
# Columns that say of most versions that they are of another day or recording, behind what an index
# is ordered by: so those are passed over without being read.
PASSED_OVER = ("known_from", "known_to", "recorded_to")
UNMET = (Standing.RUNNING, Standing.SUSPENDED)
SHORTEST_WINDOW = 28  # days: a month's
LONGEST_SILENCE = 180  # days


class VersionQuerySet(RecordedQuerySet):
    """Versions by day and by instant."""

    def recorded(self, instant: datetime | None = None) -> Self:
        """Those that stand in the tracker now, or stood there at an instant."""
        if instant is None:
            return self.filter(PRESENT)  # the partial indexes hold these rows only
        return self.filter(recorded_from__lte=instant, recorded_to__gt=instant)

    def as_of(
        self, day: date, recorded: datetime | None = None, *, is_newest: bool = False
    ) -> Self:
        """The one version of each that was public on `day`, as recorded now or by an instant.

        `is_newest`: it is known that nothing was announced behind `day`. Indexes of their own hold
        the last versions, so that those that came to an end need not be passed over.
        """
        ending = Q(known_to=LAST_DAY) if is_newest else Q(known_to__gt=day)
        return self.recorded(recorded).filter(ending, known_from__lte=day)

    def close(self, keys: Sequence[int], at: datetime) -> None:
        """Let the rows with these keys stand in the tracker no longer than to an instant."""
        writing()
        row_writes.update(self.model, keys, recorded_to=at)

    def add(self, rows: Sequence[Mapping[str, Any]], at: datetime) -> None:
        """Let new rows, given by their columns, stand in the tracker from an instant on."""
        writing()
        clocks = {"recorded_from": at, "recorded_to": FOREVER}
        row_writes.insert_values(self.model, [{**row, **clocks} for row in rows])

    def over(self, first: date, last: date, recorded: datetime | None = None) -> Self:
        """Those that were public on some day from `first` to `last`, both counted."""
        return self.recorded(recorded).filter(known_from__lte=last, known_to__gt=first)


class Version(Guarded):
    """What both kinds of version share: the two clocks and the statement behind it."""

    known_from = models.DateField()
    known_to = models.DateField(default=LAST_DAY)
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(default=FOREVER)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    last_stated_on = models.DateField()

    class Meta:
        abstract = True


class InitiativeVersion(Version):
    """What was known of an initiative over some days."""

    # No index of its own: others begin with it
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="versions", db_index=False
    )
    stage = models.CharField(max_length=20, choices=Stage.choices(), null=True)
    first_stated_on = models.DateField()
    max_slip_days = models.IntegerField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["initiative", "known_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "known_from"],
                condition=PRESENT,
                name="one_present_initiative_version_a_day",
            )
        ]
        indexes = [
            models.Index(
                fields=["initiative", "known_from", "recorded_from"],
                name="initiative_version_clocks",
            ),
            # For the orders of the list; of past recordings too, which links to next pages name
            models.Index(
                fields=["first_stated_on", "initiative", *PASSED_OVER],
                name="initiative_version_by_first",
            ),
            models.Index(
                fields=["last_stated_on", "initiative", *PASSED_OVER],
                name="initiative_version_by_last",
            ),
            models.Index(
                fields=["max_slip_days", "initiative", *PASSED_OVER],
                name="initiative_version_by_slip",
            ),
            # Of the last versions only: the others were said earlier, and would all come first
            models.Index(
                fields=["last_stated_on", "initiative", "known_from"],
                condition=LAST,
                name="initiative_version_last_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} from {self.known_from}"


def days_before(day: date, days: int) -> date:
    """The day that lies so many days back, or the first there is."""
    return date.fromordinal(max(day.toordinal() - days, FIRST_DAY.toordinal()))


class MilestoneVersionQuerySet(VersionQuerySet):
    """Versions of milestones by how they stand on a day. Chain after `as_of` of the same day."""

    def in_state(self, state: State, day: date, due_soon_days: int = DUE_SOON_DAYS) -> Self:
        """Those whose state on `day` is this one."""
        return self.filter(state_is(state, day, due_soon_days))

    def with_lateness(self, lateness: Lateness, day: date) -> Self:
        """Those whose lateness on `day` is this one."""
        return self.filter(lateness_is(lateness, day))

    # What editors have to look into: these bring their `as_of` along

    def overdue(self, day: date) -> Self:
        """The last promised day has passed, and nothing recorded here settles or suspends it."""
        return self.as_of(day).in_state(State.OVERDUE, day)

    def due_soon(self, day: date) -> Self:
        """The last promised day is `day` or at most 90 days off."""
        return self.as_of(day).in_state(State.DUE_SOON, day)

    def silent(self, day: date) -> Self:
        """Neither met nor cancelled, and not a word for longer than its deadline bears.

        That is half of its window, or 180 days; a window shorter than a month says how exact the
        promise is, not how often to speak of it, and a deadline without one has none: both 180.
        """
        return self.as_of(day).filter(silent_is(day))

    def disagreeing(self, day: date) -> Self:
        """Neither met nor cancelled, and sources disagree about the deadline."""
        # Asked of one milestone after the other, so that whoever wants a few waits for a few.
        disputed = Statement.objects.disputed(day).filter(milestone=OuterRef("milestone"))
        again = self.as_of(day).filter(standing__in=UNMET, restatements__gt=0)
        return again.filter(Exists(disputed))


def state_is(state: State, day: date, due_soon_days: int = DUE_SOON_DAYS) -> Q:
    """The condition for a version to have a state on a day."""
    if state in (State.MET, State.SUSPENDED, State.CANCELLED):
        return Q(standing=state.value)
    soon = min(day.toordinal() + due_soon_days, LAST_DAY.toordinal() - 1)
    horizon = date.fromordinal(soon)
    return (
        Q(standing=Standing.RUNNING)
        & {
            State.OVERDUE: Q(due_latest__lt=day, provisional=False),
            State.DUE_SOON: Q(due_latest__gte=day, due_latest__lte=horizon),
            State.SCHEDULED: Q(due_latest__gt=horizon, due_latest__lt=LAST_DAY),
            State.UNSCHEDULED: Q(due_latest=LAST_DAY) | Q(due_latest__lt=day, provisional=True),
        }[state]
    )


def silent_is(day: date) -> Q:
    """The condition for a version to be silent on a day: see `silent`."""
    silence = DaysSince("last_stated_on", day)
    outspoken = Q(width_days__gte=SHORTEST_WINDOW) & Q(width_days__lt=silence * 2)
    quiet = Q(last_stated_on__lt=days_before(day, SHORTEST_WINDOW // 2))
    unbearable = Q(last_stated_on__lt=days_before(day, LONGEST_SILENCE))
    return Q(standing__in=UNMET) & quiet & (outspoken | unbearable)


def lateness_is(lateness: Lateness, day: date) -> Q:
    """The condition for a version to have a lateness on a day."""
    met = Q(standing=Standing.MET, due_latest__lt=LAST_DAY)
    unmet = Q(standing__in=UNMET)
    passed = unmet & Q(due_latest__lt=day, provisional=False)
    certain = met & Q(met_from__gt=F("due_latest"))
    if lateness == Lateness.CERTAIN:
        return certain | (passed & Q(evidence_on__gt=F("due_latest")))
    if lateness == Lateness.POSSIBLE:
        possible = met & Q(met_from__lte=F("due_latest"), met_latest__gt=F("due_latest"))
        return possible | (passed & Q(evidence_on__lte=F("due_latest")))
    in_time = met & Q(met_from__lte=F("due_latest"), met_latest__lte=F("due_latest"))
    return in_time | (unmet & Q(due_latest__gte=day, due_latest__lt=LAST_DAY))


class MilestoneVersion(Version):
    """What was known of a milestone over some days."""

    milestone = models.ForeignKey(
        Milestone,
        models.PROTECT,
        related_name="versions",
        db_index=False,  # as above
    )
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="milestone_versions")
    standing = models.CharField(max_length=10, choices=Standing.choices())
    progress = models.CharField(max_length=20, choices=Progress.choices(), null=True)

    # The deadline
    due_edtf = EdtfField()
    due_earliest = EarliestField()
    due_latest = LatestField()
    due = DateRangeColumns()
    provisional = models.BooleanField()
    baseline_edtf = EdtfField()
    baseline_earliest = EarliestField()
    baseline_latest = LatestField()
    baseline = DateRangeColumns()
    slip_days = models.IntegerField(null=True)
    width_days = models.IntegerField(null=True)
    move = models.CharField(max_length=10, choices=Move.choices(), null=True)
    restatements = models.PositiveIntegerField()
    evidence_on = models.DateField(default=FIRST_DAY)

    # When it was met
    met_edtf = EdtfField()
    met_earliest = EarliestField()
    met_latest = LatestField()
    met = DateRangeColumns()
    met_from = EarliestField()

    objects = MilestoneVersionQuerySet.as_manager()

    class Meta:
        ordering = ["milestone", "known_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "known_from"],
                condition=PRESENT,
                name="one_present_milestone_version_a_day",
            )
        ]
        indexes = [
            models.Index(
                fields=["milestone", "known_from", "recorded_from"], name="milestone_version_clocks"
            ),
            models.Index(
                fields=["due_latest", "milestone", *PASSED_OVER], name="milestone_version_by_due"
            ),
            models.Index(
                fields=["due_latest", "milestone", *PASSED_OVER],
                condition=Q(standing=Standing.RUNNING),
                name="milestone_version_running",
            ),
            models.Index(
                fields=["due_latest", "milestone", "known_from"],
                condition=LAST,
                name="milestone_version_last",
            ),
            models.Index(
                fields=["due_latest", "milestone", "known_from"],
                condition=LAST & Q(standing=Standing.RUNNING),
                name="milestone_version_last_running",
            ),
            # Has all that tells how the milestones of an initiative stand
            models.Index(
                fields=[
                    "initiative",
                    "known_to",
                    "known_from",
                    "standing",
                    "due_latest",
                    "provisional",
                    "milestone",
                    "due_edtf",
                ],
                condition=PRESENT,
                name="milestone_version_counted",
            ),
            # For the orders of the list, as is the one by deadline
            models.Index(
                fields=["slip_days", "milestone", *PASSED_OVER], name="milestone_version_by_slip"
            ),
            models.Index(
                fields=["last_stated_on", "milestone", *PASSED_OVER],
                name="milestone_version_by_last",
            ),
            models.Index(
                fields=["last_stated_on", "milestone", "known_from"],
                condition=LAST,
                name="milestone_version_last_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} from {self.known_from}"
