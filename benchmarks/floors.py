"""Two floors, as bare WSGI: a constant reply, and one SQL statement whose JSON the database builds.

`/constant/W1` gives the bytes of the file `W1` in the folder `BENCH_CONSTANTS`; every other path is
one statement of `floors_sql`, as in `/W2?slug=synthetic-initiative-000001`.
"""

import os
import threading
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from django.conf import settings

from benchmarks.floors_sql import statements

_kept = threading.local()
HEADERS = [("Content-Type", "application/json")]


@cache
def constant(name: str) -> bytes:
    return (Path(os.environ["BENCH_CONSTANTS"]) / Path(name).name).read_bytes()


class _Sqlite:
    """One connection of a thread, as the tracker's."""

    vendor = "sqlite"

    def __init__(self, database: dict) -> None:
        import sqlite3

        self.connection = sqlite3.connect(
            database["NAME"],
            timeout=20,
            isolation_level=None,
            cached_statements=20,
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self.connection.execute(f"PRAGMA {pragma}")

    def one(self, sql: str, parameters: dict) -> bytes:
        # Every statement has its row by now: a cursor that is not read to its end would not commit.
        ((text,),) = self.connection.execute(sql, parameters).fetchall()
        return text.encode()


class _Postgres:
    vendor = "postgresql"

    def __init__(self, database: dict) -> None:
        import psycopg

        self.connection = psycopg.connect(
            host=database["HOST"],
            port=database["PORT"] or 5432,
            user=database["USER"],
            password=database["PASSWORD"],
            dbname=database["NAME"],
            autocommit=True,
        )

    def one(self, sql: str, parameters: dict) -> bytes:
        ((text,),) = self.connection.execute(sql, parameters).fetchall()
        return text.encode()


def _connected():
    if not hasattr(_kept, "connection"):
        database = settings.DATABASES["default"]
        kind = _Postgres if "postgresql" in database["ENGINE"] else _Sqlite
        _kept.connection = kind(database)
        _kept.statements = statements(kind.vendor)
    return _kept.connection, _kept.statements


def application(environ, start_response):
    """The reply to what a path names."""
    path = environ["PATH_INFO"].lstrip("/")
    if path.startswith("constant/"):
        body = constant(path.removeprefix("constant/"))
    else:
        connection, known = _connected()
        body = connection.one(known[path], dict(parse_qsl(environ["QUERY_STRING"])))
    start_response("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
    return [body]
