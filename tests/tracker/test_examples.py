"""The schema's examples are the replies of the running API, and fit their schemas."""

import json
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import RequestFactory

from tests.tracker.contract import ContractError, check_body, document, operations_by_id
from tracker.api.examples import HOST, Example, examples, views
from tracker.api.problems import failed


@pytest.fixture
def seed_data(db, time_machine, capsys):
    """The seed data, recorded at the instant of the examples into tables never used before."""
    time_machine.move_to(views.INSTANT, tick=False)
    sequences = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(sql)
    call_command("load_fixtures")


def answer(api, example: Example):
    """The reply of the running API to an example's request."""
    if example.status == 500:
        return failed(RequestFactory().get(example.address))
    asking = {"accept": example.accept, "host": HOST.removeprefix("http://")}
    return api.get(example.address, headers=asking)


def test_every_example_is_what_the_running_api_answers(api, seed_data):
    for example in examples():
        reply = answer(api, example)

        assert reply.status_code == example.status, example.address
        assert json.loads(reply.content) == example.reply, example.address


def test_the_pages_behind_the_examples_are_there(api, seed_data):
    links = [each.reply["next"] for each in examples() if "results" in each.reply]

    pages = [api.get(link).json() for link in links if link]

    assert len(pages) > 5
    assert all(page["results"] and page["previous"] for page in pages)


def test_every_example_fits_its_schema():
    for operation in operations_by_id().values():
        for status, response in operation["responses"].items():
            (content,) = response["content"].values()
            for name, example in content["examples"].items():
                told = f"The example {name} of {operation['operationId']}, {status},"
                check_body(content["schema"], example["value"], told)


def test_every_status_of_every_operation_has_one_example():
    documented = [
        (operation["operationId"], int(status))
        for operation in operations_by_id().values()
        for status in operation["responses"]
    ]

    assert Counter(documented) == Counter((each.operation, each.status) for each in examples())


def test_path_parameters_show_what_the_example_asks_for():
    path = document()["paths"]["/api/v1/milestones/{slug}/"]
    (slug,) = (each for each in path["get"]["parameters"] if each["in"] == "path")

    assert slug["example"] == "trans-caspian-cable-complete"


def test_a_page_of_the_examples_is_short_and_has_a_next_one():
    (page,) = (
        each for each in examples() if (each.operation, each.status) == ("milestones_list", 200)
    )

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
