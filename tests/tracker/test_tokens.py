"""Tokens: what is kept of them, when they are good, and what they open."""

import hashlib
import io
import logging
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from drf_spectacular.extensions import OpenApiAuthenticationExtension

from sources import clock
from tests.factories import UserFactory
from tests.tracker.bearing import NOTES, UNKNOWN, bearing, token, user_who_may
from tracker.api.auth import WritableMixin
from tracker.models import ApiToken, Scope

NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)
UNDECLARED, FAILING = "/api/test/undeclared/", "/api/test/failing/"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.tracker.writing_urls")]


def challenge(response) -> str:
    """What a reply 401 asks for."""
    assert response.status_code == 401, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.headers["WWW-Authenticate"]


# What is kept


def test_of_a_secret_only_its_digest_and_its_beginning_are_kept():
    made, secret = token()

    row = ApiToken.objects.filter(pk=made.pk).values().get()
    assert secret not in str(row)
    assert row["digest"] == hashlib.sha256(secret.encode()).hexdigest()
    assert secret.startswith(row["prefix"])
    assert len(secret) - len(row["prefix"]) >= 256 / 6  # 6 bits a character


def test_a_token_shows_its_beginning_and_nothing_more():
    made, secret = token()

    assert str(made) == f"invented ({secret[:12]}…)"
    assert secret not in f"{made!r} {vars(made)}"


def test_secrets_differ():
    user = UserFactory()

    assert len({token(user)[1] for _ in range(20)}) == 20


@pytest.mark.parametrize("days", [1, 365])
def test_a_token_expires_after_its_days(days):
    with time_machine.travel(NOON, tick=False):
        made, _ = token(days=days)

    assert made.expires_at == NOON + timedelta(days=days)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_token_is_good_for_less_than_a_day_or_more_than_a_year(days):
    with pytest.raises(ValueError, match="1 to 365"):
        token(days=days)

    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("an_api_token_expires_after_it_is_made", {"expires_at": NOON, "made_at": NOON}),
        ("the_scope_of_an_api_token_is_known", {"scope": "all"}),
    ],
)
def test_the_database_keeps_bad_tokens_out(name, change):
    made, _ = token()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ApiToken.objects.filter(pk=made.pk).update(**change)


# When it is good


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_good_token_acts_as_its_user(scheme):
    made, secret = token()

    reply = Client().post(NOTES, headers={"Authorization": f"{scheme} {secret}"})

    assert reply.status_code == 201
    assert reply.json() == {"user": made.user.username, "token": "invented"}


def test_a_user_has_several_tokens():
    user = user_who_may("add_statement")

    replies = [bearing(token(user)[1]).post(NOTES) for _ in range(2)]

    assert [reply.status_code for reply in replies] == [201, 201]


def test_a_token_is_good_until_the_instant_it_expires():
    with time_machine.travel(NOON, tick=False):
        _, secret = token(days=1)
    end = NOON + timedelta(days=1)

    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert bearing(secret).post(NOTES).status_code == 201
    with time_machine.travel(end, tick=False):
        assert bearing(secret).post(NOTES).status_code == 401


def expired(made):
    ApiToken.objects.filter(pk=made.pk).update(made_at=NOON, expires_at=NOON + timedelta(days=1))


def of_an_inactive_user(made):
    made.user.is_active = False
    made.user.save()


BAD = [
    pytest.param(lambda made: made.revoke(clock.now()), id="revoked"),
    pytest.param(expired, id="expired"),
    pytest.param(of_an_inactive_user, id="of an inactive user"),
    pytest.param(lambda made: made.delete(), id="deleted"),
]


@pytest.mark.parametrize("spoil", BAD)
def test_a_token_that_is_no_longer_good_is_refused_like_an_unknown_one(spoil):
    made, secret = token()
    spoil(made)

    reply, unknown = bearing(secret).post(NOTES), bearing(UNKNOWN).post(NOTES)

    assert challenge(reply) == 'Bearer realm="tracker", error="invalid_token"'
    assert reply.content == unknown.content
    assert reply.headers == unknown.headers


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        f"Bearer {UNKNOWN}",
        f"Bearer {UNKNOWN}A",
        f"Bearer {UNKNOWN} {UNKNOWN}",
        f"Bearer {UNKNOWN}, Bearer {UNKNOWN}",
        "Bearer trk_" + "ж" * 52,
        "Bearer \0",
    ],
)
@pytest.mark.parametrize("path", [NOTES, "/api/v1/milestones/", "/api/v1/codes/", "/api/nothing/"])
def test_a_bad_token_is_refused_whatever_is_asked_for(header, path):
    reply = Client().get(path, headers={"Authorization": header})

    assert "invalid_token" in challenge(reply)
    assert reply.headers["Cache-Control"] == "no-store"


def test_outside_the_api_nobody_looks_at_tokens():
    assert bearing(UNKNOWN).get("/admin/login/").status_code == 200


def test_other_schemes_are_left_to_a_proxy_in_front():
    basic = {"Authorization": "Basic aW52ZW50ZWQ6aW52ZW50ZWQ="}

    assert Client().get(NOTES, headers=basic).status_code == 200
    assert challenge(Client().post(NOTES, headers=basic)) == 'Bearer realm="tracker"'


def test_without_a_token_a_read_asks_the_database_for_nobody(django_assert_num_queries):
    client = Client()
    client.force_login(UserFactory())

    with django_assert_num_queries(0):
        assert client.get(NOTES).json() == {"user": None}


def test_a_token_costs_one_query(django_assert_num_queries):
    _, secret = token()
    bearing(secret).get(NOTES)

    with django_assert_num_queries(1):
        bearing(secret).get(NOTES)


# The day of the last use


def test_the_day_of_the_last_use_is_kept():
    with time_machine.travel(NOON, tick=False):
        made, secret = token()

    for days in (0, 0, 3):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            bearing(secret).get(NOTES)

    made.refresh_from_db()
    assert made.last_used_on == date(2026, 1, 13)


def test_a_database_too_busy_to_note_the_use_stops_nobody():
    _, secret = token()

    def busy(execute, sql, *args):
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, *args)

    with connection.execute_wrapper(busy):
        assert bearing(secret).get(NOTES).status_code == 200


# Scope and permissions


@pytest.mark.parametrize("held", Scope)
@pytest.mark.parametrize("needed", Scope)
def test_a_scope_covers_itself_and_what_comes_before_it(held, needed):
    ranks = {Scope.READ: 1, Scope.RECORD: 2, Scope.MANAGE: 3}

    assert held.covers(needed) == (ranks[held] >= ranks[needed])


@pytest.mark.parametrize(
    ("scope", "status"), [(Scope.READ, 403), (Scope.RECORD, 201), (Scope.MANAGE, 201)]
)
def test_a_write_takes_a_scope_that_covers_it(scope, status):
    _, secret = token(scope=scope)

    assert bearing(secret).post(NOTES).status_code == status


def test_a_scope_that_does_not_do_is_said():
    _, secret = token(scope=Scope.READ)

    detail = bearing(secret).post(NOTES).json()["detail"]

    assert detail == "This takes a token of scope “record”; yours is “read”."


def test_a_token_may_not_do_what_its_user_may_not():
    _, secret = token(user_who_may("delete_initiative"), Scope.MANAGE)

    reply = bearing(secret).delete(NOTES)

    assert reply.status_code == 403
    assert reply.json()["detail"] == "Your account lacks the permission projects.add_initiative."


def test_with_all_permissions_it_may():
    _, secret = token(user_who_may("add_initiative", "delete_initiative"), Scope.MANAGE)

    assert bearing(secret).delete(NOTES).status_code == 204


def test_everybody_reads_and_nobody_writes_unasked():
    assert Client().get(NOTES).status_code == 200
    reply = Client().post(NOTES)
    assert challenge(reply) == 'Bearer realm="tracker"'
    assert "Authorization: Bearer" in reply.json()["detail"]


def test_a_method_that_there_is_not_is_405_whoever_asks():
    assert Client().put(NOTES).status_code == 405


def test_a_view_that_does_not_say_what_writing_takes_lets_nobody_write():
    _, secret = token()

    with pytest.raises(ImproperlyConfigured, match="UndeclaredView does not say what post needs"):
        bearing(secret).post(UNDECLARED)


# Sessions


def with_csrf(client) -> dict:
    """What an editor's browser sends with a write."""
    client.get("/admin/login/?next=/")  # any page with a form
    return {"X-CSRFToken": client.cookies["csrftoken"].value}


def test_a_session_writes_with_its_csrf_token():
    client, user = Client(enforce_csrf_checks=True), user_who_may("add_statement")
    headers = with_csrf(client)
    client.force_login(user)

    reply = client.post(NOTES, headers=headers, content_type="application/json")

    assert reply.status_code == 201
    assert reply.json() == {"user": user.username, "token": None}


def test_a_session_without_its_csrf_token_does_not_write():
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_who_may("add_statement"))

    reply = client.post(NOTES, content_type="application/json")

    assert reply.status_code == 403
    assert "CSRF" in reply.json()["detail"]


def test_a_session_may_do_what_its_user_may():
    client = Client()
    client.force_login(user_who_may("change_statement"))

    assert client.post(NOTES).status_code == 403


def test_a_token_goes_before_a_session():
    made, secret = token()
    client = bearing(secret, enforce_csrf_checks=True)
    client.force_login(UserFactory())

    assert client.post(NOTES).json()["user"] == made.user.username


# Silence


@pytest.mark.parametrize("debug", [False, True])
def test_neither_log_nor_error_page_has_the_secret(debug, settings, caplog):
    settings.DEBUG = debug
    _, secret = token()
    client = bearing(secret, raise_request_exception=False)

    with caplog.at_level(logging.DEBUG):
        reply = client.get(FAILING)
        bearing(secret).post(NOTES)

    assert reply.status_code == 500
    assert secret not in reply.content.decode() + caplog.text


# The schema


def test_the_schema_can_describe_who_writes():
    schemes = [
        OpenApiAuthenticationExtension.get_match(each())
        for each in WritableMixin.authentication_classes
    ]

    assert [scheme.name for scheme in schemes] == ["token", "session"]
    described = [scheme.get_security_definition(None) for scheme in schemes]
    assert [each["type"] for each in described] == ["http", "apiKey"]


# Commands


def made_by_command(*arguments: str) -> tuple[str, str]:
    """What `create_token` writes to standard output and to standard error."""
    out, err = io.StringIO(), io.StringIO()
    call_command("create_token", *arguments, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue()


def test_a_command_makes_a_token_and_prints_its_secret_alone():
    user = user_who_may("add_statement")

    secret, told = made_by_command(user.username, "--name=importer", "--scope=record", "--days=7")

    assert bearing(secret).post(NOTES).json() == {"user": user.username, "token": "importer"}
    assert secret not in told
    made = ApiToken.objects.get()
    assert made.expires_at - made.made_at == timedelta(days=7)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nobody", "--name=a", "--scope=read"], "no active user nobody"),
        (["gone", "--name=a", "--scope=read"], "no active user gone"),
        (["invented", "--name=a", "--scope=all"], "invalid choice"),
        (["invented", "--name=a"], "--scope"),
        (["invented", "--name=", "--scope=read"], "blank"),
        (["invented", f"--name={'x' * 101}", "--scope=read"], "100 characters"),
        (["invented", "--name=a", "--scope=read", "--days=366"], "1 to 365"),
    ],
)
def test_a_command_says_what_it_takes(arguments, told):
    UserFactory(username="invented")
    UserFactory(username="gone", is_active=False)

    with pytest.raises(CommandError, match=told):
        made_by_command(*arguments)

    assert not ApiToken.objects.exists()


def revoke(*arguments: str) -> str:
    out = io.StringIO()
    call_command("revoke_token", *arguments, stdout=out)
    return out.getvalue()


def test_a_command_revokes_a_token_by_its_beginning():
    (first, secret), (_, other) = token(), token()

    assert revoke(first.prefix) == f"Revoked {first}.\n"
    assert bearing(secret).post(NOTES).status_code == 401
    assert bearing(other).post(NOTES).status_code == 201


def test_a_command_revokes_all_of_a_user():
    user = UserFactory()
    token(user), token(user), token()

    revoke(f"--all-of={user.username}")

    assert not ApiToken.objects.filter(revoked_at=None, user=user).exists()
    assert ApiToken.objects.filter(revoked_at=None).count() == 1


def test_a_token_is_revoked_once():
    made, _ = token()
    revoke(made.prefix)
    made.refresh_from_db()
    first = made.revoked_at

    assert "none" in revoke(made.prefix)
    made.refresh_from_db()
    assert made.revoked_at == first


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["trk_unknown"], "No token begins with trk_unknown"),
        ([], "required"),
        (["trk_unknown", "--all-of=invented"], "not allowed"),
        (["--all-of=nobody"], "no user nobody"),
    ],
)
def test_revoking_says_what_it_takes(arguments, told):
    with pytest.raises(CommandError, match=told):
        revoke(*arguments)
