"""Conditional requests: the tag of every reply, and 304 to those who have that reply already.

A tag is made of all that a reply follows from, so two different replies never share one. A reply
of the same tag need not be built again: knowing it takes the newest revision and nothing else.

`If-Modified-Since` is not looked at. It tells in whole seconds and knows days and revisions only:
two revisions of one second, or two releases of the tracker, would be the same to it. Whoever has
read a reply has its tag.
"""

import hashlib
import hmac
import sys
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import http_date, parse_etags
from rest_framework.response import Response

from sources import clock
from sources.revisions import Newest
from tracker.api.languages import order_asked

SALT = "tracker.api.conditional"
RELEASE = settings.SPECTACULAR_SETTINGS["VERSION"]
VARY = ("Accept", "Accept-Language", "Authorization", "Cookie")
ALL_VARY = ", ".join(VARY)
READS = ("GET", "HEAD")


def fingerprint() -> str:
    """A digest of the program: of its own code, and of the releases that it is locked to."""
    root = settings.BASE_DIR
    files = [
        path
        for package in ("sources", "projects", "tracker")
        for path in (root / package).rglob("*.py")
    ]
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted([*files, root / "requirements.txt"]):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


# Worked out as the program starts: later, its files may be those of the next release.
PROGRAM = fingerprint()


@cache
def _key(secret: str) -> bytes:
    """What tags are keyed with, worked out of the secret key once."""
    return salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()


class NotModified(Exception):
    """The client has what it asks for, under this tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


@dataclass(frozen=True)
class Validator:
    """Makes the tag of one reply, and knows it again.

    `version` stands in the tag for all to read; `follows_from` is all else that makes the reply.
    `changed_at`: when that can last have changed, None if that is not known.
    """

    version: str
    follows_from: tuple[Hashable, ...]
    changed_at: datetime | None = None

    def tag(self, revision: int | str | None = None) -> str:
        """The strong tag; of a detail, whose row was last written by `revision`, that first.

        Nobody else can make one, so it is known only to those who were given that very reply.
        """
        seen = self.version if revision is None else f"{revision}-{self.version}"
        parts = repr((PROGRAM, seen, *self.follows_from)).encode()
        digest = hmac.digest(_key(settings.SECRET_KEY), parts, "sha256")
        return f'"{seen}.{digest.hex()[:32]}"'

    def known_tag(self, header: str) -> str | None:
        """The tag in an `If-None-Match` header that stands for this reply, None without one.

        The comparison is the weak one: a proxy that compresses replies weakens their tags.
        """
        for tag in parse_etags(header):
            strong = tag.removeprefix("W/")
            revision, dash, _ = strong.strip('"').partition("-")
            if strong == self.tag(revision if dash else None):
                return strong
        return None


def validator(
    request, version: str, *follows_from: Hashable, changed_at: datetime | None = None
) -> Validator:
    """What validates the reply to a request, of which `follows_from` is what it can't see."""
    asked = (
        request.scheme,
        request.get_host(),
        request.path,
        # As it stands: links to other pages keep the order of its parameters.
        request.META.get("QUERY_STRING", ""),
        request.accepted_media_type,
        order_asked(request),
    )
    return Validator(version, (*asked, *follows_from), changed_at)


class ConditionalMixin:
    """A view whose reads carry a tag, and are answered 304 where the client has that reply."""

    validator: Validator | None = None
    row_revision: int | None = None  # of the row that a detail shows

    def revalidate(self, request, version: str, *follows_from, changed_at=None) -> None:
        """Say what the reply follows from; raises `NotModified` if the client has it already.

        Called as soon as that is known and the request is seen to be a good one.
        """
        if request.method in READS:
            self.validator = validator(request, version, *follows_from, changed_at=changed_at)
            if tag := self.validator.known_tag(request.META.get("HTTP_IF_NONE_MATCH", "")):
                raise NotModified(tag)

    def revalidate_data(self, request, latest: Newest, day: date) -> None:
        """The same, where a reply follows from all that is recorded and from a day."""
        is_later = day > clock.day_of(latest.at)
        self.revalidate(
            request,
            f"{latest.number}.{day.isoformat().replace('-', '')}",
            latest.at,  # a database put back to an older state counts on from there
            changed_at=clock.beginning_of(day) if is_later else latest.at,
        )

    def handle_exception(self, exc):
        if isinstance(exc, NotModified):
            return not_modified(exc.tag)
        return super().handle_exception(exc)

    def finalize_response(self, request, response, *args, **kwargs):
        if self.validator and response.status_code == HTTPStatus.OK:
            tag = self.validator.tag(self.row_revision)
            response.headers["ETag"] = tag
            # Whatever there is will do: that there is something is known only now.
            if request.META.get("HTTP_IF_NONE_MATCH", "").strip() == "*":
                response = not_modified(tag)
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.validator and "ETag" in response.headers:
            say_how_to_keep(request, response, self.validator.changed_at)
        return response


class ProgramMixin(ConditionalMixin):
    """A view whose replies follow from the program and its settings, not from what is recorded."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.revalidate(request, RELEASE, *self.shown_settings())

    def shown_settings(self) -> tuple[Hashable, ...]:
        """The settings that replies show."""
        return ()


def not_modified(tag: str) -> Response:
    """The reply to somebody who has it already."""
    return Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})


def say_how_to_keep(request, response: HttpResponse, changed_at: datetime | None) -> None:
    """Say to caches, shared ones too, whether they may keep a reply; always to ask before use.

    Nothing is good without asking: what is recorded late changes the past too.
    """
    who = "public" if is_anonymous(request) else "private"
    response.headers["Cache-Control"] = f"{who}, no-cache"
    _vary(response)
    if changed_at and (instant := last_modified(changed_at)):
        response.headers["Last-Modified"] = instant


def _vary(response: HttpResponse) -> None:
    """Say what a reply hangs on; in one go where nothing has been said of it."""
    if response.headers.get("Vary", "Accept") == "Accept":
        response.headers["Vary"] = ALL_VARY
    else:
        patch_vary_headers(response, VARY)


def is_anonymous(request) -> bool:
    """Whether a request brings nothing that says whose it is; a session is not looked up."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return "HTTP_AUTHORIZATION" not in request.META and not has_session


def last_modified(changed_at: datetime) -> str | None:
    """The first whole second after an instant, as HTTP writes it; None until that has come.

    So it is never older than what a reply shows, and what is recorded once it is sent is newer:
    a cache that compares these seconds does not take one reply for another.
    """
    second = int(changed_at.timestamp()) + 1
    return _written(second) if second <= clock.now().timestamp() else None


@lru_cache(maxsize=64)
def _written(second: int) -> str:
    return http_date(second)


class NotModifiedMiddleware:
    """Leaves the length of its empty body out of every 304: it would be taken for the reply's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            del response.headers["Content-Length"]
        return response
