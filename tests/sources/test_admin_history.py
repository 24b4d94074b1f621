"""Who did what, when and why, as a second editor sees it in the admin."""

from datetime import date

import pytest

from projects.models import Initiative, InitiativeCountry, Milestone, Statement
from sources.admin import RevisionAdmin
from sources.models import Publisher, Revision
from sources.revisions import revision
from tests.desk import page, sign_in
from tests.factories import MilestoneFactory, PublisherFactory, UserFactory
from tests.recorded import correct, make, record, withdraw
from tests.tracker.editors import editor, patch

DAY = date(2026, 1, 6)


@pytest.fixture
def desk(client, db):
    return sign_in(client, username="second")


@pytest.fixture
def publisher(db):
    return make(PublisherFactory, name_en="Before")


def told(response) -> list[tuple]:
    """What a page tells of edits: who, why, what kind, and which fields."""
    return [
        (
            str(edit.revision.user or ""),
            edit.revision.reason,
            edit.kind,
            [each.name for each in edit.differences],
        )
        for edit in response.context["edits"]
    ]


# The history of a row


def test_the_history_of_a_row_has_edits_from_everywhere(desk, publisher):
    sent = {"name_en": "At the desk", "why": "its new name"}
    desk.post(page(Publisher, publisher), sent | {"seen": publisher.revision_id})
    path = f"publishers/{publisher.slug}/"
    patch(editor(username="program"), path, {"names": {"en": "Over HTTP"}})
    with revision(None, "mended by a command"):
        Publisher.objects.update(url="https://new.example/")

    assert told(desk.get(page(Publisher, publisher, "history"))) == [
        ("", "mended by a command", "changed", ["url"]),
        ("program", "Changed over the API", "changed", ["name_en"]),
        ("second", "its new name", "changed", ["name_en"]),
        ("", "test", "created", ["slug", "name_en"]),
    ]


def test_the_page_shows_what_a_field_was_and_became(desk, publisher):
    with revision(UserFactory(username="first"), "its <new> name"):
        Publisher.objects.update(name_en="After")

    text = desk.get(page(Publisher, publisher, "history")).text

    assert "<del>Before</del>" in text
    assert "<ins>After</ins>" in text
    assert "its &lt;new&gt; name" in text


def test_the_history_of_a_deleted_row_is_still_there(desk, publisher):
    with revision(None, "never used"):
        Publisher.objects.filter(pk=publisher.pk).delete()

    response = desk.get(page(Publisher, publisher, "history"))

    assert told(response)[0] == ("", "never used", "deleted", [])
    assert publisher.slug in response.context["title"]


@pytest.mark.parametrize("key", [0, 99, "none", "1_2F2"])
def test_what_never_was_has_no_history(desk, publisher, key):
    publisher.pk = key

    assert desk.get(page(Publisher, publisher, "history")).status_code == 302


def test_history_is_for_who_may_see_the_row(client, publisher):
    sign_in(client, "view_person")

    assert client.get(page(Publisher, publisher, "history")).status_code == 403


@pytest.mark.parametrize("edits", [1, 20])
def test_a_history_costs_the_same_however_long(desk, edits, django_assert_num_queries):
    milestone = make(MilestoneFactory)
    for number in range(edits):
        with revision(UserFactory(), "another name"):
            Milestone.objects.update(name_en=f"Name {number}")

    # Session, user, states, initiatives, the row
    with django_assert_num_queries(5):
        desk.get(page(Milestone, milestone, "history"))


# The history of a statement


def test_a_statement_is_recorded_and_withdrawn_and_nothing_else(desk, milestone):
    statement = record(milestone, DAY)
    withdraw(statement)

    response = desk.get(page(Statement, statement, "history"))

    assert [kind for _, _, kind, _ in told(response)] == ["withdrawn", "created"]
    assert "never changes" in response.text


def test_a_statement_that_was_never_recorded_has_no_history(desk, milestone):
    statement = record(milestone, DAY)
    statement.pk = 99

    assert desk.get(page(Statement, statement, "history")).status_code == 302


# The page of a revision


def test_a_revision_lists_what_it_changed_with_links(desk, milestone):
    wrong = record(milestone, DAY, summary="Misread.")
    right = correct(wrong, summary="Read well.")

    response = desk.get(page(Revision, right.revision))

    listed = [(row["change"].action, str(row["name"])) for row in response.context["changes"]]
    assert listed[-2:] == [("withdrawn", str(wrong)), ("created", str(right))]
    assert f'href="{page(Statement, wrong)}"' in response.text
    assert f'href="{page(Statement, right, "history")}"' in response.text


def test_a_revision_lists_what_it_deleted_with_its_history(desk, publisher):
    with revision(None, "never used") as deleting:
        Publisher.objects.filter(pk=publisher.pk).delete()

    response = desk.get(page(Revision, deleting))

    (row,) = response.context["changes"]
    assert (row["name"], row["link"]) == (publisher.slug, None)
    assert f'href="{page(Publisher, publisher, "history")}"' in response.text


@pytest.mark.parametrize("rows", [2, 30])
def test_a_revision_costs_the_same_however_much_it_changed(desk, rows, django_assert_num_queries):
    with revision(UserFactory(), "many") as many:
        MilestoneFactory.create_batch(rows)

    # Session, user, the revision, its user, changes, how many, initiatives and milestones
    with django_assert_num_queries(11, exact=False):
        response = desk.get(page(Revision, many))

    assert len(response.context["changes"]) == 2 * rows


def test_a_revision_of_very_much_says_how_much_more_there_is(desk, monkeypatch):
    with revision(None, "much") as much:
        PublisherFactory.create_batch(4)
    monkeypatch.setattr(RevisionAdmin, "most_changes", 3)

    response = desk.get(page(Revision, much))

    assert len(response.context["changes"]) == 3
    assert "And 1 more." in response.text


def test_a_revision_that_only_touched_a_part_lists_the_whole(desk, initiative):
    with revision(None, "where it is") as adding:
        InitiativeCountry.objects.create(initiative=initiative, country="KZ")

    (row,) = desk.get(page(Revision, adding)).context["changes"]
    assert row["link"] == page(Initiative, initiative)
