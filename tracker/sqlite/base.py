"""Django's backend for SQLite, which writes no query anew for SQLite that it has written before.

Django marks parameters with `%s` and SQLite with `?`. To replace the marks of a long query takes as
long as SQLite needs for a short one, and most queries are kept (`sources.compiled`).
"""

from functools import lru_cache

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose cursors know the queries that were asked last."""

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows the queries that were asked last, in this process."""

    def convert_query(self, query, *, param_names=None):
        if param_names is None:
            return _converted(query)
        return super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=512)
def _converted(query: str) -> str:
    return base.SQLiteCursorWrapper.convert_query(None, query)
