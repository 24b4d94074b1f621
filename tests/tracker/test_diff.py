"""What changed of an initiative between two days, and the statements that did it."""

from datetime import date, datetime

import pytest

from tests.factories import MilestoneFactory, SourceFactory
from tests.recorded import correct, make, record, withdraw
from tests.tracker.asking import is_missing, newest, refused, told, written
from tests.tracker.worlds import tracked

FIRST, DAY, LAST = date(2026, 1, 15), date(2026, 3, 1), date(2026, 4, 1)
FIELDS = {"state", "progress", "due", "lateness", "slip_days", "met", "move"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.fromisoformat("2026-11-22T12:00:00+00:00"))


def diff(api, first: date = FIRST, last: date = LAST, more: str = "") -> dict:
    return told(api, f"initiatives/invented/diff/?from={first}&to={last}{more}")


def the_milestone(api, *args) -> dict:
    """What changed of the only milestone of which anything did."""
    (milestone,) = diff(api, *args)["milestones"]
    return milestone


def differing(milestone: dict) -> set[str]:
    return {name for name in FIELDS if milestone[name]}


def ids(statements: list[dict]) -> list[str]:
    return [statement["id"] for statement in statements]


# What differs


def test_a_moved_deadline_is_shown_as_it_was_and_as_it_is(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    said = record(milestone, DAY, due="2026-09")

    found = the_milestone(api)

    assert (found["due"]["before"]["edtf"], found["due"]["after"]["edtf"]) == ("2026-07", "2026-09")
    assert found["slip_days"] == {"before": 0, "after": 61}
    assert found["move"] == {"before": "first", "after": "slip"}
    assert differing(found) == {"due", "slip_days", "move"}
    assert ids(found["statements"]) == [str(said.uuid)]


def test_progress_and_the_met_date_are_shown(api):
    milestone = tracked("invented", FIRST, due="2026-07", progress="in_progress")
    record(milestone, DAY, progress="met", met="2026-02")

    found = the_milestone(api)

    assert found["progress"] == {"before": "in_progress", "after": "met"}
    assert found["state"] == {"before": "scheduled", "after": "met"}
    assert (found["met"]["before"], found["met"]["after"]["edtf"]) == (None, "2026-02")
    assert differing(found) == {"progress", "state", "met"}


def test_each_day_is_judged_by_itself_though_nothing_was_said(api):
    tracked("invented", FIRST, due="2026-03")

    found = the_milestone(api)

    assert found["state"] == {"before": "due_soon", "after": "overdue"}
    assert found["lateness"] == {"before": "none", "after": "possible"}
    assert (differing(found), found["statements"]) == ({"state", "lateness"}, [])


def test_due_soon_is_as_near_as_asked(api):
    tracked("invented", FIRST, due="2026-07")

    assert diff(api)["milestones"] == []
    assert diff(api, more="&due_soon_days=130")["milestones"][0]["state"]["after"] == "due_soon"


def test_what_is_the_same_on_both_days_is_left_out(api):
    milestone = tracked("invented", FIRST, due="2027")
    make(MilestoneFactory, initiative=milestone.initiative)

    found = diff(api)

    assert (found["milestones"], found["statements"]) == ([], [])
    assert (found["stage"], found["max_slip_days"], found["is_new"]) == (None, None, False)


def test_what_is_said_and_taken_back_between_the_days_is_no_difference(api):
    milestone = tracked("invented", FIRST, due="2027")
    record(milestone, DAY, due="2028")
    record(milestone, LAST, due="2027")

    found = the_milestone(api)

    assert found["move"] == {"before": "first", "after": "pull_in"}
    assert differing(found) == {"move"}
    assert len(found["statements"]) == 2


def test_a_milestone_of_which_something_was_said_is_there_though_nothing_differs(api):
    milestone = tracked("invented", FIRST, due="2027")
    said = record(milestone, DAY)

    found = the_milestone(api)

    assert differing(found) == set()
    assert ids(found["statements"]) == [str(said.uuid)]


def test_the_stage_and_the_largest_slip_are_shown(api):
    milestone = tracked("invented", FIRST, due="2027", stage="preparation")
    record(milestone, DAY, due="2028", stage="implementation")

    found = diff(api)

    assert found["stage"] == {"before": "preparation", "after": "implementation"}
    assert found["max_slip_days"] == {"before": 0, "after": 366}


def test_an_initiative_that_is_cancelled_cancels_its_milestones_by_the_same_statement(api):
    milestone = tracked("invented", FIRST, due="2027")
    said = record(milestone.initiative, DAY, stage="cancelled")

    found = the_milestone(api)

    assert found["state"] == {"before": "scheduled", "after": "cancelled"}
    assert ids(found["statements"]) == [str(said.uuid)]


def test_a_deadline_that_follows_its_anchor_names_the_anchor_s_statement(api):
    anchor = tracked("invented", FIRST, due="2026-06")
    follower = make(MilestoneFactory, initiative=anchor.initiative, position=2)
    record(follower, FIRST, within=("P1M", anchor))
    said = record(anchor, DAY, due="2026-08")

    _, found = diff(api)["milestones"]

    assert found["slug"] == follower.slug
    assert found["due"]["after"]["edtf"] == "../2026-09-30"
    assert ids(found["statements"]) == [str(said.uuid)]


# What is new


def test_a_milestone_that_was_not_public_is_new(api):
    milestone = tracked("invented", FIRST, due="2027")
    later = make(MilestoneFactory, initiative=milestone.initiative, position=2)
    record(later, DAY, due="2028", progress="in_progress")

    found = the_milestone(api)

    assert (found["slug"], found["is_new"]) == (later.slug, True)
    assert found["progress"] == {"before": None, "after": "in_progress"}
    assert differing(found) == FIELDS - {"met"}


def test_of_an_initiative_that_was_not_public_all_is_new(api):
    tracked("invented", DAY, due="2027", stage="preparation")

    found = diff(api)

    assert (found["is_new"], found["milestones"][0]["is_new"]) == (True, True)
    assert found["stage"] == {"before": None, "after": "preparation"}
    assert len(found["statements"]) == 1


def test_an_initiative_is_not_new_on_its_first_day(api):
    tracked("invented", FIRST, due="2027")

    assert not diff(api, FIRST)["is_new"]
    assert diff(api, date(2026, 1, 14))["is_new"]


# The statements


def test_statements_are_those_after_the_first_day_up_to_the_last(api):
    milestone = tracked("invented", FIRST, due="2027")
    said = [record(milestone, day) for day in (DAY, LAST)]
    record(milestone, date(2026, 4, 2))

    assert ids(diff(api)["statements"]) == [str(each.uuid) for each in said]


def test_a_statement_tells_the_move_it_made_of_what_was_said_before(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    record(milestone, DAY, due="2026-08")
    record(milestone, LAST)

    assert [each["move"] for each in diff(api)["statements"]] == ["slip", None]


def test_statements_of_a_day_stand_in_fold_order(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    wrong = record(milestone, DAY, due="2026-08")
    second = record(milestone, DAY, due="2026-09")
    right = correct(wrong, due="2026-10")

    found = diff(api)

    assert ids(found["statements"]) == [str(right.uuid), str(second.uuid)]
    assert ids(found["milestones"][0]["statements"]) == ids(found["statements"])


def test_what_was_withdrawn_did_nothing(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    withdraw(record(milestone, DAY, due="2026-09"))

    found = diff(api)

    assert (found["milestones"], found["statements"]) == ([], [])


def test_milestones_stand_in_their_order(api):
    third = tracked("invented", FIRST, due="2027")
    third.position = 3
    make(lambda: third.save())
    others = [
        make(MilestoneFactory, initiative=third.initiative, position=place) for place in (2, 1)
    ]
    for milestone in (third, *others):
        record(milestone, DAY, due="2028")

    slugs = [milestone["slug"] for milestone in diff(api)["milestones"]]

    assert slugs == [others[1].slug, others[0].slug, "invented"]


# The days and the clocks


def test_the_last_day_is_today_if_left_out(api):
    tracked("invented", FIRST)

    found = told(api, f"initiatives/invented/diff/?from={FIRST}")

    assert (found["from"], found["to"], found["as_of"]) == (str(FIRST), "2026-11-22", "2026-11-22")


def test_the_last_day_is_the_day_asked_about_if_left_out(api):
    tracked("invented", FIRST)

    found = told(api, f"initiatives/invented/diff/?from={FIRST}&as_of={LAST}")

    assert (found["to"], found["as_of"]) == (str(LAST), str(LAST))


def test_what_was_recorded_later_is_left_out_if_asked(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    before = newest()
    record(milestone, DAY, due="2026-09")

    found = diff(api, more=f"&recorded_as_of={written(before)}&as_of={LAST}")

    assert (found["milestones"], found["statements"]) == ([], [])


def test_both_clocks_of_a_reply_give_it_again(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    said = record(milestone, DAY, due="2026-09")
    given = diff(api)

    correct(said, due="2027", progress="suspended")
    record(milestone, date(2026, 2, 1), due="2026-05")

    clocks = f"&as_of={given['as_of']}&recorded_as_of={given['recorded_as_of']}"
    assert diff(api) != given
    assert diff(api, more=clocks) == given


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("", {"from"}),
        (f"to={LAST}", {"from"}),
        (f"from={LAST}&to={LAST}", {"from"}),
        (f"from={LAST}&to={FIRST}", {"from"}),
        ("from=2026-11-22", {"from"}),
        ("from=2026-11-23", {"from"}),
        (f"from={FIRST}&to=2026-11-23", {"to"}),
        (f"from={FIRST}&to={LAST}&as_of={DAY}", {"to"}),
        ("from=yesterday&to=today", {"from", "to"}),
        (f"from={FIRST}&until={LAST}", {"until"}),
    ],
)
def test_days_that_make_no_sense_are_refused(api, query, wrong):
    tracked("invented", FIRST)

    assert set(refused(api, f"initiatives/invented/diff/?{query}")) == wrong


def test_an_initiative_that_is_not_public_on_the_last_day_is_nothing(api):
    tracked("invented", LAST)

    assert is_missing(api, f"initiatives/invented/diff/?from={FIRST}&to={DAY}")
    assert is_missing(api, f"initiatives/other/diff/?from={FIRST}&to={DAY}")
    assert is_missing(api, f"initiatives/a%00b/diff/?from={FIRST}&to={DAY}")


def test_an_initiative_of_which_all_is_withdrawn_is_nothing(api):
    withdraw(tracked("invented", FIRST).statements.get())

    assert is_missing(api, f"initiatives/invented/diff/?from={FIRST}")


def test_names_are_in_the_language_asked_for(api):
    milestone = tracked("invented", FIRST, due="2026-07")
    milestone.name_ru = "Веха"
    make(lambda: milestone.save())
    record(milestone, DAY, due="2026-09")

    reply = api.get(
        f"/api/v1/initiatives/invented/diff/?from={FIRST}", headers={"accept-language": "ru"}
    )

    found = reply.json()["milestones"][0]
    assert (found["name"], found["due"]["after"]["label"]) == ("Веха", "сентябрь 2026 года")


# What it costs


@pytest.mark.parametrize("rows", [1, 60])
def test_a_comparison_costs_the_same_however_much_changed(
    rows, db, client, django_assert_num_queries
):
    milestone = tracked("invented", FIRST, due="2027")
    source = make(SourceFactory, published_on=LAST)
    for number in range(rows):
        other = make(MilestoneFactory, initiative=milestone.initiative)
        record(other, DAY, due=f"20{27 + number}", source=source)

    # The newest revision, the versions of the initiative and of its milestones, the statements
    # between and all before them
    with django_assert_num_queries(5):
        diff(client)
