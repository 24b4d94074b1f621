"""Which language an Accept-Language header asks for; RFC 9110, 12.5.4 and 12.4.2."""

import pytest

from sources.codes import LANGUAGES
from tracker.api.languages import order_of

HEADERS = {
    # What browsers and programs send
    "": "en",
    "ru": "ru",
    "kk": "kk",
    "RU": "ru",
    "ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7": "ru",
    "kk-KZ,kk;q=0.9,ru;q=0.8": "kk",
    "kk-Cyrl-KZ": "kk",
    "en-GB, ru": "en",
    # Weights
    "en;q=0.4, ru;q=0.5": "ru",
    "en;q=0.499, ru;q=0.5, kk;q=0.501": "kk",
    "ru;q=0.5, kk;q=0.5": "ru",
    "kk;q=0.5, ru;q=0.5": "kk",
    "ru;q=1.000, kk;q=0.999": "ru",
    "en ; q=0.1 , ru\t;\tq=0.2": "ru",
    "ru;Q=0.2, en;q=0.1": "ru",
    "en;q=0.5, ru-RU;q=0.6, ru;q=0.1": "ru",
    # Not wanted
    "ru;q=0": "en",
    "ru;q=0.000, kk;q=0.001": "kk",
    "en;q=0": "en",
    "en;q=0, *": "ru",
    "en;q=0, ru;q=0, *;q=0.1": "kk",
    "ru-UA;q=0, ru": "ru",
    # Anything
    "*": "en",
    "*, ru": "ru",
    "ru;q=0.2, *;q=0.3": "en",
    "de, *;q=0.1": "en",
    # None of ours
    "de": "en",
    "de, fr;q=0.9, kk;q=0.1": "kk",
    "rus": "en",
    "x-ru": "en",
    # Empty elements of a list are allowed
    ",ru,": "ru",
    " , ,\t, kk": "kk",
    ",,,": "en",
}
UNREADABLE = [
    "ru;q=",
    "ru;q=2",
    "ru;q=-1",
    "ru;q=0.5555",
    "ru;q=1.001",
    "ru;q=NaN",
    "ru;q=0,5",
    "ru;q=1;q=0.1",
    "ru;level=1",
    "ru;",
    ";q=1, ru",
    "ru en",
    "ru_RU",
    "ru-",
    "-ru",
    "*-RU, ru",
    "русский, ru",
    "ru, \x00",
    "r" * 9 + ", ru",
    "ru-" + "a" * 9,
    "'; DROP TABLE statements; --, ru",
    "ru\r\nX-Header: 1",
]


@pytest.mark.parametrize(("header", "language"), HEADERS.items(), ids=repr)
def test_a_header_asks_for_the_language_it_likes_best(header, language):
    assert order_of(header)[0] == language


@pytest.mark.parametrize(
    ("header", "order"),
    {
        "": "en ru kk",
        "kk": "kk en ru",
        "kk, ru;q=0.8": "kk ru en",
        "ru;q=0.1, kk;q=0.2": "kk ru en",
        "kk, *;q=0.5, en;q=0.1": "kk ru en",
        "kk, en;q=0": "kk ru en",
        "ru, *;q=0": "ru en kk",
        "de": "en ru kk",
    }.items(),
    ids=repr,
)
def test_what_has_no_translation_is_told_in_the_next_language_that_one_would_have(header, order):
    assert " ".join(order_of(header)) == order


@pytest.mark.parametrize("header", UNREADABLE, ids=repr)
def test_a_header_that_can_t_be_read_asks_for_english(header):
    assert order_of(header) == LANGUAGES


@pytest.mark.parametrize(
    "header",
    ["ru," * 100_000, "r" * 100_000, "ru" + "-a" * 100_000, "ru;q=" + "0" * 100_000, " " * 100_000],
    ids=["many", "one word", "many parts", "many digits", "blanks"],
)
def test_a_very_long_header_is_read_or_refused(header):
    assert set(order_of(header)) == set(LANGUAGES)
