"""`as_of` and `recorded_as_of`: what was public by a day, as recorded by an instant."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.recorded import correct, record, withdraw
from tests.tracker.asking import is_missing, listed, newest, refused, told, written
from tests.tracker.worlds import tracked

TODAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    """A clock that goes on from noon of one day."""
    time_machine.move_to(TODAY)


def due(api, milestone, parameters=""):
    return told(api, f"milestones/{milestone.slug}/{parameters}")["due"]["edtf"]


# The day


def test_an_answer_is_as_of_today_unless_asked_otherwise(api, milestone):
    record(milestone, date(2026, 1, 15))

    assert told(api, "milestones/")["as_of"] == "2026-06-01"
    assert told(api, "milestones/?as_of=2026-05-31")["as_of"] == "2026-05-31"


@pytest.mark.parametrize(
    ("instant", "day"),
    [("2026-01-15T18:59:59+00:00", "2026-01-15"), ("2026-01-15T19:00:00+00:00", "2026-01-16")],
)
def test_the_day_begins_at_midnight_in_almaty(api, time_machine, instant, day):
    time_machine.move_to(datetime.fromisoformat(instant))

    assert told(api, "milestones/")["as_of"] == day


def test_today_in_almaty_may_be_asked_for_though_it_is_still_yesterday_elsewhere(api, time_machine):
    time_machine.move_to(datetime(2026, 1, 15, 19, 30, tzinfo=UTC))

    assert told(api, "milestones/?as_of=2026-01-16")["as_of"] == "2026-01-16"
    assert "today, 2026-01-16" in refused(api, "milestones/?as_of=2026-01-17")["as_of"]


def test_what_was_said_on_a_day_is_known_from_that_day(api, milestone):
    record(milestone, date(2026, 1, 15), due="2026-07")
    record(milestone, date(2026, 3, 1), due="2026-09")

    assert due(api, milestone, "?as_of=2026-02-28") == "2026-07"
    assert due(api, milestone, "?as_of=2026-03-01") == "2026-09"


@pytest.mark.parametrize("kind", ["initiatives", "milestones"])
def test_before_it_was_public_a_thing_is_absent_and_missing(api, kind):
    tracked("invented", date(2026, 1, 15))

    assert listed(api, f"{kind}/?as_of=2026-01-14") == []
    assert is_missing(api, f"{kind}/invented/?as_of=2026-01-14")
    assert listed(api, f"{kind}/?as_of=2026-01-15") == ["invented"]
    assert not is_missing(api, f"{kind}/invented/?as_of=2026-01-15")


@pytest.mark.parametrize("below", ["initiatives/invented/timeline", "milestones/invented/versions"])
def test_before_it_was_public_a_thing_has_no_past_either(api, below):
    tracked("invented", date(2026, 1, 15))

    assert is_missing(api, f"{below}/?as_of=2026-01-14")
    assert len(told(api, f"{below}/?as_of=2026-01-15")["results"]) == 1


def test_before_it_was_public_a_statement_is_absent_and_missing(api, milestone):
    said = record(milestone, date(2026, 1, 15))

    assert listed(api, "statements/?as_of=2026-01-14", "id") == []
    assert is_missing(api, f"statements/{said.uuid}/?as_of=2026-01-14")
    assert listed(api, "statements/?as_of=2026-01-15", "id") == [str(said.uuid)]


# The recording


def test_a_late_recording_changes_the_past_but_not_what_was_recorded_of_it(api, milestone):
    record(milestone, date(2026, 1, 15), due="2026-07")
    before = newest()
    record(milestone, date(2026, 2, 1), due="2026-09")

    assert due(api, milestone, "?as_of=2026-02-10") == "2026-09"
    assert due(api, milestone, f"?as_of=2026-02-10&recorded_as_of={written(before)}") == "2026-07"


def test_a_withdrawal_changes_the_past_but_not_what_was_recorded_of_it(api, milestone):
    wrong = record(milestone, date(2026, 1, 15), due="2026-07")
    before = newest()
    withdraw(wrong)

    assert is_missing(api, f"milestones/{milestone.slug}/?as_of=2026-02-10")
    assert due(api, milestone, f"?as_of=2026-02-10&recorded_as_of={written(before)}") == "2026-07"


def test_nothing_is_known_by_an_instant_before_the_first_recording(api, milestone):
    record(milestone, date(2026, 1, 15))
    before = f"as_of=2026-02-10&recorded_as_of={written(TODAY - timedelta(days=1))}"

    assert listed(api, f"milestones/?{before}") == []
    assert listed(api, f"statements/?{before}", "id") == []


def test_an_instant_alone_means_its_day_in_almaty(api):
    assert told(api, "milestones/?recorded_as_of=2026-01-15T19:30:00Z")["as_of"] == "2026-01-16"
    reply = told(api, "milestones/?recorded_as_of=2026-01-16T00:30:00%2B05:00")
    assert reply["as_of"] == "2026-01-16"


def test_a_reply_names_the_newest_revision_though_a_later_instant_was_asked_for(
    api, milestone, time_machine
):
    """A write that began before that instant may still be under way: its answer could not last."""
    record(milestone, date(2026, 1, 15))
    revision = newest()
    time_machine.move_to(TODAY + timedelta(hours=1))

    later = written(TODAY + timedelta(minutes=30))
    reply = told(api, f"milestones/?recorded_as_of={later}")

    assert reply["recorded_as_of"] == written(revision)


def test_lists_and_details_write_an_instant_alike(api, milestone):
    record(milestone, date(2026, 1, 15))

    told_in_list = told(api, "milestones/")["recorded_as_of"]

    assert told_in_list == written(newest())
    assert told(api, f"milestones/{milestone.slug}/")["recorded_as_of"] == told_in_list
    assert told(api, "summary/")["recorded_as_of"] == told_in_list


def test_a_clock_that_was_put_back_does_not_make_the_newest_revision_future(
    api, milestone, time_machine
):
    record(milestone, date(2026, 1, 15))
    record(milestone, date(2026, 1, 16))
    time_machine.move_to(TODAY - timedelta(hours=1))

    page = told(api, "statements/?page_size=1")

    assert len(told(api, page["next"])["results"]) == 1


# What cannot be asked for


@pytest.mark.parametrize(
    "day",
    ["2026-06-02", "2026-02-30", "2026-1-5", "20260105", "0000-01-01", "today", "2026-01-05T00"],
)
def test_a_day_that_is_none_or_has_not_come_is_refused(api, day):
    assert set(refused(api, f"milestones/?as_of={day}")) == {"as_of"}
    assert set(refused(api, f"summary/?as_of={day}")) == {"as_of"}


@pytest.mark.parametrize(
    "instant",
    [
        "2026-06-01T13:00:00Z",
        "2026-01-05",
        "2026-01-05T12:00:00",
        "2026-01-05T12:00:00+05:00",  # a bare plus is a blank
        "2026-13-05T12:00:00Z",
        "2026-01-05T25:00:00Z",
        "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-23:00",
    ],
)
def test_an_instant_that_is_none_or_has_not_come_is_refused(api, instant):
    assert set(refused(api, f"milestones/?recorded_as_of={instant}")) == {"recorded_as_of"}


def test_an_instant_that_has_no_day_in_the_time_zone_is_refused(api, settings):
    settings.TRACKER_TIME_ZONE = "America/New_York"

    assert refused(api, "milestones/?recorded_as_of=0001-01-01T00:00:00Z")


def test_the_first_day_and_instant_there_are_can_be_asked_for(api, milestone):
    record(milestone, date(2026, 1, 15))

    assert listed(api, "milestones/?as_of=0001-01-01&silent_days_min=100000") == []
    assert listed(api, "milestones/?recorded_as_of=0001-01-01T00:00:00Z") == []


def test_both_clocks_are_refused_in_one_answer(api):
    assert set(refused(api, "summary/?as_of=x&recorded_as_of=y&due_soon_days=z")) == {
        "as_of",
        "recorded_as_of",
        "due_soon_days",
    }


# Corrections and withdrawals by instant


def test_a_withdrawal_is_hidden_before_its_instant(api, milestone):
    wrong = record(milestone, date(2026, 1, 15))
    before = newest()
    withdraw(wrong)

    then = told(api, f"statements/{wrong.uuid}/?recorded_as_of={written(before)}")
    now = told(api, f"statements/{wrong.uuid}/")

    assert (then["withdrawn_at"], then["withdrawal_reason"]) == (None, None)
    assert now["withdrawn_at"] == written(newest())
    assert now["withdrawal_reason"] == "recorded wrongly"


def test_a_correction_is_hidden_before_its_instant(api, milestone):
    wrong = record(milestone, date(2026, 1, 15), due="2026-07")
    before = newest()
    right = correct(wrong, due="2026-08")

    address = f"statements/{wrong.uuid}/"
    assert told(api, f"{address}?recorded_as_of={written(before)}")["corrected_by"] is None
    assert told(api, address)["corrected_by"]["id"] == str(right.uuid)
    assert told(api, f"statements/{right.uuid}/")["corrects"]["id"] == str(wrong.uuid)


def test_a_correction_is_hidden_before_its_day(api, milestone):
    wrong = record(milestone, date(2026, 1, 15), due="2026-07")
    right = correct(wrong, date(2026, 1, 20), due="2026-08")

    address = f"statements/{wrong.uuid}/"
    assert is_missing(api, f"statements/{right.uuid}/?as_of=2026-01-19")
    assert told(api, f"{address}?as_of=2026-01-19")["corrected_by"] is None
    assert told(api, f"{address}?as_of=2026-01-20")["corrected_by"]["id"] == str(right.uuid)


def test_what_a_correction_corrects_is_hidden_before_its_day(api, milestone):
    wrong = record(milestone, date(2026, 1, 20), due="2026-07")
    right = correct(wrong, date(2026, 1, 15), due="2026-08")

    address = f"statements/{right.uuid}/"
    assert told(api, f"{address}?as_of=2026-01-19")["corrects"] is None
    assert told(api, f"{address}?as_of=2026-01-20")["corrects"]["id"] == str(wrong.uuid)


def test_withdrawn_statements_list_only_when_asked_for(api, milestone):
    wrong = record(milestone, date(2026, 1, 15))
    before = written(newest())
    right = correct(wrong)

    assert listed(api, "statements/", "id") == [str(right.uuid)]
    assert listed(api, "statements/?withdrawn=false", "id") == [str(right.uuid)]
    assert listed(api, "statements/?withdrawn=true", "id") == [str(wrong.uuid)]
    assert listed(api, f"statements/?withdrawn=true&recorded_as_of={before}", "id") == []
