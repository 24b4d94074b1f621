"""Cursors for what is asked again and again in the same words."""

from collections.abc import Callable


def preparing(connection) -> Callable:
    """What makes a cursor that prepares its queries, of a backend that has such; else a plain one.

    Ours for PostgreSQL has.
    """
    return getattr(connection, "preparing_cursor", connection.cursor)
