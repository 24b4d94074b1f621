"""The log of changes: what a revision writes down of its own work."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sources.changes import referred_first
from sources.models import Change, Organisation, Publisher, Revision, Source
from sources.revisions import revision
from tests.factories import OrganisationFactory, PublisherFactory, SourceFactory
from tests.recorded import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make(PublisherFactory, slug="there")


def changes(number: int | None = None) -> list[tuple]:
    """What the newest revision changed, or another one: action, resource and key, in order."""
    number = number or Change.objects.latest("revision_id").revision_id
    found = Change.objects.filter(revision=number)
    return list(found.values_list("action", "resource", "key"))


# What is written


def test_a_new_row_is_created(publisher):
    change = Change.objects.get()

    assert (change.action, change.resource, change.key) == ("created", "publisher", "there")
    assert (change.row, change.revision_id) == (publisher.pk, publisher.revision_id)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda row: row.save(), id="save"),
        pytest.param(lambda row: row.save(update_fields=["name_en"]), id="save some fields"),
        pytest.param(lambda row: Publisher.objects.update(name_en="New"), id="update"),
        pytest.param(
            lambda row: Publisher.objects.bulk_update([row], ["name_en"]), id="update in bulk"
        ),
        pytest.param(
            lambda row: Publisher.objects.update_or_create({"name_en": "New"}, slug="there"),
            id="update or create",
        ),
    ],
)
def test_a_row_that_was_there_is_changed(write, publisher):
    with revision(None, "a change"):
        write(publisher)

    assert changes() == [("changed", "publisher", "there")]


@pytest.mark.parametrize(
    "delete",
    [
        pytest.param(lambda row: row.delete(), id="delete"),
        pytest.param(lambda row: Publisher.objects.all().delete(), id="delete in bulk"),
        pytest.param(
            lambda row: Publisher.objects.filter(slug="there").order_by("-slug").delete(),
            id="delete some",
        ),
    ],
)
def test_a_row_that_is_gone_is_deleted(delete, publisher):
    with revision(None, "a deletion"):
        delete(publisher)

    assert changes() == [("deleted", "publisher", "there")]


def test_rows_created_in_bulk_are_created():
    with revision(None, "many"):
        Publisher.objects.bulk_create(PublisherFactory.build_batch(3))

    assert [action for action, *_ in changes()] == ["created"] * 3


def test_a_row_changed_several_times_in_a_revision_stands_there_once(publisher):
    with revision(None, "twice"):
        publisher.save()
        Publisher.objects.update(name_en="New")

    assert changes() == [("changed", "publisher", "there")]


def test_a_row_created_and_changed_in_a_revision_is_created():
    with revision(None, "both"):
        PublisherFactory(slug="new").save()

    assert changes() == [("created", "publisher", "new")]


def test_a_row_changed_and_deleted_in_a_revision_is_deleted(publisher):
    with revision(None, "both"):
        publisher.save()
        publisher.delete()

    assert changes() == [("deleted", "publisher", "there")]


def test_a_row_created_and_deleted_in_a_revision_was_never_there(publisher):
    with revision(None, "both"):
        PublisherFactory(slug="never").delete()

    assert not Change.objects.filter(key="never").exists()


def test_a_name_that_is_used_again_is_deleted_and_created(publisher):
    with revision(None, "another of that name"):
        publisher.delete()
        PublisherFactory(slug="there")

    assert changes() == [("deleted", "publisher", "there"), ("created", "publisher", "there")]


# What is not


def test_what_was_rolled_back_is_not_listed(publisher):
    def write_in_vain():
        PublisherFactory(slug="never")
        publisher.delete()
        raise ValidationError("no")

    with revision(None, "goes on"):
        with pytest.raises(ValidationError), transaction.atomic():
            write_in_vain()
        OrganisationFactory(slug="kept")

    assert changes() == [("created", "organisation", "kept")]
    assert Publisher.objects.get().slug == "there"


def test_a_revision_that_fails_lists_nothing(publisher):
    def write_and_fail():
        PublisherFactory()
        raise ValidationError("no")

    with pytest.raises(ValidationError), revision(None, "fails"):
        write_and_fail()

    assert Change.objects.get().key == "there"


def test_a_revision_in_which_nothing_is_saved_lists_nothing(publisher):
    with revision(None, "nothing"):
        Publisher.objects.get()

    assert Change.objects.count() == 1


def test_what_is_saved_as_a_revision_ends_is_listed():
    with revision(None, "late") as under_way:
        under_way.at_end["late"] = lambda: PublisherFactory(slug="late")

    assert changes() == [("created", "publisher", "late")]


# In what order


def test_what_is_referred_to_comes_before_what_refers_to_it():
    with revision(None, "several"):
        OrganisationFactory(slug="organisation")
        SourceFactory(slug="b", publisher__slug="publisher")
        SourceFactory(slug="a", publisher=Publisher.objects.get())

    assert [key for _, _, key in changes()] == ["organisation", "publisher", "b", "a"]


def test_deletions_come_first_and_there_what_refers_comes_first():
    source = make(SourceFactory, slug="old", publisher__slug="older")
    with revision(None, "several"):
        PublisherFactory(slug="new")
        source.delete()
        Publisher.objects.filter(slug="older").delete()

    assert [key for _, _, key in changes()] == ["old", "older", "new"]


def test_changes_are_numbered_from_1_within_their_revision():
    with revision(None, "first"):
        PublisherFactory.create_batch(2)
    make(PublisherFactory)

    found = Change.objects.values_list("revision", "position")

    assert list(found) == [(1, 1), (1, 2), (2, 1)]


def test_two_changes_do_not_share_a_place(publisher):
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(
            revision_id=1, position=1, action="changed", resource="publisher", row=1, key="there"
        )


def test_models_stand_behind_those_they_refer_to():
    ordered = referred_first(frozenset([Source, Organisation, Publisher, Revision]))

    assert ordered.index(Publisher) < ordered.index(Source)
    assert ordered.index(Revision) < ordered.index(Organisation)


# What it costs


@pytest.mark.parametrize("rows", [1, 30])
def test_listing_costs_the_same_however_many_rows(rows, publisher, django_assert_num_queries):
    unsaved = PublisherFactory.build_batch(rows)

    # Lock, savepoint twice and rows between; revision, what it wrote, the list, the rows as they
    # are and their history, its number
    with django_assert_num_queries(10), revision(None, "many"):
        Publisher.objects.bulk_create(unsaved)
