"""The textbook app's tables: two of its own, and some of the tracker's that it only reads."""

from django.db import models
from django.utils import timezone

DUE_SOON_DAYS = 90


class Organisation(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200, db_column="name_en")

    class Meta:
        app_label = "textbook"
        managed = False
        db_table = "sources_organisation"


class Initiative(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    summary = models.TextField()
    sector = models.CharField(max_length=20, db_index=True)
    stage = models.CharField(max_length=20, null=True)
    lead = models.ForeignKey(Organisation, models.PROTECT, null=True)
    max_slip_days = models.IntegerField(null=True)
    first_stated_on = models.DateField()
    last_stated_on = models.DateField()
    worst_state = models.CharField(max_length=20)
    next_milestone = models.ForeignKey(
        "Milestone", models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    # How many milestones are in each state
    overdue = models.IntegerField()
    suspended = models.IntegerField()
    due_soon = models.IntegerField()
    unscheduled = models.IntegerField()
    scheduled = models.IntegerField()
    met = models.IntegerField()
    cancelled = models.IntegerField()

    class Meta:
        app_label = "textbook"
        ordering = ["slug"]


class Country(models.Model):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="countries")
    country = models.CharField(max_length=2)

    class Meta:
        app_label = "textbook"
        managed = False
        db_table = "projects_initiativecountry"
        ordering = ["country"]


class Participation(models.Model):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    role = models.CharField(max_length=20)

    class Meta:
        app_label = "textbook"
        managed = False
        db_table = "projects_participation"


class Milestone(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="milestones")
    position = models.IntegerField()
    standing = models.CharField(max_length=10)
    progress = models.CharField(max_length=20, null=True)
    due_edtf = models.CharField(max_length=120, blank=True)
    due_earliest = models.DateField(null=True)
    due_latest = models.DateField(null=True)
    provisional = models.BooleanField()
    baseline_edtf = models.CharField(max_length=120, blank=True)
    baseline_earliest = models.DateField(null=True)
    baseline_latest = models.DateField(null=True)
    slip_days = models.IntegerField(null=True)
    width_days = models.IntegerField(null=True)
    move = models.CharField(max_length=10, null=True)
    met_edtf = models.CharField(max_length=120, blank=True)
    met_earliest = models.DateField(null=True)
    met_latest = models.DateField(null=True)
    met_from = models.DateField(null=True)
    restatements = models.IntegerField()
    evidence_on = models.DateField(null=True)
    last_stated_on = models.DateField()

    class Meta:
        app_label = "textbook"
        ordering = ["initiative", "position"]
        indexes = [models.Index(fields=["due_latest", "id"], name="textbook_milestone_by_due")]

    @property
    def state(self) -> str:
        if self.standing != "running":
            return self.standing
        today = timezone.localdate()
        if self.due_latest is None or (self.due_latest < today and self.provisional):
            return "unscheduled"
        if self.due_latest < today:
            return "overdue"
        return "due_soon" if (self.due_latest - today).days <= DUE_SOON_DAYS else "scheduled"

    @property
    def lateness(self) -> str | None:
        if self.due_latest is None or self.standing == "cancelled":
            return None
        if self.standing == "met":
            if self.met_from and self.met_from > self.due_latest:
                return "certain"
            return "none" if self.met_latest <= self.due_latest else "possible"
        if self.due_latest >= timezone.localdate():
            return "none"
        if self.provisional:
            return None
        certain = self.evidence_on and self.evidence_on > self.due_latest
        return "certain" if certain else "possible"

    @property
    def days_late(self) -> dict | None:
        if self.lateness in (None, "none"):
            return None
        if self.standing == "met":
            least = (self.met_earliest - self.due_latest).days if self.met_earliest else 0
            return {"min": max(least, 0), "max": (self.met_latest - self.due_latest).days}
        days = (timezone.localdate() - self.due_latest).days
        return {"min": days if self.lateness == "certain" else 0, "max": days}

    @property
    def silent_days(self) -> int:
        return (timezone.localdate() - self.last_stated_on).days
