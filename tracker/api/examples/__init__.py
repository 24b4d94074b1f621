"""The schema's examples: the real replies for the seed data, made without a database."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from rest_framework.exceptions import APIException, NotAcceptable

from projects.models import Observation, Place
from tracker.api import dates, problems
from tracker.api.auth import REFUSAL
from tracker.api.codes import CodesView
from tracker.api.examples import choices, edits, following, views, writes
from tracker.api.examples.asked import (
    BASE,
    HOST,
    Asked,
    Example,
    as_json,
    refused,
    responded,
    too_long,
)
from tracker.api.examples.writes import NO_STATEMENT, STATEMENT
from tracker.api.filters import refuse_unknown
from tracker.api.languages import Telling
from tracker.api.root import RootView
from tracker.api.summary import SummarySerializer, SummaryView
from tracker.api.throttling import TooManyError

__all__ = ["HOST", "Example", "add_examples", "examples"]

ON_THE_DAY = f"?as_of={views.DAY}"
SHORT_PAGE = f"{ON_THE_DAY}&page_size=2"

CABLE = "trans-caspian-cable"
NO_NAME = "no-such-name"
NO_NUMBER = 999_999_999
PHRASES = {
    "english": "ready by the end of Q1 2026",
    "russian": "завершить до конца года",
    "kazakh": "жылдың соңына дейін",
    "counted_from_an_event": "within 12 months of signing",
    "several_meanings": "до 2030 года",
    "edtf": "2026-35",
    "no_rule_fits": "when the time comes",
}


# Replies


def ask(view: type, action: str, address: str, in_path: Mapping[str, Any]) -> Any:
    """The reply of a viewset in memory; raises what it raises."""
    asked = Asked(address)
    answering = view(action=action, detail=action == "retrieve", request=asked, kwargs=in_path)
    return as_json(getattr(answering, action)(asked, **in_path).data)


def of_viewset(
    operation: str, view: type, path: str, action: str, named: Any = None, missing: Any = None
) -> Iterator[Example]:
    """The examples of one operation; `named` and `missing` fill the parameter in its path."""
    variable = view.lookup_field
    known = {variable: named} if named else {}
    address = BASE + path.format(**known) + (SHORT_PAGE if action == "list" else ON_THE_DAY)
    reply = ask(view, action, address, known)
    yield Example(operation, address, reply, in_path=known)
    parameters = view(detail=action == "retrieve").parameters
    yield from of_problems(operation, BASE + path.format(**known), parameters, known)
    if missing:
        unknown = {variable: missing}
        address = BASE + path.format(**unknown) + ON_THE_DAY
        try:
            ask(view, action, address, unknown)
        except Http404 as error:
            problem = refused(error, address)
            yield Example(operation, address, problem, 404, "nothing_there", unknown)


def of_problems(
    operation: str, path: str, parameters: set[str], in_path: Mapping[str, Any]
) -> Iterator[Example]:
    """What goes wrong at any address."""
    address = f"{path}?stat=overdue"
    try:
        refuse_unknown(QueryDict("stat=overdue"), parameters)
    except APIException as error:
        problem = refused(error, address)
        yield Example(operation, address, problem, 400, "unknown_parameter", in_path)
    problem = refused(NotAcceptable(), path)
    yield Example(operation, path, problem, 406, "html_asked_for", in_path, accept="text/html")
    bearing = {"Authorization": "Bearer mistyped"}
    problem = responded(problems.respond(Asked(path), 401, REFUSAL))
    yield Example(operation, path, problem, 401, "bad_token", in_path, headers=bearing)
    problem = refused(TooManyError(1), path)
    told = {"headers": bearing, "again": True}
    yield Example(operation, path, problem, 429, "too_many_bad_tokens", in_path, **told)
    yield Example(operation, path, too_long(), 414, "too_long", in_path)
    problem = responded(problems.failed(Asked(path)))
    yield Example(operation, path, problem, 500, "failure", in_path)
    problem = responded(problems.away(Asked(path)))
    yield Example(operation, path, problem, 503, "database_away", in_path)


def of_views() -> Iterator[Example]:
    """The examples of the operations that no viewset answers."""
    root = RootView().get(Asked(BASE)).data
    # Whatever this tracker's owner has set: the schema is the same everywhere.
    root |= {"licence": None, "contact": None}
    yield Example("root_retrieve", BASE, as_json(root))
    yield from of_problems("root_retrieve", BASE, set(), {})
    path = f"{BASE}codes/"
    yield Example("codes_retrieve", path, as_json(CodesView().get(Asked(path)).data))
    yield from of_problems("codes_retrieve", path, set(), {})
    path = f"{BASE}summary/"
    summary = SummarySerializer(views.tallies(), context={"clocks": views.CLOCKS}).data
    yield Example("summary_retrieve", path + ON_THE_DAY, as_json(summary))
    yield from of_problems("summary_retrieve", path, SummaryView().parameters, {})


def of_phrases() -> Iterator[Example]:
    """The examples of dates in words."""
    path = f"{BASE}dates/read/"
    for name, text in PHRASES.items():
        address = f"{path}?{urlencode({'text': text, 'said_on': views.DAY})}"
        reply = dates.told(text, views.DAY, Telling())
        yield Example("dates_read", address, as_json(reply), name=name)
    yield from of_problems("dates_read", path, dates.DatesReadView.parameters, {})


def of_changes() -> Iterator[Example]:
    """The examples of the feed of changes: the end of its milestones and the first statement."""
    path = f"{BASE}changes/"
    after = following.before_first("statement")
    address = f"{path}?{urlencode({'after': after, 'page_size': 2})}"
    yield Example("changes_list", address, ask(following.Changes, "get", address, {}))
    yield from of_problems("changes_list", path, following.Changes.parameters, {})


def of_difference() -> Iterator[Example]:
    """The examples of the comparison of two days."""
    path, view = "initiatives/{slug}/diff/", following.Difference
    days = f"?from=2025-11-30&to={views.DAY}"
    known, unknown = {"slug": CABLE}, {"slug": NO_NAME}
    address = BASE + path.format(**known)
    reply = ask(view, "get", address + days, known)
    yield Example("initiatives_diff", address + days, reply, in_path=known)
    yield from of_problems("initiatives_diff", address, view().parameters, known)
    address = BASE + path.format(**unknown) + days
    try:
        ask(view, "get", address, unknown)
    except Http404 as error:
        problem = refused(error, address)
        yield Example("initiatives_diff", address, problem, 404, "nothing_there", unknown)


def of_viewsets() -> Iterator[Example]:
    """The examples of the operations of every viewset."""
    for resource, view, named, missing in (
        ("initiatives", views.Initiatives, CABLE, NO_NAME),
        ("milestones", views.Milestones, f"{CABLE}-complete", NO_NAME),
        ("statements", views.Statements, STATEMENT, NO_STATEMENT),
        ("indicators", views.Indicators, "satellites-built", NO_NAME),
        ("observations", views.Observations, of_satellites(), NO_NUMBER),
        ("places", views.Places, with_geometry(), NO_NUMBER),
        ("sources", views.Sources, "report-2025-11-17", NO_NAME),
        ("publishers", views.Publishers, "report", NO_NAME),
        ("people", views.People, "doszhan-mussaliyev", NO_NAME),
        ("organisations", views.Organisations, "tns-plus", NO_NAME),
    ):
        yield from of_viewset(f"{resource}_list", view, f"{resource}/", "list")
        path = f"{resource}/{{{view.lookup_field}}}/"
        yield from of_viewset(f"{resource}_retrieve", view, path, "retrieve", named, missing)
    for operation, view, path, named in (
        ("initiatives_timeline", views.Timeline, "initiatives/{slug}/timeline/", CABLE),
        ("milestones_versions", views.Versions, "milestones/{slug}/versions/", f"{CABLE}-complete"),
    ):
        yield from of_viewset(operation, view, path, "list", named, NO_NAME)


def of_satellites() -> int:
    """The number of the quantity of satellites."""
    rows = views.public(Observation).filter(indicator__slug="satellites-built")
    return rows.rows[0].pk


def with_geometry() -> int:
    """The number of a place that is known with confidence."""
    return views.public(Place).where(lambda place: place.geometry is not None).rows[0].pk


@cache
def examples() -> list[Example]:
    """Every example, in a fixed order."""
    reading = [*of_views(), *of_phrases(), *of_viewsets(), *of_changes(), *of_difference()]
    return [*reading, *choices.of_choices(), *writes.of_statements(), *edits.of_edits()]


def add_examples(result: dict, **kwargs) -> dict:
    """Hook: put the examples where the schema describes their replies."""
    operations = {
        operation["operationId"]: operation
        for path in result["paths"].values()
        for operation in path.values()
    }
    for example in examples():
        operation = operations[example.operation]
        language = example.headers.get("Accept-Language")
        chosen = f" with Accept-Language: {language}" if language else ""
        told = {"summary": f"{example.method} {example.address}{chosen}"}
        if content := operation["responses"][str(example.status)].get("content"):
            (media,) = content.values()
            media.setdefault("examples", {})[example.name] = {**told, "value": example.reply}
        if example.status < 300:
            if example.body is not None:
                (media,) = operation["requestBody"]["content"].values()
                media.setdefault("examples", {})[example.name] = {**told, "value": example.body}
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["example"] = as_json(example.in_path)[parameter["name"]]
    return result
