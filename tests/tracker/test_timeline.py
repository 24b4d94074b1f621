"""The timeline of an initiative: its statements in order, each with the move that it made."""

from datetime import date

import pytest

from tests.factories import MilestoneFactory
from tests.recorded import correct, make, record
from tests.tracker.asking import listed, pages, told
from tests.tracker.worlds import tracked


def moves(api, parameters=""):
    return listed(api, f"initiatives/invented/timeline/{parameters}", "move")


@pytest.mark.parametrize(
    ("due", "move"),
    [
        ("2026-08", "slip"),
        ("2026-06", "pull_in"),
        ("2026-07-31", "firmed"),
        ("2026/2026-07", "loosened"),
        ("2026/..", "loosened"),
        ("2026-07", "reaffirmed"),
    ],
)
def test_a_deadline_stated_again_tells_its_move(api, due, move):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 2, 1), due=due)

    assert moves(api) == ["first", move]


def test_a_dropped_deadline_is_a_move_and_progress_or_an_event_is_none(api):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 2, 1), progress="in_progress")
    record(milestone, date(2026, 2, 2), due_dropped=True)
    record(milestone.initiative, date(2026, 2, 3))

    assert moves(api) == ["first", None, "dropped", None]


def test_moves_of_milestones_are_apart(api):
    milestone = tracked("invented", due="2026-07")
    other = make(MilestoneFactory, initiative=milestone.initiative)
    record(other, date(2026, 2, 1), due="2026-12")
    record(milestone, date(2026, 3, 1), due="2026-09")

    assert moves(api) == ["first", "first", "slip"]


def test_statements_of_a_day_stand_in_fold_order_a_correction_in_its_old_place(api):
    milestone = tracked("invented", date(2026, 1, 15), due="2026-07")
    wrong = milestone.statements.get()
    record(milestone, date(2026, 1, 15), due="2026-09")
    right = correct(wrong, due="2026-10")

    timeline = told(api, "initiatives/invented/timeline/")["results"]

    assert timeline[0]["id"] == str(right.uuid)
    assert [row["due"]["edtf"] for row in timeline] == ["2026-10", "2026-09"]
    assert [row["move"] for row in timeline] == ["first", "pull_in"]


def test_a_page_knows_the_moves_of_the_pages_before_it(api):
    milestone = tracked("invented", due="2026-07")
    for month in range(2, 5):
        record(milestone, date(2026, month, 1), due=f"2026-{month + 6:02}")

    walked = pages(api, "initiatives/invented/timeline/?page_size=1")

    assert [page["results"][0]["move"] for page in walked] == ["first", "slip", "slip", "slip"]


def test_the_newest_may_come_first(api):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 2, 1), due="2026-08")

    assert moves(api, "?ordering=-announced_on") == ["slip", "first"]


def test_a_timeline_ends_with_the_day_asked_about(api):
    milestone = tracked("invented", due="2026-07")
    record(milestone, date(2026, 2, 1), due="2026-08")

    assert moves(api, "?as_of=2026-01-31") == ["first"]
