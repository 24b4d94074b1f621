"""Search by word prefixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.models import Publisher
from sources.search import indexed, words
from tests.factories import PublisherFactory
from tests.recorded import make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trans-Caspian cable", ["trans", "caspian", "cable"]),
        ("Жаслан МӘДИЕВ", ["жаслан", "мәдиев"]),
        ("Ещё нАлёгке", ["еще", "налегке"]),
        ("Қазақстан, Ұлытау", ["қазақстан", "ұлытау"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("ﬁbre", ["fibre"]),
        ("№ 5–6", ["no", "5", "6"]),
        ("%_\\' \x00 –", ["_"]),
        ("", []),
    ],
)
def test_words_are_folded(text, expected):
    assert words(text) == expected


def test_a_letter_and_its_parts_are_the_same_word():
    assert words("и\u0306од") == words("йод")


def test_what_is_stored_has_each_word_once_after_a_blank():
    assert indexed(["Cable cable", "Laying", ""]) == " cable laying"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        pytest.param("Cas", id="beginning of a word"),
        pytest.param("CABLE casp", id="two words, in any order"),
        pytest.param("каспий", id="Cyrillic, small"),
        pytest.param("КАСПИЙ", id="Cyrillic, capital"),
        pytest.param("еще", id="without the dots"),
        pytest.param("транс-каспий", id="with a hyphen"),
    ],
)
def test_a_row_is_found_by_the_beginnings_of_its_words(query):
    found = make(
        PublisherFactory, name_en="Trans-Caspian cable", name_ru="Транс-Каспийский кабель, ещё"
    )
    make(PublisherFactory, name_en="Other publisher")

    assert list(Publisher.objects.search(query)) == [found]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["able", "cable satellite", "cables", "c_ble", "cab%"])
def test_a_row_is_not_found_by_anything_else(query):
    make(PublisherFactory, name_en="Trans-Caspian cable")

    assert not Publisher.objects.search(query).filter(name_en__contains="cables").exists()
    assert query == "cab%" or not Publisher.objects.search(query).exists()


@pytest.mark.django_db
def test_without_a_word_every_row_is_found():
    make(PublisherFactory)

    assert Publisher.objects.search(" – ").count() == 1


@pytest.mark.django_db
def test_a_row_is_found_by_its_slug():
    found = make(PublisherFactory, slug="baq-kz")

    assert list(Publisher.objects.search("baq kz")) == [found]


@pytest.mark.django_db
def test_a_row_that_is_renamed_is_found_by_its_new_name_only():
    def rename():
        found.name_en = "New"
        found.save()

    found = make(PublisherFactory, slug="x", name_en="Old")
    make(rename)

    assert list(Publisher.objects.search("new")) == [found]
    assert not Publisher.objects.search("old").exists()


@given(st.text())
def test_words_folded_again_stay_as_they_are(text):
    once = words(text)

    assert words(" ".join(once)) == once
