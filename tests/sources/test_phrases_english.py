import pytest

from tests.sources.test_phrases import meanings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2026", ["2026"]),
        ("2026", ["2026"]),
        ("must be done this year", ["2026"]),
        ("in December 2026", ["2026-12"]),
        ("on 31 December 2026", ["2026-12-31"]),
        ("on December 31st, 2026", ["2026-12-31"]),
        ("on the thirty-first of December 2026", ["2026-12-31"]),
        ("31.12.2026", ["2026-12-31"]),
        ("in the third quarter of 2026", ["2026-35"]),
        ("Q3 2026", ["2026-35"]),
        ("3Q 2026", ["2026-35"]),
        ("III quarter of 2026", ["2026-35"]),
        ("in the last quarter of 2026", ["2026-36"]),
        ("in the last quarter", ["2025-36"]),
        ("in the first half of 2026", ["2026-40"]),
        ("H2 2026", ["2026-41"]),
        ("in the summer of 2026", ["2026-22"]),
        ("this autumn", ["2026-23"]),
        ("in the 2030s", ["203X"]),
        ("this decade", ["202X"]),
        ("last week", ["2025-12-29/2026-01-04"]),
        ("March next year", ["2027-03"]),
        ("about 2027", ["2027~"]),
    ],
)
def test_a_period_is_itself(text, expected):
    assert meanings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("early 2026", ["2026-37"]),
        ("in mid-2026", ["2026-38"]),
        ("late in 2026", ["2026-39"]),
        ("in late March 2026", ["2026-03-21/2026-03-31"]),
        ("early in the third quarter of 2026", ["2026-07"]),
        ("in the early 2030s", ["2030/2033"]),
        ("in the first half of March 2026", ["2026-03-01/2026-03-15"]),
    ],
)
def test_early_mid_and_late_are_thirds(text, expected):
    assert meanings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by the end of 2026", ["../2026-12-31"]),
        ("until the end of the year", ["../2026-12-31"]),
        ("before the end of next year", ["../2027-12-31"]),
        ("at the end of March", ["../2026-03-31"]),
        ("end of Q1 2026", ["../2026-03-31"]),
        ("by year-end", ["../2026-12-31"]),
        ("by the end of the decade", ["../2029-12-31"]),
        ("by 1 July", ["../2026-07-01"]),
        ("until July 1, 2026", ["../2026-07-01"]),
        ("no later than 1 July 2026", ["../2026-07-01"]),
        ("before 1 July 2026", ["../2026-06-30"]),
        ("by May 2026", ["../2026-05-31", "../2026-04-30"]),
        ("before May 2026", ["../2026-04-30"]),
        ("by mid-2026", ["../2026-06-30", "../2026-08-31"]),
        ("by early 2027", ["../2027-04-30"]),
        ("before the start of 2027", ["../2026-12-31"]),
        ("by the new year", ["../2026-12-31"]),
    ],
)
def test_by_until_and_before_set_a_last_day(text, expected):
    assert meanings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from January 2026", ["2026-01"]),
        ("since 2019", ["2019"]),
        ("starting in January 2026", ["2026-01"]),
        ("from 2026 onwards", ["2026/.."]),
        ("no earlier than Q3 2026", ["2026-07/.."]),
        ("after 2026", ["2027-01-01/.."]),
        ("in the coming years", ["2026/.."]),
        ("over the next few years", ["2026/.."]),
        ("between March and June 2026", ["2026-03/2026-06"]),
        ("from November to March 2026", ["2025-11/2026-03"]),
        ("between 2026 and 2030", ["2026/2030"]),
        ("2026–2030", ["2026/2030"]),
        ("1–15 March 2026", ["2026-03-01/2026-03-15"]),
        ("Q1–Q3 2026", ["2026-01/2026-09"]),
        ("in March or April 2026", ["2026-03/2026-04"]),
    ],
)
def test_a_start_and_a_span_are_read(text, expected):
    assert meanings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("within 90 days", ["P90D"]),
        ("within eighteen months", ["P18M"]),
        ("within twenty-four months of signing", ["P24M"]),
        ("within a year", ["P1Y"]),
        ("within one year and six months", ["P1Y6M"]),
        ("within a year and a half", ["P18M"]),
        ("within two to three months", ["P3M"]),
        ("over the next two years", ["P2Y"]),
        ("within three months of 1 March 2026", ["../2026-06-01"]),
        ("in two years' time", ["2028"]),
        ("three months from now", ["2026-04"]),
        ("in two years", ["2028", "P2Y"]),
        ("in the next year", ["2027", "P1Y"]),
        ("two years ago", ["2024"]),
        ("soon", [None]),
        ("in the near future", [None]),
    ],
)
def test_a_length_of_time_is_read(text, expected):
    assert meanings(text) == expected
