"""Recording over HTTP, in short words."""

import json
from datetime import date
from typing import Any

from sources.models import LatestRevision
from tests.desk import written
from tests.factories import SourceFactory
from tests.recorded import make
from tests.tracker.asking import V1
from tests.tracker.editors import post, wrong
from tests.tracker.worlds import DAY

STATEMENTS, BULK = "statements/", "statements/bulk/"


def said(about, day: date = DAY, **members) -> dict:
    """A body that says something of a milestone or an initiative."""
    kind = type(about).__name__.lower()
    body = {kind: about.slug, "summary": "Invented statement.", **members}
    return body if "source" in body else {**body, "source": source_of(day)}


def source_of(day: date = DAY) -> str:
    """The slug of a new source."""
    return make(SourceFactory, published_on=day).slug


def withdrawal_of(statement: dict) -> str:
    """Where a statement is withdrawn."""
    return f"statements/{statement['id']}/withdraw/"


def recorded(client, body: Any, path: str = STATEMENTS) -> dict:
    """The reply to a request that writes."""
    reply = post(client, path, body)
    assert reply.status_code in (200, 201), reply.content
    return reply.json()


def refused(client, body: Any, path: str = STATEMENTS, status: int = 400) -> dict[str, str]:
    """What is wrong with a body, by pointer; nothing is written."""
    before = everything()
    found = wrong(post(client, path, body), status)
    assert everything() == before
    return found


def everything() -> tuple[int, ...]:
    """How much is recorded, and the newest revision."""
    return (*written(), LatestRevision.read().number)


def post_raw(client, raw: bytes | str, path: str = STATEMENTS, **headers: str):
    """The reply to a POST of a body as it stands."""
    content_type = headers.pop("content_type", "application/json")
    return client.generic("POST", f"{V1}{path}", raw, content_type, headers=headers)


def as_sent(body: Any) -> str:
    """A body as it goes over the wire."""
    return json.dumps(body, ensure_ascii=False)
