"""The databases of synthetic data: made when they are asked for first, then kept and used again.

`python -m benchmarks.data S` prints the URL of one. SQLite files are in var/bench/; with
`DATABASE_URL`, databases of that PostgreSQL server, whose user may create some.
"""

import argparse
import hashlib
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.sizes import SIZES, VERSION, Size

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("BENCH_FOLDER") or ROOT / "var" / "bench")
UNFINISHED = "_unfinished"


def name_of(size: Size) -> str:
    """The name of a size's data: of another version of generator or schema, another one."""
    digest = hashlib.sha256(b"%d" % VERSION)
    for migration in sorted(ROOT.glob("*/migrations/0*.py")):
        digest.update(migration.relative_to(ROOT).as_posix().encode())
        digest.update(migration.read_bytes())
    return f"bench_{size.name.lower()}_{digest.hexdigest()[:10]}"


class SqliteFile:
    """A file of the name."""

    def __init__(self, name: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.path = FOLDER / f"{name}.sqlite3"
        self.draft = FOLDER / f"{name}{UNFINISHED}.sqlite3"
        self.url, self.draft_url = f"sqlite:///{self.path}", f"sqlite:///{self.draft}"

    def is_there(self) -> bool:
        return self.path.exists()

    def begin(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.draft.with_name(self.draft.name + suffix).unlink(missing_ok=True)

    def finish(self) -> None:
        self.draft.rename(self.path)

    def bytes(self) -> int:
        return self.path.stat().st_size


class PostgresDatabase:
    """A database of the name, beside the one of the URL."""

    def __init__(self, url: str, name: str) -> None:
        self.server, self.name, self.draft = url, name, f"{name}{UNFINISHED}"
        self.url, self.draft_url = self._beside(name), self._beside(self.draft)

    def _beside(self, name: str) -> str:
        return urlsplit(self.server)._replace(path=f"/{name}").geturl()

    def ask(self, statement: str, *params):
        import psycopg

        # The one database that every server has: that of the URL need not be there yet.
        with psycopg.connect(self._beside("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement, params)
            return cursor.fetchone() if cursor.description else None

    def is_there(self) -> bool:
        return self.ask("SELECT 1 FROM pg_database WHERE datname = %s", self.name) is not None

    def begin(self) -> None:
        self.ask(f'DROP DATABASE IF EXISTS "{self.draft}"')
        self.ask(f'CREATE DATABASE "{self.draft}"')

    def finish(self) -> None:
        self.ask(f'ALTER DATABASE "{self.draft}" RENAME TO "{self.name}"')

    def bytes(self) -> int:
        return self.ask("SELECT pg_database_size(%s)", self.name)[0]


def database(size: Size, server: str) -> SqliteFile | PostgresDatabase:
    """Where the data of a size is, or will be; `server` is a PostgreSQL URL, or empty."""
    name = name_of(size)
    if server.startswith("sqlite"):
        raise SystemExit("bench: DATABASE_URL is a PostgreSQL server's, or not set for SQLite.")
    return PostgresDatabase(server, name) if server else SqliteFile(name)


def make(size: Size, kept: SqliteFile | PostgresDatabase) -> None:
    """Make the database of a size, in this process: its settings must not have been read yet."""
    started = time.monotonic()
    kept.begin()
    os.environ |= {
        "DATABASE_URL": kept.draft_url,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "TRACKER_VAR": str(FOLDER),
    }
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.generate import generate
    from benchmarks.textbook.tables import make_tables
    from tracker.databases import disconnect

    say(f"Making {size.name}: {size.initiatives:,} initiatives, {size.statements:,} statements.")
    call_command("migrate", interactive=False, verbosity=0)
    generate(size)
    make_tables()
    disconnect()
    kept.finish()
    took = time.monotonic() - started
    say(f"Made {size.name} in {took:.0f} s: {kept.bytes() / 1e6:,.0f} MB.")


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="Make synthetic data, unless it is there.")
    parser.add_argument("size", choices=SIZES)
    size = SIZES[parser.parse_args().size]
    kept = database(size, os.environ.get("DATABASE_URL", ""))
    if not kept.is_there():
        make(size, kept)
    print(kept.url)


if __name__ == "__main__":
    main()
