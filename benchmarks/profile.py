"""`python -m benchmarks.profile W5 --size M`: what of the tracker a workload's time goes to.

The workload's requests are answered in this process, one after the other, under cProfile. It goes
by the clock, so waiting for a disk or a database server counts, and tells what Python does too
large, as it notes each call of a function: shares are worth something here, and times are not.
"""

import argparse
import cProfile
import io
import os
import pstats
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from wsgiref.util import setup_testing_defaults

from benchmarks.client import BadReplyError, Request
from benchmarks.copies import copied
from benchmarks.data import ROOT
from benchmarks.run import Run
from benchmarks.servers import environment
from benchmarks.sizes import SIZES
from benchmarks.workloads import Cell, cells

WORKLOADS = ("W1", "W2", "W3", "W4", "W5", "W8", "W9")
WARMING = 50  # requests before those that count: by then all that is kept is kept
OURS = [f"{ROOT / package}{os.sep}" for package in ("projects", "sources", "tracker")]
LEAST = 0.01  # of the time: what takes less is left out


def answer(application, request: Request) -> str:
    """The status with which a WSGI application answers a request."""
    path, _, query = request.target.partition("?")
    environ = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT": "application/json",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
        **{f"HTTP_{name.upper()}": text for name, text in request.headers.items()},
    }
    setup_testing_defaults(environ)
    told: list[str] = []
    response = application(environ, lambda status, headers, *_: told.append(status))
    b"".join(response)
    response.close()
    return told[0]


def profiled(application, cell: Cell, number: int) -> pstats.Stats:
    """The profile of so many requests of a workload; raises `BadReplyError`."""
    requests = islice(cell.requests(), WARMING + number)
    profile = cProfile.Profile()
    for place, request in enumerate(requests):
        if place == WARMING:
            profile.enable()
        status = answer(application, request)
        if not status.startswith(str(cell.status)):
            raise BadReplyError(f"{request.target}: {status}")
    profile.disable()
    return pstats.Stats(profile)


def shares(stats: pstats.Stats, number: int) -> Iterator[str]:
    """Lines that tell what took which share of the time: our functions, and what they wait for."""
    rows = []
    for (file, line, name), (_, calls, own, whole, _) in stats.stats.items():
        is_ours = file.startswith(tuple(OURS)) and not name.startswith("<")
        # With all that they call, or, of what is written in C, by themselves.
        took = whole if is_ours else own
        if (is_ours or file == "~") and took >= LEAST * stats.total_tt:
            where = f"{Path(file).relative_to(ROOT)}:{line} {name}" if is_ours else name
            rows.append((took / stats.total_tt, calls / number, where))
    yield "share  calls  with all that it calls"
    for share, calls, where in sorted(rows, reverse=True):
        yield f"{share:5.1%} {calls:6.1f}  {where}"


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Tell what a workload's time goes to.")
    parser.add_argument("workload", choices=WORKLOADS)
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--requests", type=int, default=400, help="That the profile is of.")
    options = parser.parse_args(arguments)
    with copied(SIZES[options.size], os.environ.get("DATABASE_URL", "")) as copy:
        run = Run(options, copy)
        token = run.token()
        with run.serve("tracker") as server:
            asked = cells(run.facts(server, token))
            port = server.port
        named = (c for c in asked if (c.workload, c.app) == (options.workload, "tracker"))
        if (cell := next(named, None)) is None:
            parser.error(f"Size {options.size} has no page as deep as {options.workload}.")
        os.environ.update(environment(copy.url, copy.folder, port))
        from tracker.wsgi import application  # its settings come from the environment

        stats = profiled(application, cell, options.requests)
        print("\n".join(shares(stats, options.requests)))


if __name__ == "__main__":
    main(sys.argv[1:])
