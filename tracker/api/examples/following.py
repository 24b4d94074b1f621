"""The feed of changes and the comparison of two days, answering from rows in memory."""

from datetime import date

from django.db.models import Model

from projects.models import InitiativeVersion, MilestoneVersion
from sources.changes import in_order
from sources.codes import ChangeAction
from tracker.api import changes, diff
from tracker.api.changes import Reached
from tracker.api.examples.tables import FIRST_REVISION, Rows
from tracker.api.examples.views import INSTANT, InMemory, said, tables
from tracker.api.mirrored import MIRRORED


def listed() -> list[dict]:
    """What the revision that loads the seed data has changed: it created all there is."""
    rows = {
        (model, row.pk): (str(getattr(row, model.named_by)), ChangeAction.CREATED)
        for _, model, _ in MIRRORED.values()
        for row in tables().all(model)
    }
    shared = {"revision": FIRST_REVISION, "revision__at": INSTANT}
    return [
        {**shared, "position": position, **change}
        for position, change in enumerate(in_order(rows), 1)
    ]


def before_first(resource: str) -> Reached:
    """The cursor of the change just before the first of one kind but one."""
    kinds = [change["resource"] for change in listed()]
    return Reached(FIRST_REVISION, kinds.index(resource) - 1, INSTANT)


class Changes(InMemory, changes.ChangesView):
    def is_reached(self, after: Reached) -> bool:
        return True

    def changes(self, after: Reached, most: int) -> list[dict]:
        return listed()[after.position :][:most]

    def rows_of(self, model: type[Model]) -> Rows:
        return tables().all(model)


class Difference(InMemory, diff.InitiativeDifferenceView):
    def versions(
        self, model: type[InitiativeVersion | MilestoneVersion], first: date, last: date
    ) -> Rows:
        versions = tables().all(model)
        return versions.where(lambda row: row.known_from <= last and row.known_to > first)

    def said(self, last: date) -> Rows:
        return said().where(lambda row: row.announced_on <= last)

    def since(self, said: Rows, first: date) -> Rows:
        new = said.where(lambda row: row.announced_on > first)
        return new.order_by("announced_on", "fold_position", "seq")
