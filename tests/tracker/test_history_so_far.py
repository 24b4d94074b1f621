"""The migration that begins the history of rows that were there before."""

import pytest
from django.core.management import call_command

from projects.models import Initiative, InitiativeCountry, Milestone
from sources.models import Change, Publisher
from sources.revisions import revision
from tests.factories import MilestoneFactory, PublisherFactory, UserFactory
from tests.recorded import make

BEFORE, SINCE = "0005", "0006"

pytestmark = pytest.mark.django_db(transaction=True)


def migrate_to(name: str) -> None:
    call_command("migrate", "tracker", name, verbosity=0)


@pytest.fixture(autouse=True)
def _migrated_again():
    yield
    call_command("migrate", verbosity=0)


def states(model) -> list[tuple]:
    columns = ["id", "history_type", "history_date", "history_user", "history_change_reason"]
    return list(model.history.order_by("id").values_list(*columns, "revision", "name_en"))


def test_a_row_that_was_there_begins_as_it_is_in_its_last_revision():
    publisher = make(PublisherFactory, name_en="Before")
    with revision(UserFactory(), "its new name") as last:
        Publisher.objects.update(name_en="After")
    migrate_to(BEFORE)
    assert not Publisher.history.exists()

    migrate_to(SINCE)

    written = (last.at, last.user_id, "its new name", last.number, "After")
    assert states(Publisher) == [(publisher.pk, "~", *written)]


def test_a_row_that_was_never_changed_begins_as_it_was_created():
    milestone = make(MilestoneFactory)
    with revision(None, "where it is"):
        InitiativeCountry.objects.create(initiative=milestone.initiative, country="KZ")
    kept = states(Milestone)

    migrate_to(BEFORE)
    migrate_to(SINCE)

    assert states(Milestone) == kept
    assert Initiative.history.get().countries == "KZ"


def test_a_row_without_a_listed_change_begins_all_the_same():
    make(PublisherFactory)
    migrate_to(BEFORE)
    Change.objects.all().delete()

    migrate_to(SINCE)

    assert Publisher.history.get().history_type == "~"


def test_the_tables_come_and_go():
    make(PublisherFactory)

    call_command("migrate", "projects", "0004", verbosity=0)
    call_command("migrate", "sources", "0003", verbosity=0)
    call_command("migrate", verbosity=0)

    assert Publisher.history.count() == 1
