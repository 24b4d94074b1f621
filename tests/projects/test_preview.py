"""What changes would do, foreseen, held against what they do once they are recorded."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import projection, recording
from projects.codes import Move
from projects.folding import CycleError
from projects.models import Statement
from projects.preview import foresee
from projects.recording import Entry
from sources.revisions import FOREVER, revision
from tests.factories import InitiativeFactory, MilestoneFactory, SourceFactory, statement
from tests.projects.random_statements import MILESTONES, statements_said, unsaved
from tests.recorded import make, record, rolled_back, withdraw

DAY, LATER, TODAY = date(2025, 3, 1), date(2025, 4, 1), date(2025, 6, 1)
SAID = statements_said(anchors=lambda milestone: range(MILESTONES))
WRITES = st.lists(
    st.tuples(
        st.sampled_from(["record", "record", "correct", "withdraw"]), st.integers(0, 9), SAID
    ),
    min_size=1,
    max_size=8,
)


def entry(about, day: date, **fields) -> Entry:
    wrong = fields.pop("wrong", None)
    fields.setdefault("source", make(SourceFactory, published_on=day))
    said = statement(about, day, **fields)
    said.clean()
    return Entry(said, wrong=wrong, reason="recorded wrongly" if wrong else "")


# By property


@pytest.mark.django_db
@settings(max_examples=80, deadline=None)
@given(WRITES)
def test_what_is_foreseen_is_what_follows_once_it_is_recorded(writes):
    with rolled_back():
        with revision(None, "what is tracked"):
            initiative = InitiativeFactory()
            milestones = MilestoneFactory.create_batch(MILESTONES, initiative=initiative)
            source = SourceFactory(published_on=TODAY)
        for kind, which, said in writes:
            live = list(Statement.objects.live().order_by("seq"))
            wrong = live[which % len(live)] if live else None
            if kind == "withdraw" and wrong:
                foreseen = foresee(withdrawn=[wrong])
                withdraw(wrong)
            else:
                new = unsaved(said, source, initiative, milestones)
                new.clean()
                added = Entry(new, wrong=wrong if kind == "correct" else None, reason="wrong")
                foreseen = foreseen_or_refused(added)
            if foreseen:
                assert_follows(foreseen.effects[initiative.pk], initiative)


def foreseen_or_refused(added: Entry):
    """What is foreseen of an entry that is then recorded; None for one that neither takes."""
    try:
        foreseen = foresee([added])
    except CycleError:
        foreseen = None
    try:
        with revision(None, "a write"):
            recording.record_all([added])
    except recording.RefusedError:
        assert foreseen is None
        return None
    assert list(foreseen.numbers) == [added.statement.seq]
    return foreseen


def assert_follows(effect, initiative):
    stored = projection.stored_rows(initiative.pk, recorded_to=FOREVER)
    assert {projection.content(row) for row in stored} == {
        projection.content(row) for row in effect.after
    }


# One by one


def test_nothing_is_written(milestone):
    record(milestone, DAY, due="2025-12")
    new = entry(milestone, LATER, due="2026-03")

    foresee([new])

    assert Statement.objects.count() == 1
    assert new.statement.seq is None


def test_the_turn_of_a_milestone_is_from_what_is_known_to_what_would_be(milestone):
    record(milestone, DAY, due="2025-12")
    new = entry(milestone, LATER, due="2026-03")

    foreseen = foresee([new])
    turn = foreseen.effect(new.statement).turn(milestone.pk, TODAY)

    assert (turn.before.due.edtf, turn.after.due.edtf) == ("2025-12", "2026-03")
    assert turn.after.slip_days == 90
    assert foreseen.effect(new.statement).moves[foreseen.numbers[0]] == Move.SLIP


def test_the_turn_of_a_first_statement_begins_with_nothing(milestone):
    new = entry(milestone, DAY, due="2025-12")

    turn = foresee([new]).effect(new.statement).turn(milestone.pk, TODAY)

    assert (turn.before, turn.after.move) == (None, "first")


def test_the_turn_of_an_only_statement_withdrawn_ends_with_nothing(milestone):
    wrong = record(milestone, DAY, due="2025-12")

    turn = foresee(withdrawn=[wrong]).effect(wrong).turn(milestone.pk, TODAY)

    assert (turn.before.due.edtf, turn.after) == ("2025-12", None)
    assert turn


def test_a_milestone_that_counts_from_another_turns_with_it(milestone):
    after = make(MilestoneFactory, initiative=milestone.initiative)
    record(milestone, DAY, due="2025-12")
    record(after, DAY, within=("P12M", milestone))
    new = entry(milestone, LATER, due="2026-03")

    turns = foresee([new]).effect(new.statement).turns(TODAY)

    assert [turn.milestone for turn in turns] == [milestone.pk, after.pk]
    assert turns[1].after.due.edtf == "../2027-03-31"


def test_a_milestone_of_which_nothing_else_is_known_does_not_turn(milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    record(other, DAY, due="2025-12")
    new = entry(milestone, LATER, due="2026-03")

    assert not foresee([new]).effect(new.statement).turn(other.pk, TODAY)


def test_what_was_said_before_the_last_word_changes_only_the_past(milestone):
    record(milestone, LATER, progress="in_progress")
    new = entry(milestone, DAY, progress="not_started")

    effect = foresee([new]).effect(new.statement)

    assert effect.is_only_of_the_past(milestone.pk, TODAY)
    assert not effect.is_only_of_the_past(milestone.pk, date(2025, 3, 15))


def test_a_new_stage_turns_the_initiative(initiative):
    record(initiative, DAY, stage="preparation")
    new = entry(initiative, LATER, stage="implementation")

    before, after = foresee([new]).effect(new.statement).stages(TODAY)

    assert (before.stage, after.stage) == ("preparation", "implementation")


def test_deadlines_that_would_wait_for_each_other_are_not_foreseen(milestone):
    new = entry(milestone, DAY, within=("P12M", milestone))

    with pytest.raises(CycleError):
        foresee([new])


def test_a_correction_that_names_another_milestone_turns_both(milestone):
    other = make(MilestoneFactory)
    wrong = record(milestone, DAY, due="2025-12")

    foreseen = foresee([entry(other, DAY, due="2025-12", wrong=wrong)])

    assert foreseen.effects[milestone.initiative_id].turn(milestone.pk, TODAY).after is None
    assert foreseen.effects[other.initiative_id].turn(other.pk, TODAY).before is None


@pytest.mark.parametrize("rows", [1, 20])
def test_foreseeing_costs_two_queries_however_much_there_is(
    rows, milestone, django_assert_num_queries
):
    for number in range(rows):
        record(milestone, date(2025, 3, 1 + number), due="2025-12")
    entries = [entry(milestone, LATER, due="2026-03") for _ in range(rows)]

    with django_assert_num_queries(2):
        foresee(entries)
