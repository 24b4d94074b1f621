"""Publishers, people, organisations, sources and revisions in the admin."""

from datetime import date

import pytest

from sources.models import Organisation, Person, Publisher, Revision, Source
from sources.revisions import LatestRevision, revision
from tests.desk import page, sign_in, source_of
from tests.factories import OrganisationFactory, PersonFactory, PublisherFactory, UserFactory
from tests.recorded import make, record

MODELS = [Organisation, Person, Publisher, Revision, Source]


@pytest.fixture
def desk(client, db):
    return sign_in(client, username="aigerim")


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_however_long(desk, model, django_assert_num_queries):
    costs = []
    for rows in (1, 29):
        for _ in range(rows):
            user = UserFactory()
            with revision(user, "test"):
                OrganisationFactory()
                PersonFactory()
            source_of(date(2026, 1, 6))
        with django_assert_num_queries(20, exact=False) as asked:
            desk.get(page(model))
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_a_publisher_is_added_by_somebody_at_an_instant(desk):
    desk.post(page(Publisher, action="add"), {"name_ru": "Выдумка", "slug": "invented"})

    written = Publisher.objects.get().revision
    assert written.user.username == "aigerim"
    assert written == Revision.objects.get()


def test_a_name_in_no_language_is_refused_and_leaves_no_trace(desk):
    response = desk.post(page(Publisher, action="add"), {"slug": "invented"})

    assert "at least one language" in response.text
    assert not Revision.objects.exists()
    assert LatestRevision.read().number == 0


def test_a_slug_is_not_changed(desk):
    publisher = make(PublisherFactory, slug="invented")

    desk.post(page(Publisher, publisher), {"name_en": "Anew", "slug": "another"})

    publisher.refresh_from_db()
    assert (publisher.name_en, publisher.slug) == ("Anew", "invented")


def test_an_edit_takes_its_permission(client, db):
    publisher = make(PublisherFactory)
    sign_in(client, "view_publisher")

    assert client.post(page(Publisher, publisher), {"name_en": "Anew"}).status_code == 403


@pytest.mark.parametrize("term", ["ЖАҢАЛЫҚ", "жаңалық", "Жаңа"])
def test_a_search_finds_cyrillic_in_any_case(desk, term):
    publisher = make(PublisherFactory, name_kk="Жаңалықтар")
    make(PublisherFactory)

    assert list(desk.get(page(Publisher), {"q": term}).context["cl"].queryset) == [publisher]


def test_an_autocomplete_finds_cyrillic_in_any_case(desk):
    make(PersonFactory, name_en="", name_ru="Выдуманный Министр")
    query = {"app_label": "projects", "model_name": "statement", "field_name": "speaker"}

    found = desk.get("/admin/autocomplete/", {**query, "term": "МИНИСТР"}).json()["results"]

    assert [row["text"] for row in found] == ["Выдуманный Министр"]


def test_a_publisher_of_sources_is_not_deleted(desk):
    source = source_of(date(2026, 1, 6), title="Invented report that stays")

    response = desk.post(page(Publisher, source.publisher, "delete"), {"post": "yes"})

    assert "Invented report that stays" in response.text
    assert Publisher.objects.exists()


def test_a_person_who_was_quoted_is_not_deleted_from_the_list(desk, milestone):
    speaker = make(PersonFactory)
    record(milestone, date(2026, 1, 6), speaker=speaker, summary="Promised.")
    sent = {"action": "delete_selected", "_selected_action": [speaker.pk], "post": "yes"}

    response = desk.post(page(Person), sent)

    assert "Promised." in response.text
    assert Person.objects.exists()


def test_a_person_who_was_never_quoted_is_deleted_from_the_list(desk):
    person = make(PersonFactory)
    sent = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}

    desk.post(page(Person), sent)

    assert not Person.objects.exists()


def test_an_unknown_country_is_refused(desk):
    sent = {"name_en": "Invented", "slug": "invented", "country": "Q9"}

    response = desk.post(page(Organisation, action="add"), sent)

    assert response.status_code == 200
    assert not Organisation.objects.exists()


def test_revisions_are_only_read(desk):
    make(PublisherFactory)
    row = Revision.objects.get()

    assert "test" in desk.get(page(Revision)).text
    assert desk.get(page(Revision, row)).status_code == 200
    assert desk.get(page(Revision, action="add")).status_code == 403
    assert desk.post(page(Revision, row), {"reason": "rewritten"}).status_code == 403
    assert desk.post(page(Revision, row, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("term", ["ОПЕЧАТКА", "опечатка", "опеч"])
def test_a_revision_is_found_by_its_reason_in_any_case(desk, term):
    with revision(None, "Опечатка в имени"):
        PublisherFactory()

    assert desk.get(page(Revision), {"q": term}).context["cl"].queryset.count() == 1
