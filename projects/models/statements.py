"""Statements: what sources said, the evidence that everything else follows from."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from projects.codes import Progress, Stage
from projects.models.initiatives import Initiative, Milestone
from projects.models.said import SAID, said_by
from projects.timeline import Said
from sources.clock import beginning_of
from sources.dates import FIRST_YEAR, DateRange, DateSyntaxError, Offset
from sources.day_arithmetic import DaysBefore
from sources.fields import DateRangeColumns, EarliestField, EdtfField, LatestField
from sources.models import Found, FoundQuerySet, Person, Source
from sources.revisions import FOREVER


def validate_offset(text: str) -> None:
    """Refuse what is not a duration such as P12M."""
    try:
        Offset.parse(text)
    except DateSyntaxError as error:
        raise ValidationError(str(error), code="invalid_duration") from error


DISPUTE_DAYS = 30  # within which two sources contradict each other, rather than the times change
LATELY = timedelta(days=30)
HAS_DEADLINE = ~Q(due_edtf="")
STATES_DEADLINE = HAS_DEADLINE | ~Q(due_within_offset="") | Q(due_dropped=True)
UNQUOTED = Q(locator="") | Q(phrase="") & (
    HAS_DEADLINE | ~Q(due_within_offset="") | ~Q(met_edtf="")
)


class StatementQuerySet(FoundQuerySet):
    """Statements by what was live when, on either clock."""

    def recorded_by(self, recorded: datetime | None) -> Self:
        """Those in the tracker at an instant, withdrawn or not; all when None."""
        return self if recorded is None else self.filter(recorded_at__lte=recorded)

    def live(self, recorded: datetime | None = None) -> Self:
        """Those in force now, or by the instant `recorded`."""
        if recorded is None:
            return self.filter(withdrawn_at=FOREVER)
        return self.recorded_by(recorded).filter(withdrawn_at__gt=recorded)

    def withdrawn(self, recorded: datetime | None = None) -> Self:
        """Those no longer in force now, or by the instant `recorded`."""
        if recorded is None:
            return self.filter(withdrawn_at__lt=FOREVER)
        return self.filter(withdrawn_at__lte=recorded)

    def announced_by(self, day: date) -> Self:
        """Those that were public on a day."""
        return self.filter(announced_on__lte=day)

    def announced_after(self, day: date) -> Self:
        """Those that were not public yet on a day."""
        return self.filter(announced_on__gt=day)

    def public(self, day: date, recorded: datetime | None = None) -> Self:
        """Those that were public on a day and in force."""
        return self.live(recorded).announced_by(day)

    # What editors have to look into

    def with_deadline(self, day: date) -> Self:
        """Those public on a day and in force that give a deadline by its own date."""
        return self.public(day).filter(HAS_DEADLINE)

    def disputed(self, day: date) -> Self:
        """The last deadline of each milestone that another source had just contradicted.

        Public on `day` and in force, as is a deadline from a different source, said at most 30 days
        before it, that does not overlap it. What is said later than that settles a dispute.
        Deadlines that count from a milestone are left out: no source said their days.
        """
        stated = Statement.objects.with_deadline(day).filter(milestone=OuterRef("milestone"))
        contradicting = stated.filter(
            announced_on__lte=OuterRef("announced_on"),
            announced_on__gte=DaysBefore(OuterRef("announced_on"), DISPUTE_DAYS),
        ).filter(
            Q(due_latest__lt=OuterRef("due_earliest")) | Q(due_earliest__gt=OuterRef("due_latest")),
            ~Q(source=OuterRef("source")),
        )
        later = Statement.objects.public(day).filter(
            Q(announced_on__gt=OuterRef("announced_on"))
            | Q(announced_on=OuterRef("announced_on"), fold_position__gt=OuterRef("fold_position")),
            STATES_DEADLINE,
            milestone=OuterRef("milestone"),
        )
        return self.with_deadline(day).filter(Exists(contradicting), ~Exists(later))

    def unquoted(self) -> Self:
        """Those in force without their place in the source, or without its words for their date."""
        return self.live().filter(UNQUOTED)

    def lately_withdrawn(self, day: date) -> Self:
        """Those withdrawn within the 30 days before `day`, or on it."""
        return self.withdrawn().filter(withdrawn_at__gte=beginning_of(day - LATELY))

    def in_fold_order(self) -> Self:
        """In the order in which they are folded."""
        return self.order_by("announced_on", "fold_position", "seq")


class Statement(Found):
    """What one source says about one initiative, and usually one milestone of it.

    A row never changes, but for being withdrawn. Recorded through `projects.recording` only.
    """

    named_by = "uuid"
    withdrawn_column = "withdrawn_at"

    seq = models.BigIntegerField(primary_key=True, editable=False)
    uuid = models.UUIDField("id", unique=True, default=uuid.uuid4, editable=False)

    # Where it stands
    source = models.ForeignKey(Source, models.PROTECT, related_name="statements")
    locator = models.CharField(
        max_length=120, blank=True, default="", help_text="The place in the source: paragraph 5."
    )
    # Links without an index of their own have one below
    speaker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="statements", db_index=False
    )
    post = models.CharField(
        max_length=200, blank=True, default="", help_text="The post that the speaker held then."
    )
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="statements", db_index=False
    )
    milestone = models.ForeignKey(
        Milestone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        db_index=False,
    )

    # What was said
    summary = models.TextField(help_text="What the source says, in words of our own.")
    phrase = models.CharField(
        max_length=120, blank=True, default="", help_text="The source's own words for the date."
    )
    reading = models.TextField(
        blank=True, default="", help_text="How we read the phrase, where that took judgement."
    )
    reason = models.TextField(
        blank=True, default="", help_text="Why the deadline moved, if the source says so."
    )
    due_edtf = EdtfField("deadline", help_text="As EDTF: 2026-12, 2026-35 (Q3), ../2026-12-31.")
    due_earliest = EarliestField()
    due_latest = LatestField()
    due = DateRangeColumns()
    due_within_offset = models.CharField(
        "deadline within",
        max_length=24,
        blank=True,
        default="",
        validators=[validate_offset],
        help_text="A deadline that counts from a milestone or, without one, from the day it was "
        "said: an ISO 8601 duration such as P12M.",
    )
    due_within_of = models.ForeignKey(
        Milestone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="after",
        db_index=False,
    )
    due_dropped = models.BooleanField(
        "deadline dropped", default=False, help_text="The source takes the deadline back."
    )
    progress = models.CharField(
        max_length=20, choices=Progress.choices(), null=True, blank=True, default=None
    )
    met_edtf = EdtfField("met on", help_text="When it was met, as EDTF, if the source says so.")
    met_earliest = EarliestField()
    met_latest = LatestField()
    met = DateRangeColumns()
    stage = models.CharField(
        "stage of the initiative",
        max_length=20,
        choices=Stage.choices(),
        null=True,
        blank=True,
        default=None,
    )
    announced_on = models.DateField(
        help_text="The day it became public: the source's, or an earlier one that it reports."
    )

    # What the tracker did with it
    fold_position = models.BigIntegerField(editable=False)
    recorded_at = models.DateTimeField(editable=False)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="corrected_by"
    )
    withdrawn_at = models.DateTimeField(default=FOREVER, editable=False)
    withdrawal_reason = models.CharField(max_length=500, blank=True, default="", editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-announced_on", "-seq"]
        indexes = [
            models.Index(
                fields=["initiative", "announced_on", "seq"], name="statement_by_initiative"
            ),
            models.Index(
                fields=["milestone", "announced_on", "seq"], name="statement_by_milestone"
            ),
            models.Index(fields=["announced_on", "seq"], name="statement_by_day"),
            models.Index(fields=["recorded_at", "seq"], name="statement_by_recording"),
            # The unique one holds mostly nulls: by its statistics SQLite finds reading all cheaper.
            models.Index(
                fields=["corrects"],
                condition=Q(corrects__isnull=False),
                name="statement_by_what_it_corrects",
            ),
            models.Index(
                fields=["speaker"],
                condition=Q(speaker__isnull=False),
                name="statement_by_speaker",
            ),
            models.Index(
                fields=["due_within_of"],
                condition=Q(due_within_of__isnull=False),
                name="statement_by_anchor",
            ),
            # For the work lists of editors; what is in none of them costs nothing
            models.Index(
                fields=["withdrawn_at", "seq"],
                condition=Q(withdrawn_at__lt=FOREVER),
                name="statement_withdrawn",
            ),
            models.Index(
                fields=["announced_on", "seq"],
                condition=Q(withdrawn_at=FOREVER) & UNQUOTED,
                name="statement_unquoted",
            ),
            models.Index(
                fields=["milestone", "announced_on", "source", "due_earliest", "due_latest"],
                condition=Q(withdrawn_at=FOREVER) & HAS_DEADLINE,
                name="statement_deadlines",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(milestone__isnull=False)
                | Q(
                    due_edtf="",
                    due_within_offset="",
                    due_dropped=False,
                    progress__isnull=True,
                ),
                name="deadline_and_progress_need_a_milestone",
            ),
            models.CheckConstraint(
                condition=Q(due_within_offset="", due_dropped=False)
                | Q(due_edtf="", due_dropped=False)
                | Q(due_edtf="", due_within_offset=""),
                name="one_way_to_state_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(due_within_of__isnull=True) | ~Q(due_within_offset=""),
                name="an_anchor_needs_an_offset",
            ),
            models.CheckConstraint(
                condition=Q(met_edtf="") | Q(progress=Progress.MET, progress__isnull=False),
                name="a_met_date_needs_met",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=FOREVER) | ~Q(withdrawal_reason=""),
                name="a_withdrawal_needs_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announced_on}: {self.summary[:80]}"

    @property
    def said(self) -> Said:
        """What the fold reads of it."""
        return said_by(*(getattr(self, column) for column in SAID))

    def contradicts(self, later: "Statement") -> bool:
        """Whether its deadline disputes that of a later statement: see `disputed`."""
        apart = self.due_latest < later.due_earliest or self.due_earliest > later.due_latest
        soon = (later.announced_on - self.announced_on).days <= DISPUTE_DAYS
        return apart and soon and self.source_id != later.source_id

    def searched(self) -> Iterable[str]:
        return [self.summary, self.phrase, self.reading, self.reason]

    def clean(self) -> None:
        """Refuse, by field, what no statement can say; read the expressions of its dates."""
        errors = dict(self._contradictions())
        if errors:
            raise ValidationError(errors)

    def _contradictions(self) -> Iterator[tuple[str, str]]:
        self._read_dates()
        if self.milestone_id and self.milestone.initiative_id != self.initiative_id:
            yield "milestone", f"It belongs to another initiative: {self.milestone.initiative}."
        if self.due_within_of_id:
            if self.due_within_of.initiative_id != self.initiative_id:
                yield "due_within_of", "A deadline counts from a milestone of the same initiative."
            if not self.due_within_offset:
                yield "due_within_offset", "Say how long after it, such as P12M."
        ways = {
            "due_edtf": bool(self.due_edtf),
            "due_within_offset": bool(self.due_within_offset),
            "due_dropped": self.due_dropped,
        }
        stated = [name for name, given in ways.items() if given]
        if len(stated) > 1:
            yield stated[1], "Give a deadline, or one that counts from a milestone, or drop it."
        if not self.milestone_id and (stated or self.progress):
            yield "milestone", "A deadline and a progress are of a milestone: name it."
        yield from self._contradictions_of_days()

    def _contradictions_of_days(self) -> Iterator[tuple[str, str]]:
        if self.met_edtf and self.progress != Progress.MET:
            yield "met_edtf", "Only what is met has a day on which it was: set the progress to met."
        if not isinstance(self.announced_on, date):
            return
        if self.announced_on.year < FIRST_YEAR:
            yield "announced_on", f"Years run from {FIRST_YEAR:04}."
        if self.met and self.met.earliest and self.met.earliest > self.announced_on:
            yield "met_edtf", f"It begins after {self.announced_on}, the day it was made public."
        if self.source_id and self.announced_on > self.source.published_on:
            yield (
                "announced_on",
                f"No later than the source's own day, {self.source.published_on}.",
            )

    def _read_dates(self) -> None:
        for name in ("due", "met"):
            text = getattr(self, f"{name}_edtf")
            # One that can't be read is refused by the field's own validator.
            with suppress(DateSyntaxError):
                setattr(self, name, DateRange.parse(text) if text else None)
