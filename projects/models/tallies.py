"""Kept counts: how many initiatives there are now, and how their milestones stand, by group.

Rows are written by `projects.tallies` only, and follow from versions and from what initiatives are.
"""

from django.db import models

from projects.codes import State
from projects.models.initiatives import Initiative
from sources.models import Organisation
from sources.revisions import Guarded


class Grouping(models.TextChoices):
    """What initiatives are counted by."""

    ALL = "all"
    SECTOR = "sector"
    COUNTRY = "country"
    ORGANISATION = "organisation"


class Tally(Guarded):
    """How many initiatives one group has, and how many of their milestones were in each state.

    As recorded now, and as known and judged on `day`, which all rows share. Those of all
    initiatives are a group too: while it has no row, nothing is kept.
    """

    grouping = models.CharField(max_length=12, choices=Grouping.choices)
    key = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+", db_index=False
    )
    day = models.DateField()
    initiatives = models.IntegerField(default=0)
    overdue = models.IntegerField(default=0)
    suspended = models.IntegerField(default=0)
    due_soon = models.IntegerField(default=0)
    unscheduled = models.IntegerField(default=0)
    scheduled = models.IntegerField(default=0)
    met = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)

    COUNTS = ("initiatives", *(state.value for state in State))

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(fields=["grouping", "key"], name="one_tally_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.grouping} {self.key}".strip()


class TallyMember(Guarded):
    """An initiative that a tally counts."""

    # Indexed by the constraint below.
    initiative = models.ForeignKey(
        Initiative, models.CASCADE, related_name="tallied", db_index=False
    )
    tally = models.ForeignKey(Tally, models.CASCADE, related_name="members", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "tally"], name="an_initiative_counts_once_in_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative} in {self.tally}"
