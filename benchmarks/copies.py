"""A copy of the data for one run, since W5 writes: the data itself stays as it was made."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import processes
from benchmarks.data import FOLDER, ROOT, PostgresDatabase, SqliteFile, database
from benchmarks.sizes import Size


@dataclass(frozen=True)
class Copy:
    """Where the copy is, how large, and the first process of its database server, if any."""

    url: str
    folder: Path
    bytes: int
    server: int | None


@contextmanager
def copied(size: Size, server: str) -> Iterator[Copy]:
    """The data of a size, made if it is not there yet, in a copy that is thrown away after."""
    command = [sys.executable, "-m", "benchmarks.data", size.name]
    subprocess.run(  # noqa: S603 (our own words)
        command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    kept = database(size, server)
    folder = FOLDER / f"run_{os.getpid()}"
    for name in ("static", "constants"):
        (folder / name).mkdir(parents=True)
    copy = _postgres if isinstance(kept, PostgresDatabase) else _sqlite
    try:
        with copy(kept, folder) as made:
            yield made
    finally:
        # What the servers had to say is looked at if something went wrong.
        for log in folder.glob("*.log"):
            log.replace(FOLDER / log.name)
        shutil.rmtree(folder)


@contextmanager
def _sqlite(kept: SqliteFile, folder: Path) -> Iterator[Copy]:
    path = folder / "bench.sqlite3"
    shutil.copyfile(kept.path, path)
    yield Copy(f"sqlite:///{path}", folder, kept.bytes(), None)


@contextmanager
def _postgres(kept: PostgresDatabase, folder: Path) -> Iterator[Copy]:
    run = PostgresDatabase(kept.server, f"bench_run_{os.getpid()}")
    kept.ask(f'CREATE DATABASE "{run.name}" TEMPLATE "{kept.name}"')
    try:
        yield Copy(run.url, folder, kept.bytes(), _first_process(kept))
    finally:
        kept.ask(f'DROP DATABASE IF EXISTS "{run.name}" WITH (FORCE)')


def _first_process(kept: PostgresDatabase) -> int:
    """The process of the PostgreSQL server that starts all its others."""
    import psycopg

    with psycopg.connect(kept.url) as connection:
        try:
            return processes.parent(connection.info.backend_pid)
        except FileNotFoundError:
            told = "bench: the PostgreSQL server must run on this machine, as its CPU is counted."
            raise SystemExit(told) from None
