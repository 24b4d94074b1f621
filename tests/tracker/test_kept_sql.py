"""Replies are the same whether their SQL was kept or has just been written by the ORM."""

from io import StringIO

import pytest
from django.core.management import call_command

from sources import compiled
from tests.crowd import crowd
from tests.tracker import addresses
from tests.tracker.asking import V1, told

pytestmark = pytest.mark.usefixtures("no_replies_kept")

QUESTIONS = [addresses.filtered, addresses.ordered, addresses.clocked]


@pytest.fixture(params=["seeds", "random"])
def data(request, db):
    """What is recorded: the seed data, or many random rows."""
    if request.param == "random":
        crowd(25)
    else:
        call_command("load_fixtures", stdout=StringIO())


def reply(client, address: str) -> bytes:
    got = client.get(address if address.startswith("http") else f"{V1}{address}")
    assert got.status_code == 200, (address, got.content)
    return got.content


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("questions", QUESTIONS)
def test_kept_sql_gives_what_the_orm_gives(questions, client, monkeypatch):
    asked = list(dict.fromkeys(questions(client)))
    with monkeypatch.context() as patched:
        patched.setattr(compiled, "rows", lambda name, *rest: compiled.plain(*rest))
        plain = {address: reply(client, address) for address in asked}

    compiled.forget()
    for again in range(3):  # noticed, rehearsed, kept
        kept = {address: reply(client, address) for address in asked}
        different = [address for address in asked if kept[address] != plain[address]]
        assert not different, (again, different)


@pytest.mark.usefixtures("data")
def test_all_sql_that_is_asked_for_again_is_kept(client):
    compiled.forget()
    asked = [address for address in addresses.clocked(client) if "fields" not in address]

    for address in asked * 3:
        reply(client, address)

    shapes = compiled.shapes()
    assert len(shapes) > 40
    assert [name for name, kept in shapes.items() if None in kept] == []


@pytest.mark.usefixtures("data")
def test_no_more_shapes_are_kept_than_there_is_room_for(client, monkeypatch):
    compiled.forget()
    monkeypatch.setattr(compiled, "MOST_SHAPES", 4)

    for size in range(1, 9):
        told(client, f"milestones/?page_size={size}")

    assert len(compiled.shapes()) == 4
