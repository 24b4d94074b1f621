"""Deleting what carries evidence: refused, with what hangs on it."""

from datetime import date

import pytest

from projects.models import Initiative, Milestone, Observation, Statement
from sources.hanging import MOST_TOLD
from sources.models import Person, Publisher, Source
from tests.desk import page, sign_in, source_of
from tests.factories import IndicatorFactory, MilestoneFactory, PersonFactory, PublisherFactory
from tests.recorded import make, record

DAY = date(2026, 1, 6)


@pytest.fixture
def desk(client, db):
    return sign_in(client)


def deletion(client, row):
    return client.post(page(type(row), row, "delete"), {"post": "yes"})


def deletion_from_list(client, *rows):
    chosen = [row.pk for row in rows]
    sent = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return client.post(page(type(rows[0])), sent)


def test_a_milestone_with_statements_stays_and_they_are_listed_with_links(desk, milestone):
    statement = record(milestone, DAY, summary="Promised.")
    waiting = make(MilestoneFactory, initiative=milestone.initiative)
    anchored = record(waiting, DAY, within=("P1M", milestone))

    text = deletion(desk, milestone).text

    assert "It is not deleted: " in text
    assert f'<a href="{page(Statement, statement)}">2026-01-06: Promised.</a>' in text
    assert f'<a href="{page(Statement, anchored)}">' in text
    assert Milestone.objects.count() == 2


def test_an_initiative_stays_for_its_milestones(desk, milestone):
    text = deletion(desk, milestone.initiative).text

    assert page(Milestone, milestone) in text
    assert Initiative.objects.exists()


def test_an_indicator_stays_for_what_was_measured(desk, milestone):
    indicator = make(IndicatorFactory)
    measured = Observation(indicator=indicator, kind="target", low=5, unit="km")
    record(milestone, DAY, evidence=[measured])

    assert page(Observation, measured) in deletion(desk, indicator).text


def test_of_very_much_some_is_listed_and_the_rest_counted(desk, milestone):
    source = source_of(DAY)
    for _ in range(MOST_TOLD + 2):
        record(milestone, DAY, source=source)

    text = deletion(desk, source).text

    assert text.count("Statement: <a") == MOST_TOLD
    assert "and 2 more statements" in text
    assert f"{MOST_TOLD + 2} rows hang on it" in text
    assert Source.objects.exists()


def test_from_the_list_all_stay_if_something_hangs_on_one(desk, milestone):
    speaker, other = make(PersonFactory), make(PersonFactory)
    record(milestone, DAY, speaker=speaker, summary="Promised.")

    text = deletion_from_list(desk, speaker, other).text

    assert "Promised." in text
    assert Person.objects.count() == 2


def test_what_nothing_hangs_on_goes(desk):
    there, others = make(PublisherFactory), [make(PublisherFactory) for _ in range(2)]

    deletion(desk, there)
    deletion_from_list(desk, *others)

    assert not Publisher.objects.exists()


def test_who_may_not_see_what_hangs_on_it_gets_no_links(client, milestone):
    statement = record(milestone, DAY)
    sign_in(client, "view_source", "delete_source")

    text = deletion(client, statement.source).text

    assert "Invented statement." in text
    assert page(Statement, statement) not in text


@pytest.mark.parametrize("rows", [1, MOST_TOLD])
def test_a_refusal_costs_the_same_however_much_hangs_on_it(
    desk, rows, milestone, django_assert_num_queries
):
    source = source_of(DAY)
    for _ in range(rows):
        record(milestone, DAY, source=source)

    # Session, user, the lock and savepoints, the source, how many hang on it and which
    with django_assert_num_queries(10):
        deletion(desk, source)
