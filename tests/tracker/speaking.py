"""Asking the API in a language."""

from tests.tracker.asking import V1


def asked(api, path: str, accept_language: str, status: int = 200):
    """The body of a reply, and the languages that it says it is in."""
    reply = api.get(f"{V1}{path}", headers={"accept-language": accept_language})
    assert reply.status_code == status, reply.content
    return reply.json(), reply.headers["Content-Language"]


def told(api, path: str, accept_language: str):
    return asked(api, path, accept_language)[0]


def languages(api, path: str, accept_language: str) -> str:
    return asked(api, path, accept_language)[1]
