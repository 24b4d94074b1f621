"""The schema's examples are the replies of the running API, and fit their schemas."""

import json
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import RequestFactory

from tests.factories import FACTORIES, UserFactory
from tests.recorded import make, rolled_back
from tests.tracker.bearing import token
from tests.tracker.contract import ContractError, check_body, document, operations_by_id
from tests.tracker.editable import MODELS
from tests.tracker.serving import ask
from tracker.api.examples import HOST, Example, examples, views
from tracker.api.examples.writes import LATER
from tracker.api.problems import away, failed
from tracker.api.statement_writes import LARGEST_BULK
from tracker.environment import Rate
from tracker.models import Throttle

FAILURES = {500: failed, 503: away}


@pytest.fixture
def seed_data(db, time_machine, capsys):
    """The seed data, recorded at the instant of the examples into tables never used before."""
    time_machine.move_to(views.INSTANT, tick=False)
    sequences = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(sql)
    call_command("load_fixtures")


def answer(api, example: Example, settings):
    """The reply of the running API to an example's request."""
    if example.status in FAILURES:
        return FAILURES[example.status](RequestFactory().get(example.address))
    asking = {"accept": example.accept, "host": HOST.removeprefix("http://"), **example.headers}
    if example.again:
        settings.TRACKER_BAD_TOKEN_RATE = Rate(1, 1)
        api.get(example.address, headers=asking)
    return api.get(example.address, headers=asking)


def added_by_mistake(example: Example) -> None:
    """Add what an example deletes: nothing hangs on it."""
    resource = example.operation.partition("_")[0]
    make(FACTORIES[MODELS[resource]], slug=example.in_path["slug"])


def answer_to_write(api, example: Example, settings):
    """The same, where it writes: what is written does not stay."""
    if example.status in FAILURES:
        return FAILURES[example.status](RequestFactory().get(example.address))
    bearing = {}
    if example.scope:
        _, secret = token(UserFactory(is_superuser=True), example.scope)
        bearing = {"authorization": f"Bearer {secret}"}
    headers = {"accept": example.accept, "host": HOST.removeprefix("http://"), **bearing}
    body = "{}" if example.body is None else json.dumps(example.body)

    def send(body: str, **more: str):
        sent = {**headers, **example.headers, **more}
        kind = sent.pop("Content-Type", "application/json")
        if_match = {"If-Match": "*"} if example.method in ("PATCH", "DELETE") else {}
        if example.status == 428:
            if_match = {}
        return api.generic(
            example.method, example.address, body, kind, headers={**if_match, **sent}
        )

    with rolled_back():
        if example.status == 204:
            added_by_mistake(example)
        if example.status == 413:
            body = " " * (LARGEST_BULK + 1)
        if example.status == 422:
            succeeding = next(
                each
                for each in examples()
                if each.operation == example.operation and each.status < 300
            )
            assert send(json.dumps(succeeding.body)).status_code == succeeding.status
        if example.status == 429:
            settings.TRACKER_WRITE_RATE = Rate(1, 1)
        if example.again:
            send(body)
        return send(body)


def test_every_example_is_what_the_running_api_answers(api, seed_data, settings):
    usual = settings.TRACKER_BAD_TOKEN_RATE
    for example in examples():
        if example.method != "GET" or example.status == 414:
            continue
        settings.TRACKER_BAD_TOKEN_RATE = usual
        Throttle.objects.all().delete()
        reply = answer(api, example, settings)

        assert reply.status_code == example.status, example.address
        assert json.loads(reply.content) == example.reply, example.address


def test_every_example_of_a_write_is_what_the_running_api_answers(
    api, seed_data, settings, time_machine
):
    usual = settings.TRACKER_WRITE_RATE
    writes = (each for each in examples() if each.method != "GET" and each.status != 414)
    for number, example in enumerate(writes):
        settings.TRACKER_WRITE_RATE = usual
        # Those that write do so at the instant of the examples; others as soon as they may.
        time_machine.move_to(LATER, tick=False)
        Throttle.objects.all().delete()
        reply = answer_to_write(api, example, settings)

        told = f"{number}: {example.method} {example.address}, {example.name}"
        assert reply.status_code == example.status, f"{told}: {reply.content[:500]}"
        if example.reply is not None:
            assert without_tag(json.loads(reply.content)) == without_tag(example.reply), told


def test_the_example_of_too_long_an_address_is_what_the_server_answers(site):
    for example in examples():
        if example.status == 414:
            path = example.address.removeprefix("/api/v1/")
            reply = ask(site.port, f"{path}?q={'a' * 8190}", example.method)

            assert reply.status == 414
            assert reply.headers["content-type"] == "application/problem+json"
            assert reply.json() == example.reply


def without_tag(reply: dict) -> dict:
    """A reply without the tag that a refusal may tell: that hangs on the program too."""
    return {name: value for name, value in reply.items() if name != "etag"}


def test_the_pages_behind_the_examples_are_there(api, seed_data):
    links = [each.reply["next"] for each in examples() if "previous" in (each.reply or {})]

    pages = [api.get(link).json() for link in links if link]

    assert len(pages) > 5
    assert all(page["results"] and page["previous"] for page in pages)


def test_every_example_fits_its_schema():
    for operation in operations_by_id().values():
        for status, response in operation["responses"].items():
            if "content" not in response:
                continue
            (content,) = response["content"].values()
            for name, example in content["examples"].items():
                told = f"The example {name} of {operation['operationId']}, {status},"
                check_body(content["schema"], example["value"], told)


def test_every_status_of_every_operation_has_an_example():
    documented = {
        (operation["operationId"], int(status))
        for operation in operations_by_id().values()
        for status, response in operation["responses"].items()
        if "content" in response
    }

    with_a_reply = (each for each in examples() if each.reply is not None)
    assert documented == {(each.operation, each.status) for each in with_a_reply}


def test_examples_of_one_status_have_names_of_their_own():
    named = Counter((each.operation, each.status, each.name) for each in examples())

    assert set(named.values()) == {1}


def test_path_parameters_show_what_the_example_asks_for():
    path = document()["paths"]["/api/v1/milestones/{slug}/"]
    (slug,) = (each for each in path["get"]["parameters"] if each["in"] == "path")

    assert slug["example"] == "trans-caspian-cable-complete"


def test_a_page_of_the_examples_is_short_and_has_a_next_one():
    page = next(each for each in examples() if each.operation == "milestones_list")

    assert len(page.reply["results"]) == 2
    assert page.reply["next"].startswith("http://127.0.0.1:8000/api/v1/milestones/?")


@pytest.mark.parametrize("owner", ["", "Somebody <somebody@tracker.example>"])
def test_examples_do_not_show_who_runs_this_tracker(settings, owner):
    settings.TRACKER_LICENCE = settings.TRACKER_CONTACT = owner
    examples.cache_clear()

    root = examples()[0].reply

    assert (root["licence"], root["contact"]) == (None, None)


def test_the_contract_refuses_a_reply_with_a_member_that_is_not_documented():
    reference = {"$ref": "#/components/schemas/Reference"}

    check_body(reference, {"slug": "a", "name": "A"}, "a reply")
    with pytest.raises(ContractError, match="'colour' was unexpected"):
        check_body(reference, {"slug": "a", "name": "A", "colour": "red"}, "a reply")
