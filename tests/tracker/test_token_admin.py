"""Tokens in the admin: made, shown once, revoked; who may see whose."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from sources import clock
from tests.desk import page, sign_in
from tests.factories import UserFactory
from tests.tracker.bearing import NOTES, bearing, token, user_who_may
from tracker.models import ApiToken, Scope, User

SECRET = re.compile(r'<code id="secret">(\S+)</code>')
EDITOR = ["add_apitoken", "change_apitoken", "view_apitoken"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.tracker.writing_urls")]


@pytest.fixture
def me(client):
    """An editor who may make tokens, signed in."""
    sign_in(client, *EDITOR, "add_statement", username="me")
    return client


@pytest.fixture
def boss(client):
    """A superuser, signed in."""
    return sign_in(client, username="boss")


def form(**fields) -> dict:
    return {"name": "importer", "scope": "record", "days": 90, **fields}


def sent(client, **fields):
    return client.post(page(ApiToken, action="add"), form(**fields))


def revoke(client, made):
    return client.post(reverse("admin:tracker_apitoken_revoke", args=[made.pk]))


# Making


def test_a_token_is_made_and_its_secret_shown(me):
    reply = sent(me)

    (secret,) = SECRET.findall(reply.text)
    assert bearing(secret).post(NOTES).json() == {"user": "me", "token": "importer"}


def test_the_secret_is_shown_once_and_left_nowhere(me):
    reply = sent(me)
    (secret,) = SECRET.findall(reply.text)
    made = ApiToken.objects.get()

    assert "no-store" in reply.headers["Cache-Control"]
    assert secret not in str(reply.headers) + str(reply.cookies)
    assert not list(get_messages(reply.wsgi_request))
    assert secret not in str(dict(me.session))
    assert secret not in str(list(LogEntry.objects.values()))
    pages = [page(ApiToken), page(ApiToken, made), page(ApiToken, made, "history"), "/admin/"]
    assert not any(secret in me.get(each).text for each in pages)


def test_the_form_offers_ninety_days(me):
    shown = me.get(page(ApiToken, action="add")).context["adminform"].form

    assert shown["days"].value() == 90
    assert "user" not in shown.fields


@pytest.mark.parametrize("days", [1, 365])
def test_a_token_is_good_for_a_day_to_a_year(me, days):
    sent(me, days=days)

    made = ApiToken.objects.get()
    assert (made.expires_at - made.made_at).days == days


@pytest.mark.parametrize(
    "fields",
    [
        {"days": ""},
        {"days": 0},
        {"days": 366},
        {"name": ""},
        {"name": "x" * 101},
        {"scope": ""},
        {"scope": "all"},
    ],
)
def test_what_a_token_lacks_is_said(me, fields):
    reply = sent(me, **fields)

    assert reply.status_code == 200
    assert list(reply.context["adminform"].form.errors) == list(fields)
    assert not ApiToken.objects.exists()


def test_an_editor_makes_tokens_for_nobody_else(me):
    other = UserFactory(is_superuser=True)

    sent(me, user=other.pk)

    assert ApiToken.objects.get().user.username == "me"


def test_a_superuser_makes_them_for_others(boss):
    program = user_who_may("add_statement", username="program")

    (secret,) = SECRET.findall(sent(boss, user=program.pk).text)

    assert bearing(secret).post(NOTES).json()["user"] == "program"


def test_a_superuser_is_offered_their_own_name(boss):
    shown = boss.get(page(ApiToken, action="add")).context["adminform"].form

    assert shown["user"].value() == int(boss.session["_auth_user_id"])


@pytest.mark.parametrize("user", ["", "9" * 30, "nobody"])
def test_a_user_that_there_is_not_is_refused(boss, user):
    reply = sent(boss, user=user)

    assert reply.status_code == 200
    assert not ApiToken.objects.exists()


# Seeing


def test_an_editor_sees_no_tokens_of_others(me):
    mine, _ = token(User.objects.get(username="me"))
    other, _ = token()

    assert list(me.get(page(ApiToken)).context["cl"].queryset) == [mine]
    assert me.get(page(ApiToken, other)).status_code == 302
    assert revoke(me, other).status_code == 404


def test_a_superuser_sees_all_of_them(boss):
    made, _ = token()

    assert list(boss.get(page(ApiToken)).context["cl"].queryset) == [made]


@pytest.mark.parametrize("term", ["invented", "INVENTED", "program"])
def test_a_token_is_found_by_words(boss, term):
    made, _ = token(UserFactory(username="program"))

    assert list(boss.get(page(ApiToken), {"q": term}).context["cl"].queryset) == [made]


def test_a_token_is_found_by_its_beginning(boss):
    made, _ = token()
    token()

    assert list(boss.get(page(ApiToken), {"q": made.prefix}).context["cl"].queryset) == [made]


def test_the_list_says_how_each_stands(boss):
    good, revoked, idle = (token()[0] for _ in range(3))
    revoked.revoke(clock.now())
    idle.user.is_active = False
    idle.user.save()

    text = boss.get(page(ApiToken)).text

    assert f"expires on {clock.day_of(good.expires_at)}" in text
    assert f"revoked on {clock.today()}" in text
    assert "its user is not active" in text


def test_the_list_costs_the_same_however_long(boss, django_assert_num_queries):
    costs = []
    for rows in (1, 9):
        for _ in range(rows):
            token()
        with django_assert_num_queries(20, exact=False) as asked:
            boss.get(page(ApiToken))
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_a_token_is_never_changed(boss):
    made, _ = token(scope=Scope.READ)

    reply = boss.post(page(ApiToken, made), form(scope="manage"))

    assert reply.status_code == 403
    assert ApiToken.objects.get().scope == Scope.READ


# Revoking


def test_a_token_is_revoked_on_its_page(boss):
    made, secret = token()
    shown = boss.get(page(ApiToken, made)).text

    reply = revoke(boss, made)

    assert f'formaction="{reverse("admin:tracker_apitoken_revoke", args=[made.pk])}"' in shown
    assert reply.status_code == 302
    assert bearing(secret).post(NOTES).status_code == 401
    assert LogEntry.objects.get().get_change_message() == "Revoked."
    assert "formaction" not in boss.get(page(ApiToken, made)).text


def test_tokens_are_revoked_from_the_list(boss):
    tokens = [token()[0] for _ in range(3)]
    chosen = [made.pk for made in tokens[:2]]

    boss.post(page(ApiToken), {"action": "revoke_selected", "_selected_action": chosen})

    assert list(ApiToken.objects.filter(revoked_at=None)) == [tokens[2]]


def test_revoking_takes_the_permission(client):
    sign_in(client, "view_apitoken", username="me")
    made, _ = token(User.objects.get(username="me"))

    assert "formaction" not in client.get(page(ApiToken, made)).text
    assert revoke(client, made).status_code == 403
    assert ApiToken.objects.get().revoked_at is None


def test_a_link_does_not_revoke(boss):
    made, _ = token()

    assert boss.get(reverse("admin:tracker_apitoken_revoke", args=[made.pk])).status_code == 405
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("number", ["0", "nonsense", "9" * 30])
def test_a_token_that_there_is_not_is_404(boss, number):
    address = reverse("admin:tracker_apitoken_revoke", args=[number])

    assert boss.post(address).status_code == 404
