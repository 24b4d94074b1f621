"""What editors have to look into: each list on both sides of each of its bounds."""

from datetime import date, timedelta

import pytest
from django.db.models import FilteredRelation, Q

from projects.models import Milestone, MilestoneVersion, Statement
from projects.worklists import LISTS, MOST, count
from sources.revisions import FOREVER
from tests.factories import MilestoneFactory, SourceFactory
from tests.recorded import correct, make, record, withdraw

SAID = date(2025, 1, 1)
DAY = date(2026, 1, 10)
HOLDS = Q(versions__recorded_to=FOREVER, versions__known_from__lte=DAY, versions__known_to__gt=DAY)


@pytest.fixture
def in_january(time_machine):
    time_machine.move_to("2026-01-10T06:00:00Z")


def listed(name: str, day: date) -> list:
    return [row.milestone for row in getattr(MilestoneVersion.objects, name)(day)]


def said_by(title: str, milestone, day: date, **fields) -> Statement:
    source = make(SourceFactory, published_on=day, title=title)
    return record(milestone, day, source=source, **fields)


# Deadlines


def test_a_deadline_is_overdue_the_day_after_its_last_day(milestone):
    record(milestone, SAID, due="2025-12")

    assert listed("overdue", date(2025, 12, 31)) == []
    assert listed("overdue", date(2026, 1, 1)) == [milestone]


@pytest.mark.parametrize("progress", ["met", "cancelled", "suspended"])
def test_what_is_settled_or_suspended_is_not_overdue(milestone, progress):
    record(milestone, SAID, due="2025-12", progress=progress)

    assert listed("overdue", DAY) == []


def test_a_deadline_is_due_soon_from_90_days_before_its_last_day_to_that_day(milestone):
    record(milestone, SAID, due="2025-12-31")
    last = date(2025, 12, 31)

    assert listed("due_soon", last - timedelta(days=91)) == []
    assert listed("due_soon", last - timedelta(days=90)) == [milestone]
    assert listed("due_soon", last) == [milestone]
    assert listed("due_soon", last + timedelta(days=1)) == []


# Silence


@pytest.mark.parametrize(
    ("due", "bearable"),
    [
        pytest.param("2027-01", 15, id="half of a month of 31 days"),
        pytest.param("2027-02", 14, id="half of a month of 28 days"),
        pytest.param("2027-35", 46, id="half of a quarter of 92 days"),
        pytest.param("2027", 180, id="half of a year is longer than 180 days"),
        pytest.param("2027-01-15", 180, id="a day is no window"),
        pytest.param("../2027-12-31", 180, id="a window open at its start"),
        pytest.param("2027/..", 180, id="a window open at its end"),
        pytest.param("", 180, id="no deadline"),
    ],
)
def test_a_milestone_is_silent_after_half_its_window_or_180_days(milestone, due, bearable):
    record(milestone, SAID, due=due)

    assert listed("silent", SAID + timedelta(days=bearable)) == []
    assert listed("silent", SAID + timedelta(days=bearable + 1)) == [milestone]


def test_any_word_ends_a_silence(milestone):
    record(milestone, SAID, due="2027-35")
    record(milestone, SAID + timedelta(days=46), summary="Invented news of something else.")

    assert listed("silent", SAID + timedelta(days=47)) == []


@pytest.mark.parametrize(("progress", "silent"), [("met", 0), ("cancelled", 0), ("suspended", 1)])
def test_of_what_is_settled_no_more_words_are_expected(milestone, progress, silent):
    record(milestone, SAID, due="2025-12", progress=progress)

    assert len(listed("silent", DAY)) == silent


# Disagreement


@pytest.mark.parametrize(("days", "disagreeing"), [(0, 1), (30, 1), (31, 0)])
def test_sources_disagree_when_their_deadlines_are_said_within_30_days(
    milestone, days, disagreeing
):
    said_by("one", milestone, SAID, due="2026-33")
    said_by("other", milestone, SAID + timedelta(days=days), due="2026-34")

    assert len(listed("disagreeing", DAY)) == disagreeing


@pytest.mark.parametrize(
    ("other", "disagreeing"),
    [
        ("2026-07", 1),
        ("2026-06", 0),
        ("2026-01", 1),
        ("../2026-12-31", 0),
        ("2026-07/..", 1),
        ("2026-06-30/..", 0),
    ],
)
def test_sources_disagree_when_their_deadlines_do_not_overlap(milestone, other, disagreeing):
    said_by("one", milestone, SAID, due="2026-34")
    said_by("other", milestone, SAID, due=other)

    assert len(listed("disagreeing", DAY)) == disagreeing


def test_one_source_does_not_disagree_with_itself(milestone):
    source = make(SourceFactory, published_on=SAID)
    for due in ("2026", "2027"):
        record(milestone, SAID, source=source, due=due)

    assert listed("disagreeing", DAY) == []


def test_what_is_said_later_settles_a_dispute(milestone):
    said_by("one", milestone, SAID, due="2026")
    said_by("other", milestone, SAID + timedelta(days=10), due="2027")
    settled_on = SAID + timedelta(days=31)
    said_by("third", milestone, settled_on, due="2027")

    assert listed("disagreeing", settled_on - timedelta(days=1)) == [milestone]
    assert listed("disagreeing", settled_on) == []


def test_a_source_that_takes_the_deadline_back_settles_a_dispute(milestone):
    said_by("one", milestone, SAID, due="2026")
    said_by("other", milestone, SAID, due="2027")
    said_by("third", milestone, SAID, due_dropped=True)

    assert listed("disagreeing", DAY) == []


def test_withdrawing_one_of_two_deadlines_settles_a_dispute(milestone):
    said_by("one", milestone, SAID, due="2026")
    wrong = said_by("other", milestone, SAID, due="2027")
    assert listed("disagreeing", DAY) == [milestone]

    withdraw(wrong)

    assert listed("disagreeing", DAY) == []


def test_of_what_is_met_no_deadline_is_disputed(milestone):
    said_by("one", milestone, SAID, due="2026")
    said_by("other", milestone, SAID, due="2027", progress="met")

    assert listed("disagreeing", DAY) == []


def test_deadlines_of_two_milestones_do_not_disagree(milestone):
    said_by("one", milestone, SAID, due="2026")
    said_by("other", make(MilestoneFactory, initiative=milestone.initiative), SAID, due="2027")

    assert listed("disagreeing", DAY) == []


# Statements


@pytest.mark.parametrize(
    ("fields", "unquoted"),
    [
        ({"locator": "paragraph 5", "phrase": "in 2027", "due": "2027"}, False),
        ({"locator": "", "phrase": "in 2027", "due": "2027"}, True),
        ({"locator": "paragraph 5", "phrase": "", "due": "2027"}, True),
        ({"locator": "paragraph 5", "phrase": "", "within": ("P12M", None)}, True),
        ({"locator": "paragraph 5", "phrase": "", "progress": "met", "met": "2024"}, True),
        ({"locator": "paragraph 5", "phrase": "", "progress": "met"}, False),
        ({"locator": "paragraph 5", "phrase": ""}, False),
        ({"locator": "", "phrase": ""}, True),
    ],
)
def test_a_statement_wants_its_place_and_the_words_for_its_date(milestone, fields, unquoted):
    record(milestone, SAID, **fields)

    assert Statement.objects.unquoted().exists() is unquoted


def test_a_withdrawn_statement_wants_nothing_more(milestone):
    withdraw(record(milestone, SAID))

    assert not Statement.objects.unquoted()


def test_what_was_withdrawn_within_30_days_was_so_lately(in_january, milestone):
    record(milestone, SAID)
    wrong = record(milestone, SAID)
    withdraw(wrong)

    assert list(Statement.objects.lately_withdrawn(date(2026, 2, 9))) == [wrong]
    assert not Statement.objects.lately_withdrawn(date(2026, 2, 10))


def test_what_was_corrected_was_withdrawn_too(in_january, milestone):
    wrong = record(milestone, SAID)
    correct(wrong)

    assert list(Statement.objects.lately_withdrawn(DAY)) == [wrong]


# Counting


def test_a_list_is_counted_up_to_a_bound(milestone, django_assert_num_queries):
    for _ in range(3):
        record(milestone, SAID)
    unquoted = next(one for one in LISTS if one.name == "unquoted")

    with django_assert_num_queries(1):
        assert count(unquoted, DAY) == (3, False)
    with django_assert_num_queries(1):
        assert count(unquoted, DAY, most=2) == (2, True)
    assert MOST == 100


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_an_empty_tracker_has_nothing_to_look_into(db, one):
    assert count(one, DAY) == (0, False)


@pytest.mark.parametrize("one", [one for one in LISTS if one.condition], ids=lambda one: one.name)
def test_a_condition_finds_what_the_list_has(milestone, one):
    dues = ["2025-12", "2026-02", "2027-35", "2027", "", "2027-01-15"]
    for number, due in enumerate(dues):
        about = make(MilestoneFactory)
        record(about, DAY - timedelta(days=number * 60), due=due)
        record(make(MilestoneFactory), SAID, due=due, progress="suspended" if number % 2 else None)
    now = FilteredRelation("versions", condition=HOLDS)
    milestones = Milestone.objects.annotate(now=now)

    found = set(one.narrow(milestones, DAY))

    assert found == {version.milestone for version in one.found(DAY)}
    assert found
