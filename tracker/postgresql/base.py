"""Django's backend for PostgreSQL, with a cheaper check of the connections in its pool.

A pool hands out connections whose server may have gone since. Asking the server each time costs as
much as a small query; that nothing has come in on the socket is known without asking, as a server
that ends a connection says so.
"""

import select

from django.db.backends.postgresql import base
from psycopg import Connection, Error
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is alive when it is taken from the pool."""

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        while self.pool and not is_alive(connection):
            connection.close()
            self.pool.putconn(connection)  # which makes another one in its place
            connection = super().get_new_connection(conn_params)
        return connection


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
