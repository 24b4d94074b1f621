"""Search by `q`: the beginnings of words, whatever their case and script."""

from datetime import date

import pytest

from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PublisherFactory,
    SourceFactory,
)
from tests.recorded import make, record
from tests.tracker.asking import listed, refused


@pytest.fixture
def cable(db):
    initiative = make(
        InitiativeFactory,
        slug="cable",
        name_en="Trans-Caspian cable",
        name_ru="Кабель по дну Каспия, 100% её длины",
        name_kk="Каспий арқылы өтетін кәбіл",
    )
    milestone = make(
        MilestoneFactory, slug="laid", name_en="Laying ends", name_ru="", initiative=initiative
    )
    record(milestone, date(2026, 1, 15), summary="Works_begin, says O'Neil.", phrase="в Ёлкино")
    return milestone


@pytest.mark.usefixtures("cable")
@pytest.mark.parametrize(
    "text",
    ["cable", "CAB", "trans", "Caspian", "кабель", "КАБ", "каспия", "Ее", "её", "ӨТЕТІН", "кәбіл",
     "cable кабель", "кабель, дну!", "100%25", "ｃａｂｌｅ"],
)  # fmt: skip
def test_a_word_is_found_by_its_beginning_in_any_case(api, text):
    assert listed(api, f"initiatives/?q={text}") == ["cable"]


@pytest.mark.usefixtures("cable")
@pytest.mark.parametrize("text", ["able", "аспий", "cable data", "c_ble", "%25able", "cable' OR 1"])
def test_what_is_no_beginning_of_a_word_is_not_found(api, text):
    assert listed(api, f"initiatives/?q={text}") == []


@pytest.mark.usefixtures("cable")
def test_milestones_are_found_by_their_words_and_their_initiatives(api):
    assert listed(api, "milestones/?q=laying") == ["laid"]
    assert listed(api, "milestones/?q=кабель") == ["laid"]
    assert listed(api, "milestones/?q=кабель laying") == ["laid"]
    assert listed(api, "milestones/?q=ending") == []


@pytest.mark.usefixtures("cable")
@pytest.mark.parametrize("text", ["works_b", "o'neil", "елкино", "Ёлк"])
def test_statements_are_found_by_what_they_say(api, text):
    assert len(listed(api, f"statements/?q={text}", "id")) == 1


@pytest.mark.usefixtures("cable")
@pytest.mark.parametrize("text", ["works%25b", "worksxb", "work%5Cz"])
def test_signs_of_patterns_mean_themselves(api, text):
    assert listed(api, f"statements/?q={text}", "id") == []


@pytest.mark.parametrize(
    ("path", "factory"),
    [
        ("publishers", PublisherFactory),
        ("people", PersonFactory),
        ("organisations", OrganisationFactory),
        ("indicators", IndicatorFactory),
    ],
)
def test_what_is_named_is_found_by_its_names(api, path, factory):
    make(factory, slug="first", name_en="", name_ru="Первый Именованный")
    make(factory, slug="second", name_en="Second")

    assert listed(api, f"{path}/?q=ИМЕН") == ["first"]


def test_sources_are_found_by_title_and_by_whom_they_relay(api):
    make(SourceFactory, slug="one", title="О спутниках", published_on=date(2026, 1, 15))
    make(SourceFactory, slug="two", relays="газета Туркистан", published_on=date(2026, 1, 15))

    assert listed(api, "sources/?q=спутник") == ["one"]
    assert listed(api, "sources/?q=turkistan") == []
    assert listed(api, "sources/?q=Турк") == ["two"]


@pytest.mark.parametrize("text", ["%25", "'", "--", ",", "a" * 201, "%F0%9F%98%80", "%ED%A0%80"])
def test_a_text_without_a_word_or_too_long_is_refused(api, text):
    assert "one or more words" in refused(api, f"initiatives/?q={text}")["q"]


def test_many_short_words_are_no_trouble(api):
    assert listed(api, f"milestones/?q={'a ' * 99}a") == []
