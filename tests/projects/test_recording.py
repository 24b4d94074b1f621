"""The write path: what is recorded, what corrections do, and what is refused, with its field."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from projects import recording
from projects.codes import Move, ObservationKind, Progress, Role, Stage
from projects.models import (
    InitiativeVersion,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.clock import today
from sources.revisions import FOREVER, LatestRevision, NoRevisionError, Revision, revision
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    SourceFactory,
    statement,
)
from tests.recorded import correct, make, record, version_on, withdraw

DAY = date(2025, 3, 10)
NEXT_DAY = date(2025, 3, 11)
WRITTEN = [Statement, Observation, Participation, Place, MilestoneVersion, InitiativeVersion]


def everything_written() -> dict:
    """All that the write path writes, to see that it was left alone."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in WRITTEN}
    return rows | {"revision": LatestRevision.read().number, "revisions": Revision.objects.count()}


@pytest.fixture
def source(db):
    return make(SourceFactory, published_on=DAY)


@pytest.fixture
def other(initiative):
    return make(MilestoneFactory, initiative=initiative)


@pytest.fixture
def third(initiative):
    return make(MilestoneFactory, initiative=initiative)


# Recording


def test_a_statement_takes_the_instant_of_its_revision(milestone):
    told = record(milestone, DAY, due="2026")

    latest = LatestRevision.read()
    assert (told.recorded_at, told.revision_id) == (latest.at, latest.number)
    assert told.withdrawn_at == FOREVER


def test_statements_are_numbered_within_a_revision_too(milestone):
    with revision(None, "two"):
        first = recording.record(statement(milestone, DAY, due="2026"))
        second = recording.record(statement(milestone, DAY, due="2027"))

    assert second.seq == first.seq + 1
    assert second.recorded_at == first.recorded_at


def test_what_hangs_on_a_statement_is_recorded_with_it(milestone):
    indicator, organisation = make(IndicatorFactory), make(OrganisationFactory)
    counted = Observation(
        indicator=indicator,
        kind=ObservationKind.TARGET,
        low=5,
        unit="satellites",
        period_edtf="2026/..",
    )
    builds = Participation(organisation=organisation, role=Role.BUILDER)
    place = Place(name_en="Invented place")

    told = record(milestone, DAY, evidence=[counted, builds, place])

    assert [told.observations.get(), told.participations.get(), told.places.get()] == [
        counted,
        builds,
        place,
    ]
    assert told.observations.get().period.earliest == date(2026, 1, 1)


def test_a_statement_of_today_is_taken(milestone):
    record(milestone, today(), due="2026")

    assert version_on(milestone, today()).due.edtf == "2026"


def test_today_is_the_day_in_the_tracker_s_time_zone(milestone, source):
    with time_machine.travel("2025-03-09T20:00:00Z", tick=False):  # past midnight in Almaty
        record(milestone, DAY, source=source)

    assert Statement.objects.get().announced_on == DAY


def test_a_day_before_the_source_s_own_is_taken(milestone, source):
    told = record(milestone, DAY - timedelta(days=30), source=source, due="2026")

    assert version_on(milestone, told.announced_on).statement == told


def test_a_statement_of_an_initiative_alone_is_taken(initiative):
    record(initiative, DAY, stage=Stage.PREPARATION)

    assert InitiativeVersion.objects.get().stage == Stage.PREPARATION


@pytest.mark.parametrize("before", [0, 30])
def test_recording_costs_the_same_however_much_was_said(
    before, milestone, source, django_assert_num_queries
):
    with revision(None, "many"):
        for days in range(before):
            day = DAY - timedelta(days=days + 1)
            recording.record(statement(milestone, day, source=source, due="2026"))
    record(milestone, DAY, source=source, due="2026")
    unsaved = statement(milestone, DAY, source=source, due="2027")

    # Two of them list what changed, however much that is, and two move what is counted.
    with django_assert_num_queries(23), revision(None, "one more"):
        recording.record(unsaved)


# Corrections


def test_a_correction_takes_back_the_wrong_statement_in_the_same_revision(milestone):
    wrong = record(milestone, DAY, due="2026")
    right = correct(wrong, due="2027")

    wrong.refresh_from_db()
    assert (wrong.withdrawn_at, wrong.revision_id) == (right.recorded_at, right.revision_id)
    assert (wrong.withdrawal_reason, wrong.corrected_by) == ("recorded wrongly", right)
    assert version_on(milestone, DAY).due.edtf == "2027"


def test_a_correction_of_the_same_day_keeps_the_place_of_what_it_corrects(milestone):
    wrong = record(milestone, DAY, due="2026")
    record(milestone, DAY, due="2027")

    right = correct(wrong, due="2028")

    assert right.fold_position == wrong.fold_position
    assert version_on(milestone, DAY).due.edtf == "2027"


def test_a_correction_to_another_day_takes_a_place_of_its_own(milestone):
    wrong = record(milestone, DAY, due="2026")
    record(milestone, NEXT_DAY, due="2027")

    right = correct(wrong, NEXT_DAY, due="2028")

    assert right.fold_position == right.seq
    assert version_on(milestone, DAY) is None
    assert version_on(milestone, NEXT_DAY).due.edtf == "2028"


def test_a_place_is_kept_along_a_chain_of_corrections(milestone):
    wrong = record(milestone, DAY, due="2026")
    record(milestone, DAY, due="2027")

    right = correct(correct(wrong, due="2028"), due="2029")

    assert right.fold_position == wrong.fold_position
    assert version_on(milestone, DAY).due.edtf == "2027"
    assert version_on(milestone, DAY).baseline.edtf == "2029"


def test_a_chain_that_leaves_the_day_and_comes_back_has_lost_its_place(milestone):
    wrong = record(milestone, DAY, due="2026")
    record(milestone, DAY, due="2027")

    right = correct(correct(wrong, NEXT_DAY, due="2028"), DAY, due="2029")

    assert right.fold_position == right.seq
    assert version_on(milestone, DAY).due.edtf == "2029"


def test_withdrawing_a_correction_does_not_bring_the_first_back(milestone):
    withdraw(correct(record(milestone, DAY, due="2026"), due="2027"))

    assert version_on(milestone, DAY) is None
    assert not Statement.objects.live().exists()


def test_a_statement_has_one_correction_at_most(milestone):
    wrong = record(milestone, DAY, due="2026")
    correct(wrong, due="2027")
    before = everything_written()

    with pytest.raises(ValidationError, match="withdrawn already"):
        correct(wrong, due="2028", source=Statement.objects.first().source)

    assert everything_written() == before


def test_a_correction_may_move_to_another_initiative(milestone):
    elsewhere = make(MilestoneFactory)
    wrong = record(milestone, DAY, due="2026")

    with revision(None, "correction"):
        recording.correct(wrong, statement(elsewhere, DAY, due="2026"), "another cable")

    assert version_on(milestone, DAY) is None
    assert version_on(elsewhere, DAY).due.edtf == "2026"


# Withdrawals


def test_a_withdrawn_first_statement_leaves_the_second_as_the_first(milestone):
    first = record(milestone, DAY, due="2026")
    record(milestone, NEXT_DAY, due="2027")

    withdraw(first)

    assert version_on(milestone, DAY) is None
    left = version_on(milestone, NEXT_DAY)
    assert (left.move, left.baseline.edtf, left.slip_days) == (Move.FIRST, "2027", 0)
    assert left.restatements == 0


def test_a_withdrawn_anchor_leaves_deadlines_unresolved(milestone, other):
    anchor = record(other, DAY, due="2026")
    record(milestone, NEXT_DAY, within=("P1Y", other))

    withdraw(anchor)

    assert version_on(milestone, NEXT_DAY).due is None
    assert version_on(milestone, NEXT_DAY, anchor.recorded_at) is None


def test_a_withdrawn_statement_is_not_withdrawn_again(milestone):
    wrong = record(milestone, DAY, due="2026")
    withdraw(wrong)
    before = everything_written()

    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw(wrong)

    assert everything_written() == before


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_a_withdrawal_needs_a_reason_that_fits(reason, milestone):
    wrong = record(milestone, DAY, due="2026")
    before = everything_written()

    with pytest.raises(ValidationError) as caught, revision(None, "withdrawal"):
        recording.withdraw(wrong, reason)

    assert set(caught.value.message_dict) == {"reason"}
    assert everything_written() == before


# Refusals, each with its field


def refused(unsaved: Statement, evidence=()) -> dict:
    """The messages by field with which a statement is refused; nothing is written."""
    before = everything_written()
    with pytest.raises(ValidationError) as caught, revision(None, "refused"):
        recording.record(unsaved, evidence)
    assert everything_written() == before
    return caught.value.message_dict


@pytest.mark.parametrize(
    ("fields", "refused_field"),
    [
        pytest.param({"due": "2026", "due_dropped": True}, "due_dropped", id="given and dropped"),
        pytest.param(
            {"due": "2026", "within": ("P1Y", None)}, "due_within_offset", id="given and relative"
        ),
        pytest.param(
            {"within": ("P1Y", None), "due_dropped": True}, "due_dropped", id="relative and dropped"
        ),
        pytest.param({"met": "2025"}, "met_edtf", id="met date without progress"),
        pytest.param(
            {"met": "2025", "progress": Progress.IN_PROGRESS}, "met_edtf", id="met date, not met"
        ),
        pytest.param(
            {"met": "2025-03-11", "progress": Progress.MET}, "met_edtf", id="met after it was said"
        ),
        pytest.param({"progress": "done"}, "progress", id="unknown progress"),
        pytest.param({"stage": "done"}, "stage", id="unknown stage"),
        pytest.param({"summary": ""}, "summary", id="no summary"),
        pytest.param({"phrase": "x" * 121}, "phrase", id="long phrase"),
        pytest.param({"announced_on": None}, "announced_on", id="no day"),
        pytest.param(
            {"announced_on": "soon", "met": "2025", "progress": Progress.MET},
            "announced_on",
            id="a day in words",
        ),
        pytest.param({"announced_on": date(1, 1, 1)}, "announced_on", id="before the years"),
        pytest.param({"announced_on": NEXT_DAY}, "announced_on", id="after the source"),
    ],
)
def test_what_no_statement_can_say_is_refused(fields, refused_field, milestone, source):
    unsaved = statement(milestone, DAY, source=source)
    for name, value in statement_columns(fields).items():
        setattr(unsaved, name, value)

    assert set(refused(unsaved)) == {refused_field}


def statement_columns(fields: dict) -> dict:
    columns = {"due": "due_edtf", "met": "met_edtf", "within": "due_within_offset"}
    return {
        columns.get(name, name): value[0] if name == "within" else value
        for name, value in fields.items()
    }


@pytest.mark.parametrize("column", ["due_edtf", "met_edtf"])
@pytest.mark.parametrize(
    ("text", "position"), [("2026-13", 5), ("2026-02-30", 8), ("2027/2026", 5), ("soon", 0)]
)
def test_an_unreadable_date_is_refused_with_its_position(column, text, position, milestone, source):
    unsaved = statement(milestone, DAY, source=source, progress=Progress.MET)
    setattr(unsaved, column, text)

    messages = refused(unsaved)

    assert set(messages) == {column}
    assert f"At position {position}," in messages[column][0]


def test_an_unreadable_duration_is_refused_with_its_position(milestone, source):
    messages = refused(statement(milestone, DAY, source=source, within=("P12", None)))

    assert set(messages) == {"due_within_offset"}
    assert "At position 1," in messages["due_within_offset"][0]


def test_a_future_day_is_refused(milestone):
    tomorrow = today() + timedelta(days=1)
    unsaved = statement(milestone, tomorrow, source=make(SourceFactory, published_on=tomorrow))

    assert set(refused(unsaved)) == {"announced_on"}


@pytest.mark.parametrize(
    "fields",
    [
        {"progress": Progress.MET},
        {"due_edtf": "2026"},
        {"due_within_offset": "P1Y"},
        {"due_dropped": True},
    ],
)
def test_a_deadline_or_progress_without_a_milestone_is_refused(fields, initiative, source):
    unsaved = statement(initiative, DAY, source=source)
    for name, value in fields.items():
        setattr(unsaved, name, value)

    assert set(refused(unsaved)) == {"milestone"}


def test_a_milestone_of_another_initiative_is_refused(milestone, source):
    unsaved = statement(milestone, DAY, source=source, due="2026")
    unsaved.initiative = make(InitiativeFactory)

    assert set(refused(unsaved)) == {"milestone"}


def test_an_anchor_of_another_initiative_is_refused(milestone, source):
    stranger = make(MilestoneFactory)

    messages = refused(statement(milestone, DAY, source=source, within=("P1Y", stranger)))

    assert set(messages) == {"due_within_of"}


def test_an_anchor_without_an_offset_is_refused(milestone, other, source):
    messages = refused(statement(milestone, DAY, source=source, within=("", other)))

    assert set(messages) == {"due_within_offset"}


def test_an_id_that_is_there_already_is_refused(milestone, source):
    told = record(milestone, DAY, source=source)

    assert set(refused(statement(milestone, DAY, source=source, uuid=told.uuid))) == {"uuid"}


@pytest.mark.parametrize(
    ("row", "refused_field"),
    [
        (Observation(kind=ObservationKind.TARGET, low=5, unit=""), "unit"),
        (Observation(kind="guess", low=5, unit="satellites"), "kind"),
        (
            Observation(kind=ObservationKind.TARGET, low=5, unit="satellites", period_edtf="soon"),
            "period_edtf",
        ),
    ],
)
def test_what_hangs_on_a_statement_is_refused_with_it(row, refused_field, milestone, source):
    row.indicator = make(IndicatorFactory)
    unsaved = statement(milestone, DAY, source=source, due="2026")

    assert set(refused(unsaved, [Place(name_en="Invented place"), row])) == {refused_field}


def test_a_role_said_twice_is_refused_with_its_statement(milestone, source):
    organisation = make(OrganisationFactory)
    twice = [Participation(organisation=organisation, role=Role.LEAD) for _ in range(2)]

    assert refused(statement(milestone, DAY, source=source), twice)


def test_a_refused_correction_leaves_the_wrong_statement_in_force(milestone):
    wrong = record(milestone, DAY, due="2026")
    before = everything_written()

    with pytest.raises(ValidationError), revision(None, "correction"):
        recording.correct(wrong, statement(milestone, DAY, source=wrong.source, met="2025"), "why")

    assert everything_written() == before


def test_a_refusal_leaves_nothing_in_a_revision_that_goes_on(milestone, source):
    wrong = record(milestone, DAY, source=source, due="2026")
    before = everything_written()

    with revision(None, "goes on"):
        with pytest.raises(ValidationError):
            recording.record(statement(milestone, DAY, source=source, due="soon"))
        with pytest.raises(ValidationError):
            recording.correct(wrong, statement(milestone, DAY, source=source, due="soon"), "why")
        with pytest.raises(ValidationError):
            recording.withdraw(wrong, "")

    assert everything_written() == before


def test_refused_evidence_leaves_nothing_in_a_revision_that_goes_on(milestone, source):
    wrong = record(milestone, DAY, source=source, due="2026")
    versions = list(MilestoneVersion.objects.values())
    bad = Observation(indicator=make(IndicatorFactory), kind=ObservationKind.TARGET, unit="")

    with revision(None, "goes on"):
        with pytest.raises(ValidationError):
            recording.record(statement(milestone, DAY, source=source, due="2027"), [bad])
        with pytest.raises(ValidationError):
            recording.correct(wrong, statement(milestone, DAY, source=source), "why", [bad])

    assert list(Statement.objects.live()) == [wrong]
    assert list(MilestoneVersion.objects.values()) == versions


def test_nothing_is_recorded_outside_a_revision(milestone, source):
    told = record(milestone, DAY, source=source)
    before = everything_written()

    with pytest.raises(NoRevisionError):
        recording.record(statement(milestone, DAY, source=source))
    with pytest.raises(NoRevisionError):
        recording.correct(told, statement(milestone, DAY, source=source), "why")
    with pytest.raises(NoRevisionError):
        recording.withdraw(told, "why")

    assert everything_written() == before


# Cycles


def test_a_milestone_does_not_wait_for_itself(milestone, source):
    messages = refused(statement(milestone, DAY, source=source, within=("P1Y", milestone)))

    assert messages == {
        "due_within_of": [
            f"Deadlines would wait for each other: {milestone.slug} → {milestone.slug}."
        ]
    }


def test_a_cycle_of_two_is_named_by_its_slugs(milestone, other, source):
    record(milestone, DAY, within=("P1Y", other))

    (message,) = refused(statement(other, DAY, source=source, within=("P1Y", milestone)))[
        "due_within_of"
    ]

    ways = [(milestone, other, milestone), (other, milestone, other)]
    assert message.removesuffix(".").rpartition(": ")[2] in [path(*way) for way in ways]


def test_a_cycle_of_three_is_named_in_the_order_of_waiting(milestone, other, third, source):
    record(milestone, DAY, within=("P1Y", other))
    record(other, DAY, within=("P1Y", third))

    (message,) = refused(statement(third, DAY, source=source, within=("P1Y", milestone)))[
        "due_within_of"
    ]

    round_trip = [milestone, other, third] * 2
    ways = [path(*round_trip[start : start + 3], round_trip[start]) for start in range(3)]
    assert message.removesuffix(".").rpartition(": ")[2] in ways


def path(*milestones) -> str:
    return " → ".join(milestone.slug for milestone in milestones)


def test_a_superseded_deadline_still_closes_a_cycle(milestone, other, source):
    record(milestone, DAY, within=("P1Y", other))
    record(milestone, NEXT_DAY, due="2026")

    assert refused(statement(other, DAY, source=source, within=("P1Y", milestone)))


def test_a_withdrawn_deadline_closes_no_cycle(milestone, other):
    withdraw(record(milestone, DAY, within=("P1Y", other)))

    record(other, DAY, within=("P1Y", milestone))

    assert version_on(other, DAY).due is None


def test_a_corrected_deadline_closes_no_cycle(milestone, other):
    correct(record(milestone, DAY, within=("P1Y", other)), due="2026")

    record(other, DAY, within=("P1Y", milestone))

    assert version_on(other, DAY).due.edtf == "../2027-12-31"


def test_a_correction_closes_no_cycle_with_what_it_corrects(milestone, other):
    wrong = record(milestone, DAY, within=("P1Y", other))

    with revision(None, "the other way round"):
        right = statement(other, DAY, within=("P1Y", milestone))
        recording.correct(wrong, right, "the other way round")

    assert Statement.objects.live().get() == right


def test_the_same_wait_said_twice_is_no_cycle(milestone, other):
    record(milestone, DAY, within=("P1Y", other))

    record(milestone, NEXT_DAY, within=("P2Y", other))

    assert version_on(milestone, NEXT_DAY).restatements == 1


def test_a_correction_of_another_statement_can_still_close_a_cycle(milestone, other, source):
    record(milestone, DAY, within=("P1Y", other))
    wrong = record(other, DAY, due="2026")
    right = statement(other, DAY, source=source, within=("P1Y", milestone))
    before = everything_written()

    with pytest.raises(ValidationError, match="wait for each other"), revision(None, "correction"):
        recording.correct(wrong, right, "why")

    assert everything_written() == before
