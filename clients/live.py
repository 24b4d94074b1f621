"""A tracker of its own on loopback: a new database with the seed data, and a token to write with.

With `DATABASE_URL` naming a PostgreSQL server, the database is a new one on that server, and is
dropped at the end; without it, SQLite in a temporary folder.
"""

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from clients.places import ROOT

PYTHON = ROOT / ".venv" / "bin" / "python"
LONGEST_START = 60
# A minute's allowance would be gone in a second; throttling has its own tests.
AMPLE_RATES = {
    "TRACKER_WRITE_RATE": "100000/second",
    "TRACKER_BAD_TOKEN_RATE": "100000/second",
}
LOOPBACK = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Tracker:
    """Where it answers, the secret of a token of scope `manage`, and what it has logged."""

    url: str
    token: str
    kind: str
    log: Path

    def check_log(self) -> None:
        """Raises `SystemExit` if something failed in there."""
        log = self.log.read_text(encoding="utf-8", errors="replace")
        if "Traceback" in log or " ERROR " in log:
            raise SystemExit(f"{log[-20000:]}\nThe server's log has errors.")


@contextmanager
def tracker() -> Iterator[Tracker]:
    """A running tracker, which ends with the block."""
    with tempfile.TemporaryDirectory(prefix="tracker-live.") as name, database() as url:
        folder = Path(name)
        settings = AMPLE_RATES | {"TRACKER_VAR": str(folder / "var"), "DATABASE_URL": url}
        settings |= {"TRACKER_BIND": f"127.0.0.1:{free_port()}", "PYTHONUNBUFFERED": "1"}
        manage(settings, "migrate", "--verbosity=0")
        manage(settings, "load_fixtures")
        manage(
            settings, "createsuperuser", "--noinput", "--username=tester", "--email=t@tracker.test"
        )
        token = manage(settings, "create_token", "tester", "--name=clients", "--scope=manage")
        kind = "PostgreSQL" if url else "SQLite"
        started = Tracker(
            f"http://{settings['TRACKER_BIND']}", token.strip(), kind, folder / "server.log"
        )
        with serving(started, settings):
            yield started


@contextmanager
def database() -> Iterator[str]:
    """The address of a new database on the server of `DATABASE_URL`; empty for SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"tracker_live_{secrets.token_hex(4)}"
    address = urlsplit(server)
    with psycopg.connect(address._replace(path="/postgres").geturl(), autocommit=True) as to:
        to.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield address._replace(path=f"/{name}").geturl()
        finally:
            to.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(settings: dict[str, str], *arguments: str) -> str:
    """What a command of manage.py prints."""
    command = [PYTHON, ROOT / "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise SystemExit(f"{done.stderr}\nmanage.py {arguments[0]} ended with {done.returncode}.")
    return done.stdout


@contextmanager
def serving(started: Tracker, settings: dict[str, str]) -> Iterator[None]:
    """Serves until the block ends."""
    with started.log.open("wb") as log:
        server = subprocess.Popen(
            [PYTHON, "-m", "gunicorn"],
            cwd=ROOT,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_for(started, server)
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(started: Tracker, server: subprocess.Popen) -> None:
    """Returns once it answers."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and server.poll() is None:
        try:
            LOOPBACK.open(f"{started.url}/api/v1/", timeout=10).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{started.log.read_text(errors='replace')}\nThe server gave no answer.")
