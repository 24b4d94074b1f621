"""Requests that add, change and delete rows, and their replies, of a tracker with the seed data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from django.http import Http404

from projects.models import (
    InitiativeCountry,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Statement,
)
from projects.projection import rows_of
from sources.models import Slugged
from tracker.api.bodies import read
from tracker.api.editing import cannot_go, is_missing, is_taken
from tracker.api.examples import views
from tracker.api.examples.asked import BASE, Asked, Example, as_json, refused
from tracker.api.examples.tables import FIRST_REVISION, Rows, Tables
from tracker.api.examples.writes import (
    LATER,
    NEW,
    STATEMENT,
    body_of,
    caught,
    fresh,
    named,
    of_bad_body,
    of_refusals,
)
from tracker.api.parsers import LARGEST
from tracker.api.preconditions import if_match
from tracker.api.problems import BodyError, Conflict
from tracker.api.tracked_bodies import entry_of

NO_NAME = "no-such-name"
BY_MISTAKE = "added-by-mistake"  # nothing ever hung on it
CABLE = "trans-caspian-cable"
COMPLETE = f"{CABLE}-complete"
MISSPELT = {"slug": "no blanks, please", "names": {"de": "…"}}


@dataclass(frozen=True)
class Edited:
    """A resource that is edited, a row of the seed data, and a change to that row."""

    resource: str
    view: type
    slug: str
    change: Mapping[str, Any]

    @cached_property
    def answering(self):
        """The view, as far as it turns bodies into rows."""
        return self.view()

    @property
    def model(self) -> type[Slugged]:
        return self.answering.model

    def row(self, rows: Tables, slug: str) -> Any:
        """A row of this resource."""
        return next(iter(rows.all(self.model).filter(slug=slug)))

    def asking(self, method: str, action: str, slug: str = "") -> Example:
        """A request by somebody with a token to manage."""
        address = f"{BASE}{self.resource}/{f'{slug}/' if slug else ''}"
        in_path = {"slug": slug} if slug else {}
        operation = f"{self.resource}_{action}"
        return Example(operation, address, None, in_path=in_path, method=method, scope="manage")

    def refusals(self, asking: Example, action: str) -> Iterator[Example]:
        """What goes wrong whatever is sent."""
        path = f"{self.resource}/{'{slug}/' if asking.in_path else ''}"
        needed = self.answering.needed[action]
        yield from of_refusals(
            asking.operation, asking.method, path, asking.in_path, needed, LARGEST
        )


EDITED = (
    Edited("initiatives", views.Initiatives, CABLE, {"names": {"kk": "Транскаспий кабелі"}}),
    Edited("milestones", views.Milestones, COMPLETE, {"position": 9, "kind": "launch"}),
    Edited(
        "indicators", views.Indicators, "satellites-built", {"names": {"en": "Satellites built"}}
    ),
    Edited(
        "sources", views.Sources, "report-2025-11-17", {"name": "Interview on the Caspian cable"}
    ),
    Edited("publishers", views.Publishers, "nca", {"names": {"kk": "nCa"}}),
    Edited("people", views.People, "doszhan-mussaliyev", {"names": {"kk": "Досжан Мұсалиев"}}),
    Edited("organisations", views.Organisations, "tns-plus", {"names": {"kk": "TNS-Plus"}}),
)
WHY = {"change_reason": "It was missing, or could be said better."}


def of_edits() -> Iterator[Example]:
    """The examples of adding, changing and deleting."""
    for edited in EDITED:
        yield from of_adding(edited)
        yield from of_changing(edited)
        yield from of_deleting(edited)


def of_adding(edited: Edited) -> Iterator[Example]:
    asking = edited.asking("POST", "create")
    body, rows = body_to_add(edited), fresh()
    add(edited, rows, body)
    yield replace(asking, status=201, body=body, reply=shown(edited, rows, body["slug"]))
    yield of_bad_body(asking, edited.answering.bodies["create"], MISSPELT)
    again = {**body, "slug": edited.slug}
    told = is_taken(edited.row(rows, edited.slug))
    problem = refused(Conflict([BodyError("/slug", "unique", told)]), asking.address)
    yield replace(asking, status=409, name="slug_is_taken", body=again, reply=problem)
    yield from edited.refusals(asking, "create")


def of_changing(edited: Edited) -> Iterator[Example]:
    asking = edited.asking("PATCH", "partial_update", edited.slug)
    body, rows = {**edited.change, **WHY}, fresh()
    change(edited, rows, body)
    yield replace(asking, body=body, reply=shown(edited, rows, edited.slug))
    yield of_bad_body(asking, edited.answering.bodies["partial_update"], {"slug": "other"})
    yield nothing_there(edited.asking("PATCH", "partial_update", NO_NAME))
    yield from edited.refusals(asking, "partial_update")


def of_deleting(edited: Edited) -> Iterator[Example]:
    asking = edited.asking("DELETE", "destroy", edited.slug)
    yield replace(edited.asking("DELETE", "destroy", BY_MISTAKE), status=204)
    error = caught(lambda: if_match(SimpleNamespace(META={"HTTP_IF_MATCH": "17"})))
    problem = refused(error, asking.address)
    headers = {"If-Match": "17"}
    yield replace(asking, status=400, name="no_tag", headers=headers, reply=problem)
    told = cannot_go(edited.row(views.tables(), edited.slug), hanging(edited))
    problem = refused(Conflict([], told), asking.address)
    yield replace(asking, status=409, name="in_use", reply=problem)
    yield nothing_there(edited.asking("DELETE", "destroy", NO_NAME))
    yield from edited.refusals(asking, "destroy")


def nothing_there(asking: Example) -> Example:
    problem = refused(Http404(is_missing(NO_NAME)), asking.address)
    return replace(asking, status=404, name="nothing_there", reply=problem)


# Bodies made of the seed data


def body_to_add(edited: Edited) -> dict[str, Any]:
    """A body that would add a row of the seed data, under another slug."""
    row = edited.row(views.tables(), edited.slug)
    body = {"slug": f"{edited.slug}-2"}
    members = edited.answering.bodies["create"]().fields
    for name in members:
        if name in ("names", "summaries"):
            body[name] = {language: text for language, text in getattr(row, name).items() if text}
        elif name in ("publisher", "initiative"):
            body[name] = getattr(row, name).slug
        elif name not in ("slug", "countries", "milestone", "first_statement", "change_reason"):
            body[name] = as_json(getattr(row, edited.answering.called.get(name, name)))
    if "countries" in members:
        of_row = views.tables().all(InitiativeCountry).filter(initiative=row.pk)
        body["countries"] = [each.country for each in of_row]
    if "milestone" in members:
        body["milestone"] = milestone_of_its_own()
    if "first_statement" in members:
        said = body_of(STATEMENT, NEW[0])
        about = ("initiative", "milestone")
        body["first_statement"] = {name: said[name] for name in said if name not in about}
    return {name: value for name, value in body.items() if value != ""}


def milestone_of_its_own() -> dict[str, Any]:
    milestones = next(each for each in EDITED if each.model is Milestone)
    others = ("initiative", "first_statement")
    body = body_to_add(milestones)
    return {name: body[name] for name in body if name not in others}


# The tables a little later


def add(edited: Edited, rows: Tables, body: Mapping[str, Any]) -> None:
    """Put the row that a body makes, and what comes with it, into the tables."""
    known, to_columns = named(rows), edited.answering.columns_of
    values = read(edited.answering.bodies["create"], body, day=views.DAY, found=known)
    values.pop("change_reason", None)
    first, inner = values.pop("first_statement", None), values.pop("milestone", None)
    countries = values.pop("countries", ())
    row = put(rows, edited.model(**to_columns(values)))
    for code in countries:
        put(rows, InitiativeCountry(initiative=row, country=code))
    if first:
        milestone = put(rows, Milestone(initiative=row, **to_columns(inner))) if inner else row
        begin(rows, first, milestone)


def put(rows: Tables, row: Model) -> Any:
    """The row, put into the tables by the second revision."""
    rows.add(row)
    row.revision_id = FIRST_REVISION + 1
    return row


def begin(rows: Tables, first: Mapping[str, Any], milestone: Milestone) -> None:
    """Record a first statement, and let the versions follow from it."""
    initiative = milestone.initiative
    statement = entry_of(first, initiative=initiative, milestone=milestone).statement
    statement.seq = statement.fold_position = max(rows.rows[Statement]) + 1
    statement.recorded_at = LATER
    put(rows, statement).clean()
    about_it = rows.all(Statement).filter(initiative=initiative.pk)
    for model in (InitiativeVersion, MilestoneVersion):
        of_model = rows.rows[model]
        for row in list(rows.all(model).filter(initiative=initiative.pk)):
            of_model.pop(row.pk)
        last = max(of_model)
        new = [row for row in rows_of(initiative.pk, about_it) if type(row) is model]
        for number, row in enumerate(new, last + 1):
            row.pk, row.recorded_from = number, LATER
            rows.add(row)


def change(edited: Edited, rows: Tables, body: Mapping[str, Any]) -> None:
    """Change a row in the tables."""
    values = read(edited.answering.bodies["partial_update"], body, found=named(rows))
    values.pop("change_reason", None)
    row = edited.row(rows, edited.slug)
    for name, value in edited.answering.columns_of(values).items():
        setattr(row, name, value)
    row.revision_id = FIRST_REVISION + 1


def shown(edited: Edited, rows: Tables, slug: str) -> Any:
    """What a GET of a row is answered."""
    later = type("Later", (edited.view,), {"clocks": replace(views.CLOCKS, recorded_as_of=LATER)})
    asked = Asked(f"{BASE}{edited.resource}/{slug}/")
    before = views.standing_in.set(rows)
    try:
        view = later(action="retrieve", detail=True, request=asked, kwargs={"slug": slug})
        return as_json(view.retrieve(asked, slug=slug).data)
    finally:
        views.standing_in.reset(before)


def hanging(edited: Edited) -> dict[type[Model], int]:
    """What hangs on the row of the seed data."""
    rows = views.tables()
    key = edited.row(rows, edited.slug).pk

    def hang(model: type[Model], columns: list[str]) -> Rows:
        return rows.all(model).where(lambda row: key in [getattr(row, name) for name in columns])

    counts = {
        model: len(hang(model, names).rows) for model, names in edited.model.hung_by().items()
    }
    return {model: count for model, count in counts.items() if count}
