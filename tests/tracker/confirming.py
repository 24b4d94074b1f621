"""Asking for what one has already: the tags of replies, and what is answered to them."""

from datetime import UTC, datetime, timedelta

from tests.tracker.asking import V1
from tests.tracker.worlds import tracked

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def recorded_by_noon(time_machine):
    """A milestone `first`, recorded an hour before a clock that stands at noon of some day."""
    time_machine.move_to(NOON - timedelta(hours=1), tick=False)
    milestone = tracked("first")
    time_machine.move_to(NOON, tick=False)
    return milestone


def asked(api, path: str, status: int = 200, **headers):
    """The reply to a read; in names of headers, `_` stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    reply = api.get(f"{V1}{path}", headers=named)
    assert reply.status_code == status, reply.content
    return reply


def tag(api, path: str = "milestones/", **headers) -> str:
    return asked(api, path, **headers).headers["ETag"]


def status(api, path: str, known: str, **headers) -> int:
    """The status where the client says that it has some version."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return api.get(f"{V1}{path}", headers={"If-None-Match": known, **named}).status_code
