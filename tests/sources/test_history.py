"""History: what descriptive rows were, whoever wrote them and in whichever way."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from projects import recording
from projects.models import Indicator, Initiative, InitiativeCountry, Milestone, Statement
from sources.edits import edits_of
from sources.history import is_kept_of
from sources.models import Organisation, Person, Publisher, Source
from sources.revisions import Revision, revision
from tests.factories import (
    MilestoneFactory,
    PublisherFactory,
    SourceFactory,
    UserFactory,
    statement,
)
from tests.recorded import make

DAY = date(2026, 1, 6)
DESCRIPTIVE = [Publisher, Person, Organisation, Source, Indicator, Initiative, Milestone]

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make(PublisherFactory, slug="there", name_en="Before")


def states(row, *columns: str) -> list[tuple]:
    """What a row was, oldest first: the kind of each write, and some columns."""
    found = type(row).history.filter(id=row.pk).order_by("history_id")
    return list(found.values_list("history_type", *columns))


def told(row, since: int | None = None) -> list[dict[str, tuple[str, str]]]:
    """What each edit of a row did, newest first: before and after by field."""
    return [
        {each.name: (each.before, each.after) for each in edit.differences}
        for edit in edits_of(type(row), row.pk, since)
    ]


# What is kept


def test_history_is_kept_of_all_that_describes_and_of_no_statement():
    assert all(is_kept_of(model) for model in DESCRIPTIVE)
    assert not is_kept_of(Statement)


def test_a_new_row_has_its_first_state(publisher):
    assert states(publisher, "name_en") == [("+", "Before")]


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda row: row.save(), id="save"),
        pytest.param(lambda row: row.save(update_fields=["name_en"]), id="save some fields"),
        pytest.param(lambda row: Publisher.objects.update(name_en="After"), id="update"),
        pytest.param(
            lambda row: Publisher.objects.bulk_update([row], ["name_en"]), id="update in bulk"
        ),
    ],
)
def test_a_change_leaves_what_was_there_before(write, publisher):
    publisher.name_en = "After"

    with revision(None, "a change"):
        write(publisher)
        Publisher.objects.filter(pk=publisher.pk).update()

    assert states(publisher, "name_en") == [("+", "Before"), ("~", "After")]


def test_rows_that_are_made_in_bulk_have_history():
    with revision(None, "many"):
        Publisher.objects.bulk_create(
            Publisher(slug=f"made-{number}", name_en="Made") for number in range(3)
        )

    assert Publisher.history.filter(history_type="+", name_en="Made").count() == 3


@pytest.mark.parametrize(
    "delete",
    [
        pytest.param(lambda row: row.delete(), id="delete"),
        pytest.param(lambda row: Publisher.objects.all().delete(), id="delete in bulk"),
    ],
)
def test_a_deleted_row_keeps_its_history_to_the_last(delete, publisher):
    key = publisher.pk

    with revision(None, "never used") as under_way:
        delete(publisher)

    last = Publisher.history.filter(id=key).latest("history_id")
    assert (last.history_type, last.name_en, last.revision_id) == ("-", "Before", under_way.number)
    assert last.history_change_reason == "never used"


def test_who_when_and_why_are_the_revisions(publisher):
    user = UserFactory()
    with revision(user, "its new name"):
        Publisher.objects.update(name_en="After")

    state, written = Publisher.history.latest("history_id"), Revision.objects.first()
    assert (state.history_user, state.history_change_reason) == (user, "its new name")
    assert (state.history_date, state.revision) == (written.at, written)


def test_a_row_written_twice_in_a_revision_has_one_state_of_it(publisher):
    with revision(None, "two thoughts"):
        Publisher.objects.update(name_en="First")
        Publisher.objects.update(name_en="Second")

    assert states(publisher, "name_en") == [("+", "Before"), ("~", "Second")]


def test_what_was_rolled_back_leaves_no_history(publisher):
    with revision(None, "nothing"), transaction.atomic():
        Publisher.objects.filter(pk=publisher.pk).delete()
        transaction.set_rollback(True)

    assert states(publisher, "name_en") == [("+", "Before")]


def test_countries_are_history_of_their_initiative(initiative):
    with revision(None, "where it is"):
        for code in ("KZ", "AZ"):
            InitiativeCountry.objects.create(initiative=initiative, country=code)
    with revision(None, "not there"):
        initiative.countries.get(country="AZ").delete()
    with revision(None, "nowhere"):
        InitiativeCountry.objects.filter(initiative=initiative).delete()

    found = [countries for _, countries in states(initiative, "countries")]
    assert found == ["", "AZ, KZ", "KZ", ""]


def test_the_seed_data_has_history():
    call_command("load_fixtures", verbosity=0)

    for model in (Publisher, Source, Initiative, Milestone):
        assert model.history.filter(history_type="+").count() == model.objects.count() > 0
    assert Initiative.history.exclude(countries="").exists()


def test_recording_a_statement_asks_nothing_of_history(milestone):
    source = make(SourceFactory, published_on=DAY)
    said = statement(milestone, DAY, source=source)

    with CaptureQueriesContext(connection) as asked, revision(None, "test"):
        recording.record(said)

    assert not [query for query in asked if "historical" in query["sql"]]


# What is told of it


def test_an_edit_tells_what_each_field_was_and_became(publisher):
    with revision(None, "its new name"):
        Publisher.objects.update(name_en="After", url="https://new.example/")

    assert told(publisher)[0] == {
        "name_en": ("Before", "After"),
        "url": ("–", "https://new.example/"),
    }


def test_the_first_state_tells_what_is_filled_in(publisher):
    assert told(publisher) == [{"slug": ("–", "there"), "name_en": ("–", "Before")}]


def test_only_edits_since_a_revision_are_told(publisher):
    seen = publisher.revision_id
    with revision(None, "its new name"):
        Publisher.objects.update(name_en="After")

    assert told(publisher, since=seen) == [{"name_en": ("Before", "After")}]
    assert told(publisher, since=seen + 1) == []


def test_values_are_told_in_words():
    source = make(SourceFactory, publisher__name_en="Before")
    other = make(PublisherFactory, name_en="After")
    with revision(None, "of another publisher"):
        source.publisher, source.kind, source.title_is_ours = other, "law", True
        source.published_on = date(2026, 3, 1)
        source.save()

    assert told(source)[0] == {
        "publisher": ("Before", "After"),
        "kind": ("News report", "Law"),
        "title_is_ours": ("no", "yes"),
        "published_on": ("2026-12-31", "2026-03-01"),
    }


def test_a_linked_row_that_is_gone_is_told_by_its_number():
    milestone = make(MilestoneFactory)
    initiative = milestone.initiative_id
    with revision(None, "never public"):
        milestone.delete()
        Initiative.objects.filter(pk=initiative).delete()

    edit = edits_of(Milestone, milestone.pk or Milestone.history.get(history_type="-").id)[-1]
    assert {each.name: each.after for each in edit.differences}["initiative"] == f"#{initiative}"


@pytest.mark.parametrize("edits", [1, 10])
def test_edits_are_told_at_one_cost(edits, django_assert_num_queries):
    source = make(SourceFactory)
    for number in range(edits):
        publisher = make(PublisherFactory)
        with revision(UserFactory(), "of another publisher"):
            source.publisher, source.title = publisher, f"Report {number}"
            source.save()

    with django_assert_num_queries(2):
        assert len(edits_of(Source, source.pk)) == edits + 1
