"""What a change does to a milestone, in words."""

from datetime import date

import pytest

from projects.effects import differences, summary
from projects.preview import foresee
from projects.recording import Entry
from tests.factories import SourceFactory, statement
from tests.recorded import make, record

DAY, LATER, TODAY = date(2026, 1, 6), date(2026, 6, 1), date(2026, 11, 1)


def turn(milestone, day=LATER, **fields):
    said = statement(milestone, day, source=make(SourceFactory, published_on=day), **fields)
    said.clean()
    return foresee([Entry(said)]).effect(said).turn(milestone.pk, TODAY)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            {"due": "2027-03"},
            "Deadline moved: December 2026 → March 2027, slips 90 days"
            " (since the first deadline: 182 days later). State: scheduled, not yet late.",
        ),
        (
            {"due": "2026-11"},
            "Deadline moved: December 2026 → November 2026, brought forward by 31 days"
            " (since the first deadline: 61 days later). State: due soon, not yet late.",
        ),
        (
            {"due": "2026-12-31"},
            "Deadline moved: December 2026 → 31 December 2026, made firmer."
            " State: due soon, not yet late.",
        ),
        (
            {"due": "2026-12"},
            "Deadline stated again: December 2026. State: due soon, not yet late.",
        ),
        ({"due_dropped": True}, "Deadline dropped; it was December 2026. State: no deadline."),
        (
            {"progress": "met", "met": "2026-05"},
            "Progress: Met (May 2026). State: met, in time.",
        ),
        (
            {"progress": "suspended"},
            "Progress: Suspended. State: suspended, not yet late.",
        ),
        ({}, "Deadline and progress stay as said. State: due soon, not yet late."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_next_statement_does(milestone, said, expected):
    record(milestone, DAY, due="2026-35")
    record(milestone, date(2026, 3, 1), due="2026-12")

    assert summary(turn(milestone, **said), TODAY) == expected


def test_the_first_move_says_its_slip_once(milestone):
    record(milestone, DAY, due="2026-35")

    told = summary(turn(milestone, due="2026-12"), TODAY)

    assert told.startswith("Deadline moved: Q3 2026 → December 2026, slips 92 days. State")


def test_an_earlier_deadline_changes_the_slip_and_not_the_deadline(milestone):
    record(milestone, date(2026, 3, 1), due="2026-12")

    told = summary(turn(milestone, DAY, due="2026-35"), TODAY)

    assert told.startswith(
        "Deadline stays: December 2026. Slip since the first: 92 days later; it was: none. State"
    )


def test_what_the_first_statement_does(milestone):
    told = summary(turn(milestone, due="2026-35"), TODAY)

    assert told == (
        "Deadline: Q3 2026. State: overdue, possibly late, by up to 32 days:"
        " no source here says that it was met."
    )


def test_what_withdrawing_the_only_statement_does(milestone):
    wrong = record(milestone, DAY, due="2026-35")

    gone = foresee(withdrawn=[wrong]).effect(wrong).turn(milestone.pk, TODAY)

    assert summary(gone, TODAY).startswith("Nothing is known of it any more")


def test_differences_are_those_of_what_the_page_tells(milestone):
    record(milestone, DAY, due="2026-35")

    told = {
        row.name: (row.before, row.after)
        for row in differences(turn(milestone, due="2026-12"), TODAY)
    }

    assert told["Deadline"] == ("Q3 2026 (2026-35)", "December 2026 (2026-12)")
    assert told["Slip since"] == ("None", "92 days later")
    assert "Progress" not in told


def test_there_is_no_difference_where_nothing_turns(milestone):
    record(milestone, LATER, due="2026-35")

    assert differences(turn(milestone, DAY), TODAY) == []
