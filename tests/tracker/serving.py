"""The tracker as it really runs: gunicorn's workers, their database, and writers beside them."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).parent.parent.parent
NAME = "{}_{}"
SECONDS = 60  # until we give up


@dataclass(frozen=True)
class Reply:
    """A reply, as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict:
        return json.loads(self.body)

    @property
    def tag(self) -> str:
        return self.headers["etag"]


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Reply:
    """Ask a server on this machine; in names of headers, `_` stands for `-`."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asking.request(method, f"/api/v1/{path}", headers=named)
        got = asking.getresponse()
        told = {name.lower(): value for name, value in got.getheaders()}
        return Reply(got.status, told, got.read())
    finally:
        asking.close()


class Writer:
    """A process that writes what it is told to, and says when it is done."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, "-m", "tests.tracker.scribe"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ, **pipes)

    def __call__(self, *words: str | int) -> dict:
        """Do one write; what it says of it, once it is finished."""
        self.process.stdin.write(f"{json.dumps(words)}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        self.process.communicate(timeout=SECONDS)


@dataclass(frozen=True)
class Site:
    """A running tracker."""

    port: int
    environ: Mapping[str, str]
    writers: list[Writer] = field(default_factory=list)

    def writer(self) -> Writer:
        """A new writer."""
        self.writers.append(Writer(self.environ))
        return self.writers[-1]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(is_there: Callable[[], bool], process: subprocess.Popen) -> None:
    """Wait until a server answers; fails if it ends, or takes too long."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended by itself"
        try:
            if is_there():
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


@contextmanager
def running(command: list, port: int, **options) -> Iterator[None]:
    """Run a server from when it answers until it is stopped."""
    process = subprocess.Popen(command, **options)
    try:
        wait_for(lambda: ask(port, "").status == 200, process)
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


@contextmanager
def database(folder: Path, purpose: str = "served") -> Iterator[str]:
    """An empty database, of the kind that the tests run on, by its URL."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / purpose}.sqlite3"
        return
    of_tests = connection.settings_dict
    name = NAME.format(of_tests["NAME"], purpose)
    parts = {key: quote(str(of_tests[key]), safe="") for key in ("USER", "PASSWORD", "HOST")}
    drop = f'DROP DATABASE IF EXISTS "{name}"'
    with connection._nodb_cursor() as cursor:
        cursor.execute(drop)
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{name}".format(
            **parts, PORT=of_tests["PORT"] or 5432, name=name
        )
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(drop)


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """A tracker that runs on an empty database."""
    with database(folder) as url:
        migrate(url, folder)
        with serving(folder, DATABASE_URL=url) as site:
            yield site


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """The environment of a tracker with these variables and none of those that are set here."""
    return {
        **{name: value for name, value in os.environ.items() if "TRACKER_" not in name},
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "TRACKER_VAR": str(folder),
        **variables,
    }


def migrate(url: str, folder: Path) -> None:
    """Make the tables of a database."""
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity=0"]
    environ = environment(folder, DATABASE_URL=url)
    subprocess.run(command, env=environ, check=True, timeout=SECONDS * 2)


@contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Site]:
    """A tracker that runs with these variables; its tables are there."""
    port = free_port()
    environ = environment(folder, TRACKER_BIND=f"127.0.0.1:{port}", **variables)
    server = [sys.executable, "-m", "gunicorn", "--workers=2", "--threads=4"]
    site = Site(port, environ)
    with running(server, port, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL):
        try:
            yield site
        finally:
            for writer in site.writers:
                writer.end()
