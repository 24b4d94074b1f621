"""Lists are read by indexes, in every ordering offered and when searched; none is sorted whole."""

from datetime import date

import pytest

from tests.crowd import crowd
from tests.plans import make_dear, page_plan, sorts_all, words_looked_up, words_read_through
from tests.recorded import record
from tests.tracker.asking import told
from tests.tracker.test_paging import LISTS
from tests.tracker.worlds import tracked

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


def lists():
    """Each list with each of its orderings, either way; those of one thing are short anyhow."""
    for path, view in LISTS.items():
        if path.count("/") == 1:
            yield from ((path, sign + name) for name in view.orderings for sign in ("", "-"))


def are_served_by_an_index(client, query: str = "") -> None:
    for path, ordering in lists():
        first = f"{path}?ordering={ordering}{query}"
        following = told(client, first)["next"]

        for address in filter(None, (first, following)):
            plan = page_plan(client, address)
            assert not sorts_all(plan), (address, plan)


@pytest.mark.usefixtures("many")
def test_every_ordering_is_served_by_an_index(client):
    make_dear("sort")

    are_served_by_an_index(client)


@pytest.mark.usefixtures("many")
def test_every_ordering_is_served_by_an_index_once_others_have_written(client):
    make_dear("sort")
    before = told(client, "milestones/")["recorded_as_of"]
    record(tracked("later", due="2020-01"), date(2026, 2, 1), due="2030-01")

    are_served_by_an_index(client, f"&recorded_as_of={before}")


@pytest.mark.usefixtures("many")
def test_a_search_looks_words_up_instead_of_reading_them_all(client):
    make_dear("seqscan")

    for path, tables in SEARCHED.items():
        for text in ("кабельспут", "кабельспут трасник", "no_such_word"):
            plan = page_plan(client, f"{path}?q={text}")

            assert words_looked_up(plan) == tables, (path, text, plan)
            assert not words_read_through(plan), (path, text, plan)
