"""SQLite is asked in its own marks of parameters, also by queries that were asked before."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own marks"),
]


@pytest.mark.parametrize("times", [1, 2])
def test_values_are_bound_and_doubled_signs_are_one(times):
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute("SELECT %s, '100 %%', %s", [1, "%s"])

            assert cursor.fetchone() == (1, "100 %", "%s")


def test_values_may_have_names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %(later)s, %(sooner)s", {"sooner": 1, "later": 2})

        assert cursor.fetchone() == (2, 1)
