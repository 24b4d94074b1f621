"""What a statement says beside dates: quantities, roles and places.

Each row hangs on a statement and takes source, speaker, day and withdrawal from it.
"""

from contextlib import suppress
from datetime import date, datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from projects.codes import ObservationKind, Role
from projects.models.initiatives import Initiative
from projects.models.statements import Statement
from sources.dates import DateRange, DateSyntaxError
from sources.fields import DateRangeColumns, EarliestField, EdtfField, LatestField
from sources.geometry import GeometryError, check_geometry
from sources.models import Named, Names, Organisation
from sources.revisions import FOREVER, Recorded, RecordedQuerySet


class EvidenceQuerySet(RecordedQuerySet):
    """Rows that hang on statements, by what was live when."""

    def public(self, day: date, recorded: datetime | None = None) -> Self:
        """Those whose statement was public on a day and in force, now or by an instant."""
        if recorded is None:
            live = Q(statement__withdrawn_at=FOREVER)
        else:
            live = Q(statement__recorded_at__lte=recorded, statement__withdrawn_at__gt=recorded)
        return self.filter(live, announced_on__lte=day)

    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        for row in rows:
            row.follow()
        return super().bulk_create(rows, *args, **kwargs)


class Evidence(Recorded):
    """A row that hangs on a statement."""

    part_of = "statement"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="%(class)ss")
    # The statement's own, kept here too: lists ask for them.
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", editable=False)
    announced_on = models.DateField(editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.follow()
        super().save(**kwargs)

    def follow(self) -> None:
        """Take over what is the statement's own."""
        self.initiative_id = self.statement.initiative_id
        self.announced_on = self.statement.announced_on


class Indicator(Named):
    """Something that is counted or measured, such as satellites built."""


class Observation(Evidence):
    """A quantity of an indicator, promised or reached, as a statement gives it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=10, choices=ObservationKind.choices())
    low = models.DecimalField(
        max_digits=20, decimal_places=4, help_text="The quantity, or the least it can be."
    )
    high = models.DecimalField(
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="The most it can be: as the least for an exact figure, empty for “or more”.",
    )
    approximate = models.BooleanField(default=False, help_text="The source says “about”.")
    unit = models.CharField(max_length=40, help_text="What is counted: satellites, USD.")
    period_edtf = EdtfField("period", help_text="What time the quantity is for, as EDTF.")
    period_earliest = EarliestField()
    period_latest = LatestField()
    period = DateRangeColumns()
    phrase = models.CharField(
        max_length=120, blank=True, default="", help_text="The source's own words for the quantity."
    )

    class Meta:
        ordering = ["-statement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(high__isnull=True) | Q(high__gte=F("low")),
                name="observation_high_is_not_below_low",
                violation_error_message="The most can't be below the least.",
            )
        ]
        indexes = [models.Index(fields=["announced_on", "id"], name="observation_by_day")]

    def clean(self) -> None:
        """Refuse bounds the wrong way round; read the expression of its period."""
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValidationError({"high": "The most can't be below the least."})
        # One that can't be read is refused by the field's own validator.
        with suppress(DateSyntaxError):
            self.period = DateRange.parse(self.period_edtf) if self.period_edtf else None

    def __str__(self) -> str:
        return f"{self.indicator}: {self.low.normalize():f} {self.unit}"


class Participation(Evidence):
    """What an organisation does in an initiative, as a statement says."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20, choices=Role.choices())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "organisation", "role"],
                name="a_role_is_said_once_in_a_statement",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"


def validate_geometry(geometry: object) -> None:
    """Refuse what is not a GeoJSON geometry, longitude first."""
    try:
        check_geometry(geometry)
    except GeometryError as error:
        raise ValidationError(str(error), code="invalid_geometry") from error


class Place(Evidence, Names):
    """A location of an initiative, as a statement names it."""

    geometry = models.JSONField(
        null=True,
        blank=True,
        validators=[validate_geometry],
        help_text="A GeoJSON geometry, longitude first; empty if not known with confidence.",
    )
    approximate = models.BooleanField(
        default=True, help_text="The geometry only shows about where."
    )
    origin = models.CharField(
        max_length=200, blank=True, default="", help_text="Where the geometry comes from."
    )

    class Meta(Names.Meta):
        ordering = ["pk"]
        constraints = [
            *Names.Meta.constraints,
            models.CheckConstraint(
                condition=Q(geometry__isnull=True) | ~Q(origin=""),
                name="a_geometry_says_where_it_is_from",
                violation_error_message="Say where the geometry comes from.",
            ),
        ]
        indexes = [models.Index(fields=["announced_on", "id"], name="place_by_day")]

    def clean(self) -> None:
        """Refuse a place without a name, and a geometry from nowhere."""
        errors = {}
        if not self.name:
            errors["name_en"] = "Give a name in at least one language."
        if self.geometry is not None and not self.origin:
            errors["origin"] = "Say where the geometry comes from."
        if errors:
            raise ValidationError(errors)
