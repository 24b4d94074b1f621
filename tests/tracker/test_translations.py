"""Every problem can be told in Russian and in Kazakh."""

import re
from string import Formatter

import pytest

from sources.dates import DATE_EXAMPLES, OFFSET_EXAMPLES, DateRange, DateSyntaxError, Offset
from tests.tracker.sentences import sentences
from tracker.api.bodies import Body
from tracker.api.problems import problem
from tracker.api.translations import LANGUAGES, LONGEST, TABLES, TEXTS, translated
from tracker.api.writes_schema import PROBLEMS, PROBLEMS_OF_WRITES

CYRILLIC = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
WRONG_DATES = [
    *(
        "",
        "soon",
        "2026-",
        "2026-13",
        "2026-99",
        "2026-02-30",
        "2026-35-01",
        "0000",
        "9999",
        "999X",
    ),
    *("2026-35~", "2026~~", "2026/2025", "../..", "/", "2026-35/2027", "[2026]", "[2026..]"),
    *("[2027..2026]", "2026" + "0" * 200, "{2026}", "2026, 2027", "“”"),
]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


# The tables


@pytest.mark.parametrize("english", TEXTS)
def test_a_translation_says_what_the_sentence_says(english):
    for text in TEXTS[english]:
        assert names(text) <= names(english), text
        assert CYRILLIC.search(text)
        assert text.endswith(".") == english.endswith("."), text


def test_translations_quote_as_their_languages_do():
    assert not [text for pair in TEXTS.values() for text in pair if re.search('[“”"]\\{', text)]


def test_no_sentence_is_in_two_tables():
    assert sum(map(len, TABLES)) == len(TEXTS)


# Looking them up


def test_english_stays_as_it_is():
    assert translated("Whatever it is.", "en") == "Whatever it is."


def test_what_is_not_in_the_tables_is_not_translated():
    assert translated("Whatever it is.", "ru") is None


@pytest.mark.parametrize(
    "value",
    [
        "a",
        "",
        " ",
        "{name}",
        "{0}",
        "}",
        "{",
        "%s",
        "a\nb",
        "\\1",
        "”",
        "“”",
        "…",
        "Ж",
        "\x00",
        "🛰",
    ],
    ids=repr,
)
def test_values_are_put_in_as_they_are(value):
    text = f"“{value}” has no value; give one, or leave it out."

    assert translated(text, "ru") == f"У «{value}» нет значения; укажите его или уберите параметр."


def test_of_two_sentences_that_fit_the_one_that_says_more_is_told():
    text = "“a” is not known here; known are: none."

    assert translated(text, "ru") == "«a» здесь не известен; параметров здесь нет."


def test_a_sentence_may_have_another_in_it():
    with pytest.raises(DateSyntaxError) as refused:
        DateRange.parse("2026-99")

    assert translated(str(refused.value), "ru").startswith(
        "На позиции 5, считая с 0: здесь стоит месяц (01–12), время года (21–24)"
    )


def test_what_is_too_long_to_be_read_stays_english():
    assert translated(f"“{'a' * LONGEST}” has no value; give one, or leave it out.", "ru") is None


@pytest.mark.parametrize("quote", ["“", "”; known are: ", " is not known here", "“” is not known"])
def test_a_text_of_many_pieces_is_read_at_once(quote):
    text = f"{quote * 200}"[:LONGEST]

    assert translated(text, "ru") is None


# All that there is


def test_every_sentence_in_the_code_is_in_the_tables():
    found = dict(sentences())
    missing = {
        place: text
        for place, text in found.items()
        for language in LANGUAGES
        if translated(text, language) is None
    }

    assert len(found) > 50
    assert missing == {}, "tracker/api/translations has no words for these"


@pytest.mark.parametrize("status", sorted({*PROBLEMS, *PROBLEMS_OF_WRITES}))
def test_the_name_of_every_status_is_in_the_tables(status):
    assert translated(problem(int(status), "", "")["title"], "kk")


@pytest.mark.parametrize("text", WRONG_DATES)
def test_whatever_is_wrong_with_a_date_is_told(text):
    with pytest.raises(DateSyntaxError) as refused:
        DateRange.parse(text)

    for language in LANGUAGES:
        assert is_told(str(refused.value), language)


@pytest.mark.parametrize("text", ["", "P", "12M", "P0M", "P1M2Y", "PT1H", "P" + "1" * 200])
def test_whatever_is_wrong_with_a_duration_is_told(text):
    with pytest.raises(DateSyntaxError) as refused:
        Offset.parse(text)

    for language in LANGUAGES:
        assert is_told(str(refused.value), language)


def fields_of(serializer):
    """Every field of a body, at any depth."""
    for field in getattr(serializer, "fields", {}).values():
        while field is not None:
            yield field
            yield from fields_of(field)
            field = getattr(field, "child", None)


def bodies(kind=Body):
    for each in kind.__subclasses__():
        yield each
        yield from bodies(each)


def test_whatever_a_member_of_a_body_may_be_refused_with_is_told():
    fields = [field for body in bodies() for field in fields_of(body(context={}))]
    texts = {str(text) for field in fields for text in field.error_messages.values()}
    texts |= {
        str(each.message)
        for field in fields
        for each in field.validators
        if hasattr(each, "message")
    }

    assert len(texts) > 20
    for text in texts:
        said = re.sub(r"{\w+(:\w)?}", "9", text)
        assert all(translated(said, language) for language in LANGUAGES), text


def is_told(text: str, language: str) -> bool:
    """Whether nothing English is left of a refusal; quotations aside."""
    found = translated(text, language)
    english = {DATE_EXAMPLES, OFFSET_EXAMPLES, "Accepted", "counted", " has ", " cannot "}
    return found is not None and not any(words in found for words in english)
