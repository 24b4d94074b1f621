"""The groups that a migration makes: each may do what it should, and nothing more."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client

from projects.models import Initiative, Milestone, Statement
from sources.models import Publisher, Revision, Source
from tests.desk import on_page, page, said, source_of
from tests.factories import MilestoneFactory, PublisherFactory, UserFactory
from tests.recorded import make, record
from tests.tracker.asking import V1
from tests.tracker.bearing import token
from tests.tracker.contract import ContractClient
from tests.tracker.editors import delete, patch, post
from tests.tracker.writing import said as body_of
from tracker.models import ApiToken, Scope, User

DAY = date(2026, 1, 6)
WHO = ("nobody", "viewer", "editor", "manager")
EDITORS, MANAGERS, READERS = {"editor", "manager"}, {"manager"}, {"viewer", "editor", "manager"}
NAME = {"names": {"en": "Renamed"}}
migration = import_module("tracker.migrations.0005_groups")


@pytest.fixture
def groups(db):
    """The groups, made again where a test with transactions of its own has emptied the tables."""
    migration.make(apps, SimpleNamespace(connection=connection))


@pytest.fixture(params=WHO)
def who(request, groups) -> str:
    return request.param


@pytest.fixture
def user(who):
    user = UserFactory(is_staff=True)
    user.groups.set(Group.objects.filter(name=who))
    return user


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def statement(milestone):
    return record(milestone, DAY, due="2026-11")


# At the desk


@pytest.mark.parametrize("model", [Publisher, Source, Initiative, Milestone, Statement, Revision])
def test_who_sees_what_is_recorded(desk, who, model):
    assert (desk.get(page(model)).status_code == 200) == (who in READERS)


@pytest.mark.parametrize("model", [User, Group])
def test_accounts_are_none_of_theirs(desk, model):
    assert desk.get(page(model)).status_code == 403


def test_who_sees_tokens(desk, who):
    assert (desk.get(page(ApiToken)).status_code == 200) == (who in MANAGERS)


def test_who_records(desk, who, milestone):
    desk.post(page(Statement, action="add"), said(milestone))

    assert Statement.objects.exists() == (who in EDITORS)


def test_who_records_on_the_page_of_a_milestone(desk, who, milestone):
    names = {"name_en": "Renamed", "slug": milestone.slug, "kind": "launch", "position": 1}
    sent = on_page(source=source_of(DAY).pk, summary="Invented.")

    desk.post(page(Milestone, milestone), names | sent)

    milestone.refresh_from_db()
    assert Statement.objects.exists() == (who in EDITORS)
    assert (milestone.name_en == "Renamed") == (who in MANAGERS)


def test_who_withdraws(desk, who, statement):
    desk.post(page(Statement, statement, "withdraw"), {"why": "of another milestone"})

    statement.refresh_from_db()
    assert bool(statement.withdrawal_reason) == (who in EDITORS)


def test_who_corrects(desk, who, statement):
    sent = said(statement.milestone, why="misread", source=statement.source_id)

    desk.post(page(Statement, statement, "correct"), sent)

    assert Statement.objects.filter(corrects=statement).exists() == (who in EDITORS)


def test_who_adds_a_publisher_and_mends_its_name(desk, who, groups):
    there = make(PublisherFactory)

    desk.post(page(Publisher, action="add"), {"name_en": "New", "slug": "new"})
    desk.post(page(Publisher, there), {"name_en": "Renamed"})

    there.refresh_from_db()
    assert Publisher.objects.filter(slug="new").exists() == (who in EDITORS)
    assert (there.name_en == "Renamed") == (who in EDITORS)


def test_who_deletes_a_publisher(desk, who, groups):
    there = make(PublisherFactory)

    desk.post(page(Publisher, there, "delete"), {"post": "yes"})

    assert Publisher.objects.exists() == (who not in MANAGERS)


def test_who_adds_a_milestone(desk, who, initiative):
    sent = {"initiative": initiative.pk, "slug": "new", "name_en": "New", "kind": "launch"}
    first = on_page(source=source_of(DAY).pk, summary="Invented.") | {"statements-MIN_NUM_FORMS": 1}

    desk.post(page(Milestone, action="add"), sent | {"position": 1} | first)

    assert Milestone.objects.exists() == (who in MANAGERS)


def test_who_deletes_a_milestone(desk, who, groups):
    there = make(MilestoneFactory)

    desk.post(page(Milestone, there, "delete"), {"post": "yes"})

    assert Milestone.objects.exists() == (who not in MANAGERS)


def test_who_makes_a_token(desk, who):
    desk.post(page(ApiToken, action="add"), {"name": "importer", "scope": "record", "days": 90})

    assert ApiToken.objects.exists() == (who in MANAGERS)


def test_nobody_deletes_or_edits_a_statement(desk, statement):
    desk.post(page(Statement, statement, "delete"), {"post": "yes"})
    desk.post(page(Statement, statement), said(statement.milestone, summary="Rewritten."))

    statement.refresh_from_db()
    assert statement.summary == "Invented statement."


# Over the API


@pytest.mark.parametrize("scope", Scope)
def test_what_a_token_of_a_member_may(user, who, scope, statement):
    _, secret = token(user, scope)
    client = ContractClient(headers={"Authorization": f"Bearer {secret}"})
    milestone, publisher = statement.milestone, statement.source.publisher
    unused = make(PublisherFactory)
    withdrawal = f"statements/{statement.uuid}/withdraw/"
    new = {"slug": "new", "names": {"en": "New"}}
    may = {
        "record": post(client, "statements/", body_of(milestone)),
        "withdraw": post(client, withdrawal, {"reason": "of another milestone"}),
        "add a publisher": post(client, "publishers/", new),
        "rename a publisher": patch(client, f"publishers/{publisher.slug}/", NAME),
        "rename a milestone": patch(client, f"milestones/{milestone.slug}/", NAME),
        "delete a publisher": delete(client, f"publishers/{unused.slug}/"),
    }

    recording = {"record", "withdraw"} if who in EDITORS and scope != Scope.READ else set()
    provenance = {"add a publisher", "rename a publisher"}
    managing = {"rename a milestone", "delete a publisher"}
    managed = {"editor": provenance, "manager": provenance | managing}.get(who, set())
    assert {done for done, reply in may.items() if reply.status_code < 300} == (
        recording | (managed if scope == Scope.MANAGE else set())
    )
    assert {reply.status_code for reply in may.values()} <= {200, 201, 204, 403}
    assert client.get(f"{V1}statements/").status_code == 200


# The migration


def test_whoever_is_no_member_of_staff_stays_out(user):
    User.objects.update(is_staff=False)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))

    assert client.get(page(Statement)).status_code == 302


def test_the_permissions_of_a_group_of_that_name_stay(db):
    Group.objects.filter(name__in=migration.GROUPS).delete()
    Group.objects.create(name="viewer").permissions.add(
        Permission.objects.get(codename="view_user")
    )

    migration.make(apps, SimpleNamespace(connection=connection))

    found = Group.objects.get(name="viewer").permissions.values_list("codename", flat=True)
    assert {"view_user", "view_statement"} <= set(found)


@pytest.mark.django_db(transaction=True)
def test_groups_go_and_come_where_no_permissions_are_yet():
    call_command("migrate", "tracker", "0003", verbosity=0)
    assert not Group.objects.filter(name__in=migration.GROUPS).exists()
    Permission.objects.all().delete()

    call_command("migrate", "tracker", "0005", verbosity=0)

    granted = Group.objects.get(name="manager").permissions.count()
    assert granted == len(migration.MANAGER)
    call_command("migrate", verbosity=0)
