"""Editors for tests: clients that send a token, and what they send with it."""

from typing import Any

from tests.tracker.asking import V1
from tests.tracker.bearing import token, user_who_may
from tests.tracker.contract import ContractClient
from tracker.models import Scope

KINDS = (
    *("initiative", "milestone", "statement", "indicator"),
    *("source", "publisher", "person", "organisation"),
)
ALL = tuple(f"{verb}_{kind}" for verb in ("add", "change", "delete") for kind in KINDS)


def editor(*permissions: str, scope: Scope = Scope.MANAGE, **fields) -> ContractClient:
    """A client with a token of a user who has some permissions, all of them if none is named."""
    user = user_who_may(*(permissions or ALL), **fields)
    _, secret = token(user, scope)
    return ContractClient(headers={"Authorization": f"Bearer {secret}"})


def post(client, path: str, body: Any, **headers: str):
    """The reply to a request to add something."""
    return client.post(f"{V1}{path}", body, content_type="application/json", headers=headers)


def patch(client, path: str, body: Any, tag: str | None = "*", **headers: str):
    """The reply to a request to change something that was read under a tag."""
    sent = headers if tag is None else {"If-Match": tag, **headers}
    return client.patch(f"{V1}{path}", body, content_type="application/json", headers=sent)


def delete(client, path: str, tag: str | None = "*"):
    """The reply to a request to delete something that was read under a tag."""
    return client.delete(f"{V1}{path}", headers={} if tag is None else {"If-Match": tag})


def wrong(reply, status: int = 400) -> dict[str, str]:
    """What is wrong with a body, by pointer."""
    assert reply.status_code == status, reply.content
    return {error["pointer"]: error["detail"] for error in reply.json()["errors"]}
