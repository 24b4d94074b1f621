"""Search by word prefixes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.models import Publisher
from sources.revisions import revision
from sources.search import LONGEST_INDEXED, LONGEST_WORD, indexed, sought, words
from tests.factories import PublisherFactory
from tests.recorded import make, rolled_back

# Letters that fold, split and join in all ways, and signs that mean something to an index.
signs = st.sampled_from([*"abАБёЁйИҚқҰһßﬁİıǅ字½٣07_ -–'\"*:&|!()%\\😀", "\u0306", "\u0301", " "])
texts = st.text(signs, max_size=12)


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


def found_by_hand(rows, query: str) -> set[Publisher]:
    """The rows that have, for each word of the query, a word that begins with it."""
    return {
        row
        for row in rows
        if all(
            any(word.startswith(wanted) for text in row.searched() for word in words(text))
            for wanted in words(query)
        )
    }


@pytest.mark.django_db
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(names=st.lists(texts, min_size=1, max_size=5), queries=st.lists(texts, max_size=5))
def test_what_is_found_is_what_the_definition_says(names, queries):
    with rolled_back(), revision(None, "test"):
        rows = Publisher.objects.bulk_create(
            Publisher(slug=f"p{number}", name_en=name, name_ru="Ё")
            for number, name in enumerate(names)
        )

        for query in [*queries, *names, *(name[:3] for name in names)]:
            assert set(Publisher.objects.search(query)) == found_by_hand(rows, query)


def test_words_that_others_begin_with_are_not_looked_up():
    assert sought("Cab cable ca b cable") == ["b", "cable"]


@pytest.mark.django_db
def test_a_word_of_any_length_is_found_by_its_beginning():
    found = make(PublisherFactory, name_en="x" * 200)
    stored = " " + "ж" * 9_000

    make(lambda: Publisher.objects.filter(pk=found.pk).update(words=indexed([stored])))

    assert list(Publisher.objects.search("ж" * 200)) == [found]
    assert list(Publisher.objects.search("ж" * (LONGEST_WORD + 1))) == [found]
    assert not Publisher.objects.search("ж" * 200 + "з").exists()


@pytest.mark.django_db
def test_a_text_of_very_many_words_can_be_stored():
    text = " ".join(f"{number:𠀀<7}" for number in range(60_000))
    found = make(PublisherFactory)

    make(lambda: Publisher.objects.filter(pk=found.pk).update(words=indexed([text])))

    assert len(indexed([text])) == LONGEST_INDEXED
    assert list(Publisher.objects.search("12345")) == [found]


@pytest.mark.django_db
def test_a_search_for_a_hundred_words_is_no_trouble():
    letters = "abcdefghijklmnopqrstuvwxyz0123456789бвгджзклмнпрстфхцчшщьыэюяқғңһәөұүі"

    assert not Publisher.objects.search(" ".join(letters)).exists()


@given(st.text())
def test_words_folded_again_stay_as_they_are(text):
    once = words(text)

    assert words(" ".join(once)) == once
