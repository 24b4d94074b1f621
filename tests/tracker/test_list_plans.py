"""Lists are read by indexes, in every ordering offered and when searched; none is sorted whole."""

import pytest
from django.db import connection

from tests.crowd import crowd
from tests.plans import page_plan, sorts_all, words_looked_up, words_read_through
from tests.tracker.asking import told
from tests.tracker.test_paging import LISTS

SEARCHED = {
    "initiatives/": {"projects_initiative"},
    "milestones/": {"projects_milestone", "projects_initiative"},
    "statements/": {"projects_statement"},
    "indicators/": {"projects_indicator"},
    "sources/": {"sources_source"},
    "publishers/": {"sources_publisher"},
    "people/": {"sources_person"},
    "organisations/": {"sources_organisation"},
}


@pytest.fixture
def many(db):
    """Rows enough for a database to look for indexes, and statistics of them."""
    crowd(60)


def make_dear(way: str) -> None:
    """Keep PostgreSQL from a way to go, which for so few rows it would take before an index."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_{way} = off")


def lists():
    """Each list with each of its orderings, either way; those of one thing are short anyhow."""
    for path, view in LISTS.items():
        if path.count("/") == 1:
            yield from ((path, sign + name) for name in view.orderings for sign in ("", "-"))


@pytest.mark.usefixtures("many")
def test_every_ordering_is_served_by_an_index(client):
    make_dear("sort")

    for path, ordering in lists():
        first = f"{path}?ordering={ordering}"
        following = told(client, first)["next"]

        for address in filter(None, (first, following)):
            plan = page_plan(client, address)
            assert not sorts_all(plan), (address, plan)


@pytest.mark.usefixtures("many")
def test_a_search_looks_words_up_instead_of_reading_them_all(client):
    make_dear("seqscan")

    for path, tables in SEARCHED.items():
        for text in ("кабельспут", "кабельспут трасник", "no_such_word"):
            plan = page_plan(client, f"{path}?q={text}")

            assert words_looked_up(plan) == tables, (path, text, plan)
            assert not words_read_through(plan), (path, text, plan)
