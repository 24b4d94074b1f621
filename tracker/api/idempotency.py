"""Idempotency-Key: a request that is sent again is not done again.

A client names each thing that it wants done by a key of its own. Whatever was done under a key is
kept with its reply, in one transaction; the same request under the same key gets that reply, byte
for byte. Of several at once, one does it and the others wait for its reply. What was refused is
not kept: nothing was done, and it is judged anew when it comes again.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpResponse
from rest_framework.response import Response
from rest_framework.settings import api_settings

from sources import clock
from tracker.api.languages import Telling, telling_of
from tracker.api.problems import BadBody, BadParameters, ParameterError
from tracker.models import IdempotencyKey

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
KEY = re.compile(r"[!-~]([ -~]{0,253}[!-~])?", re.ASCII)
HEADERS = ("Content-Type", "Content-Language", "ETag", "Last-Modified", "Location")
CLEARED_AT_ONCE = 100


class OtherRequest(BadBody):
    """A key comes again, with another request."""

    status_code = 422

    def __init__(self) -> None:
        super().__init__([], f"This {HEADER} came before with another request: take a new one.")


def once(request, act: Callable[[], Response]) -> HttpResponse:
    """The reply of `act`, which writes; of a request with a key, whenever it comes, the first one.

    `act` runs in a transaction, so that what it reads behind its write is as the write left it.
    """
    key, telling = read_key(request), telling_of(request)
    with transaction.atomic():
        if key is None:
            return act()
        now = clock.now()
        kept = taken(request, key, now)
        if kept.status is None:
            reply = rendered(act(), telling)
            kept.status, kept.body = reply.status_code, reply.content
            kept.headers = {name: reply[name] for name in HEADERS if name in reply}
            kept.save(update_fields=["status", "body", "headers"])
            clear(now)
        return HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)


def read_key(request) -> str | None:
    """The key of a request, None without one; raises `BadParameters`."""
    key = request.headers.get(HEADER)
    if key is None or KEY.fullmatch(key):
        return key
    told = f"{HEADER} takes 1 to 255 printable ASCII characters, such as a UUID."
    raise BadParameters([ParameterError(HEADER, "invalid", told)])


def taken(request, key: str, now: datetime) -> IdempotencyKey:
    """The row of a key: as kept, or new and without a status; raises `OtherRequest`.

    A new row holds up everybody who comes with the same key until the transaction ends.
    """
    digest = digest_of(request)
    own = IdempotencyKey.objects.filter(user=request.user, key=key)
    own.filter(made_at__lte=now - KEPT_FOR).delete()
    kept, _ = own.get_or_create(
        user=request.user, key=key, defaults={"digest": digest, "made_at": now}
    )
    if kept.digest != digest:
        raise OtherRequest
    return kept


def digest_of(request) -> str:
    """What tells one request from another: its method, its address and its body."""
    told = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    told.update(getattr(request, "raw_body", b""))
    return told.hexdigest()


def rendered(reply: Response, telling: Telling) -> HttpResponse:
    """A reply as it goes over the wire."""
    renderer = api_settings.DEFAULT_RENDERER_CLASSES[0]()
    told = {"Content-Type": renderer.media_type, "Content-Language": telling.languages}
    headers = {**reply.headers, **told}
    return HttpResponse(renderer.render(reply.data), status=reply.status_code, headers=headers)


def clear(now: datetime) -> None:
    """Drop some keys that are no longer kept; those in use elsewhere are left alone."""
    old = IdempotencyKey.objects.filter(made_at__lte=now - KEPT_FOR)
    free = old.select_for_update(skip_locked=True).values_list("pk", flat=True)
    old.filter(pk__in=list(free[:CLEARED_AT_ONCE])).delete()
