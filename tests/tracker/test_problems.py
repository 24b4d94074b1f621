"""Every error is a problem document, and names what is wrong and what is accepted."""

from datetime import date

import pytest
from django.test import Client

from tests.recorded import record
from tests.tracker.asking import V1, refused
from tests.tracker.contract import operation_at

PROBLEM = "application/problem+json"
LISTS = [
    "initiatives/",
    "milestones/",
    "statements/",
    "indicators/",
    "observations/",
    "places/",
    "sources/",
    "publishers/",
    "people/",
    "organisations/",
]
BELOW = [
    "initiatives/{slug}/",
    "initiatives/{slug}/timeline/",
    "milestones/{slug}/",
    "milestones/{slug}/versions/",
    "statements/{id}/",
]
ALONE = ["", "codes/", "summary/"]


@pytest.fixture
def addresses(milestone):
    """An address of every kind that answers."""
    said = record(milestone, date(2026, 1, 15))
    of = {"initiatives": milestone.initiative.slug, "milestones": milestone.slug}
    below = [path.format(slug=of.get(path.partition("/")[0]), id=said.uuid) for path in BELOW]
    return [*LISTS, *below, *ALONE]


JUNK = {
    "stat=overdue": "stat",
    "state[]=overdue": "state[]",
    "STATE=overdue": "STATE",
    "=": "",
    "%00=1": "\0",
    "format=xml": "format",
    "a%FF=1": "a\ufffd",
    f"{'a' * 100}=1": f"{'a' * 60}…",
}


@pytest.mark.parametrize("query", JUNK)
def test_a_parameter_that_is_not_known_is_refused_everywhere(api, addresses, query):
    for address in addresses:
        assert set(refused(api, f"{address}?{query}")) == {JUNK[query]}


def test_the_refusal_of_a_parameter_lists_what_is_known(api):
    told = refused(api, "milestones/?stat=overdue")["stat"]

    for known in ("as_of", "recorded_as_of", "state", "country", "ordering", "page_size", "q"):
        assert f" {known}" in told


@pytest.mark.parametrize("value", ["", "%20", "%00", "a%00"])
def test_an_empty_value_or_one_with_a_nul_is_refused_everywhere(api, addresses, value):
    for address in addresses[: -len(ALONE)]:
        assert set(refused(api, f"{address}?as_of={value}")) == {"as_of"}
    for name in ("q", "state", "country", "initiative", "ordering", "cursor", "count"):
        assert set(refused(api, f"milestones/?{name}={value}")) == {name}


def test_a_repeated_parameter_is_refused_everywhere(api, addresses):
    for address in addresses[: -len(ALONE)]:
        wrong = refused(api, f"{address}?as_of=2026-01-15&as_of=2026-01-15")
        assert "2 times" in wrong["as_of"]


def test_a_nul_is_not_called_empty(api):
    assert "NUL" in refused(api, "milestones/?q=a%00")["q"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("state", "overdue, suspended, due_soon, unscheduled, scheduled, met, cancelled"),
        ("progress", "not_started, in_progress, suspended, met, cancelled"),
        ("lateness", "none, possible, certain"),
        ("sector", "communications, "),
        ("stage", "identification, "),
    ],
)
@pytest.mark.parametrize("value", ["late", "overdue,late", "OVERDUE", " met", "met;met"])
def test_the_refusal_of_a_code_lists_what_is_known(api, name, known, value):
    for path in ("milestones/", "initiatives/"):
        assert known in refused(api, f"{path}?{name}={value}")[name]


@pytest.mark.parametrize("value", ["met,", ",met", ",", "met,met", ",".join(["met"] * 51)])
def test_a_list_with_an_empty_or_repeated_value_is_refused(api, value):
    assert set(refused(api, f"milestones/?state={value}")) == {"state"}


@pytest.mark.parametrize(
    "name", ["initiative", "organisation", "person", "source", "milestone", "publisher"]
)
@pytest.mark.parametrize("value", ["nothing", "%27", "a%2Fb", "é", "x" * 100_000])
def test_a_slug_that_is_none_is_refused(api, name, value):
    path = {"milestone": "statements/", "publisher": "sources/"}.get(name, "milestones/")

    assert f"There is no {name}" in refused(api, f"{path}?{name}={value}")[name]


def test_all_filters_that_are_wrong_are_told_at_once(api):
    wrong = refused(api, "milestones/?state=late&country=zz&due_before=soon&slip_days_min=x")

    assert set(wrong) == {"state", "country", "due_before", "slip_days_min"}


# Addresses

NOWHERE = [
    "nothing/",
    "initiatives/nothing/",
    "initiatives/nothing/timeline/",
    "milestones/nothing/",
    "milestones/nothing/versions/",
    "milestones/%00/",
    "milestones/a%00b/versions/",
    "milestones/%ED%A0%80/",
    "milestones/%FF/",
    "milestones/..%2F..%2Fetc/",
    "people/' OR 1=1 --/",
    f"sources/{'a' * 100_000}/",
    "statements/00000000-0000-4000-8000-000000000000/",
    "statements/1/",
    "observations/0/",
    "observations/-1/",
    "observations/9223372036854775808/",
    f"places/{'9' * 5000}/",
]


@pytest.mark.parametrize("path", NOWHERE, ids=lambda path: ascii(path[:40]))
def test_an_address_where_nothing_is_is_a_problem_document(api, path):
    reply = api.get(f"{V1}{path}")

    assert (reply.status_code, reply.headers["Content-Type"]) == (404, PROBLEM)
    assert reply.json()["title"] == "Not Found"


def test_what_is_missing_is_named_and_shortened(api):
    assert "“nothing”" in api.get(f"{V1}people/nothing/").json()["detail"]
    assert len(api.get(f"{V1}people/{'a' * 10_000}/").json()["detail"]) < 200


# Methods and media types


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_method_that_there_is_not_is_refused(api, addresses, method):
    for address in addresses:
        if operation_at(f"{V1}{address.partition('?')[0]}", method):
            continue
        reply = getattr(api, method)(f"{V1}{address}")

        assert (reply.status_code, reply.headers["Content-Type"]) == (405, PROBLEM)
        assert method.upper() not in reply.headers["Allow"].split(", ")


def test_head_and_options_answer_everywhere(api, addresses):
    for address in addresses:
        head, options = api.head(f"{V1}{address}"), api.options(f"{V1}{address}")

        assert (head.status_code, head.content) == (200, b"")
        assert options.status_code == 200
        assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*;q=0.1", BROWSER])
def test_json_is_what_one_gets(api, accept):
    reply = api.get(f"{V1}milestones/", headers={"accept": accept})

    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "text/csv", "nonsense"])
def test_another_media_type_is_not_acceptable(api, addresses, accept):
    for address in addresses:
        reply = api.get(f"{V1}{address}", headers={"accept": accept})

        assert (reply.status_code, reply.headers["Content-Type"]) == (406, PROBLEM)
        assert "application/json" in reply.json()["detail"]


# What no view sees


def test_a_failure_of_ours_is_a_problem_document_that_tells_nothing(settings, caplog):
    settings.ROOT_URLCONF = "tests.tracker.failing_urls"

    reply = Client(raise_request_exception=False).get(f"{V1}failing/")

    assert (reply.status_code, reply.headers["Content-Type"]) == (500, PROBLEM)
    assert "secret" not in reply.content.decode()
    assert "a secret of ours" in caplog.text


@pytest.mark.parametrize(
    ("path", "host"),
    [(f"{V1}milestones/", "evil.example"), (f"{V1}?{'&'.join(['a=1'] * 2000)}", "testserver")],
    ids=["another host", "too many parameters"],
)
def test_what_django_refuses_is_a_problem_document(client, path, host):
    reply = client.get(path, headers={"host": host})

    assert (reply.status_code, reply.headers["Content-Type"]) == (400, PROBLEM)


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client):
    reply = client.get(f"{V1}milestones?state=met")

    assert (reply.status_code, reply.headers["Location"]) == (301, f"{V1}milestones/?state=met")
