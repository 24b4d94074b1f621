import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.dates import DateRange
from sources.wording import label
from tests.sources.expressions import ACCEPTED

LANGUAGES = st.sampled_from(["en", "ru", "kk"])
RUSSIAN_AND_KAZAKH = st.sampled_from(["ru", "kk"])


@pytest.mark.parametrize(
    ("text", "english", "russian", "kazakh"),
    [
        ("2026", "2026", "2026 год", "2026 жыл"),
        ("2026-12", "December 2026", "декабрь 2026 года", "2026 жылғы желтоқсан"),
        ("2026-12-31", "31 December 2026", "31 декабря 2026 года", "2026 жылғы 31 желтоқсан"),
        ("202X", "the 2020s", "2020-е годы", "2020 жылдар"),
        ("2026-21", "spring 2026", "весна 2026 года", "2026 жылғы көктем"),
        ("2026-22", "summer 2026", "лето 2026 года", "2026 жылғы жаз"),
        ("2026-23", "autumn 2026", "осень 2026 года", "2026 жылғы күз"),
        ("2026-24", "winter 2026–2027", "зима 2026–2027 годов", "2026–2027 жылдардағы қыс"),
        ("2026-33", "Q1 2026", "I квартал 2026 года", "2026 жылғы I тоқсан"),
        ("2026-34", "Q2 2026", "II квартал 2026 года", "2026 жылғы II тоқсан"),
        ("2026-35", "Q3 2026", "III квартал 2026 года", "2026 жылғы III тоқсан"),
        ("2026-36", "Q4 2026", "IV квартал 2026 года", "2026 жылғы IV тоқсан"),
        (
            "2026-37",
            "first third of 2026",
            "первая треть 2026 года",
            "2026 жылдың алғашқы төрт айы",
        ),
        (
            "2026-38",
            "second third of 2026",
            "вторая треть 2026 года",
            "2026 жылдың ортаңғы төрт айы",
        ),
        (
            "2026-39",
            "last third of 2026",
            "последняя треть 2026 года",
            "2026 жылдың соңғы төрт айы",
        ),
        (
            "2026-40",
            "first half of 2026",
            "первая половина 2026 года",
            "2026 жылғы бірінші жартыжылдық",
        ),
        (
            "2026-41",
            "second half of 2026",
            "вторая половина 2026 года",
            "2026 жылғы екінші жартыжылдық",
        ),
    ],
)
def test_a_period_is_worded_in_each_language(text, english, russian, kazakh):
    assert words(text) == (english, russian, kazakh)


@pytest.mark.parametrize(
    ("text", "english", "russian", "kazakh"),
    [
        ("2026~", "about 2026", "около 2026 года", "шамамен 2026 жыл"),
        ("2026?", "2026, uncertain", "2026 год, под вопросом", "2026 жыл, анық емес"),
        (
            "2026-12%",
            "about December 2026, uncertain",
            "около декабря 2026 года, под вопросом",
            "шамамен 2026 жылғы желтоқсан, анық емес",
        ),
        (
            "2026-01~/2026-09?",
            "about January 2026 to September 2026 (uncertain)",
            "с января 2026 года (примерно) по сентябрь 2026 года (под вопросом)",
            "шамамен 2026 жылғы қаңтардан бастап 2026 жылғы қыркүйекке дейін (анық емес)",
        ),
        (
            "../2026-12-31%",
            "by about 31 December 2026 (uncertain)",
            "до 31 декабря 2026 года включительно (примерно, под вопросом)",
            "шамамен 2026 жылғы 31 желтоқсаннан кешіктірмей (анық емес)",
        ),
    ],
)
def test_a_qualifier_is_worded_with_the_date_that_it_marks(text, english, russian, kazakh):
    assert words(text) == (english, russian, kazakh)


@pytest.mark.parametrize(
    ("text", "english", "russian", "kazakh"),
    [
        (
            "../2026",
            "by the end of 2026",
            "до конца 2026 года",
            "2026 жылдың соңына дейін",
        ),
        (
            "../2026-12",
            "by the end of December 2026",
            "до конца декабря 2026 года",
            "2026 жылғы желтоқсанның соңына дейін",
        ),
        (
            "../2026-12-31",
            "by 31 December 2026",
            "до 31 декабря 2026 года включительно",
            "2026 жылғы 31 желтоқсаннан кешіктірмей",
        ),
        (
            "/2026-12",
            "up to December 2026, start not known",
            "по декабрь 2026 года, начало неизвестно",
            "2026 жылғы желтоқсанға дейін, басталуы белгісіз",
        ),
        ("2026/..", "from 2026", "с 2026 года", "2026 жылдан бастап"),
        (
            "2026-03/",
            "from March 2026, end not known",
            "с марта 2026 года, конец неизвестен",
            "2026 жылғы наурыздан бастап, аяқталуы белгісіз",
        ),
        (
            "2026/2030",
            "2026 to 2030",
            "с 2026 года по 2030 год",
            "2026 жылдан бастап 2030 жылға дейін",
        ),
        (
            "2026-02-02/2026-03-22",
            "2 February 2026 to 22 March 2026",
            "со 2 февраля 2026 года по 22 марта 2026 года",
            "2026 жылғы 2 ақпаннан бастап 2026 жылғы 22 наурызға дейін",
        ),
        (
            "[2026..2030]",
            "some day between 2026 and 2030",
            "один из дней с 2026 года по 2030 год",
            "2026 жылдан бастап 2030 жылға дейін, осы күндердің бірі",
        ),
    ],
)
def test_an_interval_is_worded_by_its_ends(text, english, russian, kazakh):
    assert words(text) == (english, russian, kazakh)


@pytest.mark.parametrize(
    ("month", "since", "up_to", "end_of"),
    [
        ("01", "қаңтардан", "қаңтарға", "қаңтардың"),
        ("02", "ақпаннан", "ақпанға", "ақпанның"),
        ("03", "наурыздан", "наурызға", "наурыздың"),
        ("04", "сәуірден", "сәуірге", "сәуірдің"),
        ("05", "мамырдан", "мамырға", "мамырдың"),
        ("06", "маусымнан", "маусымға", "маусымның"),
        ("07", "шілдеден", "шілдеге", "шілденің"),
        ("08", "тамыздан", "тамызға", "тамыздың"),
        ("09", "қыркүйектен", "қыркүйекке", "қыркүйектің"),
        ("10", "қазаннан", "қазанға", "қазанның"),
        ("11", "қарашадан", "қарашаға", "қарашаның"),
        ("12", "желтоқсаннан", "желтоқсанға", "желтоқсанның"),
    ],
)
def test_a_kazakh_month_takes_the_ending_that_its_sound_asks_for(month, since, up_to, end_of):
    year, (_, _, interval), (_, _, until) = (
        "2026 жылғы",
        *map(words, (f"2026-{month}/2026-{month}", f"../2026-{month}")),
    )

    assert interval == f"{year} {since} бастап {year} {up_to} дейін"
    assert until == f"{year} {end_of} соңына дейін"


def test_a_range_that_was_cut_keeps_its_words():
    assert label(DateRange.parse("2026").cut(date(2026, 3, 1)), "en") == "2026"


def test_a_language_without_words_is_a_key_error():
    with pytest.raises(KeyError):
        label(DateRange.parse("2026"), "de")


@given(ACCEPTED, LANGUAGES)
def test_every_accepted_expression_has_words_without_gaps_or_marks(text, language):
    worded = label(DateRange.parse(text), language)

    assert worded == worded.strip()
    assert not re.search(r"  |[{}~?%/\[\]]|\.\.|None", worded)


@given(ACCEPTED, RUSSIAN_AND_KAZAKH)
def test_no_english_is_left_in_the_other_languages(text, language):
    assert not re.search(r"[A-HJ-UW-Za-z]", label(DateRange.parse(text), language))


def words(text):
    """The labels of an expression in English, Russian and Kazakh."""
    return tuple(label(DateRange.parse(text), language) for language in ("en", "ru", "kk"))
