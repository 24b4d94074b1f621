"""Tokens for tests, and requests that use them."""

from django.contrib.auth.models import Permission
from django.test import Client

from sources import clock
from tests.factories import UserFactory
from tracker.models import ApiToken, Scope

NOTES = "/api/test/notes/"
UNKNOWN = ApiToken.MARK + "A" * 52


def user_who_may(*permissions: str, **fields):
    """A user with permissions such as `add_statement`."""
    user = UserFactory(**fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def token(user=None, scope: Scope = Scope.RECORD, days: int = 90) -> tuple[ApiToken, str]:
    """A token and its secret."""
    made = ApiToken(user=user or user_who_may("add_statement"), name="invented", scope=scope)
    return made, made.issue(clock.now(), days)


def bearing(secret: str, **defaults) -> Client:
    """A client that sends a token with every request."""
    return Client(headers={"Authorization": f"Bearer {secret}"}, **defaults)
