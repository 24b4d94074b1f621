"""As of a day behind which nothing was announced, lists are read from the last versions alone."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from sources import compiled
from tests.crowd import crowd
from tests.plans import make_dear, page_plan
from tests.recorded import record
from tests.tracker.asking import V1, told
from tests.tracker.worlds import tracked
from tracker.api import as_of, base
from tracker.api.as_of import read_clocks

pytestmark = pytest.mark.usefixtures("no_replies_kept")

LATEST = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("parameters", "is_newest"),
    [
        ({}, True),
        ({"as_of": "2026-06-01"}, True),
        ({"as_of": "2026-05-31"}, False),
        ({"recorded_as_of": "2026-06-01T12:00:00Z"}, True),
        ({"recorded_as_of": "2026-06-01T11:59:59Z"}, False),
    ],
)
def test_a_day_is_the_newest_from_that_of_the_newest_revision_on(
    parameters, is_newest, time_machine
):
    time_machine.move_to(LATEST + timedelta(days=1), tick=False)

    assert read_clocks(parameters, LATEST).is_newest is is_newest


@pytest.mark.django_db
def test_replies_are_the_same_as_from_all_versions(client, monkeypatch):
    crowd(20)
    record(tracked("moved", due="2020-01"), date(2026, 2, 1), due="2030-01")
    paths = [
        "milestones/?page_size=200",
        "milestones/?state=overdue",
        "milestones/?ordering=-due&page_size=7",
        "milestones/?ordering=slug&q=invented",
        "milestones/moved/",
        "initiatives/?ordering=last_stated_on",
        "initiatives/?due_soon_days=3000&fields=milestone_counts,next_milestone",
        "initiatives/?fields=lead,countries",
    ]
    quick = [client.get(f"{V1}{path}").content for path in paths]

    def slow(*asked):
        return replace(as_of.read_clocks(*asked), is_newest=False)

    monkeypatch.setattr(base, "read_clocks", slow)
    monkeypatch.setattr("tracker.api.kept.replies.find", lambda key: None)

    assert [client.get(f"{V1}{path}").content for path in paths] == quick


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "index"),
    [
        ("milestones/", "milestone_version_last"),
        ("milestones/?state=overdue", "milestone_version_last_running"),
        ("milestones/?ordering=last_stated_on", "milestone_version_last_said"),
        ("initiatives/?ordering=last_stated_on", "initiative_version_last_said"),
    ],
)
def test_versions_that_came_to_an_end_are_not_passed_over(client, path, index):
    crowd(60)
    compiled.forget()
    make_dear("seqscan")
    make_dear("sort")

    plan = " ".join(page_plan(client, path))

    if connection.vendor == "postgresql":
        index = r"_version_\w+"  # of a small table, any will do
    assert re.search(f"{index} ", plan), plan
    assert told(client, path)["results"]
