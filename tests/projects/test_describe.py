"""How milestones stand, in words."""

from datetime import date

import pytest

from projects.describe import facts, state_in_words
from tests.factories import MilestoneFactory
from tests.recorded import make, record, version_on

SAID_ON = date(2025, 11, 17)


def words(milestone, day: date) -> str:
    return state_in_words(version_on(milestone, day), day)


@pytest.mark.parametrize(
    ("said", "day", "expected"),
    [
        ({"due": "2026-35"}, date(2026, 9, 30), "Due Q3 2026, not yet late"),
        (
            {"due": "2026-35"},
            date(2026, 10, 1),
            "Overdue since 1 October 2026 (due Q3 2026), possibly late, by up to 1 day:"
            " no source here says that it was met",
        ),
        ({"due": "../2026-12-31"}, SAID_ON, "Due by 31 December 2026, not yet late"),
        (
            {"due": "2025-10"},
            SAID_ON,
            "Overdue since 1 November 2025 (due October 2025), 17 days late",
        ),
        ({"due": "2026/.."}, SAID_ON, "No last day: due from 2026"),
        ({}, SAID_ON, "No deadline"),
        ({"progress": "suspended"}, SAID_ON, "Suspended"),
        (
            {"progress": "suspended", "due": "2026"},
            SAID_ON,
            "Suspended; due 2026, not yet late",
        ),
        ({"progress": "cancelled", "due": "2026"}, SAID_ON, "Cancelled"),
        ({"progress": "met"}, SAID_ON, "Met by 17 November 2025"),
        ({"progress": "met", "met": "2025-11-15"}, SAID_ON, "Met on 15 November 2025"),
        (
            {"progress": "met", "met": "2025-01/2025-03"},
            SAID_ON,
            "Met (January 2025 to March 2025)",
        ),
        (
            {"progress": "met", "met": "2025-10", "due": "2025"},
            SAID_ON,
            "Met in October 2025, in time",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_state_in_words(milestone, said, day, expected):
    record(milestone, SAID_ON, **said)

    assert words(milestone, day) == expected


def test_a_milestone_met_after_its_deadline_says_how_late_it_was(milestone):
    record(milestone, date(2025, 8, 11), due="2025-10")
    record(milestone, date(2026, 1, 5), progress="met", met="2025-11")

    assert words(milestone, date(2026, 1, 10)) == "Met in November 2025, 1 to 30 days late"


def test_a_deadline_that_counted_from_a_broken_one_no_longer_holds(milestone):
    anchor = make(MilestoneFactory, initiative=milestone.initiative)
    record(anchor, SAID_ON, due="2025-12")
    record(milestone, SAID_ON, within=("P1M", anchor))

    assert words(milestone, date(2026, 1, 31)) == "Due by 31 January 2026, not yet late"
    assert words(milestone, date(2026, 2, 1)).startswith("No deadline that holds: by 31 January")


def test_the_facts_count_slip_restatements_and_silence(milestone):
    record(milestone, SAID_ON, due="2026-35")
    record(milestone, date(2026, 1, 6), due="2026-12")

    told = dict(facts(version_on(milestone, date(2026, 1, 10)), date(2026, 1, 10)))

    assert told["First closed deadline"] == "Q3 2026 (2026-35)"
    assert told["Slip since"] == "92 days later"
    assert told["Restatements"] == "1"
    assert told["Last word"] == "2026-01-06, 4 days ago"
