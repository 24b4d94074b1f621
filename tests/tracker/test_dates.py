"""Dates in words, over HTTP. What words mean is tested in tests/sources/test_phrases*.py."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sources.phrases import MAX_LENGTH
from tests.tracker.asking import V1, refused, told
from tests.tracker.contract import ContractClient

SAID_ON = "2026-01-06"


@pytest.fixture
def asking():
    """Asks the API where there is no database: a query would raise."""
    return ContractClient()


def address(text, **parameters):
    return f"dates/read/?{urlencode({'text': text, 'said_on': SAID_ON, **parameters})}"


def readings(client, text, **parameters):
    return told(client, address(text, **parameters))["readings"]


def test_a_phrase_is_read_as_a_deadline_with_its_rule(asking):
    (reading,) = readings(asking, "ready by the end of Q1 2026")

    assert reading == {
        "due": {
            "edtf": "../2026-03-31",
            "earliest": None,
            "latest": "2026-03-31",
            "label": "by 31 March 2026",
        },
        "due_within": None,
        "rule": "until_end_of_quarter",
        "convention": "By, until, before or at the end of a quarter: any day up to its last.",
        "language": "en",
        "phrase": "by the end of Q1 2026",
        "position": 6,
    }


@pytest.mark.parametrize(
    ("text", "edtf", "language"),
    [
        ("end of Q1 2026", "../2026-03-31", "en"),
        ("до конца года", "../2026-12-31", "ru"),
        ("в третьем квартале 2026 года", "2026-35", "ru"),
        ("в ближайшие годы", "2026/..", "ru"),
        ("жылдың соңына дейін", "../2026-12-31", "kk"),
    ],
)
def test_phrases_are_read_in_three_languages(asking, text, edtf, language):
    (reading,) = readings(asking, text)

    assert (reading["due"]["edtf"], reading["language"]) == (edtf, language)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("within 12 months of signing", {"offset": "P12M", "anchor": "signing"}),
        ("в течение трёх месяцев", {"offset": "P3M", "anchor": None}),
    ],
)
def test_a_length_of_time_comes_with_the_words_of_what_it_counts_from(asking, text, within):
    (reading,) = readings(asking, text)

    assert (reading["due"], reading["due_within"]) == (None, within)


def test_soon_is_read_and_sets_no_deadline(asking):
    (reading,) = readings(asking, "в ближайшее время")

    assert (reading["due"], reading["due_within"], reading["rule"]) == (None, None, "soon")


@pytest.mark.parametrize("text", ["when the time comes", "within 10 working days", "!", "٣"])
def test_what_fits_no_rule_has_no_reading(asking, text):
    assert readings(asking, text) == []


def test_of_several_meanings_all_are_told_the_likeliest_first(asking):
    edtf = [reading["due"]["edtf"] for reading in readings(asking, "до 2030 года")]

    assert edtf == ["../2030-12-31", "../2029-12-31"]


def test_edtf_is_read_as_itself(asking):
    (reading,) = readings(asking, "2026-35")

    assert (reading["due"]["edtf"], reading["due"]["label"]) == ("2026-35", "Q3 2026")
    assert (reading["rule"], reading["language"]) == ("edtf", None)


def test_relative_words_count_from_the_day_they_were_said_on(asking):
    (reading,) = readings(asking, "next year", said_on="2024-12-31")

    assert reading["due"]["edtf"] == "2025"


def test_without_a_day_words_are_said_today(asking, time_machine):
    time_machine.move_to(datetime(2026, 12, 31, 18, 59, tzinfo=UTC), tick=False)
    before = told(asking, "dates/read/?text=this+year")
    time_machine.move_to(datetime(2026, 12, 31, 19, 0, tzinfo=UTC))  # midnight in Almaty
    after = told(asking, "dates/read/?text=this+year")

    assert (before["said_on"], before["readings"][0]["due"]["edtf"]) == ("2026-12-31", "2026")
    assert (after["said_on"], after["readings"][0]["due"]["edtf"]) == ("2027-01-01", "2027")


@pytest.mark.parametrize("day", ["0001-01-01", "2999-12-31", "9999-12-31"])
def test_words_may_be_said_on_any_day(asking, day):
    reply = told(asking, address("by 1 January 2030", said_on=day))

    assert reply["said_on"] == day


def test_labels_are_in_the_language_asked_for_and_conventions_in_english(asking):
    reply = asking.get(V1 + address("2026-35"), headers={"accept-language": "kk"})

    (reading,) = reply.json()["readings"]
    assert reading["due"]["label"] == "2026 жылғы III тоқсан"
    assert reading["convention"] == "Written as EDTF already."
    assert reply.headers["Content-Language"] == "kk"


@pytest.mark.parametrize(
    ("query", "parameter", "accepted"),
    [
        ("", "text", "Give words to read, up to 500 characters."),
        ("text=", "text", "“text” has no value; give one, or leave it out."),
        ("text=%20", "text", "“text” has no value; give one, or leave it out."),
        (f"text={'a' * 501}", "text", "Give words to read, up to 500 characters."),
        ("text=2026%00", "text", "“text” has a NUL character in it; give text without one."),
        (
            "text=2026&said_on=2026-02-30",
            "said_on",
            "“2026-02-30” is not a day; give one as YYYY-MM-DD, such as 2026-01-31.",
        ),
        (
            "text=2026&as_of=2026-01-01",
            "as_of",
            "“as_of” is not known here; known are: said_on, text.",
        ),
    ],
)
def test_a_bad_question_is_refused_by_parameter(asking, query, parameter, accepted):
    assert refused(asking, f"dates/read/?{query}") == {parameter: accepted}


def test_all_that_is_wrong_is_told_at_once(asking):
    assert set(refused(asking, "dates/read/?said_on=tomorrow")) == {"text", "said_on"}


def test_a_text_of_500_characters_is_read(asking):
    assert len(readings(asking, "in 2026".ljust(MAX_LENGTH, "!"))) == 1


def test_a_refusal_is_in_the_language_asked_for(asking):
    reply = asking.get(f"{V1}dates/read/", headers={"accept-language": "ru"})

    assert reply.json()["errors"][0]["detail"] == (
        "Укажите слова, которые нужно прочитать, до 500 символов."
    )


def test_the_same_question_is_answered_304(asking):
    tag = asking.get(V1 + address("next year")).headers["ETag"]

    again = asking.get(V1 + address("next year"), headers={"if-none-match": tag})
    other = asking.get(V1 + address("last year"), headers={"if-none-match": tag})

    assert (again.status_code, other.status_code) == (304, 200)


def test_the_tag_changes_with_the_day_where_words_are_said_today(asking, time_machine):
    time_machine.move_to(datetime(2026, 1, 6, tzinfo=UTC), tick=False)
    tag = asking.get(f"{V1}dates/read/?text=this+year").headers["ETag"]
    time_machine.move_to(datetime(2026, 1, 7, tzinfo=UTC))

    reply = asking.get(f"{V1}dates/read/?text=this+year", headers={"if-none-match": tag})

    assert reply.status_code == 200


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=MAX_LENGTH + 10), day=st.dates())
@example(text="in the next decade by year-end " * 16, day=date.max)
def test_any_text_is_read_or_refused(asking, text, day):
    reply = asking.get(V1 + address(text, said_on=day))

    is_asked = 0 < len(text) <= MAX_LENGTH and text.strip() and "\0" not in text
    assert reply.status_code == (200 if is_asked else 400)
