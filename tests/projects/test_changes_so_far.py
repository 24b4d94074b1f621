"""The migration that lists as changes what was there before the list."""

from datetime import date

import pytest
from django.core.management import call_command

from sources.models import Change, Publisher
from sources.revisions import revision
from tests.factories import PublisherFactory
from tests.recorded import correct, make, record, withdraw
from tests.tracker.following import Mirror
from tests.tracker.worlds import part, quantity, spot, tracked

DAY = date(2026, 1, 15)
BEFORE, SINCE = "0001", "0002"

pytestmark = pytest.mark.django_db(transaction=True)


def migrate_to(name: str) -> None:
    call_command("migrate", "projects", name, verbosity=0)


@pytest.fixture(autouse=True)
def _migrated_again():
    yield
    call_command("migrate", verbosity=0)


@pytest.fixture
def world():
    """Something of everything, with a correction, a withdrawal, a new name and a deletion."""
    milestone = tracked("invented", DAY, due="2026-07", evidence=[part(), quantity(), spot()])
    correct(record(milestone, DAY, due="2026-08"), due="2026-09")
    withdraw(record(milestone, DAY))
    gone = make(PublisherFactory)
    with revision(None, "new names"):
        gone.delete()
        Publisher.objects.update(name_ru="Издатель")


def copied(client) -> Mirror:
    mirror = Mirror(lambda address: client.get(address).json())
    mirror.follow()
    return mirror


def test_a_mirror_of_what_was_there_before_is_the_same(client, world):
    kept = copied(client).copy

    migrate_to(BEFORE)
    assert not Change.objects.exists()
    migrate_to(SINCE)

    assert copied(client).copy == kept


def test_what_was_there_is_listed_in_the_order_of_revisions(client, world):
    migrate_to(BEFORE)
    migrate_to(SINCE)

    read = copied(client).read
    assert read == sorted(read, key=lambda change: change[0])
    found = Change.objects.values_list("revision", "position").order_by("revision_id", "position")
    assert len(set(found)) == len(found)


def test_statements_are_listed_as_recorded_and_as_withdrawn(world):
    listed = Change.objects.filter(resource="statement").values_list("revision", "action", "key")
    kept = list(listed.order_by("revision_id", "position"))

    migrate_to(BEFORE)
    migrate_to(SINCE)

    assert list(listed.order_by("revision_id", "position")) == kept
    assert [action for _, action, _ in kept].count("withdrawn") == 2


def test_an_empty_database_has_nothing_to_list():
    migrate_to(BEFORE)
    migrate_to(SINCE)

    assert not Change.objects.exists()
