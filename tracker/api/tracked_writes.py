"""Initiatives and milestones over HTTP: each is added together with its first statement."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from projects.models import Initiative, InitiativeCountry, Milestone
from tracker.api.auth import check, needs
from tracker.api.editing import EditableMixin, edits
from tracker.api.problems import BadBody, BodyError
from tracker.api.statement_writes import written
from tracker.api.tracked_bodies import (
    LAST_POSITION,
    InitiativeBody,
    InitiativePatchBody,
    MilestoneBody,
    MilestonePatchBody,
    entry_of,
)
from tracker.models import Scope


class TrackedWritesMixin(EditableMixin):
    """What is public from its first live statement, so begins with one."""

    begins = ("projects.add_statement",)

    def begin(self, first: Mapping[str, Any], initiative: Initiative, milestone=None) -> None:
        """Record the first statement, about a milestone or, without one, the initiative.

        Raises `BadBody`.
        """
        entry = entry_of(first, initiative=initiative, milestone=milestone)
        written([entry], "/first_statement")


class InitiativeWritesMixin(TrackedWritesMixin):
    """Initiatives, with the countries that each concerns."""

    model = Initiative  # lists are of its versions
    bodies = edits(InitiativeBody, InitiativePatchBody)

    def make(self, values: dict) -> Initiative:
        codes, of_milestone = values.pop("countries", ()), values.pop("milestone", None)
        first = values.pop("first_statement")
        initiative = super().make(values)
        set_countries(initiative, codes)
        milestone = None
        if of_milestone:
            check(self.request, needs(Scope.MANAGE, "projects.add_milestone"))
            milestone = Milestone(initiative=initiative, **self.columns_of(of_milestone))
            self.save(milestone, "/milestone")
        self.begin(first, initiative, milestone)
        return initiative

    def change(self, row: Initiative, values: dict) -> None:
        codes = values.pop("countries", None)
        super().change(row, values)
        if codes is not None:
            set_countries(row, codes)


class MilestoneWritesMixin(TrackedWritesMixin):
    """Milestones of initiatives that there are."""

    model = Milestone
    bodies = edits(MilestoneBody, MilestonePatchBody)

    def make(self, values: dict) -> Milestone:
        first, initiative = values.pop("first_statement"), values["initiative"]
        if "position" not in values:
            values["position"] = behind_the_last(initiative)
        milestone = super().make(values)
        self.begin(first, initiative, milestone)
        return milestone


def set_countries(initiative: Initiative, codes: Iterable[str]) -> None:
    """Let an initiative concern these countries and no others."""
    wanted = set(codes)
    for row in initiative.countries.all():
        if row.country not in wanted:
            row.delete()
        wanted.discard(row.country)
    for code in sorted(wanted):
        InitiativeCountry(initiative=initiative, country=code).save()


def behind_the_last(initiative: Initiative) -> int:
    """The place behind an initiative's last milestone; raises `BadBody` if there is none left."""
    last = initiative.milestones.aggregate(last=Max("position"))["last"] or 0
    if last >= LAST_POSITION:
        told = f"The last milestone has the last place, {last}: give the position."
        raise BadBody([BodyError("/position", "required", told)])
    return last + 1
