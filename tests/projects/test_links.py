"""What links between rows forbid, and what counts as a write to an initiative."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from projects.models import Initiative, InitiativeCountry, Milestone, Statement
from sources.models import LatestRevision, Source
from sources.revisions import revision
from tests.factories import (
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    SourceFactory,
)
from tests.recorded import make, record, withdraw
from tests.tracker.worlds import part

DAY = date(2026, 1, 15)


def test_nothing_hangs_on_what_was_never_spoken_of(initiative):
    assert initiative.hanging() == {}


def test_milestones_and_statements_hang_on_an_initiative(initiative):
    record(make(MilestoneFactory, initiative=initiative), DAY, due="2026-12")
    record(initiative, DAY)

    assert initiative.hanging() == {Milestone: 1, Statement: 2}


def test_a_statement_that_was_withdrawn_hangs_on_too(milestone):
    withdraw(record(milestone, DAY, due="2026-12"))

    assert milestone.hanging() == {Statement: 1}


def test_a_statement_whose_deadline_counts_from_a_milestone_hangs_on_that_one_too(initiative):
    anchor, other = (make(MilestoneFactory, initiative=initiative) for _ in range(2))
    record(other, DAY, within=("P12M", anchor))

    assert anchor.hanging() == {Statement: 1}


def test_a_source_hangs_on_its_publisher(db):
    source = make(SourceFactory)

    assert source.publisher.hanging() == {Source: 1}


def test_a_role_hangs_on_an_organisation(initiative):
    organisation = make(OrganisationFactory)
    record(initiative, DAY, evidence=[part(organisation=organisation)])

    assert [model.__name__ for model in organisation.hanging()] == ["Participation"]


def test_the_countries_of_an_initiative_do_not_keep_it(initiative):
    with revision(None, "test"):
        InitiativeCountry(initiative=initiative, country="KZ").save()
        initiative.delete()

    assert not Initiative.objects.exists()


def test_adding_a_country_writes_the_initiative(initiative):
    with revision(None, "test"):
        InitiativeCountry(initiative=initiative, country="KZ").save()

    initiative.refresh_from_db()
    assert initiative.revision_id == LatestRevision.read().number


def test_taking_a_country_away_writes_the_initiative_and_no_other(initiative):
    other = make(InitiativeFactory)
    with revision(None, "test"):
        InitiativeCountry(initiative=initiative, country="KZ").save()
    with revision(None, "test"):
        initiative.countries.get().delete()

    initiative.refresh_from_db()
    assert initiative.revision_id == LatestRevision.read().number
    assert Initiative.objects.get(pk=other.pk).revision_id == other.revision_id


def test_a_source_is_not_younger_than_what_was_drawn_from_it(initiative):
    source = record(initiative, DAY).source

    source.published_on = DAY
    source.full_clean()
    source.published_on = DAY - timedelta(days=1)
    with pytest.raises(ValidationError, match="made public on 2026-01-15"):
        source.full_clean()
