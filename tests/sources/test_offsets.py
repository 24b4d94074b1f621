from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.dates import MAX_LENGTH, DateSyntaxError, Offset
from tests.sources.expressions import refusal

OFFSETS = st.builds(Offset, *[st.integers(0, 9999)] * 4)
SHORT_OFFSETS = st.builds(Offset, *[st.integers(0, 40)] * 4)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("P12M", Offset(months=12)),
        ("P1Y2M3W4D", Offset(1, 2, 3, 4)),
        ("P9999D", Offset(days=9999)),
        ("P0D", Offset()),
    ],
)
def test_an_offset_is_read_part_by_part(text, offset):
    assert Offset.parse(text) == offset


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("P", 1, id="no part"),
        pytest.param("p12m", 0, id="small letters"),
        pytest.param("P12", 1, id="number without unit"),
        pytest.param("PM", 1, id="unit without number"),
        pytest.param("P1D1W", 3, id="wrong order"),
        pytest.param("P1M1M", 3, id="unit twice"),
        pytest.param("PT1H", 1, id="hours"),
        pytest.param("P1.5Y", 1, id="fraction"),
        pytest.param("P-1Y", 1, id="negative"),
        pytest.param("P0M", 1, id="zero months"),
        pytest.param("P1Y0D", 3, id="zero beside another part"),
        pytest.param("P01Y", 1, id="leading zero"),
        pytest.param("P10000D", 1, id="five digits"),
        pytest.param("P1٢M", 1, id="Arabic digit"),
        pytest.param("P12M ", 4, id="blank after"),
        pytest.param("P" * (MAX_LENGTH + 1), MAX_LENGTH, id="too long"),
    ],
)
def test_a_refused_offset_points_at_the_offending_piece(text, position):
    with pytest.raises(DateSyntaxError, match="for example, P12M, P1Y6M, P2W and P90D") as caught:
        Offset.parse(text)

    assert caught.value.position == position


@given(st.text() | st.text("PYMWDT0123456789.-", max_size=12))
def test_any_text_is_either_an_offset_kept_as_written_or_refused(text):
    error = refusal(Offset, text)

    assert 0 <= error.position <= len(text) if error else str(Offset.parse(text)) == text


@given(OFFSETS)
def test_an_offset_is_read_back_from_its_text(offset):
    assert Offset.parse(str(offset)) == offset


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        pytest.param("2026-03-31", "P12M", "2027-03-31", id="a year of months"),
        pytest.param("2026-01-31", "P1M", "2026-02-28", id="clamped to the month's end"),
        pytest.param("2024-02-29", "P1Y", "2025-02-28", id="leap day clamped"),
        pytest.param("2024-02-29", "P4Y", "2028-02-29", id="leap day kept"),
        pytest.param("2024-02-29", "P1Y1M", "2025-03-29", id="clamped once, not twice"),
        pytest.param("2026-01-31", "P1M1D", "2026-03-01", id="days after the clamp"),
        pytest.param("2026-12-31", "P2W", "2027-01-14", id="weeks over the year's end"),
        pytest.param("2026-12-31", "P0D", "2026-12-31", id="the same day"),
        pytest.param("9997-12-30", "P1D", "9997-12-31", id="to the last day"),
        pytest.param("9997-12-31", "P1D", None, id="past the last day"),
        pytest.param("9997-12-31", "P1M", None, id="past the last month"),
        pytest.param("9997-01-01", "P9999W9999D", None, id="past all days"),
        pytest.param("9999-12-31", "P0D", None, id="from past the last day"),
        pytest.param("0001-12-31", "P0D", None, id="to before the first day"),
        pytest.param("0001-12-31", "P1D", "0002-01-01", id="to the first day"),
    ],
)
def test_an_offset_counts_months_then_days(day, text, expected):
    counted = Offset.parse(text).after(date.fromisoformat(day))

    assert counted == (expected and date.fromisoformat(expected))


@given(st.dates(), OFFSETS)
def test_an_offset_leads_to_a_day_no_earlier_within_the_years_or_to_none(day, offset):
    counted = offset.after(day)

    assert counted is None or day <= counted
    assert counted is None or 2 <= counted.year <= 9997


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), SHORT_OFFSETS)
def test_weeks_and_days_are_added_to_where_years_and_months_lead(day, offset):
    by_months = Offset(years=offset.years, months=offset.months).after(day)

    assert offset.after(day) == by_months + timedelta(weeks=offset.weeks, days=offset.days)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 9999))
def test_months_lead_to_the_same_day_or_to_the_end_of_a_shorter_month(day, months):
    counted = Offset(months=months).after(day)

    assert (counted.year * 12 + counted.month) - (day.year * 12 + day.month) == months
    assert counted.day == day.day or (
        counted.day < day.day and (counted + timedelta(1)).month != counted.month
    )
