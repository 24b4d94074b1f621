"""Lists in pages: forward and back, each row once, in every ordering."""

from datetime import date

import pytest

from sources.revisions import revision
from tests.factories import MilestoneFactory, PersonFactory
from tests.recorded import correct, record, withdraw
from tests.tracker.asking import listed, pages, refused, told
from tests.tracker.worlds import part, quantity, spot, tracked
from tracker.api import evidence, initiatives, milestones, provenance, statements, timeline

LISTS = {
    "initiatives/": initiatives.InitiativeViewSet,
    "initiatives/initiative-6/timeline/": timeline.TimelineViewSet,
    "milestones/": milestones.MilestoneViewSet,
    "milestones/initiative-6/versions/": milestones.MilestoneVersionViewSet,
    "statements/": statements.StatementViewSet,
    "indicators/": evidence.IndicatorViewSet,
    "observations/": evidence.ObservationViewSet,
    "places/": evidence.PlaceViewSet,
    "sources/": provenance.SourceViewSet,
    "publishers/": provenance.PublisherViewSet,
    "people/": provenance.PersonViewSet,
    "organisations/": provenance.OrganisationViewSet,
}
SEVERAL = {
    "milestones/": ["-slip_days,due", "last_stated_on,-due,slug"],
    "initiatives/": ["max_slip_days,-last_stated_on"],
    "statements/": ["-recorded_at,seq"],
}


def orderings(path):
    """Every ordering of a list, either way, and some of several columns."""
    names = LISTS[path].orderings
    return [*names, *(f"-{name}" for name in names), *SEVERAL.get(path, ())]


@pytest.fixture
def world(db):
    """Six initiatives and more of everything, with ties and without values."""
    with revision(None, "test"):
        PersonFactory.create_batch(6)
        for number in range(1, 7):
            first = {"due": f"2026-0{5 + number % 2}"} if number % 3 else {}
            milestone = tracked(
                f"initiative-{number}",
                date(2026, 1, 1 + number % 2),
                **first,
                evidence=[part(), quantity(), spot()],
            )
            record(milestone, date(2026, 2, 1), due="2026-08" if number % 3 else "2026/..")
        for day in range(2, 7):
            record(milestone, date(2026, 2, day), due=f"2026-10-0{day}")
            other = MilestoneFactory(initiative=milestone.initiative)
            record(other, date(2026, 2, day // 2 + 1))
    return milestone


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("path", LISTS)
def test_pages_forward_and_back_have_each_row_once_in_the_order_of_the_list(client, path):
    for ordering in orderings(path):
        asked = f"{path}?ordering={ordering}"
        whole = told(client, f"{asked}&page_size=200")["results"]

        forward = list(pages(client, f"{asked}&page_size=4"))
        back = list(pages(client, forward[-1]["previous"], link="previous"))

        assert 4 < len(whole) < 200
        assert all(whole.count(row) == 1 for row in whole)
        assert [row for page in forward for row in page["results"]] == whole
        both = [*reversed(back), forward[-1]]
        assert [row for page in both for row in page["results"]] == whole


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("path", "ordering"),
    [
        ("milestones/", "-slip_days"),
        ("milestones/", "slip_days"),
        ("initiatives/", "max_slip_days"),
        ("initiatives/", "-max_slip_days"),
    ],
)
def test_rows_without_a_value_come_last_either_way(api, path, ordering):
    name = ordering.removeprefix("-")

    values = [row[name] for row in told(api, f"{path}?ordering={ordering}")["results"]]

    known = [value for value in values if value is not None]
    assert None in values
    assert known == sorted(known, reverse=ordering.startswith("-"))
    assert values == known + [None] * (len(values) - len(known))


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("ordering", ["due", "-due", "-due,slug", "-last_stated_on,-due"])
@pytest.mark.parametrize("size", [1, 4, 200])
def test_milestones_without_a_last_day_come_last_either_way(api, ordering, size):
    asked = pages(api, f"milestones/?ordering={ordering}&page_size={size}")
    rows = [row for page in asked for row in page["results"]]
    if ordering.startswith("-last_stated_on"):
        rows = [row for row in rows if row["last_stated_on"] == "2026-02-01"]

    days = [row["due"] and row["due"]["latest"] for row in rows]

    known = list(filter(None, days))
    assert None in days
    assert known == sorted(known, reverse="-due" in ordering)
    assert days == known + [None] * (len(days) - len(known))


@pytest.mark.parametrize("ordering", ["due", "-due", "slip_days", "-last_stated_on", "slug"])
def test_writes_between_pages_neither_skip_nor_repeat_rows(api, world, ordering):
    whole = listed(api, f"milestones/?ordering={ordering}&page_size=200")
    found, said = [], record(world, date(2026, 3, 1), due="2026-03")
    whole_now = listed(api, f"milestones/?ordering={ordering}&page_size=200")

    for number, page in enumerate(pages(api, f"milestones/?ordering={ordering}&page_size=4")):
        found += [row["slug"] for row in page["results"]]
        said = correct(said, due=f"20{20 + number}")
        tracked(f"a-new-one-{number}", due=f"202{number}-05")

    assert sorted(whole_now) == sorted(whole)
    assert found == whole_now


def test_withdrawals_between_pages_neither_skip_nor_repeat_statements(api, world):
    whole = listed(api, "statements/?page_size=200", "id")
    found = []

    for page in pages(api, "statements/?page_size=6"):
        found += [row["id"] for row in page["results"]]
        withdraw(world.statements.live().first())

    assert found == whole


@pytest.mark.usefixtures("world")
def test_the_links_of_a_page_keep_what_was_asked_for(api):
    asked = "milestones/?page_size=2&country=KZ&ordering=-due,slug&due_soon_days=9"

    link = told(api, asked)["next"]

    for part_of_it in ("page_size=2", "country=KZ", "ordering=-due%2Cslug", "due_soon_days=9"):
        assert part_of_it in link
    assert "as_of=" in link
    assert "recorded_as_of=" in link


@pytest.mark.usefixtures("world")
def test_the_first_page_has_none_before_it_and_the_last_none_behind(api):
    first = told(api, "initiatives/?page_size=4")
    last = told(api, first["next"])

    assert first["previous"] is None
    assert last["next"] is None
    assert told(api, last["previous"])["previous"] is None


def test_an_empty_list_is_one_page(api):
    page = told(api, "initiatives/?count=true")

    assert (page["next"], page["previous"], page["results"]) == (None, None, [])
    assert page["count"] == 0


@pytest.mark.usefixtures("world")
def test_rows_are_counted_when_asked_for_on_every_page(api):
    first = told(api, "initiatives/?count=true&page_size=3&state=due_soon,scheduled,overdue")
    second = told(api, first["next"])

    assert first["count"] == second["count"] == 5
    assert "count" not in told(api, "initiatives/")
    assert "count" not in told(api, "initiatives/?count=false")


@pytest.mark.usefixtures("world")
def test_a_page_has_as_many_rows_as_asked_for(api):
    assert len(told(api, "statements/?page_size=1")["results"]) == 1
    assert len(told(api, "statements/?page_size=200")["results"]) > 20


@pytest.mark.parametrize("size", ["0", "201", "-1", "1.5", "ten", "1e2", "9" * 5000, "٣"])
def test_a_page_size_out_of_bounds_is_refused(api, size):
    assert "from 1 to 200" in refused(api, f"initiatives/?page_size={size}")["page_size"]


@pytest.mark.parametrize("ordering", ["name", "due,", ",", "--due", "due,-due", "due_latest", "pk"])
def test_an_unknown_ordering_is_refused(api, ordering):
    assert set(refused(api, f"milestones/?ordering={ordering}")) == {"ordering"}


def test_the_refusal_of_an_ordering_lists_what_is_known(api):
    told_known = refused(api, "milestones/?ordering=name")["ordering"]

    assert "due, slip_days, last_stated_on, slug" in told_known


def test_all_that_is_wrong_with_a_page_is_told_at_once(api):
    wrong = refused(api, "milestones/?ordering=name&page_size=0&count=maybe")

    assert set(wrong) == {"ordering", "page_size", "count"}
