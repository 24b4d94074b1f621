"""`make bench`: measures the tracker beside a textbook app and two floors, and reports.

The apps run side by side and take turns, workload by workload, in several rounds, so that what
else the machine does meets all of them. A workload that fails is reported, and the rest goes on.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from benchmarks import report
from benchmarks.client import BadReplyError, Connection, Request, ask, load
from benchmarks.copies import Copy, copied
from benchmarks.data import ROOT, say
from benchmarks.facts import API, OVERDUE, Facts, within
from benchmarks.progress import Progress
from benchmarks.servers import Server, environment, serve
from benchmarks.sizes import DAY, SIZES
from benchmarks.workloads import TITLES, Cell, cells

FAILURES = (BadReplyError, OSError, RuntimeError, LookupError, ValueError, TypeError)
FAILURES += (subprocess.SubprocessError,)


class Run:
    """One run, and what it has found so far."""

    def __init__(self, options: argparse.Namespace, copy: Copy) -> None:
        self.options, self.copy = options, copy
        self.found = report.empty(options.size, "postgresql" if copy.server else "sqlite")
        self.found["bytes"] = copy.bytes

    def fail(self, what: str, error: Exception) -> None:
        self.found["failures"].append(f"{what}: {error}")
        say(f"FAILED  {what}: {error}")

    def attempt(self, what: str, act: Callable[[], None]) -> None:
        """Do a part of the run; if it fails, the rest goes on."""
        try:
            act()
        except FAILURES as error:
            self.fail(what, error)

    def all(self) -> None:
        token = self.token()
        with ExitStack() as stack:
            servers = {
                name: stack.enter_context(self.serve(name)) for name in ("tracker", "textbook")
            }
            self._keep_constants(servers["tracker"])
            servers["floor"] = servers["constant"] = stack.enter_context(self.serve("floor"))
            facts = self.facts(servers["tracker"], token)
            asked = cells(facts)
            # The first write of a day brings what is kept counted up to it, as wherever it is used.
            first = next(c for c in asked if (c.workload, c.app) == ("W5", "tracker"))
            ask(servers["tracker"].port, next(first.requests()))
            self._rounds(servers, [c for c in asked if self._is_wanted(c.workload)])
            if self._is_wanted("W10"):
                self.attempt("W10", lambda: self._walk(servers["tracker"]))
            for name in ("tracker", "textbook", "floor"):
                self.found["memory_mib"][name] = servers[name].memory()
        if self._is_wanted("W7"):
            self.attempt("W7", self._starts)

    def _is_wanted(self, workload: str) -> bool:
        wanted = self.options.workloads
        return not wanted or workload in wanted or workload.split("/")[0].split()[0] in wanted

    def serve(self, name: str):
        return serve(name, self.copy.url, self.copy.folder, self.copy.server)

    def token(self) -> str:
        environ = environment(self.copy.url, self.copy.folder, 8000)
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks.account"],
            cwd=ROOT,
            env=environ,
            check=True,
            capture_output=True,
            text=True,
        )
        return made.stdout.strip()

    def facts(self, tracker: Server, token: str) -> Facts:
        shown = ask(tracker.port, Request(f"{API}initiatives/?page_size=1")).json()
        today = date.fromisoformat(shown["as_of"])
        if today < DAY:
            raise SystemExit(f"bench: the data ends on {DAY}; on this machine it is {today}.")
        facts = Facts(SIZES[self.options.size], tracker.port, token, today)
        facts.find()
        self.found["depth"] = facts.depth
        return facts

    def _keep_constants(self, tracker: Server) -> None:
        """What the floor answers: the tracker's own replies, byte for byte."""
        for name, target in (
            ("W1", "initiatives/?page_size=50"),
            ("W2", "initiatives/synthetic-initiative-000001/"),
            ("W3", f"milestones/?{OVERDUE}"),
            ("W9", "summary/"),
        ):
            reply = ask(tracker.port, Request(f"{API}{target}"))
            (self.copy.folder / "constants" / name).write_bytes(reply.body)
            self.found["reply_bytes"][name] = len(reply.body)

    # Workloads

    def _rounds(self, servers: dict[str, Server], wanted: list[Cell]) -> None:
        step = Progress("Rounds", self.options.rounds * len(wanted)).step
        for number in range(self.options.rounds):
            # Every round begins elsewhere among the apps, so that none is always first.
            turned = sorted(wanted, key=lambda cell: list(TITLES).index(cell.workload))
            for workload in dict.fromkeys(cell.workload for cell in turned):
                row = [cell for cell in turned if cell.workload == workload]
                turn = number % len(row)
                for cell in row[turn:] + row[:turn]:
                    what = f"round {number + 1}, {cell.workload} on {cell.app}"
                    self.attempt(what, lambda cell=cell: self._cell(servers[cell.app], cell))
                    step()

    def _cell(self, server: Server, cell: Cell) -> None:
        options = {"status": cell.status}
        warming = min(0.2, self.options.seconds)
        load(server.port, cell.requests(), cell.check, seconds=warming, **options)
        before = server.cpu()
        got = load(
            server.port, cell.requests(), cell.check, seconds=self.options.seconds, **options
        )
        used = server.cpu() - before
        report.add(
            self.found,
            cell.workload,
            cell.app,
            cpu_ms=used / got.requests * 1000,
            per_second=got.per_second,
            p50_ms=got.percentile(0.5) * 1000,
            p99_ms=got.percentile(0.99) * 1000,
        )

    def _walk(self, tracker: Server) -> None:
        """W10: every milestone, page by page to the last, in constant memory."""
        size = SIZES[self.options.size]
        target, pages, seen = f"{API}milestones/?page_size=200", 0, set()
        connection = Connection(tracker.port)
        before, memory, started = tracker.cpu(), tracker.memory(), time.perf_counter()
        step = Progress("W10", size.milestones).step
        while target:
            shown = connection.ask(Request(target).raw()).json()
            slugs = {row["slug"] for row in shown["results"]}
            if seen & slugs:
                raise BadReplyError(f"page {pages + 1} repeats rows")
            seen |= slugs
            pages += 1
            target = shown["next"] and within(shown["next"])
            step(len(slugs))
        connection.close()
        if len(seen) != size.milestones:
            raise BadReplyError(f"{len(seen)} milestones instead of {size.milestones}")
        self.found["walk"] = {
            "pages": pages,
            "seconds": time.perf_counter() - started,
            "cpu_ms_a_page": (tracker.cpu() - before) / pages * 1000,
            "memory_mib_before": memory,
            "memory_mib_after": tracker.memory(),
        }

    def _starts(self) -> None:
        """W7: seconds from the start of the process to its first answer on W1."""
        for _ in range(self.options.rounds):
            for name in ("tracker", "textbook", "floor"):
                with self.serve(name) as server:
                    self.found["start_seconds"].setdefault(name, []).append(server.started_in)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the tracker beside other apps.")
    parser.add_argument("--size", default="S", help="Or several, with commas: S,M,L")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="That each measurement takes.")
    parser.add_argument("--workloads", default="", help="Some only, with commas: W1,W3")
    options = parser.parse_args()
    options.workloads = [name for name in options.workloads.split(",") if name]
    if unknown := set(options.workloads) - {*TITLES, "W6", "W7", "W10"}:
        parser.error(f"There is no workload {', '.join(sorted(unknown))}.")
    if unknown := set(options.size.split(",")) - set(SIZES):
        parser.error(f"There is no size {', '.join(sorted(unknown))}.")
    # Ended from outside, it stops its servers and removes its copy all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failures = []
    for size in options.size.split(","):
        options.size = size
        failures += measure(options)
    if failures:
        sys.exit("\n".join([f"bench: {len(failures)} failed:", *failures]))


def measure(options: argparse.Namespace) -> list[str]:
    """Measure at one size and report; what failed."""
    with copied(SIZES[options.size], os.environ.get("DATABASE_URL", "")) as copy:
        run = Run(options, copy)
        try:
            run.attempt("the run", run.all)
        finally:  # ended from outside, it tells what it has
            report.keep(run.found)
            print(report.told(run.found))
            print(report.growth(run.found["database"]), flush=True)
    return [f"{options.size}: {failure}" for failure in run.found["failures"]]


if __name__ == "__main__":
    main()
