"""What the tests of edits send, and how: for each resource, to add a row and to change it."""

from datetime import date

from projects.models import Indicator, Initiative, Milestone, Statement
from sources.models import (
    LatestRevision,
    Organisation,
    Person,
    Publisher,
    Revision,
    Source,
)
from tests.factories import InitiativeFactory, PublisherFactory, SourceFactory
from tests.recorded import make, record
from tests.tracker.editors import delete, patch, post

DAY = date(2026, 1, 15)
NEW = {"slug": "new", "names": {"ru": "Новое"}}
SAID = {"source": "invented-source", "summary": "Invented statement.", "announced_on": str(DAY)}
NEW_MILESTONE = {"slug": "new-works", "names": {"en": "Works"}, "kind": "works"}
MODELS = {
    "publishers": Publisher,
    "people": Person,
    "organisations": Organisation,
    "indicators": Indicator,
    "sources": Source,
    "initiatives": Initiative,
    "milestones": Milestone,
}
BODIES = {
    "publishers": NEW | {"url": "https://new.example/"},
    "people": NEW,
    "organisations": NEW | {"country": "KZ"},
    "indicators": NEW,
    "sources": {
        "slug": "new",
        "publisher": "invented-publisher",
        "kind": "report",
        "name": "Новое",
        "title_is_ours": True,
        "language": "ru",
        "published_on": "2026-01-06",
        "url": "https://new.example/report",
        "relays": "Invented newspaper",
    },
    "initiatives": NEW
    | {
        "summaries": {"en": "Something invented."},
        "sector": "communications",
        "countries": ["AZ", "KZ"],
        "is_infrastructure": True,
        "first_statement": SAID,
    },
    "milestones": NEW
    | {
        "initiative": "invented-initiative",
        "kind": "launch",
        "position": 7,
        "first_statement": SAID | {"due": "2026-12"},
    },
}
NAMES = {"names": {"en": "Renamed", "ru": None}}
CHANGES = {
    "publishers": NAMES | {"url": None},
    "people": NAMES,
    "organisations": NAMES | {"country": None},
    "indicators": NAMES,
    "sources": {"name": "Renamed", "relays": None, "published_on": "2026-01-16"},
    "initiatives": NAMES | {"sector": "space", "countries": ["KZ", "UZ"]},
    "milestones": NAMES | {"kind": "start", "position": 2},
}


def surroundings() -> None:
    """What the bodies name."""
    publisher = make(PublisherFactory, slug="invented-publisher")
    make(SourceFactory, slug="invented-source", publisher=publisher, published_on=DAY)
    record(make(InitiativeFactory, slug="invented-initiative"), DAY)


def everything() -> list:
    """What there is, to see that nothing was written."""
    counted = [model.objects.count() for model in (*MODELS.values(), Statement, Revision)]
    return [LatestRevision.read().number, *counted]


def added(desk, resource: str):
    """The reply to a request that adds the row of a resource."""
    reply = post(desk, f"{resource}/", BODIES[resource])
    assert reply.status_code == 201, reply.content
    return reply


def write(client, method: str, resource: str = "publishers"):
    """A write of each kind, good if who asks may do it."""
    if method == "post":
        return post(client, f"{resource}/", BODIES[resource])
    path = f"{resource}/new/"
    return patch(client, path, CHANGES[resource]) if method == "patch" else delete(client, path)
