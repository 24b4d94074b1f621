"""The public pages: each asks the API and shows what it answers."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from projects.models import Statement
from projects.picture import Picture
from sources import clock
from sources.models import Source
from tracker.api.problems import BadParameters
from tracker.api.provenance import SourceSerializer
from tracker.board.asking import CLOCKS, Question, address
from tracker.board.forms import DayForm, ListForm

FILTERS = ("sector", "state", "q", "ordering")
MANY = {"page_size": "200"}


def page(template: str, known: Iterable[str] = (), form: type[ListForm] | None = None) -> Callable:
    """Make a view of a function from a question to what a template shows.

    A question that is refused is shown again, with the errors at its fields and status 400.
    """

    def decorate(answer: Callable) -> Callable:
        @wraps(answer)
        @require_safe
        def view(request, **kwargs):
            question, content, errors = Question(request, known), {}, []
            try:
                question.check()
                content = answer(question, **kwargs)
            except BadParameters as refused:
                errors = refused.errors
            status = HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK
            shown = frame(question, errors, content, form) | content
            return render(request, template, shown, status=status)

        return view

    return decorate


def frame(question: Question, errors: list, content: dict, form: type[ListForm] | None) -> dict:
    """What every page shows around its answer. Links and forms keep what was not refused."""
    today = clock.today().isoformat()
    given = question.parameters.dict()
    kept = question.but(*(error.parameter for error in errors))
    clocks = {name: value for name, value in kept.items() if name in CLOCKS}
    day = content.get("as_of", given.get("as_of", today))
    forms = [DayForm(day, today, errors), *([form(given, errors)] if form else ())]
    at_fields = {name for each in forms for name in each.fields}
    return {
        "day_form": forms[0],
        "list_form": forms[-1],
        "today": today,
        "errors": [error for error in errors if error.parameter not in at_fields],
        "is_refused": bool(errors),
        "clocks": clocks,
        "keep": f"?{urlencode(clocks)}" if clocks else "",
        "kept_beside_day": {name: kept[name] for name in kept if name not in ("as_of", "cursor")},
        "kept_without_day": urlencode(question.but("as_of", "cursor")),
        "on_today": urlencode(question.but("cursor") | {"as_of": today}),
        "kept_without_recorded": urlencode(question.but("recorded_as_of", "cursor")),
        "pinned": urlencode(kept | {name: content[name] for name in CLOCKS if name in content}),
    }


@page("board/index.html", (*FILTERS, "cursor"), ListForm)
def index(question: Question) -> dict:
    """How everything stands, and the initiatives."""
    initiatives = question.ask("initiatives-list", question.parameters.dict())
    return {
        **clocks_of(initiatives),
        "summary": question.ask("summary", clocks_of(initiatives)),
        "initiatives": initiatives["results"],
        **pages(question, initiatives),
        "is_filtered": any(name in question.parameters for name in ("sector", "state", "q")),
        "as_json": {
            "the initiatives": address("initiatives-list", question.parameters.dict()),
            "the summary": address("summary", question.clocks),
        },
    }


@page("board/initiative.html", ("cursor",))
def initiative(question: Question, slug: str) -> dict:
    """One initiative: its milestones and its evidence."""
    told = question.ask("initiatives-detail", slug=slug)
    clocks = clocks_of(told)
    timeline = question.ask("timeline", question.parameters.dict() | clocks, slug=slug)
    statements = with_documents(timeline["results"])
    return {
        **clocks,
        "initiative": told,
        "indicators": with_languages(told),
        "stage_statement": stage_statement(question, told),
        "days": days_of_change(slug, told, question),
        "statements": statements,
        **pages(question, timeline),
        **withdrawn(question, clocks, initiative=slug),
        "as_json": {
            "the initiative": address("initiatives-detail", question.clocks, slug=slug),
            "its statements": address("timeline", question.parameters.dict(), slug=slug),
        },
    }


@page("board/milestone.html")
def milestone(question: Question, slug: str) -> dict:
    """One milestone: how its deadline changed, and the statements behind that."""
    told = question.ask("milestones-detail", slug=slug)
    clocks = clocks_of(told)
    versions = question.ask("versions", clocks | MANY, slug=slug)
    return {
        **clocks,
        "milestone": told,
        "versions": versions["results"],
        "has_more_versions": bool(versions["next"]),
        "picture": Picture.of(versions["results"], date.fromisoformat(told["as_of"])),
        "statements": with_documents(told["statements"]),
        **withdrawn(question, clocks, milestone=slug),
        "as_json": {
            "the milestone": address("milestones-detail", question.clocks, slug=slug),
            "its versions": address("versions", question.clocks, slug=slug),
        },
    }


@page("board/source.html", ("cursor",))
def source(question: Question, slug: str) -> dict:
    """One document and all that was drawn from it."""
    told = question.ask("sources-detail", slug=slug)
    clocks = clocks_of(told)
    drawn = {"source": slug, "ordering": "seq"}
    statements = question.ask("statements-list", question.parameters.dict() | clocks | drawn)
    return {
        **clocks,
        "source": told,
        "statements": [row | {"document": told} for row in statements["results"]],
        **pages(question, statements),
        **withdrawn(question, clocks, source=slug),
        "as_json": {
            "the document": address("sources-detail", question.clocks, slug=slug),
            "its statements": address("statements-list", question.parameters.dict() | drawn),
        },
    }


def clocks_of(answer: dict) -> dict:
    """The clocks that an answer of the API names: asked with both, others are of one moment."""
    return {name: answer[name] for name in CLOCKS}


def pages(question: Question, answer: dict) -> dict:
    """The queries of the pages beside one; None where there is none."""
    walk = question.but("cursor") | clocks_of(answer)

    def query(url: str | None) -> str | None:
        return url and urlencode(walk | {"cursor": parse_qs(urlsplit(url).query)["cursor"][0]})

    return {name: query(answer[name]) for name in ("next", "previous")}


def with_documents(statements: list[dict]) -> list[dict]:
    """Statements, each with the document that it stands in."""
    slugs = {statement["source"]["slug"] for statement in statements}
    rows = Source.objects.filter(slug__in=slugs).values(*SourceSerializer.columns())
    documents = {row["slug"]: row for row in SourceSerializer(rows, many=True).data}
    return [row | {"document": documents[row["source"]["slug"]]} for row in statements]


def with_languages(told: dict) -> list[dict]:
    """The indicators of an initiative, each quantity with the language of its document."""
    languages = {document["slug"]: document["language"] for document in told["sources"]}
    return [
        indicator
        | {
            "observations": [
                observation | {"language": languages[observation["source"]["slug"]]}
                for observation in indicator["observations"]
            ]
        }
        for indicator in told["indicators"]
    ]


def stage_statement(question: Question, told: dict) -> dict | None:
    """The newest statement that gives an initiative the stage that it has."""
    if not told["stage"]:
        return None
    about = {"initiative": told["slug"], "stage": told["stage"], "page_size": "1"}
    return question.ask("statements-list", clocks_of(told) | about)["results"][0]


def days_of_change(slug: str, told: dict, question: Question) -> list[date]:
    """The days, up to today, on which something was said of an initiative."""
    asked = "recorded_as_of" in question.clocks
    recorded = datetime.fromisoformat(told["recorded_as_of"]) if asked else None
    said = Statement.objects.live(recorded).filter(initiative__slug=slug)
    return list(said.order_by("announced_on").values_list("announced_on", flat=True).distinct())


def withdrawn(question: Question, clocks: dict, **about: str) -> dict:
    """How many statements were withdrawn, and where they are."""
    asked = {**about, "withdrawn": "true"}
    few = {"count": "true", "page_size": "1"}
    return {
        "withdrawn_count": question.ask("statements-list", clocks | asked | few)["count"],
        "withdrawn_address": address("statements-list", question.clocks | asked),
    }
