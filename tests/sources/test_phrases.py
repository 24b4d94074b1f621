from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
import yaml

from sources.dates import Offset
from sources.phrases import MAX_LENGTH, read

FIXTURES = Path(__file__).parents[2] / "fixtures"
SAID_ON = date(2026, 1, 6)  # a Tuesday


def meanings(text, said_on=SAID_ON):
    """What each reading of a text says: EDTF, a length of time, or None for no deadline."""
    return [reading.due or said(reading.due_within) for reading in read(text, said_on)]


def said(offset):
    return None if offset is None else str(offset)


def rules(text, said_on=SAID_ON):
    return [reading.rule for reading in read(text, said_on)]


def phrases_with_dates():
    """Phrases of the seed data that are dated, each with its day and what it was read as."""
    sources = yaml.safe_load((FIXTURES / "sources.yaml").read_text(encoding="utf-8"))
    said_on = {source["slug"]: source["published_on"] for source in sources}
    for path in sorted((FIXTURES / "statements").glob("*.yaml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for statement in document["statements"]:
            within = statement.get("due_within", {}).get("offset")
            expected = statement.get("due") or within or statement.get("met")
            if "phrase" in statement and expected:
                phrase = statement["phrase"]
                day = said_on[document["source"]]
                yield pytest.param(phrase, day, expected, id=f"{document['source']}: {phrase}")


@pytest.mark.parametrize(("phrase", "said_on", "expected"), list(phrases_with_dates()))
def test_a_dated_phrase_of_the_seed_data_is_read_as_the_editors_read_it(phrase, said_on, expected):
    assert expected in meanings(phrase, said_on)


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [  # from the documents of 2026-01-05, where they set no deadline
        ("который в ближайшее время вступит в силу", "soon"),
        ("в скором времени будет открыт", "soon"),
    ],
)
def test_soon_is_read_and_sets_no_deadline(phrase, rule):
    (reading,) = read(phrase, SAID_ON)

    assert (reading.rule, reading.due, reading.due_within) == (rule, None, None)
    assert reading.convention == "Soon, in the near future: no deadline."


@pytest.mark.parametrize(
    "phrase",
    [  # from the five documents
        "Начинается строительство города ускоренного развития Alatau city",
        "не менее 5–6 спутников",
        "обучение прошли свыше 650 тысяч студентов",
        "Недавно мы запустили крупнейший в Центральной Азии суперкомпьютерный кластер",
        "после чего приступим к настройке всей системы",
        # that come near a date
        "it may start in 3 phases",
        "as soon as the cable is laid",
        "within 10 working days",
        "within a few months",
        "first week of March 2026",
        "every March",
        "the 2026 budget",
        "by 2000 schools",
        "on 31 June 2026",
        "by June 31",
        "до 31 июня 2026 года",
        "31 маусымға дейін",
        "in the fifth quarter of 2026",
        "до 2000 км",
        "во второй половине дня",
        "в течение 10 рабочих дней",
        "через 2–3 года",
        "вскоре после запуска",
        "жыл сайын",
        "2026 жылы емес",
        "",
    ],
)
def test_what_fits_no_rule_is_not_guessed(phrase):
    assert read(phrase, SAID_ON) == []


def test_a_reading_names_its_piece_rule_and_convention():
    (reading,) = read("Ready to close it by the end of Q1 2026, he said", SAID_ON)

    assert reading.phrase == "by the end of Q1 2026"
    assert reading.position == 18
    assert (reading.language, reading.rule) == ("en", "until_end_of_quarter")
    assert reading.convention == (
        "By, until, before or at the end of a quarter: any day up to its last."
    )
    with pytest.raises(FrozenInstanceError):
        reading.due = "2026"


@pytest.mark.parametrize(
    "text",
    ["2026-35", "2026", "../2026-12-31", "/2026", "2026/..", "2026/2030", "[2026..2030]", "202X"],
)
def test_edtf_means_itself_and_is_of_no_language(text):
    (reading,) = read(text, SAID_ON)

    assert (reading.due, reading.rule, reading.language) == (text, "edtf", "")
    assert reading.convention == "Written as EDTF already."


def test_blanks_around_edtf_do_not_count():
    (reading,) = read("  2026-35\n", SAID_ON)

    assert (reading.due, reading.phrase, reading.position) == ("2026-35", "2026-35", 2)


def test_edtf_within_a_sentence_is_read_by_its_language():
    (reading,) = read("by the end of 2026-35", SAID_ON)

    assert (reading.due, reading.language) == ("../2026-09-30", "en")


def test_a_convention_says_what_else_a_reading_took():
    (reading,) = read("к концу марта следующего года", SAID_ON)

    assert reading.convention == (
        "By, until, before or at the end of a month: any day up to its last;"
        " words such as this, next and last count from the day it was said."
    )


def test_each_piece_of_a_text_is_read_in_its_order():
    text = "С 2019 года стороны готовят проект, завершить его планируется до конца 2026 года"

    assert meanings(text) == ["2019", "../2026-12-31"]


def test_a_negated_date_is_none():
    assert meanings("не в 2026 году, а в 2027 году") == ["2027"]


def test_the_words_of_an_anchor_are_kept_for_the_editor():
    text = "в течение 12 месяцев со дня подписания договора, сообщил министр"

    (reading,) = read(text, SAID_ON)

    assert reading.due_within == Offset(months=12)
    assert reading.anchor == "дня подписания договора"
    assert reading.rule == "within_of"


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("within 12 months of signing", "signing"),
        ("no later than 6 months after the contract is signed", "contract is signed"),
        ("12 months after the launch and by 2030", "launch"),
        ("within three months from now", ""),
        ("within three months", ""),
        ("через год после запуска", "запуска"),
        ("в месячный срок со дня подписания", "дня подписания"),
        ("в течение трёх месяцев с сегодняшнего дня", ""),
        ("меморандумға қол қойылғаннан кейін 12 ай ішінде", "меморандумға қол қойылғаннан"),
        ("бүгіннен бастап үш ай ішінде", ""),
    ],
)
def test_an_anchor_ends_where_its_clause_does_and_today_is_none(text, anchor):
    assert read(text, SAID_ON)[0].anchor == anchor


@pytest.mark.parametrize(
    "text",
    [
        "ДО КОНЦА 2026 ГОДА",
        "до\u00a0конца\n2026\u2009года",
        "до конца́ 2026 го\u00adда",
        "«до конца 2026 года»",
    ],
    ids=["capitals", "blanks", "accent-and-soft-hyphen", "quotes"],
)
def test_case_blanks_accents_and_quotes_do_not_matter(text):
    assert meanings(text) == ["../2026-12-31"]


def test_yo_may_be_written_ye():
    assert meanings("в течение трёх месяцев") == meanings("в течение трех месяцев") == ["P3M"]


def test_a_text_of_500_characters_is_read_and_a_longer_one_refused():
    assert meanings("in 2026".ljust(MAX_LENGTH)) == ["2026"]
    with pytest.raises(ValueError, match="up to 500 characters, not from 501"):
        read("in 2026".ljust(MAX_LENGTH + 1), SAID_ON)


@pytest.mark.parametrize(
    ("said_on", "expected"),
    [
        (date(2025, 8, 11), ["2025-11"]),
        (date(2025, 11, 1), ["2025-11"]),
        (date(2025, 11, 30), ["2025-11"]),
        (date(2025, 12, 1), ["2026-11", "2025-11"]),  # the last one is nearer
        (date(2026, 5, 16), ["2026-11", "2025-11"]),
        (date(2026, 5, 17), ["2026-11"]),  # 168 days off, either way
    ],
)
def test_a_month_without_a_year_is_the_present_or_next_and_perhaps_the_last(said_on, expected):
    assert meanings("in November", said_on) == meanings("в ноябре", said_on) == expected
    assert meanings("қарашада", said_on) == expected


def test_a_deadline_without_a_year_lies_ahead():
    assert meanings("by the end of November", date(2026, 1, 5)) == ["../2026-11-30"]
    assert meanings("до 1 июля", date(2026, 7, 1)) == ["../2026-07-01"]
    assert meanings("до 1 июля", date(2026, 7, 2)) == ["../2027-07-01"]


def test_29_february_waits_for_its_year():
    assert meanings("by 29 February", date(2026, 1, 6)) == ["../2028-02-29"]


def test_next_march_is_ambiguous_only_while_this_march_is_ahead():
    assert meanings("next March", date(2026, 1, 6)) == ["2026-03", "2027-03"]
    assert meanings("next March", date(2025, 11, 17)) == ["2026-03"]


def test_by_a_year_may_mean_before_it_and_no_later_than_may_not():
    assert rules("by 2030") == ["until_year", "before_year"]
    assert meanings("до 2030 года") == ["../2030-12-31", "../2029-12-31"]
    assert meanings("2030 жылға дейін") == ["../2030-12-31", "../2029-12-31"]
    assert meanings("no later than 2030") == ["../2030-12-31"]


def test_by_a_year_that_has_begun_cannot_mean_before_it():
    assert meanings("by 2026", date(2025, 12, 31)) == ["../2026-12-31", "../2025-12-31"]
    assert meanings("by 2026", date(2026, 1, 1)) == ["../2026-12-31"]


def test_a_winter_is_named_for_either_of_its_years():
    assert meanings("winter 2026") == ["2026-24", "2025-24"]
    assert meanings("зимой 2026–2027 годов") == ["2026-24"]


def test_a_date_with_slashes_may_have_either_order():
    assert meanings("03/04/2026") == ["2026-04-03", "2026-03-04"]
    assert meanings("31/12/2026") == ["2026-12-31"]


def test_a_reading_beyond_the_last_year_is_none():
    assert meanings("in 9997", date(9997, 1, 1)) == ["9997"]
    assert meanings("next year", date(9997, 1, 1)) == []
    assert meanings("within two years", date(9996, 1, 1)) == []
