"""The schema's examples: the real replies for the seed data, made without a database."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import Http404, QueryDict
from rest_framework.exceptions import APIException, NotAcceptable
from rest_framework.settings import api_settings

from projects.models import Observation, Place
from tracker.api import problems
from tracker.api.codes import CodesView
from tracker.api.examples import views
from tracker.api.filters import refuse_unknown
from tracker.api.root import RootView
from tracker.api.summary import SummarySerializer, SummaryView

HOST = "http://127.0.0.1:8000"
BASE = "/api/v1/"
ON_THE_DAY = f"?as_of={views.DAY}"
SHORT_PAGE = f"{ON_THE_DAY}&page_size=2"

CABLE = "trans-caspian-cable"
NO_NAME = "no-such-name"
NO_NUMBER = 999_999_999
STATEMENT = uuid.UUID("de330ba5-3f0e-41f3-aac2-ecb82ea49543")
NO_STATEMENT = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Example:
    """A request, and the reply to it as JSON; `operation` is its id in the schema."""

    operation: str
    address: str
    reply: Any
    status: int = 200
    name: str = "seed_data"
    in_path: Mapping[str, Any] = field(default_factory=dict)
    accept: str = "application/json"


class Asked:
    """As much of a request as the views look at."""

    def __init__(self, address: str) -> None:
        self.path, _, query = address.partition("?")
        self.query_params = QueryDict(query)

    def build_absolute_uri(self, path: str) -> str:
        """An address with its host."""
        return f"{HOST}{path}"


def as_json(data: Any) -> Any:
    """What a client reads of a reply's data."""
    return json.loads(api_settings.DEFAULT_RENDERER_CLASSES[0]().render(data))


# Replies


def ask(view: type, action: str, address: str, in_path: Mapping[str, Any]) -> Any:
    """The reply of a viewset in memory; raises what it raises."""
    asked = Asked(address)
    answering = view(action=action, detail=action == "retrieve", request=asked, kwargs=in_path)
    return as_json(getattr(answering, action)(asked, **in_path).data)


def refused(error: APIException | Http404, address: str) -> Any:
    """The problem document that an error becomes."""
    return as_json(problems.handle(error, {"request": Asked(address)}).data)


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
    problem = json.loads(problems.failed(Asked(path)).content)
    yield Example(operation, path, problem, 500, "failure", in_path)


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
    return [*of_views(), *of_viewsets()]


def add_examples(result: dict, **kwargs) -> dict:
    """Hook: put the examples where the schema describes their replies."""
    operations = {
        operation["operationId"]: operation
        for path in result["paths"].values()
        for operation in path.values()
    }
    for example in examples():
        operation = operations[example.operation]
        (content,) = operation["responses"][str(example.status)]["content"].values()
        told = {"summary": f"GET {example.address}", "value": example.reply}
        content.setdefault("examples", {})[example.name] = told
        if example.status == 200:
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path":
                    parameter["example"] = as_json(example.in_path)[parameter["name"]]
    return result
