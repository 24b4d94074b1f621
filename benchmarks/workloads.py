"""What is asked of each app: the workloads, how requests vary, and what a good reply holds."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count
from random import Random

from benchmarks.client import BadReplyError, Reply, Request, ask
from benchmarks.facts import API, FIRST_PAGE, OVERDUE, PAST, Facts
from benchmarks.sizes import BATCHES, MILESTONES, SEED, STORIES

TEXTBOOK = "/api/"
SOON_DAYS = 90  # what the tracker counts as due soon

TITLES = {
    "W1": "initiatives, first 50",
    "W2": "one initiative, 20 milestones",
    "W3": "overdue by deadline, 50",
    "W4": "a page 10,000 rows deep",
    "W4 pinned": "W4 of a walk begun before the last writes",
    "W5": "record a statement",
    "W6/W1": "304 to W1",
    "W6/W3": "304 to W3",
    "W8": "W3 as of two years back",
    "W9": "summary",
    "W1 again": "W1, asked again",
    "W2 again": "W2, asked again",
    "W3 again": "W3, asked again",
    "W9 again": "W9, asked again",
}


@dataclass(frozen=True)
class Cell:
    """One workload on one app."""

    workload: str
    app: str
    requests: Callable[[], Iterator[Request]]
    slugs: list[str] | None = None  # that a reply lists, in this order; None: some others
    rows: int | None = None  # that a reply lists; None: it is no list
    status: int = 200
    inside: str = "results"

    def check(self, reply: Reply) -> None:
        """Raises `BadReplyError` unless the reply holds what it should."""
        if self.status == 304:
            return
        if not reply.body:
            raise BadReplyError("an empty reply")
        shown = reply.json()
        if self.rows is not None and len(shown[self.inside]) != self.rows:
            raise BadReplyError(f"{len(shown[self.inside])} rows instead of {self.rows}")
        if self.slugs is not None and [row["slug"] for row in shown[self.inside]] != self.slugs:
            raise BadReplyError("other rows than the tracker's, or in another order")


_spellings = count(1)


def varied(target: str) -> Iterator[Request]:
    """A target in ever other spellings, which mean the same and cost the same to answer.

    Characters of the query are percent-encoded in turn, so that no reply is that to the last
    request, and none can be kept.
    """
    path, _, query = target.partition("?")
    plain = [place for place, sign in enumerate(query) if sign.isalnum()][:20]
    for number in _spellings:
        signs = list(query)
        for bit, place in enumerate(plain):
            if number >> bit & 1:
                signs[place] = f"%{ord(signs[place]):02X}"
        yield Request(f"{path}?{''.join(signs)}")


def same(target: str, **headers: str) -> Callable[[], Iterator[Request]]:
    return lambda: iter([Request(target, headers=headers)])


def cells(facts: Facts) -> list[Cell]:
    """Every workload on every app, those of one workload together."""
    made = [
        *_lists(facts),
        *_details(facts),
        *_writes(facts),
        *_again(facts),
        *_constants(),
    ]
    order = list(TITLES)
    return sorted(made, key=lambda cell: order.index(cell.workload))


def _floor(facts: Facts, name: str, day: date | None = None, **more) -> str:
    day = day or facts.today
    told = {"day": day, "soon": day + timedelta(days=SOON_DAYS), **more}
    return f"/{name}?" + "&".join(f"{key}={value}" for key, value in told.items())


def _lists(facts: Facts) -> Iterator[Cell]:
    late = f"{TEXTBOOK}milestones/?overdue=true&ordering=due_latest,id&page_size=50"
    latest, milestone = facts.after
    deep = facts.depth // 50 + 1
    behind = {"latest": latest, "milestone_id": milestone}
    targets = {
        ("W1", "tracker"): FIRST_PAGE,
        ("W1", "textbook"): f"{TEXTBOOK}initiatives/?page_size=50",
        ("W1", "floor"): _floor(facts, "W1"),
        ("W3", "tracker"): f"{API}milestones/?{OVERDUE}",
        ("W3", "textbook"): late,
        ("W3", "floor"): _floor(facts, "W3"),
        ("W4", "tracker"): facts.cursor,
        ("W4", "textbook"): facts.cursor and f"{late}&page={deep}",
        ("W4", "floor"): facts.cursor and _floor(facts, "W4", **behind),
        ("W4 pinned", "tracker"): facts.pinned,
        ("W8", "tracker"): f"{API}milestones/?as_of={PAST}&{OVERDUE}",
        ("W8", "floor"): _floor(facts, "W3", PAST),
    }
    for (workload, app), target in targets.items():
        slugs = facts.slugs[workload.split()[0]]
        if target:
            yield Cell(workload, app, lambda target=target: varied(target), slugs)
    for app, target in (
        ("tracker", f"{API}summary/?as_of={facts.today}"),
        ("textbook", f"{TEXTBOOK}summary/"),
        ("floor", _floor(facts, "W9")),
    ):
        requests = same(target) if app == "textbook" else lambda target=target: varied(target)
        yield Cell("W9", app, requests)


def _details(facts: Facts) -> Iterator[Cell]:
    def each(prefix: str, suffix: str) -> Callable[[], Iterator[Request]]:
        def requests() -> Iterator[Request]:
            draw = Random(SEED)  # noqa: S311 (nothing secret is drawn)
            spelt = varied(f"x?as_of={facts.today}") if prefix.startswith(API) else None
            while True:
                slug = f"synthetic-initiative-{draw.randint(1, facts.size.initiatives):06}"
                query = next(spelt).target.removeprefix("x") if spelt else ""
                yield Request(f"{prefix}{slug}{suffix}{query}")

        return requests

    many = {"rows": MILESTONES, "inside": "milestones"}
    yield Cell("W2", "tracker", each(f"{API}initiatives/", "/"), **many)
    yield Cell("W2", "textbook", each(f"{TEXTBOOK}initiatives/", "/"), **many)
    yield Cell("W2", "floor", each(f"{_floor(facts, 'W2')}&slug=", ""), **many)


def _writes(facts: Facts) -> Iterator[Cell]:
    def each(request: Callable[[str, str, str], Request]) -> Callable[[], Iterator[Request]]:
        def requests() -> Iterator[Request]:
            draw = Random()  # noqa: S311 (other milestones in each round)
            while True:
                story, position = draw.choice(facts.ahead)
                copies = (facts.size.initiatives - story - 1) // STORIES
                number = f"{story + 1 + STORIES * draw.randint(0, copies):06}"
                milestone = f"synthetic-initiative-{number}-milestone-{position:02}"
                due = facts.today + timedelta(days=draw.randint(100, 900))
                yield request(number, milestone, due.isoformat())

        return requests

    def record(number: str, milestone: str, due: str) -> Request:
        said = {
            "source": f"synthetic-report-{number}-{BATCHES}",
            "milestone": milestone,
            "summary": "Synthetic statement of a benchmark.",
            "due": due,
            "progress": "in_progress",
        }
        headers = {"Authorization": f"Bearer {facts.token}"}
        return Request(f"{API}statements/", "POST", headers, json.dumps(said).encode())

    def change(number: str, milestone: str, due: str) -> Request:
        body = {"progress": "in_progress", "due_edtf": due, "due_earliest": due, "due_latest": due}
        target = f"{TEXTBOOK}milestones/{milestone}/"
        return Request(target, "PATCH", {}, json.dumps(body).encode())

    def update(number: str, milestone: str, due: str) -> Request:
        return Request(f"/W5?slug={milestone}&due={due}")

    yield Cell("W5", "tracker", each(record), status=201)
    yield Cell("W5", "textbook", each(change))
    yield Cell("W5", "floor", each(update))


def _again(facts: Facts) -> Iterator[Cell]:
    late = f"{API}milestones/?{OVERDUE}"
    detail = f"{API}initiatives/synthetic-initiative-000001/"
    yield Cell("W1 again", "tracker", same(FIRST_PAGE), facts.slugs["W1"])
    yield Cell("W2 again", "tracker", same(detail), rows=MILESTONES, inside="milestones")
    yield Cell("W3 again", "tracker", same(late), facts.slugs["W3"])
    yield Cell("W9 again", "tracker", same(f"{API}summary/"))
    for name, target in (("W1", FIRST_PAGE), ("W3", late)):
        yield Cell(f"W6/{name}", "tracker", partial(_tagged, facts.port, target), status=304)


def _tagged(port: int, target: str) -> Iterator[Request]:
    """The request of a client that has the reply of now."""
    tag = ask(port, Request(target)).headers["etag"]
    yield Request(target, headers={"If-None-Match": tag})


def _constants() -> Iterator[Cell]:
    for name in ("W1", "W2", "W3", "W9"):
        yield Cell(name, "constant", same(f"/constant/{name}"))
