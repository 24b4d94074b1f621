"""Checksums of tables: the same for the same rows, on any database and in any order."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import combinations
from uuid import UUID

import pytest
from django.apps import apps

from tracker.copying import tables, tally_of, told

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_a_checksum_does_not_hang_on_the_order_of_rows():
    assert tally_of([(1, "a"), (2, "b")]) == tally_of([(2, "b"), (1, "a")])


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([(1, "b"), (2, "a")], id="values changed places"),
        pytest.param([(1, "a"), (2, None)], id="one is missing"),
        pytest.param([(1, "a")], id="a row is missing"),
        pytest.param([(1, "a"), (2, "b"), (2, "b")], id="a row came twice"),
        pytest.param([], id="all are missing"),
    ],
)
def test_rows_that_are_not_the_same_have_another_checksum(others):
    rows = tally_of([(1, "a"), (2, "b")])

    assert tally_of(others).checksum != rows.checksum


VALUES = [
    None, "", "1", 1, True, False, 0, "None", b"", b"1", Decimal("1"), NOON, NOON.date(),
    "2026-01-01", {}, [], {"a": 1}, {"a": "1"}, 1.5, UUID(int=1), f"{UUID(int=1).hex}",
]  # fmt: skip


def test_no_two_values_are_told_alike():
    alike = [pair for pair in combinations(VALUES, 2) if told(pair[0]) == told(pair[1])]

    assert alike == []


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param(Decimal("1.50"), Decimal("1.5"), id="a fraction"),
        pytest.param(Decimal("100"), Decimal("100.00"), id="a whole number"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="JSON in another order"),
        pytest.param([1e20], [100000000000000000000], id="a large number in JSON"),
        pytest.param(b"\0\xff", memoryview(b"\0\xff"), id="bytes"),
        pytest.param(
            NOON, NOON.astimezone(timezone(timedelta(hours=5))), id="an instant in another zone"
        ),
    ],
)
def test_what_databases_write_in_two_ways_is_told_in_one(here, there):
    assert told(here) == told(there)


def test_a_value_of_a_kind_that_is_not_known_is_refused_rather_than_guessed():
    with pytest.raises(TypeError, match="timedelta"):
        told(date.max - date.min)


def test_every_table_of_every_app_is_copied():
    names = {table.name for table in tables()}

    assert {model._meta.db_table for model in apps.get_models(include_auto_created=True)} == names
    assert {"projects_statement", "tracker_apitoken", "tracker_user_groups"} < names
