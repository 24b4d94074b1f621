"""Asking the API, in short words."""

from collections.abc import Iterator
from datetime import datetime

from sources.revisions import LatestRevision

V1 = "/api/v1/"


def told(api, path: str) -> dict:
    """The reply to a request that succeeds."""
    reply = api.get(path if path.startswith("http") else f"{V1}{path}")
    assert reply.status_code == 200, reply.content
    return reply.json()


def listed(api, path: str, name: str = "slug") -> list:
    """One member of each row of a list."""
    return [row[name] for row in told(api, path)["results"]]


def one(api, path: str) -> dict:
    """The only row of a list."""
    (row,) = told(api, path)["results"]
    return row


def pages(api, path: str, link: str = "next") -> Iterator[dict]:
    """The pages of a list, from one to the last in a direction."""
    page = told(api, path)
    yield page
    while page[link]:
        page = told(api, page[link])
        yield page


def refused(api, path: str, status: int = 400) -> dict[str, str]:
    """What is wrong with a request, by parameter."""
    reply = api.get(f"{V1}{path}")
    assert reply.status_code == status, reply.content
    problem = reply.json()
    assert problem["status"] == status
    return {error["parameter"]: error["detail"] for error in problem.get("errors", ())}


def is_missing(api, path: str) -> bool:
    """Whether there is nothing at an address."""
    return api.get(f"{V1}{path}").status_code == 404


def newest() -> datetime:
    """The instant of the newest revision."""
    return LatestRevision.read().at


def written(instant: datetime) -> str:
    """An instant as it stands in an address."""
    return instant.isoformat().replace("+00:00", "Z")
