"""Sources, publishers, people and organisations over HTTP."""

from datetime import date

import pytest

from tests.factories import OrganisationFactory, PersonFactory, PublisherFactory, SourceFactory
from tests.recorded import make, record, withdraw
from tests.tracker.asking import is_missing, listed, newest, one, told, written


def test_a_source_says_what_it_is(api):
    publisher = make(PublisherFactory, slug="paper", name_en="Paper")
    source = make(
        SourceFactory,
        slug="document",
        publisher=publisher,
        title="About it",
        title_is_ours=True,
        language="ru",
        kind="interview",
        published_on=date(2026, 1, 15),
    )

    there = told(api, "sources/document/")

    assert there.pop("recorded_as_of") == written(newest())
    assert there.pop("as_of")
    assert there == {
        "slug": "document",
        "name": "About it",
        "title_is_ours": True,
        "kind": "interview",
        "publisher": {"slug": "paper", "name": "Paper"},
        "relays": None,
        "language": "ru",
        "published_on": "2026-01-15",
        "url": None,
        "revision": source.revision_id,
    }


def test_a_source_is_public_from_its_own_day(api):
    make(SourceFactory, slug="document", published_on=date(2026, 1, 15))

    assert is_missing(api, "sources/document/?as_of=2026-01-14")
    assert listed(api, "sources/?as_of=2026-01-14") == []
    assert listed(api, "sources/?as_of=2026-01-15") == ["document"]


def test_a_source_is_public_from_an_earlier_day_that_it_reports(api, milestone):
    source = make(SourceFactory, slug="document", published_on=date(2026, 1, 15))
    before = newest()
    said = record(milestone, date(2026, 1, 10), source=source)

    assert listed(api, "sources/?as_of=2026-01-09") == []
    assert listed(api, "sources/?as_of=2026-01-10") == ["document"]
    assert listed(api, f"sources/?as_of=2026-01-10&recorded_as_of={written(before)}") == []
    withdraw(said)
    assert listed(api, "sources/?as_of=2026-01-10") == []


def test_the_newest_source_comes_first_and_of_one_day_by_slug_from_the_end(api):
    for slug, day in (("b", 15), ("a", 15), ("c", 16)):
        make(SourceFactory, slug=slug, published_on=date(2026, 1, day))

    assert listed(api, "sources/") == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("path", "factory", "members"),
    [
        ("publishers", PublisherFactory, {"url": None}),
        ("people", PersonFactory, {}),
        ("organisations", OrganisationFactory, {"country": None}),
    ],
)
def test_who_stands_behind_is_public_whatever_the_day(api, path, factory, members):
    row = make(factory, slug="invented", name_en="", name_ru="Имя", name_kk="Аты")

    there = one(api, f"{path}/?as_of=2020-01-01")
    alone = told(api, f"{path}/invented/?as_of=2020-01-01")

    assert there == {"slug": "invented", "name": "Имя", **members}
    assert alone["names"] == {"en": None, "ru": "Имя", "kk": "Аты"}
    assert alone["revision"] == row.revision_id


def test_an_address_and_a_country_are_told_where_they_are_known(api):
    make(PublisherFactory, url="https://paper.example/")
    make(OrganisationFactory, country="KZ")

    assert one(api, "publishers/")["url"] == "https://paper.example/"
    assert one(api, "organisations/")["country"] == "KZ"
