"""What the projection stores, held against a naive fold over every day and instant."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import projection, recording
from projects.models import InitiativeVersion, MilestoneVersion, Statement
from sources.clock import now
from sources.revisions import FOREVER, LatestRevision, revision
from tests.factories import InitiativeFactory, MilestoneFactory, SourceFactory, statement
from tests.projects import naive
from tests.projects.random_statements import (
    MILESTONES,
    days_of_interest,
    initiative_facts,
    milestone_facts,
    statements_said,
    unsaved,
)
from tests.recorded import correct, make, record, rolled_back, version_on, withdraw

LATER = date(2025, 6, 1)


# By property


# Any milestone may be an anchor, its own too: what would close a cycle is refused.
SAID = statements_said(anchors=lambda milestone: range(MILESTONES))
OPERATIONS = st.one_of(
    st.tuples(st.just("record"), st.just(0), SAID),
    st.tuples(st.just("record"), st.just(0), SAID),
    st.tuples(st.just("correct"), st.integers(0, 9), SAID),
    st.tuples(st.just("withdraw"), st.integers(0, 9), st.none()),
)
# One revision of each list.
WRITES = st.lists(st.lists(OPERATIONS, min_size=1, max_size=2), min_size=1, max_size=6)


def perform(operation, source, initiative, milestones) -> None:
    """Do one write; one that is refused leaves nothing."""
    kind, which, said = operation
    live = list(Statement.objects.live().order_by("seq"))
    right = unsaved(said, source, initiative, milestones) if said else None
    there_were, refusal = Statement.objects.count(), None
    try:
        if kind == "record" or not live:
            right and recording.record(right)
        elif kind == "correct":
            recording.correct(live[which % len(live)], right, "recorded wrongly")
        else:
            recording.withdraw(live[which % len(live)], "recorded wrongly")
    except ValidationError as error:
        refusal = error
    if refusal:
        assert set(refusal.message_dict) == {"due_within_of"}
        assert Statement.objects.count() == there_were
        assert list(Statement.objects.live().order_by("seq")) == live


@pytest.mark.django_db
@settings(max_examples=80, deadline=None)
@given(WRITES)
def test_every_answer_is_that_of_a_naive_fold_of_what_it_should_see(writes):
    with rolled_back():
        with revision(None, "what is tracked"):
            initiative = InitiativeFactory()
            milestones = MilestoneFactory.create_batch(MILESTONES, initiative=initiative)
            source = SourceFactory(published_on=LATER)
        instants = [LatestRevision.read().at]
        for operations in writes:
            with revision(None, "a write"):
                for operation in operations:
                    perform(operation, source, initiative, milestones)
            instants.append(LatestRevision.read().at)

        for instant in instants:
            assert_answers_as_of(instant, initiative, milestones)
        assert not projection.difference(initiative.pk)


# Without stages, which have all of an initiative folded again; mostly of relative deadlines.
OF_MILESTONES = statements_said(anchors=lambda milestone: [*range(MILESTONES)] * 3, stages=False)
FEW_AT_A_TIME = st.lists(
    st.lists(
        st.one_of(
            st.tuples(st.just("record"), st.just(0), OF_MILESTONES),
            st.tuples(st.just("record"), st.just(0), OF_MILESTONES),
            st.tuples(st.just("correct"), st.integers(0, 9), OF_MILESTONES),
            st.tuples(st.just("withdraw"), st.integers(0, 9), st.none()),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=2,
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=80, deadline=None)
@given(st.lists(OPERATIONS, max_size=5), FEW_AT_A_TIME)
def test_what_is_left_alone_is_what_a_fold_of_all_statements_says(before, writes):
    with rolled_back():
        with revision(None, "what is tracked"):
            initiative = InitiativeFactory()
            milestones = MilestoneFactory.create_batch(MILESTONES, initiative=initiative)
            source = SourceFactory(published_on=LATER)
        for operations in [before, *writes]:
            with revision(None, "a write"):
                for operation in operations:
                    perform(operation, source, initiative, milestones)

            live = Statement.objects.live().filter(initiative=initiative)
            wanted = {projection.content(row) for row in projection.rows_of(initiative.pk, live)}
            present = projection.stored_rows(initiative.pk, recorded_to=FOREVER)
            assert {projection.content(row) for row in present} == wanted
        assert not projection.difference(initiative.pk)


def assert_answers_as_of(instant, initiative, milestones):
    everything = list(Statement.objects.all())
    seen = [said for said in everything if said.recorded_at <= instant < said.withdrawn_at]
    of_milestones = list(MilestoneVersion.objects.recorded(instant).filter(initiative=initiative))
    of_initiative = list(InitiativeVersion.objects.recorded(instant).filter(initiative=initiative))
    for day in days_of_interest(everything):
        for milestone in milestones:
            expected = naive.milestone_facts(seen, milestone.pk, day)
            found = [
                milestone_facts(row, day)
                for row in of_milestones
                if row.milestone_id == milestone.pk and row.known_from <= day < row.known_to
            ]
            assert found == ([expected] if expected else [])
        expected = naive.initiative_facts(seen, day)
        found = [
            initiative_facts(row) for row in of_initiative if row.known_from <= day < row.known_to
        ]
        assert found == ([expected] if expected else [])


# One by one


def test_an_answer_once_given_is_given_again_after_a_late_recording(milestone):
    record(milestone, date(2025, 3, 1), due="2025-12")
    asked = now()
    record(milestone, date(2025, 2, 1), due="2025-06")

    assert version_on(milestone, date(2025, 3, 1), asked).move == "first"
    assert version_on(milestone, date(2025, 3, 1)).move == "slip"
    assert version_on(milestone, date(2025, 2, 1), asked) is None
    assert version_on(milestone, date(2025, 2, 1)).due.edtf == "2025-06"


def test_an_answer_once_given_is_given_again_after_a_withdrawal(milestone):
    wrong = record(milestone, date(2025, 3, 1), due="2025-12")
    asked = now()
    withdraw(wrong)

    assert version_on(milestone, date(2025, 3, 1), asked).due.edtf == "2025-12"
    assert version_on(milestone, date(2025, 3, 1)) is None


def test_a_version_holds_from_its_first_day_to_the_day_before_the_next(milestone):
    record(milestone, date(2025, 3, 1), due="2025-06")
    record(milestone, date(2025, 4, 1), due="2025-12")

    assert version_on(milestone, date(2025, 2, 28)) is None
    assert version_on(milestone, date(2025, 3, 1)).due.edtf == "2025-06"
    assert version_on(milestone, date(2025, 3, 31)).due.edtf == "2025-06"
    assert version_on(milestone, date(2025, 4, 1)).due.edtf == "2025-12"


def test_a_recording_counts_from_its_own_instant_on(milestone):
    told = record(milestone, date(2025, 3, 1), due="2025-06")
    before = told.recorded_at - timedelta(microseconds=1)

    assert version_on(milestone, date(2025, 3, 1), before) is None
    assert version_on(milestone, date(2025, 3, 1), told.recorded_at).due.edtf == "2025-06"


def test_versions_that_do_not_change_are_left_alone(milestone):
    record(milestone, date(2025, 3, 1), due="2025-06")
    record(milestone, date(2025, 4, 1), due="2025-12")
    first = version_on(milestone, date(2025, 3, 1))

    record(milestone, date(2025, 5, 1), due="2026")

    assert version_on(milestone, date(2025, 3, 1)).pk == first.pk
    assert MilestoneVersion.objects.filter(milestone=milestone).count() == 5


def test_two_statements_of_one_revision_make_no_version_between_them(milestone):
    with revision(None, "both"):
        recording.record(statement(milestone, date(2025, 3, 1), due="2025-06"))
        recording.record(statement(milestone, date(2025, 3, 1), due="2025-12"))

    assert [row.due.edtf for row in MilestoneVersion.objects.all()] == ["2025-12"]


def test_a_statement_withdrawn_in_its_own_revision_was_never_in_force(milestone):
    with revision(None, "in and out"):
        wrong = recording.record(statement(milestone, date(2025, 3, 1), due="2025-06"))
        recording.withdraw(wrong, "at once")

    assert not MilestoneVersion.objects.exists()
    assert not projection.difference(milestone.initiative_id)


def test_a_correction_of_equal_words_still_names_the_right_statement(milestone):
    wrong = record(milestone, date(2025, 3, 1), due="2025-06")
    right = correct(wrong, due="2025-06", locator="paragraph 2")

    assert version_on(milestone, date(2025, 3, 1)).statement == right
    assert version_on(milestone, date(2025, 3, 1), wrong.recorded_at).statement == wrong


def test_a_milestone_that_counts_from_another_follows_it(milestone):
    waiting = make(MilestoneFactory, initiative=milestone.initiative)
    record(milestone, date(2025, 3, 1), due="2025-06-30")
    record(waiting, date(2025, 3, 1), within=("P1M", milestone))

    record(milestone, date(2025, 4, 1), due="2025-07-31")

    assert version_on(waiting, date(2025, 3, 31)).due.latest == date(2025, 7, 30)
    assert version_on(waiting, date(2025, 4, 1)).due.latest == date(2025, 8, 31)


def test_a_milestone_is_not_read_for_another_that_is_not_linked_with_it(milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    record(other, date(2025, 3, 1), due="2025-06")
    with revision(None, "tampering"):
        MilestoneVersion.objects.filter(milestone=other).update(move="slip")

    record(milestone, date(2025, 3, 1), due="2025-06")

    assert version_on(other, date(2025, 3, 1)).move == "slip"


def test_an_initiative_is_not_folded_for_another(milestone):
    other = make(MilestoneFactory)
    record(other, date(2025, 3, 1), due="2025-06")
    before = list(MilestoneVersion.objects.values())

    record(milestone, date(2025, 3, 1), due="2025-06")

    assert list(MilestoneVersion.objects.filter(milestone=other).values()) == before


def test_a_row_that_was_tampered_with_is_both_missing_and_surplus(milestone):
    record(milestone, date(2025, 3, 1), due="2025-06")
    with revision(None, "tampering"):
        MilestoneVersion.objects.update(move="slip")

    found = projection.difference(milestone.initiative_id)

    assert [row.move for row in found.missing] == ["first"]
    assert [row.move for row in found.surplus] == ["slip"]


def test_a_row_stored_twice_is_surplus_once(milestone):
    wrong = record(milestone, date(2025, 3, 1), due="2025-06")
    withdraw(wrong)
    row = MilestoneVersion.objects.get()
    row.pk = None
    with revision(None, "tampering"):
        row.save(force_insert=True)

    found = projection.difference(milestone.initiative_id)

    assert (len(found.missing), len(found.surplus)) == (0, 1)


def test_open_bounds_are_the_last_day_and_instant_there_are(milestone):
    record(milestone, date(2025, 3, 1), due="2025-06")

    row = MilestoneVersion.objects.get()

    assert row.known_to == date.max
    assert row.recorded_to == FOREVER
