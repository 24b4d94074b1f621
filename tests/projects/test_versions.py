"""Stored versions: what holds of a row, and conditions that agree with the pure functions."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import timeline
from projects.codes import Lateness, Progress, Standing, State
from projects.models import InitiativeVersion, MilestoneVersion
from sources.dates import FIRST_DAY, DateRange
from sources.revisions import NOTHING_YET, NoRevisionError, revision
from sources.row_writes import FEW
from tests.projects.random_statements import lateness, on
from tests.recorded import record, rolled_back, version_on, withdraw

DAYS = [date(2025, 3, 1) + timedelta(days=days) for days in (0, 1, 2, 89, 90, 91, 92)]
ENDS = [*DAYS, None]


@st.composite
def versions(draw):
    """What a version may say, as its columns' values."""
    day = st.sampled_from(DAYS)
    standing = draw(st.sampled_from(list(Standing)))
    latest = draw(st.sampled_from(ENDS))
    due = latest and DateRange.until(latest)
    if latest is None and draw(st.booleans()):
        due = DateRange.parse("2025/..")
    met = draw(day.map(DateRange.up_to)) if standing == Standing.MET else None
    starts = st.sampled_from([one for one in DAYS if met and one <= met.latest] or [FIRST_DAY])
    return {
        "standing": standing,
        "due": due,
        "provisional": latest is not None and draw(st.booleans()),
        "met": met,
        "met_from": draw(starts | st.just(FIRST_DAY)) if met else FIRST_DAY,
        "evidence_on": draw(day | st.just(FIRST_DAY)),
    }


@pytest.mark.django_db
@settings(max_examples=80, deadline=None)
@given(
    st.lists(versions(), min_size=8, max_size=24),
    st.sampled_from(DAYS),
    st.sampled_from([0, 1, 90]),
)
def test_the_conditions_agree_with_the_pure_functions(listed, day, due_soon_days):
    with rolled_back():
        store(listed)
        rows = MilestoneVersion.objects.order_by("pk")  # which joins nothing
        by_state = {s: set(rows.in_state(s, day, due_soon_days)) for s in State}
        by_lateness = {one: set(rows.with_lateness(one, day)) for one in Lateness}

        assert len(rows) == len(listed)
        for row in rows:
            state = timeline.state(**on(row, day), due_soon_days=due_soon_days)
            late = lateness(row, day)
            assert [one for one in State if row in by_state[one]] == [state]
            assert [one for one in Lateness if row in by_lateness[one]] == ([late] if late else [])


def store(listed):
    """Rows of these versions, of milestones that are not there: nothing of it is committed."""
    rows = []
    for number, columns in enumerate(listed):
        row = MilestoneVersion(
            milestone_id=number,
            initiative_id=0,
            statement_id=0,
            known_from=DAYS[0],
            last_stated_on=DAYS[0],
            recorded_from=NOTHING_YET,
            restatements=0,
        )
        for name, value in columns.items():
            setattr(row, name, value)
        rows.append(row)
    with revision(None, "test"):
        MilestoneVersion.objects.bulk_create(rows)


def test_a_deadline_is_soon_however_far_one_asks(milestone):
    record(milestone, date(2025, 3, 1), due="9997")

    soon = MilestoneVersion.objects.in_state(State.DUE_SOON, date(2025, 3, 1), 10**7)

    assert soon.count() == 1


def test_without_a_deadline_nothing_is_soon_however_far_one_asks(milestone):
    record(milestone, date(2025, 3, 1), due="2025/..")

    soon = MilestoneVersion.objects.in_state(State.DUE_SOON, date(2025, 3, 1), 10**7)

    assert not soon.exists()


def test_of_a_day_there_is_one_version_of_each_milestone(milestone):
    record(milestone, date(2025, 3, 1), due="2026")
    record(milestone, date(2025, 4, 1), due="2027")
    withdraw(record(milestone, date(2025, 3, 15), due="2028"))

    found = [MilestoneVersion.objects.as_of(day).count() for day in (date(2025, 2, 28), *DAYS[:2])]

    assert found == [0, 1, 1]


def test_a_milestone_has_one_present_version_of_a_day(milestone):
    record(milestone, date(2025, 3, 1), due="2026")
    again = version_on(milestone, date(2025, 3, 1))
    again.pk = None

    with (
        pytest.raises(IntegrityError),
        revision(None, "test"),
    ):
        again.save(force_insert=True)


def test_an_initiative_has_one_present_version_of_a_day(initiative):
    record(initiative, date(2025, 3, 1))
    again = InitiativeVersion.objects.get()
    again.pk = None

    with pytest.raises(IntegrityError), revision(None, "test"):
        again.save(force_insert=True)


@pytest.mark.parametrize("number", [1, FEW + 2])
def test_a_row_that_is_written_by_its_columns_is_what_the_orm_writes(milestone, number):
    record(milestone, DAYS[0], due="2025-12", progress="in_progress", stage="preparation")
    for model in (InitiativeVersion, MilestoneVersion):
        (row,) = model.objects.all()
        said = {
            field.attname: getattr(row, field.attname)
            for field in model._meta.concrete_fields
            if field.attname not in ("id", "recorded_from", "recorded_to")
        }
        days = [DAYS[0] + timedelta(days=after) for after in range(1, number + 2)]

        with revision(None, "Test"):
            model.objects.add([{**said, "known_from": day} for day in days[1:]], row.recorded_from)
            row.pk, row.known_from = None, days[0]
            row.save(force_insert=True)

        written = model.objects.filter(known_from__in=days).values()
        told = [{**each, "id": None, "known_from": None} for each in written]
        assert len(told) == number + 1
        assert all(each == told[0] for each in told)


def test_a_version_is_not_saved_outside_a_revision(milestone):
    record(milestone, date(2025, 3, 1), due="2026")
    row = version_on(milestone, date(2025, 3, 1))

    with pytest.raises(NoRevisionError):
        row.save()
    with pytest.raises(NoRevisionError):
        row.delete()
    with pytest.raises(NoRevisionError):
        MilestoneVersion.objects.update(move=None)


def test_what_is_stored_and_open_reads_as_nothing(milestone):
    record(milestone, date(2025, 3, 1), progress=Progress.MET)

    row = version_on(milestone, date(2025, 3, 1))

    assert (row.due, row.baseline, row.met.earliest) == (None, None, None)
    assert (row.met_from, row.evidence_on) == (FIRST_DAY, FIRST_DAY)
