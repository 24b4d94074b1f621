import pickle
import re
import warnings
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.dates import FIRST_DAY, LAST_DAY, MAX_LENGTH, DateRange, DateSyntaxError, Offset
from tests.sources.expressions import (
    ACCEPTED,
    CHANGED,
    CODED,
    DAYS,
    DECADES,
    NEARLY,
    SIMPLE,
    SPANS,
    refusal,
)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        pytest.param("2026", "2026-01-01", "2026-12-31", id="year"),
        pytest.param("0002", "0002-01-01", "0002-12-31", id="first year"),
        pytest.param("9997", "9997-01-01", "9997-12-31", id="last year"),
        pytest.param("2026-12", "2026-12-01", "2026-12-31", id="month"),
        pytest.param("2024-02", "2024-02-01", "2024-02-29", id="February of a leap year"),
        pytest.param("1900-02", "1900-02-01", "1900-02-28", id="February of 1900"),
        pytest.param("2026-12-31", "2026-12-31", "2026-12-31", id="day"),
        pytest.param("2024-02-29", "2024-02-29", "2024-02-29", id="leap day"),
        pytest.param("202X", "2020-01-01", "2029-12-31", id="decade"),
        pytest.param("2026-21", "2026-03-01", "2026-05-31", id="spring"),
        pytest.param("2026-22", "2026-06-01", "2026-08-31", id="summer"),
        pytest.param("2026-23", "2026-09-01", "2026-11-30", id="autumn"),
        pytest.param("2026-24", "2026-12-01", "2027-02-28", id="winter"),
        pytest.param("2027-24", "2027-12-01", "2028-02-29", id="winter to a leap day"),
        pytest.param("2026-33", "2026-01-01", "2026-03-31", id="first quarter"),
        pytest.param("2026-34", "2026-04-01", "2026-06-30", id="second quarter"),
        pytest.param("2026-35", "2026-07-01", "2026-09-30", id="third quarter"),
        pytest.param("2026-36", "2026-10-01", "2026-12-31", id="fourth quarter"),
        pytest.param("2026-37", "2026-01-01", "2026-04-30", id="first third"),
        pytest.param("2026-38", "2026-05-01", "2026-08-31", id="second third"),
        pytest.param("2026-39", "2026-09-01", "2026-12-31", id="last third"),
        pytest.param("2026-40", "2026-01-01", "2026-06-30", id="first half"),
        pytest.param("2026-41", "2026-07-01", "2026-12-31", id="second half"),
        pytest.param("2026/2030", "2026-01-01", "2030-12-31", id="span"),
        pytest.param("2026-12/2026", "2026-12-01", "2026-12-31", id="span that ends with its year"),
        pytest.param("[2026-03..2026-04-02]", "2026-03-01", "2026-04-02", id="choice"),
        pytest.param("../2026-12-31", None, "2026-12-31", id="open start"),
        pytest.param("/2026-12", None, "2026-12-31", id="unknown start"),
        pytest.param("2026/..", "2026-01-01", None, id="open end"),
        pytest.param("2026-03/", "2026-03-01", None, id="unknown end"),
    ],
)
def test_an_expression_bounds_the_days_it_can_mean(text, earliest, latest):
    parsed = DateRange.parse(text)

    assert parsed.earliest == (earliest and date.fromisoformat(earliest))
    assert parsed.latest == (latest and date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("\x00", 0, id="NUL"),
        pytest.param("soon", 0, id="a word"),
        pytest.param(" 2026", 0, id="blank before"),
        pytest.param("2026 ", 4, id="blank after"),
        pytest.param("2026\n", 4, id="line end after"),
        pytest.param("٢٠٢٦", 0, id="Arabic digits"),
        pytest.param("2026-1٢", 6, id="one Arabic digit"),
        pytest.param("2026-", 5, id="month left out"),
        pytest.param("2026-1", 6, id="one digit of a month"),
        pytest.param("2026-1X", 6, id="digit of a month not known"),
        pytest.param("2026-XX", 5, id="some month"),
        pytest.param("20XX", 2, id="century"),
        pytest.param("20261231", 4, id="basic format"),
        pytest.param("2026-W12", 5, id="week"),
        pytest.param("2026-123", 7, id="day of the year"),
        pytest.param("2026-Q3", 5, id="Q3"),
        pytest.param("2026-12-31T10:00", 10, id="time of day"),
        pytest.param("P12M", 0, id="duration"),
        pytest.param("?2026", 0, id="qualifier in front"),
        pytest.param("2026~-12", 5, id="qualifier inside"),
        pytest.param("2026-00", 5, id="month 00"),
        pytest.param("2026-13", 5, id="month 13"),
        pytest.param("2026-25", 5, id="season of a hemisphere"),
        pytest.param("2026-42", 5, id="code past the halves"),
        pytest.param("2026-12-00", 8, id="day 00"),
        pytest.param("2026-12-32", 8, id="day 32"),
        pytest.param("2023-02-29", 8, id="leap day of a common year"),
        pytest.param("1900-02-29", 8, id="leap day of 1900"),
        pytest.param("2026-35-01", 8, id="day of a quarter"),
        pytest.param("0000", 0, id="year 0"),
        pytest.param("0001", 0, id="year before the first"),
        pytest.param("9998", 0, id="year after the last"),
        pytest.param("000X", 0, id="decade before the first year"),
        pytest.param("999X", 0, id="decade past the last year"),
        pytest.param("9997-24", 0, id="winter past the last year"),
        pytest.param("2026/9998", 5, id="end after the last year"),
        pytest.param("2026-35~", 7, id="qualified quarter"),
        pytest.param("2026-24?", 7, id="qualified season"),
        pytest.param("202X%", 4, id="qualified decade"),
        pytest.param("/", 0, id="two unknown ends"),
        pytest.param("../..", 0, id="two open ends"),
        pytest.param("/..", 0, id="unknown start, open end"),
        pytest.param("../", 0, id="open start, unknown end"),
        pytest.param("2026/2027/2028", 9, id="three ends"),
        pytest.param("2026-33/2026-35", 0, id="interval from a quarter"),
        pytest.param("2026/2026-24", 5, id="interval to a season"),
        pytest.param("../202X", 3, id="interval to a decade"),
        pytest.param("2026-01/2026-XX", 13, id="interval to some month"),
        pytest.param("2026-03-31/P12M", 11, id="interval of a duration"),
        pytest.param("2027/2026", 5, id="reversed years"),
        pytest.param("2026-03-02/2026-03-01", 11, id="reversed days"),
        pytest.param("[2027..2026]", 7, id="reversed choice"),
        pytest.param("[..2026]", 1, id="choice without start"),
        pytest.param("[2026..]", 7, id="choice without end"),
        pytest.param("[2026-33..2027]", 1, id="choice from a quarter"),
        pytest.param("[2026,2027]", 0, id="list of years"),
        pytest.param("[2026..2027", 0, id="bracket not closed"),
        pytest.param("{2026..2027}", 0, id="braces"),
        pytest.param("1" * (MAX_LENGTH + 1), MAX_LENGTH, id="too long"),
    ],
)
def test_a_refusal_points_at_the_offending_piece(text, position):
    with pytest.raises(DateSyntaxError) as caught:
        DateRange.parse(text)

    assert caught.value.text == text
    assert caught.value.position == position


def test_a_refusal_says_where_and_why_and_what_would_be_accepted():
    with pytest.raises(DateSyntaxError) as caught:
        DateRange.parse("2026-Q3")

    assert str(caught.value) == (
        "At position 5, counted from 0: 'Q3' cannot be read here. Accepted are, for example, 2026,"
        " 2026-12, 2026-12-31, 2026-35 (the third quarter), 202X, 2026~, 2026/2030, 2026/..,"
        " ../2026-12-31 and [2026..2030]."
    )


def test_the_examples_in_a_refusal_are_accepted_themselves():
    with pytest.raises(DateSyntaxError) as caught:
        DateRange.parse("soon")
    examples = caught.value.message.partition("for example, ")[2].removesuffix(".")

    for example in examples.replace(" and ", ", ").split(", "):
        assert DateRange.parse(example.removesuffix(" (the third quarter)"))


def test_a_refusal_can_be_pickled():
    error = DateSyntaxError("2026-Q3", 5, "Not this.")

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_refusal_quotes_little_of_a_long_text():
    with pytest.raises(
        DateSyntaxError, match=r"^At position 0, counted from 0: 'x{20}' cannot be read"
    ):
        DateRange.parse("x" * MAX_LENGTH)


@pytest.mark.parametrize("value", [None, 2026, b"2026", date(2026, 1, 1), ["2026"]], ids=repr)
@pytest.mark.parametrize("kind", [DateRange, Offset])
def test_what_is_not_text_is_a_type_error(kind, value):
    with pytest.raises(TypeError, match="read from text"):
        kind.parse(value)


@given(ACCEPTED)
def test_an_accepted_expression_is_kept_as_written(text):
    assert str(DateRange.parse(text)) == text


@given(ACCEPTED)
def test_bounds_are_in_order_and_short_of_the_stored_ones(text):
    parsed = DateRange.parse(text)
    bounds = [day for day in (parsed.earliest, parsed.latest) if day]

    assert FIRST_DAY < bounds[0] <= bounds[-1] < LAST_DAY


@given(st.text() | NEARLY | CHANGED)
@settings(max_examples=400)
def test_any_text_is_either_accepted_or_refused_with_a_position_inside_it(text):
    error = refusal(DateRange, text)

    assert error is None or 0 <= error.position <= len(text)


@given(SIMPLE, SIMPLE)
def test_an_interval_bounds_as_its_ends_do_or_is_reversed(start, end):
    first, last = DateRange.parse(start).earliest, DateRange.parse(end).latest

    for text in (f"{start}/{end}", f"[{start}..{end}]"):
        if first > last:
            with pytest.raises(DateSyntaxError, match="before the start"):
                DateRange.parse(text)
        else:
            parsed = DateRange.parse(text)
            assert (parsed.earliest, parsed.latest) == (first, last)


@given(SIMPLE)
def test_open_and_unknown_ends_bound_alike(text):
    whole = DateRange.parse(text)

    for start in ("..", ""):
        parsed = DateRange.parse(f"{start}/{text}")
        assert (parsed.earliest, parsed.latest) == (None, whole.latest)
    for end in ("..", ""):
        parsed = DateRange.parse(f"{text}/{end}")
        assert (parsed.earliest, parsed.latest) == (whole.earliest, None)


@given(SIMPLE)
def test_a_qualifier_never_moves_the_bounds(text):
    bare = DateRange.parse(text.rstrip("~?%"))
    parsed = DateRange.parse(text)

    assert (parsed.earliest, parsed.latest) == (bare.earliest, bare.latest)


@pytest.mark.parametrize(
    "codes", [range(33, 37), range(37, 40), range(40, 42)], ids=["quarters", "thirds", "halves"]
)
@given(year=st.integers(2, 9997))
def test_the_parts_of_a_year_fill_it_without_gap(codes, year):
    parts = [DateRange.parse(f"{year:04}-{code}") for code in codes]

    assert parts[0].earliest == date(year, 1, 1)
    assert parts[-1].latest == date(year, 12, 31)
    for part, following in pairwise(parts):
        assert following.earliest - part.latest == timedelta(1)


@pytest.fixture(scope="module")
def bounds_by_edtf():
    """A function from a text to its strict bounds by the package `edtf`: two (y, m, d)."""
    with warnings.catch_warnings(action="ignore"):  # its grammar warns as it is built
        from edtf import parse_edtf

    def bounds(text):
        parsed = parse_edtf(text)
        return tuple(parsed.lower_strict()[:3]), tuple(parsed.upper_strict()[:3])

    return bounds


# The package gets open and unknown ends and winters wrong, and refuses some choices.
@given((SIMPLE | SPANS | DECADES | CODED).filter(lambda text: not re.fullmatch(r"\d{4}-24", text)))
@settings(max_examples=100, deadline=None)
def test_the_edtf_package_finds_the_same_strict_bounds(bounds_by_edtf, text):
    parsed = DateRange.parse(text)

    assert bounds_by_edtf(text) == (
        parsed.earliest.timetuple()[:3],
        parsed.latest.timetuple()[:3],
    )


def test_until_leaves_the_start_open_and_up_to_leaves_it_unknown():
    day = date(2026, 12, 31)

    assert DateRange.until(day) == DateRange("../2026-12-31", None, day)
    assert DateRange.up_to(day) == DateRange("/2026-12-31", None, day)


@given(DAYS)
def test_until_and_up_to_write_what_can_be_read(day):
    assert DateRange.until(day).latest == DateRange.up_to(day).latest == day


@pytest.mark.parametrize(
    ("text", "day", "latest"),
    [
        pytest.param("2026", date(2026, 12, 30), date(2026, 12, 30), id="a day before the end"),
        pytest.param("2026", date(2026, 12, 31), date(2026, 12, 31), id="on the last day"),
        pytest.param("2026", date(2027, 1, 1), date(2026, 12, 31), id="after the end"),
        pytest.param("2026", date(2026, 1, 1), date(2026, 1, 1), id="on the first day"),
        pytest.param("2026/..", date(2027, 1, 1), date(2027, 1, 1), id="open end"),
        pytest.param("/2026", date(2025, 1, 1), date(2025, 1, 1), id="unknown start"),
    ],
)
def test_a_cut_keeps_the_expression_and_ends_no_later_than_the_day(text, day, latest):
    whole = DateRange.parse(text)

    assert whole.cut(day) == DateRange(text, whole.earliest, latest)


def test_a_range_that_begins_after_the_day_cannot_be_cut_there():
    with pytest.raises(ValueError, match="2026 begins after 2025-12-31"):
        DateRange.parse("2026").cut(date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "days"),
    [("2026-12-31", 1), ("2026-35", 92), ("2024", 366), ("../2026", None), ("2026/..", None)],
)
def test_the_width_counts_both_ends_and_is_none_when_one_is_open(text, days):
    assert DateRange.parse(text).width_days == days
