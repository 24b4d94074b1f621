"""The row that lists read of an initiative: kept by writes, and gathered anew."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.models import Digest, InitiativeCountry, Tally
from tests.factories import MilestoneFactory, OrganisationFactory
from tests.recorded import correct, make, record, withdraw
from tests.tracker.worlds import part

DAY = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def _then(time_machine):
    time_machine.move_to(datetime(2026, 1, 20, 6, tzinfo=UTC))


def stands(milestone) -> str:
    return Digest.objects.get(pk=milestone.initiative_id).stands


def test_an_initiative_of_which_nothing_was_said_has_none(initiative):
    assert not Digest.objects.exists()


def test_it_follows_what_is_said_of_a_milestone(milestone):
    record(milestone, DAY, due="2026-03")
    assert stands(milestone) == f"2026-03-31:{milestone.pk}:2026-03"

    record(milestone, DAY, due="2027")
    assert stands(milestone) == f"2027-12-31:{milestone.pk}:2027"

    record(milestone, DAY, progress="met")
    assert stands(milestone) == "m"


def test_a_milestone_that_comes_later_is_in_it(milestone):
    record(milestone, DAY, progress="met")

    record(make(MilestoneFactory, initiative=milestone.initiative), DAY)

    assert stands(milestone) == "m u"


def test_it_has_who_was_last_said_to_lead(milestone):
    first, second = make(OrganisationFactory.create_batch, size=2)
    record(milestone, DAY, evidence=[part(organisation=first)])
    last = record(milestone, DAY, evidence=[part(organisation=second)])
    assert Digest.objects.get().organisation == second

    correct(last)

    assert Digest.objects.get().organisation == first


def test_who_took_part_before_can_come_to_lead(milestone):
    organisation = make(OrganisationFactory)
    record(milestone, DAY, evidence=[part(organisation=organisation, role="builder")])
    assert Digest.objects.get().organisation is None

    record(milestone, DAY, evidence=[part(organisation=organisation)])

    assert Digest.objects.get().organisation == organisation


def test_it_has_the_countries_in_order(milestone):
    record(milestone, DAY)
    for code in ("UZ", "KZ"):
        make(
            lambda code=code: InitiativeCountry(
                initiative=milestone.initiative, country=code
            ).save()
        )

    assert Digest.objects.get().countries == "KZ UZ"


def test_it_goes_with_the_last_statement(milestone):
    withdraw(record(milestone, DAY))

    assert not Digest.objects.exists()


@pytest.fixture
def wrong(milestone):
    record(milestone, DAY)
    make(lambda: Digest.objects.update(stands="m"))
    return milestone


def test_a_check_finds_a_wrong_one(wrong):
    told = StringIO()

    with pytest.raises(CommandError, match="What is kept of initiatives is wrong"):
        call_command("rebuild_versions", "--check", stdout=told)

    assert told.getvalue() == f"{wrong.initiative.slug}: its digest is wrong\n"


def test_a_rebuilding_gathers_it_anew(wrong):
    call_command("rebuild_versions", stdout=StringIO())

    assert stands(wrong) == "u"


def test_a_write_mends_a_wrong_one(wrong):
    record(wrong, DAY, progress="met")

    assert stands(wrong) == "m"


@pytest.fixture
def upgraded(milestone):
    record(milestone, DAY)
    make(lambda: [model.objects.all().delete() for model in (Digest, Tally)])
    return milestone


def test_the_first_write_after_an_upgrade_gathers_all(upgraded):
    record(make(MilestoneFactory), DAY)

    assert stands(upgraded) == "u"


def test_a_rebuilding_after_an_upgrade_gathers_all(upgraded):
    call_command("rebuild_versions", stdout=StringIO())

    assert stands(upgraded) == "u"


def test_a_check_after_an_upgrade_finds_nothing_wrong(upgraded):
    call_command("rebuild_versions", "--check", stdout=StringIO())
