"""The databases as the web uses them: left behind before a fork, and away at times."""

import sqlite3

from django.db import InterfaceError, OperationalError, connections

RETRY_AFTER = 5  # seconds, in which a server that was started again is there


def disconnect() -> None:
    """Close all connections of this process, and the pools with the threads that tend them.

    A process that forks does so first: a pool without its threads gives out nothing.
    """
    connections.close_all()
    for connection in connections.all():
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database is not there just now, or too busy."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    # To SQLite every failure is an `OperationalError`; of an extended code the last byte counts.
    return code is None or code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
