"""Users in the admin, and what every page of it has in common."""

import pytest
from django.apps import apps
from django.contrib import admin
from simple_history.models import HistoricalChanges

from projects.models import Digest, InitiativeCountry, Tally, TallyMember
from sources.changes import Change
from sources.models import LatestRevision
from sources.revisions import revision
from tests.desk import page, sign_in
from tests.factories import PublisherFactory, UserFactory
from tracker.models import User

# History is shown on a page of each row. Countries are changed on their initiative's page; the
# latest revision is the top of its list; what a revision changed is told on its page; kept counts
# are the summary's.
WITHOUT_A_LIST = {Digest, InitiativeCountry, LatestRevision, Change, Tally, TallyMember}


def test_every_model_of_ours_has_a_list():
    ours = {
        model
        for app in ("sources", "projects")
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, HistoricalChanges)
    }

    assert ours - WITHOUT_A_LIST <= set(admin.site._registry)
    assert User in admin.site._registry


@pytest.mark.parametrize("term", ["АЙГЕРІМ", "айгерім"])
def test_a_user_is_found_in_any_case(client, db, term):
    sign_in(client)
    user = UserFactory(first_name="Айгерім")

    assert list(client.get(page(User), {"q": term}).context["cl"].queryset) == [user]


def test_who_wrote_something_is_not_deleted(client, db):
    sign_in(client)
    user = UserFactory()
    with revision(user, "a reason that stays"):
        PublisherFactory()

    response = client.post(page(User, user, "delete"), {"post": "yes"})

    assert response.status_code == 200
    assert User.objects.filter(pk=user.pk).exists()


def test_the_list_of_users_costs_the_same_however_long(client, db, django_assert_num_queries):
    sign_in(client)
    costs = []
    for rows in (1, 29):
        UserFactory.create_batch(rows)
        with django_assert_num_queries(20, exact=False) as asked:
            client.get(page(User))
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_the_front_page_opens(client, db):
    sign_in(client)

    assert client.get("/admin/").status_code == 200
