"""Reads from a streaming replica, wherever nobody could tell it from the primary by what they did.

Everything is written to the primary. Reads of what is recorded go to the replica while that is
there, is not too far behind, and has what the request is known to have seen. Whoever says who they
are reads what the primary has by then, their own writes with it. See docs/decisions/0012.
"""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sources import clock
from sources.revisions import NOTHING_YET, LatestRevision, Revision
from tracker.api.changes import Reached
from tracker.api.conditional import READS, is_anonymous
from tracker.databases import is_away

REPLICA = "replica"
REPLICATED = (
    "sources",
    "projects",
)  # the rest is asked of the primary: tokens, sessions, throttles
CHECKED_EVERY = 1.0  # seconds
TRIED_AGAIN_AFTER = 5.0  # seconds, where one of the two was away
TAG = re.compile(r'"(?:[0-9]{1,18}-)?([0-9]{1,18})\.[0-9]{8}\.[0-9a-f]{32}"', re.ASCII)

log = logging.getLogger(__name__)
_is_used: ContextVar[bool] = ContextVar("replica_is_used", default=False)


class Router:
    """Says which database a model is read from; `DATABASE_ROUTERS` names it where there is one."""

    def db_for_read(self, model, **hints) -> str | None:
        if _is_used.get() and model._meta.app_label in REPLICATED:
            return REPLICA
        return self.db_for_write(model, **hints)

    def db_for_write(self, model, instance=None, **hints) -> str | None:
        """The primary, for a row that the replica gave too."""
        is_of_replica = instance is not None and instance._state.db == REPLICA
        return DEFAULT_DB_ALIAS if is_of_replica else None

    def allow_relation(self, one, other, **hints) -> bool | None:
        alike = {one._state.db, other._state.db} <= {DEFAULT_DB_ALIAS, REPLICA, None}
        return True if alike else None

    def allow_migrate(self, database, app_label, **hints) -> bool | None:
        return False if database == REPLICA else None


# How far the replica is


class NoCopyError(Exception):
    """What the replica has is not what the primary had."""


@dataclass(frozen=True)
class Seen:
    """What somebody has seen of what is recorded: a revision's number, an instant, or nothing."""

    number: int = 0
    at: datetime = NOTHING_YET


class Replica:
    """How far a process knows the replica to be; it asks once a second, not at every request."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ask_at = 0.0
        self._has: Seen | None = None
        self._told: str | None = None

    def has(self) -> Seen | None:
        """What it has at the least; None while it is away, or too far behind."""
        # One thread asks; others go on with what was known, but for the first time.
        if monotonic() >= self._ask_at and self._lock.acquire(blocking=self._ask_at == 0.0):
            try:
                if monotonic() >= self._ask_at:
                    self._has, wait = self._look()
                    self._ask_at = monotonic() + wait
            finally:
                self._lock.release()
        return self._has

    def has_now(self, seen: Seen) -> bool:
        """Whether it has by now what somebody has seen; whether it is close was asked before."""
        with suppress(Error):
            latest = latest_of(REPLICA)
            return latest.number >= seen.number and latest.at >= seen.at
        self.lost()
        return False

    def lost(self) -> None:
        """Have it asked after before it is used again: it failed just now."""
        with suppress(Error):
            connections[REPLICA].close()
        self._has, self._ask_at = None, min(self._ask_at, monotonic())

    def _look(self) -> tuple[Seen | None, float]:
        """What it has, if it may be used, and when to ask again."""
        try:
            latest = latest_of(REPLICA)
        except Error as error:
            with suppress(Error):
                connections[REPLICA].close()
            self._tell(f"it is away: {str(error).strip()}")
            return None, TRIED_AGAIN_AFTER
        has, wait = Seen(latest.number, latest.at), CHECKED_EVERY
        try:
            behind = seconds_behind(latest)
        except NoCopyError as error:
            self._tell(f"it is no copy of the primary: {error}")
            return None, TRIED_AGAIN_AFTER
        except Error:
            # Nothing can be written now: what the replica has is the best there is.
            return has, TRIED_AGAIN_AFTER
        if behind > settings.TRACKER_REPLICA_LAG:
            self._tell(f"it lacks writes of more than {settings.TRACKER_REPLICA_LAG} s ago")
            return None, wait
        self._tell(None)
        return has, wait

    def _tell(self, why: str | None) -> None:
        """Log that reads go elsewhere from now on; a state that lasts is told once."""
        kind = why and why.partition(":")[0]
        if kind != self._told:
            self._told = kind
            log.warning("Reads go to the %s.", f"primary: {why}" if why else "replica again")


def latest_of(database: str) -> LatestRevision:
    return LatestRevision.objects.using(database).filter(pk=1).first() or LatestRevision(pk=1)


def seconds_behind(replica: LatestRevision) -> float:
    """The age of the first write that the replica lacks, 0 if it lacks none; raises `NoCopyError`.

    Told by what is written, not by the replica's own word: one that is cut off from the primary
    believes to have everything.
    """
    primary = latest_of(DEFAULT_DB_ALIAS)  # read after the replica, so never older
    if (primary.number, primary.at) == (replica.number, replica.at):
        return 0.0
    revisions = Revision.objects.using(DEFAULT_DB_ALIAS).order_by("number")
    known = revisions.filter(number=replica.number).values_list("at", flat=True).first()
    if replica.number and known != replica.at:
        raise NoCopyError(f"revision {replica.number} is another there")
    lacking = revisions.filter(number__gt=replica.number).values_list("at", flat=True).first()
    return (clock.now() - lacking).total_seconds() if lacking else 0.0


# Which requests it answers


class ReplicaMiddleware:
    """Answers reads from the replica wherever it can; tries the primary if it fails on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.replica = Replica()
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _is_used.set(self.may_answer(request))
        try:
            return self.get_response(request)
        finally:
            _is_used.reset(token)

    def may_answer(self, request: HttpRequest) -> bool:
        """Whether the replica may answer a request; it is connected to then."""
        if request.method not in READS or request.path_info.startswith(self.admin):
            return False
        if (has := self.replica.has()) is None:
            return False
        seen = seen_by(request)
        is_known = has.number >= seen.number and has.at >= seen.at
        if not is_known and not self.replica.has_now(seen):
            return False
        try:
            connections[REPLICA].ensure_connection()
        except Error:
            self.replica.lost()
            return False
        return True

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The primary's reply, where the replica went away before it had answered."""
        if not (_is_used.get() and is_away(error)):
            return None
        self.replica.lost()
        _is_used.set(False)
        view = request.resolver_match
        return view.func(request, *view.args, **view.kwargs)


def seen_by(request: HttpRequest) -> Seen:
    """What a reader is known to have seen, and so must not miss.

    Of whoever says who they are, that is all there is: they may just have written it. Of anybody,
    what their tags, their cursor of changes and the instant that they ask about show.
    """
    numbers = [int(number) for number in TAG.findall(request.META.get("HTTP_IF_NONE_MATCH", ""))]
    with suppress(ValueError, RecursionError, OverflowError):
        numbers.append(Reached.read(request.GET["after"]).revision if "after" in request.GET else 0)
    if not is_anonymous(request):
        numbers.append(latest_of(DEFAULT_DB_ALIAS).number)
    at = NOTHING_YET
    with suppress(ValueError, TypeError):
        asked = datetime.fromisoformat(request.GET.get("recorded_as_of", ""))
        at = max(at, asked)
    return Seen(max(numbers, default=0), at)
