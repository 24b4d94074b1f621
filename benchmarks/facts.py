"""What has to be known of the data and the day before anything is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from benchmarks.client import BadReplyError, Reply, Request, ask
from benchmarks.sizes import DAY, MILESTONES, Size

API = "/api/v1/"
PAST = DAY.replace(year=DAY.year - 2)
SAMPLE = 200  # initiatives whose milestones are looked at
DEEP = 10_000  # rows before the page of W4, where there are so many
OVERDUE = "state=overdue&ordering=due&page_size=50"
FIRST_PAGE = f"{API}initiatives/?page_size=50"


@dataclass
class Facts:
    """What has to be known of the data and the day before anything is asked."""

    size: Size
    port: int  # of the tracker
    token: str
    today: date
    depth: int = 0
    cursor: str = ""  # the page of W4, as things are now
    pinned: str = ""  # the same, as they were when the walk began
    after: tuple[str, int] = ("", 0)
    slugs: dict[str, list[str]] = field(default_factory=dict)  # of the rows of each list
    ahead: list[tuple[int, int]] = field(default_factory=list)  # story and position of milestones

    def find(self) -> None:
        """Read them from the tracker, as a client would."""
        late = f"{API}milestones/?{OVERDUE}"
        self._find_deep()
        self.ahead = list(self._ahead())
        for workload, target in (
            ("W1", FIRST_PAGE),
            ("W3", late),
            ("W4", self.cursor or late),
            ("W8", f"{API}milestones/?as_of={PAST}&{OVERDUE}"),
        ):
            self.slugs[workload] = [row["slug"] for row in self._get(target).json()["results"]]

    def _find_deep(self) -> None:
        """Walk to a page that is as deep as W4 wants, or as there is."""
        target = f"{API}milestones/?{OVERDUE}".replace("page_size=50", "page_size=200")
        rows, last = 0, None
        while target and self.depth < DEEP:
            page = self._get(target).json()
            if last and len(page["results"]) >= 50:
                number, position = numbers(last["slug"])
                self.depth = rows
                self.after = last["due"]["latest"], (number - 1) * MILESTONES + position
                self.pinned = target.replace("page_size=200", "page_size=50")
                self.cursor = re.sub(r"&recorded_as_of=[^&]*", "", self.pinned)
            rows, last = rows + len(page["results"]), page["results"][-1]
            target = page["next"] and within(page["next"])

    def _ahead(self) -> Iterator[tuple[int, int]]:
        """Milestones that W5 may restate: none of them is in a list that is measured."""
        for first in range(1, min(SAMPLE, self.size.initiatives) + 1, 5):
            some = range(first, min(first + 5, self.size.initiatives + 1))
            named = ",".join(f"synthetic-initiative-{number:06}" for number in some)
            page = self._get(f"{API}milestones/?state=scheduled&page_size=200&initiative={named}")
            for row in page.json()["results"]:
                number, position = numbers(row["slug"])
                yield number - 1, position

    def _get(self, target: str) -> Reply:
        reply = ask(self.port, Request(target))
        if reply.status != 200:
            raise BadReplyError(f"{target}: {reply.status} {reply.body[:300]!r}")
        return reply


def within(address: str) -> str:
    """The path and query of an address."""
    return address.removeprefix("http://localhost")


def numbers(slug: str) -> tuple[int, int]:
    """The number of the initiative and the position of a milestone, from its slug."""
    number, position = slug.removeprefix("synthetic-initiative-").split("-milestone-")
    return int(number), int(position)
