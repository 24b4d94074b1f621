"""Replies that are kept in the memory of a worker, and sent again while nothing was recorded.

A reply to an anonymous reader follows from its request, the newest revision and the day, as its tag
says. So one row is read for every request, and what was made for that row before is sent again. Two
workers keep replies for themselves; neither need hear of what is written, as the row says it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from sources import clock
from sources.revisions import LatestRevision, Newest
from tracker.api.conditional import is_anonymous
from tracker.api.languages import API, order_asked

MEBIBYTE = 1024 * 1024
LARGEST_PART = 16  # a reply may take no more than this part of the room
OVERHEAD = 1500  # bytes that an entry takes beside its texts
LONGEST_KEY = 2000
KEPT = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
OF_A_BODY = ("Content-Type", "Content-Length", "Content-Language")


class Version(NamedTuple):
    """What is recorded, and the day: while both are the same, so are replies."""

    number: int
    at: datetime
    today: date

    @classmethod
    def of(cls, latest: Newest, today: date) -> "Version":
        return cls(latest.number, latest.at, today)


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply, as the middlewares within this one have made it.

    `body` is None where it was only told to those who have it that they do.
    """

    version: Version
    headers: dict[str, str]
    body: bytes | None

    @property
    def size(self) -> int:
        return len(self.body or b"") + sum(map(len, self.headers.values())) + OVERHEAD

    def response(self, request: HttpRequest) -> HttpResponse | None:
        """The reply, or 304 to those who have it already; None if there is no body to send."""
        if not self.is_known(request.META.get("HTTP_IF_NONE_MATCH", "")):
            return None if self.body is None else HttpResponse(self.body, headers=self.headers)
        headers = {name: text for name, text in self.headers.items() if name not in OF_A_BODY}
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        del response.headers["Content-Type"]
        return response

    def is_known(self, header: str) -> bool:
        """Whether an `If-None-Match` header names the reply."""
        tag = self.headers["ETag"]
        return bool(header) and any(
            known == "*" or known.removeprefix("W/") == tag for known in parse_etags(header)
        )


class KeptReplies:
    """The replies that were sent last, as many as there is room for; for several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def find(self, key: Hashable) -> Kept | None:
        """What was last sent for a key."""
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: Hashable, kept: Kept, room: int) -> None:
        """Keep a reply, in the place of what is sent least lately."""
        if kept.size > room // LARGEST_PART:
            return
        with self._lock:
            if (before := self._kept.pop(key, None)) is not None:
                self.size -= before.size
                if kept.body is None and before.version == kept.version:
                    kept = before  # somebody else was sent the whole of it meanwhile
            self._kept[key] = kept
            self.size += kept.size
            while self.size > room:
                _, dropped = self._kept.popitem(last=False)
                self.size -= dropped.size

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0


replies = KeptReplies()


class KeptReplyMiddleware:
    """Sends a reply that is kept, if it still holds; keeps those of views that say what they show.

    They do so in `request.shows`, before they look at anything that is recorded.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        room = settings.TRACKER_REPLY_CACHE_MIB * MEBIBYTE
        key = key_of(request) if room and is_keepable(request) else None
        if key is None:
            return self.get_response(request)
        if kept := replies.find(key):
            today = clock.today()
            if kept.version == Version.of(LatestRevision.read(), today):
                response = kept.response(request)
                if response is not None:
                    return response
        response = self.get_response(request)
        shows = getattr(request, "shows", None)
        if shows and response.status_code in KEPT and is_whole(response):
            body = response.content if response.status_code == HTTPStatus.OK else None
            replies.keep(key, Kept(shows, dict(response.headers), body), room)
        return response


def is_keepable(request: HttpRequest) -> bool:
    """Whether anybody who asks likewise may be sent the reply."""
    return request.method == "GET" and request.path_info.startswith(API) and is_anonymous(request)


def is_whole(response: HttpResponse) -> bool:
    """Whether a reply says all that it will ever say, and nothing for one reader only."""
    headers = response.headers
    return (
        "ETag" in headers
        and "Last-Modified" in headers  # it is left out until its second has come
        and headers["Cache-Control"].startswith("public")
        and not response.streaming
        and not response.cookies
    )


def key_of(request: HttpRequest) -> Hashable | None:
    """All of a request that its reply follows from; None if that is too much to keep."""
    asked = (
        request.scheme,
        request.get_host(),
        request.META.get("SCRIPT_NAME", ""),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        request.META.get("HTTP_ACCEPT", ""),
    )
    if sum(map(len, asked)) > LONGEST_KEY:
        return None
    return *asked, order_asked(request)
