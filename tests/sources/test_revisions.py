"""Revisions: one write each, in order, and nothing outside them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from sources.models import Publisher
from sources.revisions import (
    NOTHING_YET,
    LatestRevision,
    NoRevisionError,
    Revision,
    current,
    revision,
)
from tests.factories import PublisherFactory, UserFactory
from tests.recorded import make

NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make(PublisherFactory)


def trace() -> tuple:
    """All that tells of revisions."""
    latest = LatestRevision.read()
    return latest.number, latest.at, list(Revision.objects.values())


# Number and instant


def test_before_the_first_revision_the_number_is_0():
    latest = LatestRevision.read()

    assert (latest.number, latest.at) == (0, NOTHING_YET)


def test_a_revision_says_who_wrote_and_why():
    user = UserFactory()

    with revision(user, "a new publisher"):
        publisher = PublisherFactory()

    publisher.refresh_from_db()
    assert publisher.revision.user == user
    assert publisher.revision.reason == "a new publisher"
    assert LatestRevision.read().number == publisher.revision.number
    assert LatestRevision.read().at == publisher.revision.at


def test_numbers_grow_one_by_one():
    numbers = [make(PublisherFactory).revision_id for _ in range(3)]

    assert numbers == [1, 2, 3]


def test_an_instant_is_that_of_the_clock():
    with time_machine.travel(NOON, tick=False):
        publisher = make(PublisherFactory)

    assert publisher.revision.at == NOON


def test_instants_grow_while_the_clock_stands_still():
    with time_machine.travel(NOON, tick=False):
        instants = [make(PublisherFactory).revision.at for _ in range(3)]

    assert instants == [NOON + timedelta(microseconds=step) for step in range(3)]


def test_instants_grow_when_the_clock_goes_back():
    with time_machine.travel(NOON, tick=False):
        first = make(PublisherFactory).revision.at
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        second = make(PublisherFactory).revision.at

    assert second > first


def test_all_rows_of_a_revision_share_it():
    with revision(None, "two"):
        first, second = PublisherFactory.create_batch(2)

    assert first.revision_id == second.revision_id
    assert Revision.objects.count() == 1


# Nothing outside


WRITES = [
    pytest.param(lambda row: row.save(), id="save"),
    pytest.param(lambda row: row.save(update_fields=["name_en"]), id="save some fields"),
    pytest.param(lambda row: row.delete(), id="delete"),
    pytest.param(lambda row: PublisherFactory(), id="create"),
    pytest.param(
        lambda row: Publisher.objects.get_or_create(slug="new", name_en="New"), id="get or create"
    ),
    pytest.param(lambda row: Publisher.objects.update(name_en="Other"), id="update"),
    pytest.param(lambda row: Publisher.objects.all().delete(), id="delete in bulk"),
    pytest.param(
        lambda row: Publisher.objects.bulk_create([PublisherFactory.build()]), id="create in bulk"
    ),
    pytest.param(
        lambda row: Publisher.objects.bulk_update([row], ["name_en"]), id="update in bulk"
    ),
]


@pytest.mark.parametrize("write", WRITES)
def test_nothing_is_written_outside_a_revision(write, publisher):
    before = list(Publisher.objects.values()), trace()
    publisher.name_en = "Another name"

    with pytest.raises(NoRevisionError):
        write(publisher)

    assert (list(Publisher.objects.values()), trace()) == before


@pytest.mark.parametrize("write", WRITES)
def test_whatever_is_written_in_a_revision_keeps_it(write, publisher):
    with revision(None, "a write"):
        write(publisher)

    assert Revision.objects.count() == 2
    assert set(Publisher.objects.exclude(revision=1).values_list("revision", flat=True)) <= {2}


@pytest.mark.parametrize(
    "write", [write for write in WRITES if write.id in ("save", "update", "update in bulk")]
)
def test_a_row_knows_the_last_revision_that_wrote_it(write, publisher):
    with revision(None, "a write"):
        write(publisher)

    publisher.refresh_from_db()
    assert publisher.revision_id == 2


def test_a_row_that_is_saved_in_part_knows_its_revision(publisher):
    publisher.name_en = "Another name"

    with revision(None, "a new name"):
        publisher.save(update_fields=["name_en"])

    publisher.refresh_from_db()
    assert (publisher.name_en, publisher.revision_id) == ("Another name", 2)


def test_outside_a_revision_there_is_no_current_one():
    with pytest.raises(NoRevisionError, match="revision"):
        current()


# Nothing saved, nothing left


def test_a_revision_in_which_nothing_is_saved_leaves_no_trace(publisher):
    before = trace()

    with revision(None, "nothing") as under_way:
        assert current() is under_way
        Publisher.objects.get()

    assert trace() == before


def write_and_fail() -> None:
    PublisherFactory()
    raise ValidationError("no")


def test_an_exception_rolls_all_back(publisher):
    before = trace()

    with pytest.raises(ValidationError), revision(None, "half done"):
        write_and_fail()

    assert trace() == before
    assert Publisher.objects.get() == publisher


def test_after_an_exception_the_next_revision_is_its_own(publisher):
    with pytest.raises(ValidationError), revision(None, "half done"):
        write_and_fail()

    with pytest.raises(NoRevisionError):
        current()
    assert make(PublisherFactory).revision_id == publisher.revision_id + 1


def test_a_revision_outlives_a_savepoint_that_is_rolled_back():
    with revision(None, "goes on"):
        with pytest.raises(ValidationError), transaction.atomic():
            write_and_fail()
        kept = PublisherFactory()

    kept.refresh_from_db()
    assert kept.revision == Revision.objects.get()


# One within another


def test_a_revision_within_another_is_part_of_it():
    with revision(None, "outer"):
        first = PublisherFactory()
        with revision(None, "inner"):
            second = PublisherFactory()
        third = PublisherFactory()

    assert {row.revision_id for row in (first, second, third)} == {1}
    assert Revision.objects.get().reason == "outer"


def test_an_exception_after_an_inner_revision_rolls_that_back_too(publisher):
    def write_within_and_fail():
        make(PublisherFactory)
        write_and_fail()

    before = trace()

    with pytest.raises(ValidationError), revision(None, "outer"):
        write_within_and_fail()

    assert trace() == before


# What is done at the end


def test_what_is_asked_for_at_the_end_is_done_once():
    done = []

    with revision(None, "test") as under_way:
        for _ in range(2):
            under_way.at_end["fold"] = lambda: done.append(current().number)
        assert done == []

    assert done == [1]


def test_what_is_saved_at_the_end_belongs_to_the_revision():
    with revision(None, "test") as under_way:
        under_way.at_end["publisher"] = PublisherFactory

    assert Publisher.objects.get().revision == Revision.objects.get()


def test_after_an_exception_nothing_more_is_done():
    done = []

    def write_in_vain():
        current().at_end["end"] = lambda: done.append(1)
        write_and_fail()

    with pytest.raises(ValidationError), revision(None, "outer"):
        write_in_vain()

    assert done == []


def test_what_fails_at_the_end_rolls_all_back():
    with pytest.raises(ValidationError), revision(None, "test") as under_way:
        under_way.at_end["fold"] = write_and_fail

    assert not Publisher.objects.exists()
    assert LatestRevision.read().number == 0


# Two at a time


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs a database on a server")
@pytest.mark.django_db(transaction=True)
def test_writers_come_one_after_the_other():
    def write(number: int) -> int:
        try:
            return make(PublisherFactory, slug=f"publisher-{number}").revision_id
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(write, range(12)))

    assert sorted(numbers) == list(range(1, 13))
    in_order = Revision.objects.order_by("number").values_list("at", flat=True)
    assert list(in_order) == sorted(set(in_order))
