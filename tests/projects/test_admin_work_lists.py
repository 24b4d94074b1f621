"""The work lists on the admin's front page, and the lists that they lead to."""

import csv
from datetime import date, timedelta

import pytest
from django.urls import reverse

from projects.models import Milestone, Statement
from projects.worklists import LISTS
from tests.desk import page, sign_in
from tests.factories import MilestoneFactory, SourceFactory
from tests.recorded import correct, make, record, withdraw

FRONT = reverse("admin:index")
NAMES = [one.name for one in LISTS]
WORK = {"work": "overdue"}
STANDS = {
    "state": "overdue",
    "due": "2025-12",
    "due_latest": "2025-12-31",
    "days_late_min": "0",
    "days_late_max": "10",
    "slip_days": "0",
    "last_stated_on": "2025-10-01",
}


@pytest.fixture
def desk(client, db, time_machine):
    time_machine.move_to("2026-01-10T06:00:00Z")
    return sign_in(client, username="aigerim")


def counts(response) -> dict[str, tuple[int, bool]]:
    return {one["list"].name: (one["count"], one["more"]) for one in response.context["lists"]}


def rows(client, model, name: str) -> list:
    return list(client.get(page(model), {"work": name}).context["cl"].result_list)


def cells(client, model, name: str) -> str:
    return client.get(page(model), {"work": name}).text


def overdue(due: str = "2025-12") -> Milestone:
    milestone = make(MilestoneFactory)
    record(milestone, date(2025, 10, 1), due=due)
    return milestone


def test_the_front_page_counts_what_wants_looking_into(desk):
    overdue()
    withdraw(record(make(MilestoneFactory), date(2026, 1, 6), locator="1", phrase="invented"))

    found = counts(desk.get(FRONT))

    assert found == {
        "overdue": (1, False),
        "due_soon": (0, False),
        "silent": (1, False),
        "disagreeing": (0, False),
        "unquoted": (1, False),
        "withdrawn": (1, False),
    }


def test_an_empty_list_says_so_kindly(desk):
    text = desk.get(FRONT).text

    assert all(str(one.empty) in text.replace("&#x27;", "'") for one in LISTS)


def test_beyond_a_hundred_nobody_counts(desk):
    milestone = make(MilestoneFactory)
    for number in range(101):
        record(milestone, date(2025, 1, 1) + timedelta(days=number))

    response = desk.get(FRONT)

    assert counts(response)["unquoted"] == (100, True)
    assert "100+" in response.text


def test_the_front_page_costs_the_same_however_much_is_to_do(desk, django_assert_num_queries):
    costs = []
    for number in (1, 29):
        for _ in range(number):
            overdue()
            withdraw(record(make(MilestoneFactory), date(2026, 1, 6)))
        with django_assert_num_queries(12, exact=False) as asked:
            desk.get(FRONT)
        costs.append(len(asked))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("one", LISTS, ids=NAMES)
def test_a_count_leads_to_its_list(desk, one):
    response = desk.get(FRONT)
    (url,) = [shown["url"] for shown in response.context["lists"] if shown["list"] is one]

    found = desk.get(url)

    assert found.context["work_list"] is one
    assert str(one.title) in found.text


def test_who_may_see_nothing_is_shown_no_work(client, db):
    sign_in(client, "view_publisher")

    assert client.get(FRONT).context["lists"] == []
    assert "tracker-work" not in client.get(FRONT).text


def test_who_may_see_milestones_only_is_shown_their_lists(client, db):
    sign_in(client, "view_milestone")

    shown = [one["list"].model for one in client.get(FRONT).context["lists"]]

    assert set(shown) == {Milestone}


def test_the_longest_overdue_comes_first(desk):
    later, earlier = overdue("2025-12"), overdue("2025-11")

    assert rows(desk, Milestone, "overdue") == [earlier, later]


def test_another_order_may_be_asked_for(desk):
    later, earlier = overdue("2025-12"), overdue("2025-11")
    column = list(desk.get(page(Milestone), WORK).context["cl"].list_display).index("deadline")

    found = desk.get(page(Milestone), {"work": "overdue", "o": f"-{column}"})

    assert list(found.context["cl"].result_list) == [later, earlier]


def test_a_list_of_milestones_shows_deadline_days_late_slip_and_the_last_word(desk):
    milestone = make(MilestoneFactory)
    record(milestone, date(2025, 3, 1), due="2025-34")
    record(milestone, date(2025, 12, 11), due="2025-12")

    text = cells(desk, Milestone, "overdue")

    for shown in ("Overdue", "December 2025", "0–10", "+184", "2025-12-11, 30 days ago"):
        assert shown in text


def test_a_list_of_disputes_shows_what_the_other_source_said(desk):
    milestone = make(MilestoneFactory)
    other = make(SourceFactory, published_on=date(2026, 1, 5), title="Invented interview")
    record(milestone, date(2026, 1, 5), due="2026-33", source=other)
    record(milestone, date(2026, 1, 6), due="2026-34")

    text = cells(desk, Milestone, "disagreeing")

    assert "Q2 2026" in text
    assert "Q1 2026 (Invented interview (2026-01-05))" in text


def test_an_empty_list_says_so_where_it_would_stand(desk):
    assert "Nothing is overdue." in cells(desk, Milestone, "overdue")


def test_a_list_may_be_searched_and_filtered_further(desk):
    milestone = make(MilestoneFactory, name_ru="Обход Каспия")
    record(milestone, date(2025, 10, 1), due="2025-12")
    overdue()

    found = desk.get(page(Milestone), {"work": "overdue", "q": "обход"})

    assert list(found.context["cl"].result_list) == [milestone]


def test_a_list_of_unquoted_statements_shows_what_they_lack(desk):
    statement = record(make(MilestoneFactory), date(2026, 1, 6), phrase="invented words")

    assert rows(desk, Statement, "unquoted") == [statement]
    assert "invented words" in cells(desk, Statement, "unquoted")


def test_a_list_of_withdrawn_statements_shows_why_and_whether_they_were_corrected(desk):
    statement = record(make(MilestoneFactory), date(2026, 1, 6))
    correct(statement)

    text = cells(desk, Statement, "withdrawn")

    assert "recorded wrongly" in text
    assert "icon-yes" in text


@pytest.mark.parametrize("one", LISTS, ids=NAMES)
def test_a_work_list_costs_the_same_however_long(desk, one, django_assert_num_queries):
    costs = []
    for number in (1, 29):
        for _ in range(number):
            overdue()
            overdue("2026-03")
            wrong = record(overdue("2026-02"), date(2025, 10, 20), due="2027")
            correct(wrong, due="2027")
        with django_assert_num_queries(12, exact=False) as asked:
            assert rows(desk, one.model, one.name)
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_an_unknown_work_list_is_the_whole_list(desk):
    milestone = overdue()

    assert rows(desk, Milestone, "rubbish") == [milestone]


def test_an_export_of_a_work_list_says_how_each_milestone_stands(desk):
    overdue("2025-12")
    record(overdue("2025-12"), date(2025, 11, 1), progress="met", met="2025-10")

    response = desk.get(reverse("admin:projects_milestone_export", args=["csv"]), WORK)

    (row,) = csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines())
    assert {name: row[name] for name in STANDS} == STANDS
