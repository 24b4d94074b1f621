"""Django's backend for PostgreSQL, with a cheaper check of its pool's connections, and kept plans.

A pool hands out connections whose server may have gone since. Asking the server each time costs as
much as a small query; that nothing has come in on the socket is known without asking, as a server
that ends a connection says so.

To plan a query takes PostgreSQL longer than most of ours take to run. Those whose SQL is kept
(`sources.compiled`) and that look rows up by keys are prepared, on each connection, and planned
once.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import Connection, Error, errors, sql
from psycopg_pool import ConnectionPool

PLANNING = {
    # Tables of a query that PostgreSQL tries to join in any order; of more, it begins with these as
    # they are written. With its own 8 it took 40 ms to plan the list of statements, and found the
    # same.
    "join_collapse_limit": 6,
    # What it takes to read a page out of order, in terms of one in order. Its own 4 is that of
    # disks that turn: with it, all organisations were read to look up fifty.
    "random_page_cost": 1.1,
}


class PreparingCursor(base.ServerBindingCursor):
    """A cursor whose queries are prepared."""

    def execute(self, query, params=None, **kwargs):
        try:
            return super().execute(query, params, **kwargs)
        except errors.FeatureNotSupported as error:
            if error.diag.source_function != "RevalidateCachedQuery":
                raise
            # A column is of another type by now. psycopg would ask for what it has prepared on this
            # connection for ever, and the next one has prepared nothing.
            self.connection.close()
            raise errors.OperationalError("A table was changed meanwhile.") from error


class Operations(DatabaseOperations):
    """What a query was, for those who log or count queries."""

    def last_executed_query(self, cursor, sql, params):
        if isinstance(cursor, PreparingCursor):  # which keeps no text of what is prepared
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is alive when it is taken from the pool."""

    ops_class = Operations

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        while self.pool and not is_alive(connection):
            connection.close()
            self.pool.putconn(connection)  # which makes another one in its place
            connection = super().get_new_connection(conn_params)
        return connection

    def _configure_connection(self, connection):
        super()._configure_connection(connection)
        # Not by an option of the connection: poolers in front refuse those.
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET {name} = {value}" for name, value in PLANNING.items()))
        return True

    def preparing_cursor(self):
        """A cursor whose queries are prepared, where the settings allow that."""
        if self.settings_dict["OPTIONS"].get("prepare_threshold") is None:
            return self.cursor()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(PreparingCursor(self.connection))

    def spelled(self, param: Any) -> str:
        """A value as it stands in SQL with parameters."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return sql.Literal(param).as_string(self.connection).replace("%", "%%")


def is_alive(connection: Connection) -> bool:
    """Whether a connection that nobody uses is still one."""
    try:
        if something_came(connection.fileno()):  # a last word, or only news of the server's
            ConnectionPool.check_connection(connection)
    except (Error, OSError):
        return False
    return True


def something_came(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
