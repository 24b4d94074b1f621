"""What holds of every text: no surprises, only dates there are, and labels that are read back."""

from datetime import date
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from sources.dates import FIRST_YEAR, LAST_YEAR, DateRange
from sources.phrases import MAX_LENGTH, read
from sources.phrases.english import ENGLISH
from sources.phrases.kazakh import KAZAKH
from sources.phrases.russian import RUSSIAN
from sources.wording import label
from tests.sources.expressions import CODES

SAID_ON = date(2026, 1, 6)
DAYS = st.dates()
WORDS = sorted(
    {
        form
        for language in (ENGLISH, RUSSIAN, KAZAKH)
        for v in language.vocabulary.values()
        for form in v
    }
    | {
        word
        for language in (ENGLISH, RUSSIAN, KAZAKH)
        for row in language.rules
        for pattern in row.patterns
        for element in pattern
        for word in element.words
    }
)
NUMBERS = st.sampled_from(["1", "3", "31", "2026", "9997", "0", "2026-2030", "1-15", "31.12.2026"])
SENTENCES = st.lists(st.sampled_from(WORDS) | NUMBERS | st.sampled_from(",.-;'%"), max_size=24).map(
    lambda words: " ".join(words)[:MAX_LENGTH]
)
TEXTS = st.text(max_size=MAX_LENGTH) | SENTENCES


@given(TEXTS, DAYS)
@example("in the next decade by year-end " * 16, date.max)
@example("last week, last winter, on 29 February, two years ago", date.min)
@example("\u0301до \u0306 конца", SAID_ON)
def test_whatever_is_read_is_a_date_that_there_is(text, said_on):
    for reading in read(text, said_on):
        assert reading.due is None or reading.due_within is None
        if reading.due is not None:
            bounds = DateRange.parse(reading.due)
            assert bounds.earliest is None or bounds.earliest.year >= FIRST_YEAR
            assert bounds.latest is None or bounds.latest.year <= LAST_YEAR


@given(TEXTS, DAYS)
def test_readings_quote_the_text_in_order_and_do_not_overlap(text, said_on):
    readings = read(text, said_on)
    spans = sorted({(one.position, one.position + len(one.phrase)) for one in readings})

    assert all(text[one.position :].startswith(one.phrase) for one in readings)
    assert [one.position for one in readings] == sorted(one.position for one in readings)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(SENTENCES, DAYS)
def test_every_convention_is_one_sentence_and_every_rule_a_name(text, said_on):
    for reading in read(text, said_on):
        assert reading.rule.replace("_", "").isalpha()
        assert reading.convention[0].isupper()
        assert reading.convention.count(".") == reading.convention.endswith(".")
        assert "{" not in reading.convention


# Labels that lose nothing: an open end, or one not known, reads as a start, and ? has no rule.
YEAR = st.integers(2000, 2089)
SIMPLE = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(date(2000, 1, 1), date(2089, 12, 31)),
    st.sampled_from([4, 7, 10]),
)
PERIODS = (
    SIMPLE
    | SIMPLE.map("{}~".format)
    | st.builds("{}-{}".format, YEAR, st.sampled_from(CODES))
    | st.integers(200, 208).map("{}X".format)
)
PAIRS = st.tuples(SIMPLE, SIMPLE).map(
    lambda ends: sorted(ends, key=lambda text: DateRange.parse(text).earliest)
)
INTERVALS = (
    PAIRS.map(lambda ends: "{}/{}".format(*ends))
    | PAIRS.map(lambda ends: "[{}..{}]".format(*ends))
    | SIMPLE.map("../{}".format)
    | SIMPLE.map("/{}".format)
)
LANGUAGES = st.sampled_from(["en", "ru", "kk"])


@given(PERIODS, LANGUAGES)
def test_the_label_of_a_period_is_read_back(text, language):
    words = label(DateRange.parse(text), language)
    read_in = "" if words == text else language  # a year alone is EDTF too

    assert [(one.due, one.language) for one in read(words, SAID_ON)] == [(text, read_in)]


@given(INTERVALS, LANGUAGES)
def test_the_label_of_an_interval_is_read_back_with_its_bounds(text, language):
    expected = DateRange.parse(text)

    first = read(label(expected, language), SAID_ON)[0]

    bounds = DateRange.parse(first.due)
    assert (bounds.earliest, bounds.latest) == (expected.earliest, expected.latest)
