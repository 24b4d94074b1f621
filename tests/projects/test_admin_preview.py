"""What an editor is shown of a statement while writing it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import describe, recording
from projects.models import Statement
from sources import clock
from sources.revisions import revision
from tests.desk import sign_in, source_of, written
from tests.factories import InitiativeFactory, MilestoneFactory, SourceFactory
from tests.projects.random_statements import MILESTONES, statements_said, unsaved
from tests.recorded import make, record, rolled_back, version_on

DAY = date(2026, 1, 6)
TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def desk(client, db):
    return sign_in(client, "add_statement")


def ask(desk, about=None, **fields) -> dict:
    """What the page is told of what was written so far."""
    if about:
        fields["milestone"] = about.pk
    response = desk.post(reverse("admin:projects_statement_preview"), fields)
    assert response.status_code == 200
    return response.json()


def dates(told: dict) -> list[str]:
    return [reading["due_edtf"] for reading in told["readings"]]


# What an expression means


def test_an_expression_is_told_in_words_and_days(desk):
    told = ask(desk, due_edtf="2026-35")

    assert told["meaning"] == {
        "words": "Q3 2026",
        "days": "1 July 2026 to 30 September 2026: 92 days",
    }
    assert (told["problem"], told["readings"]) == (None, [])


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("../2026-12-31", "any day up to 31 December 2026; no first day"),
        ("2026/..", "1 January 2026 or later; no last day"),
        ("2026-12-31", "one day"),
    ],
)
def test_open_and_narrow_windows_are_told_as_such(edtf, days, desk):
    assert ask(desk, due_edtf=edtf)["meaning"]["days"] == days


def test_what_cannot_be_read_says_where_and_what_would_be_accepted(desk):
    problem = ask(desk, due_edtf="2026-13")["problem"]

    assert problem["position"] == 5
    assert "2026-35 (the third quarter)" in problem["detail"]


# Words


@pytest.mark.parametrize(
    ("words", "edtf", "rule"),
    [
        ("by the end of Q1 2026", "../2026-03-31", "until_end_of_quarter"),
        ("до конца года", "../2026-12-31", "until_end_of_year"),
        ("жыл соңына дейін", "../2026-12-31", "until_end_of_year"),
    ],
)
def test_words_are_read_in_three_languages_by_a_rule(words, edtf, rule, desk):
    reading = ask(desk, due_edtf=words)["readings"][0]

    assert (reading["due_edtf"], reading["rule"]) == (edtf, rule)
    assert reading["phrase"] == words
    assert reading["reading"].startswith("By, until, before or at the end")


def test_words_are_read_against_the_day_of_the_source(desk):
    source = source_of(date(2024, 5, 2))

    told = ask(desk, due_edtf="до конца года", source=source.pk)

    assert dates(told)[0] == "../2024-12-31"
    assert told["read_as"] == "Read as said on 2 May 2024, the source's day."


def test_words_are_read_against_the_day_that_is_given(desk):
    source = source_of(date(2024, 5, 2))

    told = ask(desk, due_edtf="до конца года", source=source.pk, announced_on="2023-12-01")

    assert dates(told)[0] == "../2023-12-31"


def test_without_a_source_words_are_read_as_of_today(desk):
    told = ask(desk, due_edtf="до конца года")

    assert told["said_on"] == TODAY.isoformat()
    assert "today" in told["read_as"]


def test_every_meaning_of_words_is_offered(desk):
    told = ask(desk, due_edtf="до 2027 года")

    assert dates(told) == ["../2027-12-31", "../2026-12-31"]


def test_words_that_count_from_an_event_offer_a_length_of_time(desk):
    reading = ask(desk, due_edtf="within 12 months of signing")["readings"][0]

    assert (reading["due_edtf"], reading["due_within_offset"]) == ("", "P12M")
    assert reading["anchor"] == "signing"
    assert reading["words"] == "within 12 months of signing"


def test_words_that_set_no_deadline_say_so(desk):
    reading = ask(desk, due_edtf="soon")["readings"][0]

    assert (reading["words"], reading["due_edtf"]) == ("No deadline", "")


def test_the_phrase_is_read_while_no_deadline_is_given(desk):
    assert dates(ask(desk, phrase="until 2027")) == ["../2027-12-31", "../2026-12-31"]
    assert dates(ask(desk, phrase="until 2027", due_edtf="2027")) == []


# What it would do


def test_the_effect_is_told_before_anything_is_recorded(desk, milestone):
    record(milestone, DAY, due="2026-35")
    before = written()

    told = ask(desk, milestone, due_edtf="2026-12", source=source_of(date(2026, 2, 1)).pk)

    assert told["effect"]["told"] == [
        "Deadline moved: Q3 2026 → December 2026, slips 92 days. State: scheduled, not yet late."
    ]
    assert (told["effect"]["move"], told["effect"]["slip_days"]) == ("slip", 92)
    assert written() == (before[0], before[1], before[2] + 1)  # but for the source's revision


def test_a_statement_older_than_the_last_changes_nothing_today(desk, milestone):
    record(milestone, date(2026, 2, 1), due="2026-12")

    told = ask(desk, milestone, due_edtf="2026-12", announced_on="2026-01-06")["effect"]["told"]

    assert "slips" not in told[0]


def test_milestones_that_count_from_it_are_named(desk, milestone):
    after = make(MilestoneFactory, initiative=milestone.initiative)
    record(milestone, DAY, due="2026-12")
    record(after, DAY, within=("P12M", milestone))

    (other,) = ask(desk, milestone, due_edtf="2027-03")["effect"]["others"]

    assert other["name"] == after.name
    assert "by 31 December 2027 → by 31 March 2028" in other["told"]


def test_a_length_of_time_is_told_with_the_day_it_comes_to(desk, milestone):
    anchor = make(MilestoneFactory, initiative=milestone.initiative, name_en="Signing")
    record(anchor, DAY, due="2026-12-31")

    told = ask(desk, milestone, due_within_offset="P12M", due_within_of=anchor.pk)

    assert told["meaning"] == {
        "words": "within 12 months of Signing",
        "days": "any day up to 31 December 2027; no first day",
    }


def test_a_new_stage_is_told(desk, initiative):
    record(initiative, DAY, stage="preparation")

    told = ask(desk, initiative=initiative.pk, stage="implementation")["effect"]["told"]

    assert told == ["Stage of the initiative: preparation → implementation."]


def test_a_milestone_that_is_not_there_yet_has_an_effect_too(desk, initiative):
    told = ask(desk, new="1", initiative=initiative.pk, due_edtf="2026-12")

    assert told["errors"] == []
    assert told["effect"]["told"] == ["Deadline: December 2026. State: scheduled, not yet late."]


def test_nothing_said_has_no_effect(desk, milestone):
    assert ask(desk, milestone)["effect"] is None


def test_a_correction_is_told_as_in_the_place_of_the_wrong_one(client, milestone):
    desk = sign_in(client, "change_statement")
    record(milestone, DAY, due="2026-35")
    wrong = record(milestone, date(2026, 2, 1), due="2028")

    effect = ask(desk, milestone, due_edtf="2026-12", corrects=wrong.pk)["effect"]

    assert effect["told"][0].startswith("Deadline moved: 2028 → December 2026")
    assert effect["slip_days"] == 92


def test_a_contradiction_is_told_in_the_place_of_an_effect(desk, milestone):
    told = ask(desk, milestone, due_edtf="2026-12", due_dropped="on")

    assert told["effect"] is None
    assert [error["field"] for error in told["errors"]] == ["due_dropped"]


def test_deadlines_that_would_wait_for_each_other_are_named(desk, milestone):
    told = ask(desk, milestone, due_within_offset="P1M", due_within_of=milestone.pk)

    assert told["errors"][0]["field"] == "due_within_of"
    assert "wait for each other" in told["errors"][0]["detail"]


# By property


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(st.lists(statements_said(), min_size=1, max_size=5))
def test_the_effect_that_is_told_is_the_one_that_recording_has(history):
    with rolled_back():
        desk = sign_in(Client())
        with revision(None, "what is tracked"):
            initiative = InitiativeFactory()
            milestones = MilestoneFactory.create_batch(MILESTONES, initiative=initiative)
            source = SourceFactory(published_on=TODAY)
        for one in history:
            new = unsaved(one, source, initiative, milestones)
            if new.milestone and not (new.due_edtf or new.progress or new.due_within_offset):
                new.stage = new.stage or "preparation"
            told = ask(desk, **sent(new))
            with revision(None, "a write"):
                recording.record(new)
            if new.milestone:
                assert found(told["effect"]) == found_on(new.milestone)


def sent(statement: Statement) -> dict:
    fields = {
        name: getattr(statement, name)
        for name in ("due_edtf", "due_within_offset", "met_edtf", "announced_on")
    }
    links = ("source", "initiative", "milestone", "due_within_of")
    fields |= {name: getattr(statement, f"{name}_id") or "" for name in links}
    fields |= {name: getattr(statement, name) or "" for name in ("progress", "stage")}
    return fields | ({"due_dropped": "on"} if statement.due_dropped else {})


def found(effect: dict) -> tuple:
    days_late = effect["days_late"] and tuple(effect["days_late"])
    named = ("state", "lateness", "due", "slip_days")
    return *(effect[name] for name in named), days_late


def found_on(milestone) -> tuple:
    version = version_on(milestone, TODAY)
    now = describe.standing(version, TODAY)
    return now.state, now.lateness, version.due_edtf, version.slip_days, now.days_late


# Who, how often, and junk


@pytest.mark.parametrize("permissions", [["view_statement"], ["add_milestone"]])
def test_who_may_not_record_is_shown_nothing(permissions, client, db):
    desk = sign_in(client, *permissions)

    assert desk.post(reverse("admin:projects_statement_preview")).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client, db):
    assert client.post(reverse("admin:projects_statement_preview")).status_code == 302


def test_a_request_from_another_site_is_refused(db):
    desk = sign_in(Client(enforce_csrf_checks=True))

    assert desk.post(reverse("admin:projects_statement_preview")).status_code == 403


def test_only_a_post_is_answered(desk):
    assert desk.get(reverse("admin:projects_statement_preview")).status_code == 405


@pytest.mark.parametrize("rows", [1, 20])
def test_an_answer_costs_the_same_however_much_was_said(
    rows, desk, milestone, django_assert_num_queries
):
    source = source_of(TODAY)
    others = [make(MilestoneFactory, initiative=milestone.initiative) for _ in range(rows)]
    for number, other in enumerate(others, 1):
        record(milestone, date(2026, 1, number), due="2026-12")
        record(other, date(2026, 1, number), within=("P1M", milestone))

    with django_assert_num_queries(9):
        told = ask(
            desk,
            milestone,
            source=source.pk,
            due_within_offset="P1M",
            due_within_of="",
            progress="in_progress",
        )

    assert len(told["effect"]["others"]) == rows


JUNK = [
    *("", "0", "-1", "1e9", "99999999999999999999", "\0", "2026-13", "None", "²", "x" * 2000),
    *("9999-12-31", "0001-01-01", "../..", "P0D", "P9999Y", "до\0конца", "[", "🗓" * 200, "by"),
]
FIELDS = [
    *("source", "announced_on", "initiative", "milestone", "due_edtf", "due_within_offset"),
    *("due_within_of", "due_dropped", "progress", "met_edtf", "stage", "phrase", "corrects", "new"),
]


def test_junk_is_answered(desk, milestone):
    record(milestone, DAY, due="2026-35")

    @settings(max_examples=120, deadline=None)
    @given(st.dictionaries(st.sampled_from(FIELDS), st.one_of(st.sampled_from(JUNK), st.text())))
    def answered(junk):
        assert ask(desk, **{"milestone": milestone.pk, **junk})

    answered()
