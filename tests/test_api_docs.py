"""docs/api.md says what is so: its requests are sent, and it leaves nothing of the schema out."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.documented import Asking, exchanges
from tests.factories import UserFactory
from tests.tracker.bearing import token
from tests.tracker.contract import PREFIX, ContractClient, document, operations_by_id
from tracker.models import Scope

PAGE_PATH = settings.BASE_DIR / "docs" / "api.md"
PAGE = PAGE_PATH.read_text(encoding="utf-8")
NAME = re.compile(r"`([\w-]+)[`=:]")
HOST = "127.0.0.1:8000"
RECORDED = datetime(2026, 1, 6, 12, tzinfo=UTC)
ASKED = datetime(2026, 1, 10, 6, tzinfo=UTC)


@pytest.fixture
def asking(db, time_machine, capsys):
    """Asks a tracker that holds the seed data and has an editor, on the day that the page says."""
    time_machine.move_to(RECORDED, tick=False)
    call_command("load_fixtures")
    time_machine.move_to(ASKED, tick=False)
    _, secret = token(UserFactory(is_superuser=True), scope=Scope.MANAGE)
    return Asking(ContractClient(), HOST, {"authorization": f"Bearer {secret}"})


def test_every_request_is_answered_as_the_page_shows(asking):
    sent = list(exchanges(PAGE))

    for request, shown in sent:
        reply = asking.ask(request)
        assert list(asking.differences(shown, reply)) == [], request.line
    assert sent


@pytest.mark.parametrize(
    ("shown", "difference"),
    [
        ("HTTP/1.1 404 Not Found", "the status is 200, not 404"),
        ("HTTP/1.1 200 OK\nETag: no tag", "ETag is '"),
        ('HTTP/1.1 200 OK\n\n{"text": "2027"}', "$.text is '2026', not '2027'"),
        ('HTTP/1.1 200 OK\n\n{"words": "2026"}', "$.words is not there"),
        ('HTTP/1.1 200 OK\n\n{"readings": []}', "$.readings has 1 elements, not 0"),
        ('HTTP/1.1 200 OK\n\n{"readings": [{"position": 1}, "…"]}', "$.readings[0].position is 0"),
    ],
)
def test_what_is_not_as_the_page_shows_is_told(shown, difference):
    asking = Asking(ContractClient(), HOST, {})
    page = f"```http\nGET /api/v1/dates/read/?text=2026\n\n{shown}\n```\n"
    ((request, reply),) = exchanges(page)

    (told,) = asking.differences(reply, asking.ask(request))

    assert told.startswith(difference)


def taken(place: str) -> set[str]:
    """The names of the parameters that requests take in the query, or as headers."""
    return {
        each["name"]
        for operation in operations_by_id().values()
        for each in operation.get("parameters", ())
        if each["in"] == place
    }


def named() -> set[str]:
    """Names that stand on the page as code."""
    return set(NAME.findall(PAGE))


def test_the_page_names_every_resource():
    paths = {path.removeprefix(PREFIX) or PREFIX for path in document()["paths"]}

    assert {path for path in paths if f"`{path}`" not in PAGE} == set()


def test_the_page_names_every_parameter():
    assert taken("query") - named() == set()


def test_the_page_lists_no_filter_that_there_is_not():
    rows = PAGE.partition("| filters |")[2].partition("\n\n")[0].splitlines()[2:]
    filters = {name for row in rows for name in NAME.findall(row.split("|")[1])}

    assert filters
    assert filters - taken("query") == set()


def test_the_page_names_every_header_that_requests_take():
    assert taken("header") - named() == set()


def test_the_page_names_every_status():
    statuses = {status for each in operations_by_id().values() for status in each["responses"]}

    assert statuses - set(re.findall(r"\b\d{3}\b", PAGE)) == set()


def test_the_page_links_to_what_there_is():
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    }
    links = re.findall(r"\]\(([^)]+)\)", PAGE)

    assert {link[1:] for link in links if link.startswith("#")} <= anchors
    for link in links:
        path, _, anchor = link.partition("#")
        if path and "://" not in path:
            text = (PAGE_PATH.parent / path).read_text(encoding="utf-8")
            assert not anchor or f"## {anchor.capitalize()}" in text, link


def test_the_readme_links_to_the_page():
    assert "(docs/api.md)" in (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
