"""Starts what is measured, each by gunicorn on a port of its own, and says what it uses."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import processes
from benchmarks.client import BadReplyError, Request, ask

ROOT = Path(__file__).resolve().parent.parent
CONFIG = "benchmarks/gunicorn.conf.py"
OURS, TEXTBOOK = "tracker.settings", "benchmarks.textbook.settings"
# Settings, what gunicorn is asked to serve, and an address that answers once it does.
APPS = {
    "tracker": (OURS, [], "/api/v1/initiatives/?page_size=50"),
    "textbook": (TEXTBOOK, ["-c", CONFIG, "benchmarks.textbook.wsgi"], "/api/initiatives/"),
    "floor": (OURS, ["-c", CONFIG, "benchmarks.floors"], "/constant/W1"),
}
SECONDS = 60  # to start or stop in


@dataclass
class Server:
    """A running server."""

    name: str
    process: subprocess.Popen
    port: int
    started_in: float
    database: int | None  # the first process of the database server, if there is one

    def cpu(self) -> float:
        """CPU seconds used so far by the server's processes and the database's."""
        own = processes.family_seconds(self.process.pid)
        return own + (processes.family_seconds(self.database) if self.database else 0)

    def memory(self) -> float:
        """MiB that its processes use, without the database's."""
        return processes.memory([self.process.pid, *processes.children(self.process.pid)])


def environment(url: str, folder: Path, port: int, settings: str = OURS) -> dict[str, str]:
    """What a server reads its settings from: nothing but what a site would set.

    Modules are compiled once, as wherever it runs, and not at each start: that can be switched off
    on machines where code is written.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": url,
        "TRACKER_VAR": str(folder),
        "TRACKER_BIND": f"127.0.0.1:{port}",
        "TRACKER_WRITE_RATE": "999999/day",
        "TRACKER_LOG_LEVEL": "ERROR",
        "BENCH_CONSTANTS": str(folder / "constants"),
    }


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def serve(name: str, url: str, folder: Path, database: int | None) -> Iterator[Server]:
    """A server from when it answers until it is stopped."""
    settings, arguments, first = APPS[name]
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", *arguments]
    environ = environment(url, folder, port, settings)
    with (folder / f"{name}.log").open("a", encoding="utf-8") as log:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (our own words)
            command, cwd=ROOT, env=environ, stdout=log, stderr=log
        )
        try:
            _wait(process, port, first, log.name)
            yield Server(name, process, port, time.perf_counter() - started, database)
        finally:
            process.terminate()
            process.wait(SECONDS)


def _wait(process: subprocess.Popen, port: int, target: str, log: str) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"A server ended by itself; see {log}")
        try:
            reply = ask(port, Request(target))
        except ConnectionRefusedError:
            time.sleep(0.005)
            continue
        if reply.status != 200:
            raise BadReplyError(f"{target}: {reply.status} {reply.body[:300]!r}; see {log}")
        return
    raise RuntimeError(f"A server does not answer; see {log}")
