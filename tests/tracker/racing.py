"""Reading while others write: is any reply older than a write that was finished before?"""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

from tests.tracker.serving import Reply, Site, Writer, ask

SECONDS = 3
PAUSE = 0.05  # between writes, so that some replies can be confirmed in between


@dataclass
class Finished:
    """What is known to be written."""

    at: str = ""
    statements: int = 0

    def note(self, told: dict) -> None:
        self.statements = max(self.statements, told["statements"])
        self.at = max(self.at, told["at"])


@dataclass
class Race:
    """Writers and readers of one milestone, and what became of them."""

    slug: str
    finished: Finished = field(default_factory=Finished)
    over: Event = field(default_factory=Event)
    stale: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def write(self, writer: Writer) -> None:
        while not self.over.is_set():
            self.finished.note(writer("record", self.slug))
            time.sleep(PAUSE)

    def read(self, port: int, headers: Mapping[str, str]) -> None:
        kept: Reply | None = None
        while not self.over.is_set():
            statements, at = self.finished.statements, self.finished.at
            known = {"If_None_Match": kept.tag} if kept else {}
            reply = ask(port, f"milestones/{self.slug}/", **{**known, **headers})
            self.statuses.append(reply.status)
            if reply.status == 200:
                kept = reply
            shown = kept.json()
            if len(shown["statements"]) < statements or instant(shown["recorded_as_of"]) < at:
                self.stale.append(f"{reply.status}: {shown['recorded_as_of']} after {at}")


def instant(written: str) -> str:
    """An instant of a reply, in the words of a writer."""
    return written.replace("Z", "+00:00")


def race(site: Site, slug: str, port: int, *readers: Mapping[str, str]) -> Race:
    """Let two processes write, and readers with such headers read, each for itself."""
    writers = [site.writer() for _ in range(2)]
    run = Race(slug)
    run.finished.note(writers[0]("track", slug))
    with ThreadPoolExecutor(len(writers) + len(readers)) as pool:
        work = [pool.submit(run.write, writer) for writer in writers]
        work += [pool.submit(run.read, port, headers) for headers in readers]
        time.sleep(SECONDS)
        run.over.set()
        for each in work:
            each.result()
    return run
