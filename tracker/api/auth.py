"""Who asks: a program by its token, or an editor by the session of the admin; and what they may do.

Tokens are read before any view, so that a bad one is refused whatever is asked for. Without an
`Authorization` header nothing is looked up. Schemes other than `Bearer` are not ours: they may be
meant for a proxy in front.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_variables
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from sources import clock, instances
from tracker.api import problems
from tracker.api.throttling import TooManyError, WriteThrottle, clear, of_request, take
from tracker.models import ApiToken, Scope, digest_of

API = "/api/"
CHALLENGE = 'Bearer realm="tracker"'
SECRET = re.compile(rf"{ApiToken.MARK}[A-Za-z0-9_-]{{{ApiToken.RANDOM_BYTES * 4 // 3}}}")
# The same whatever is wrong: of a secret that is not known to be good, nothing is told.
REFUSAL = "The token is not good: it is mistyped, unknown, expired or revoked."


# Tokens


class BadTokenError(Exception):
    """A token that can't be used; `user` is its user, if it is one of ours."""

    def __init__(self, user=None) -> None:
        super().__init__(REFUSAL)
        self.user = user


class TokenMiddleware:
    """Reads the token of a request to the API into `request.api_token`; answers 401 to a bad one.

    Bad ones are counted, and from some number on the answer is 429. A good one passes even then:
    nobody guesses secrets of this length, and one broken program must not stop its neighbours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(API) and "HTTP_AUTHORIZATION" in request.META:
            try:
                request.api_token = token_of(request)
            except BadTokenError as error:
                return refuse(request, error)
        return self.get_response(request)


@sensitive_variables("secret")
def token_of(request: HttpRequest) -> ApiToken | None:
    """The good token of a request, None if it has none; raises `BadTokenError`."""
    scheme, _, secret = request.META["HTTP_AUTHORIZATION"].strip().partition(" ")
    if scheme.lower() != "bearer":
        return None
    if not SECRET.fullmatch(secret.strip()):
        raise BadTokenError
    digest = digest_of(secret.strip())
    token = next(instances.found(ApiToken, "digest", [digest], ["user"]), None)
    now = clock.now()
    if token is None or not token.is_good(now):
        raise BadTokenError(token and token.user)
    note_use(token, clock.day_of(now))
    return token


def note_use(token: ApiToken, day: date) -> None:
    """Keep the day that a token was last used on: one write a day."""
    if token.last_used_on is None or token.last_used_on < day:
        before = Q(last_used_on=None) | Q(last_used_on__lt=day)
        with suppress(OperationalError):  # the database is busy: the next use will do
            ApiToken.objects.filter(before, pk=token.pk).update(last_used_on=day)


def refuse(request: HttpRequest, error: BadTokenError) -> HttpResponse:
    """The reply to a bad token."""
    now = clock.now()
    try:
        take(of_request("token", settings.TRACKER_BAD_TOKEN_RATE, request, error.user), now)
    except TooManyError as too_many:
        response = problems.respond(request, too_many.status_code, too_many.detail)
        response.headers["Retry-After"] = str(too_many.wait)
    else:
        clear(now)
        response = problems.respond(request, HTTPStatus.UNAUTHORIZED, str(error))
        response.headers["WWW-Authenticate"] = f'{CHALLENGE}, error="invalid_token"'
    response.headers["Cache-Control"] = "no-store"
    return response


# DRF's classes, and what views take of them


class TokenAuthentication(BaseAuthentication):
    """The user of the token that the middleware found; `request.auth` is the token."""

    def authenticate(self, request):
        token = getattr(request._request, "api_token", None)
        return (token.user, token) if token else None

    def authenticate_header(self, request) -> str:
        return CHALLENGE


class EditorAuthentication(SessionAuthentication):
    """The user of the admin's session, for writing, with CSRF checked.

    Reads are the same for everybody: the session is not looked at.
    """

    def authenticate(self, request):
        return None if request.method in SAFE_METHODS else super().authenticate(request)


@dataclass(frozen=True)
class Needed:
    """What it takes to write something: a scope, of a token, and permissions, of its user."""

    scope: Scope
    permissions: tuple[str, ...]


def needs(scope: Scope, *permissions: str) -> Needed:
    """A scope and permissions, such as `projects.add_statement`: all of them."""
    return Needed(scope, permissions)


class MayWrite(BasePermission):
    """Everybody reads; who writes needs what the view's `needed` has for the action or method.

    A session has no scope: it may do what its user may.
    """

    def has_permission(self, request, view) -> bool:
        method = request.method.lower()
        if request.method in SAFE_METHODS or not hasattr(view, method):
            return True  # a method that the view lacks is answered 405, whoever asks
        action = getattr(view, "action", None) or method
        if action not in view.needed:
            raise ImproperlyConfigured(f"{type(view).__name__} does not say what {action} needs.")
        check(request, view.needed[action])
        return True


def check(request, needed: Needed) -> None:
    """Raise `NotAuthenticated` or `PermissionDenied` unless the request may do what it asks."""
    if not request.user:
        raise NotAuthenticated(
            "Writing takes a token, as `Authorization: Bearer …`, or a session of the admin."
        )
    if request.auth and not Scope(request.auth.scope).covers(needed.scope):
        raise PermissionDenied(
            f"This takes a token of scope “{needed.scope}”; yours is “{request.auth.scope}”."
        )
    lacking = [name for name in needed.permissions if not request.user.has_perm(name)]
    if lacking:
        raise PermissionDenied(f"Your account lacks the permission {', '.join(lacking)}.")


class WritableMixin:
    """A view that writes: says in `needed`, by action or method, what each write takes."""

    authentication_classes = [TokenAuthentication, EditorAuthentication]
    permission_classes = [MayWrite]
    throttle_classes = [WriteThrottle]
    needed: dict[str, Needed] = {}


# The schema


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token, made in the admin or by `manage.py create_token`. It has an "
            "expiry and a scope: `read`, `record` or `manage`.",
        }


class EditorScheme(OpenApiAuthenticationExtension):
    """How the schema describes the admin's session."""

    target_class = EditorAuthentication
    name = "session"

    def get_security_definition(self, auto_schema) -> dict:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The session of the admin; writes also take its CSRF token, as "
            "`X-CSRFToken`.",
        }
