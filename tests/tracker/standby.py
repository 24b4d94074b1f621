"""A PostgreSQL of the tests' own with a streaming standby, both on this machine."""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.tracker.serving import SECONDS, free_port

ABSENT = "no PostgreSQL server is here; on Debian: apt-get install postgresql"
# What they hold is thrown away: nothing waits for the disk.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c wal_retrieve_retry_interval=200ms"


def find_postgres() -> Path:
    """The folder of its programs; without them the tests are skipped, and in CI they fail."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    program = found[-1] if found else shutil.which("initdb")
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(ABSENT)
    return Path(program).parent


def _release(program: Path) -> int:
    name = program.parts[-3]
    return int(name) if name.isdigit() else 0


def until(is_so) -> None:
    """Wait until something is so; fails if that takes too long."""
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@dataclass(frozen=True)
class Server:
    """One server, and where its data is."""

    programs: Path
    folder: Path
    name: str
    port: int
    password: str

    @property
    def data(self) -> Path:
        return self.folder / self.name

    @property
    def url(self) -> str:
        return f"postgresql://tracker:{self.password}@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments) -> None:
        """Run a program of PostgreSQL, which refuses to be root."""
        is_root = os.geteuid() == 0
        subprocess.run(
            [self.programs / program, *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "PGPASSWORD": self.password},
            user="postgres" if is_root else None,
            group="postgres" if is_root else None,
            extra_groups=[] if is_root else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server keeps what it inherits
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder} {OPTIONS}"
        log = self.folder / f"{self.name}.log"
        self.run("pg_ctl", "start", "--wait", "-D", self.data, "-l", log, "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "--mode=immediate", "-D", self.data)

    def ask(self, statement: str):
        """The first value of what a statement gives."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement).fetchone()[0]

    def latest(self) -> int:
        return self.ask("SELECT coalesce(max(number), 0) FROM sources_latestrevision")


@dataclass(frozen=True)
class Pair:
    """A primary, and its standby."""

    primary: Server
    standby: Server

    def catch_up(self) -> None:
        """Wait until the standby has all that was written."""
        until(lambda: self.standby.latest() == self.primary.latest())

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The standby gets what is written, but does not show it."""
        self.catch_up()
        state = "SELECT pg_get_wal_replay_pause_state()"
        self.standby.ask("SELECT 1 FROM pg_wal_replay_pause()")
        until(lambda: self.standby.ask(state) == "paused")
        try:
            yield
        finally:
            self.standby.ask("SELECT 1 FROM pg_wal_replay_resume()")
            self.catch_up()


@contextmanager
def replicated() -> Iterator[Pair]:
    """A primary and its standby, both running."""
    programs = find_postgres()
    folder = Path(tempfile.mkdtemp(prefix="tracker-standby."))
    password = secrets.token_hex(16)
    primary, standby = (
        Server(programs, folder, name, free_port(), password) for name in ("primary", "standby")
    )
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres", "postgres")
    try:
        new = ["--username=tracker", "--pwfile=password", "--auth=scram-sha-256", "--no-sync"]
        primary.run("initdb", "-D", primary.data, *new, "--encoding=UTF8", "--locale=C.UTF-8")
        primary.start()
        of_primary = ["-h", "127.0.0.1", "-p", primary.port, "-U", "tracker"]
        how = ["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync"]
        standby.run("pg_basebackup", "-D", standby.data, *of_primary, *how)
        standby.start()
        yield Pair(primary, standby)
    finally:
        for server in (standby, primary):
            if (server.data / "postmaster.pid").exists():
                server.stop()
        shutil.rmtree(folder)
