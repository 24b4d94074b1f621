"""An answer given once is given again: `as_of` and `recorded_as_of` of a reply fix it."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import MilestoneFactory, PersonFactory
from tests.recorded import correct, make, record, withdraw
from tests.tracker.asking import told
from tests.tracker.worlds import part, quantity, spot, tracked

BELOW = (
    "initiatives/",
    "initiatives/?state=overdue",
    "initiatives/?organisation={organisation}",
    "initiatives/first/",
    "initiatives/first/timeline/",
    "milestones/",
    "milestones/?ordering=-slip_days,due",
    "milestones/?person={person}",
    "milestones/first/",
    "milestones/first/versions/",
    "milestones/second/versions/",
    "statements/",
    "statements/?withdrawn=true",
    "statements/?progress=in_progress",
    "statements/{said}/",
    "statements/{wrong}/",
    "observations/",
    "places/",
    "summary/",
)
DAYS = ("2026-03-01", "2026-03-05", "2026-06-01")


@pytest.fixture
def world(db, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, 12, tzinfo=UTC))
    lead, person = part(), make(PersonFactory)
    first = tracked("first", date(2026, 1, 15), due="2026-02", evidence=[lead, quantity(), spot()])
    second = make(MilestoneFactory, slug="second", initiative=first.initiative, position=2)
    said = record(second, date(2026, 1, 20), within=("P3M", first), speaker=person)
    wrong = record(first, date(2026, 3, 1), due="2026-05", progress="in_progress", speaker=person)
    names = {
        "organisation": lead.organisation.slug,
        "person": person.slug,
        "said": said.uuid,
        "wrong": wrong.uuid,
    }
    return first, second, said, wrong, [path.format(**names) for path in BELOW]


def answers(api, paths, clocks=None):
    """Each reply as of each day; by the pair that `clocks` gave, if given."""
    found = {}
    for path in paths:
        for day in DAYS:
            recorded = f"&recorded_as_of={clocks[path, day]['recorded_as_of']}" if clocks else ""
            separator = "&" if "?" in path else "?"
            found[path, day] = told(api, f"{path}{separator}as_of={day}{recorded}")
    return found


def test_the_clocks_of_a_reply_give_it_again_whatever_is_written_since(api, world):
    first, second, said, wrong, paths = world
    given = answers(api, paths)

    right = correct(wrong, due="2026-08", progress="suspended")
    tracked("third", date(2026, 1, 10), due="2026-01-12", evidence=[part(), quantity()])
    record(first, date(2026, 1, 18), due_dropped=True, evidence=[part(), spot()])
    record(second, date(2026, 2, 1), progress="met", met="2026-01")
    record(first.initiative, date(2026, 1, 16), stage="cancelled", evidence=[quantity()])
    withdraw(said)
    correct(right, date(2026, 3, 2), due="2027")

    assert answers(api, paths) != given
    assert answers(api, paths, clocks=given) == given
