"""Quantities, places and indicators over HTTP."""

from datetime import date

import pytest

from tests.factories import IndicatorFactory, SourceFactory
from tests.recorded import make, record
from tests.tracker.asking import is_missing, listed, newest, one, told, written
from tests.tracker.worlds import quantity, spot

POINT = {"type": "Point", "coordinates": [51.5, 42.25]}


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ("5", None, (5, None)),
        ("5", "6", (5, 6)),
        ("2.5", "2.5", (2.5, 2.5)),
        ("0.0001", None, (0.0001, None)),
        ("1000000000", "1000000000.0000", (1_000_000_000, 1_000_000_000)),
    ],
)
def test_a_quantity_is_a_number_without_an_upper_bound_where_there_is_none(
    api, milestone, low, high, shown
):
    record(milestone, date(2026, 1, 15), evidence=[quantity(low=low, high=high)])

    there = one(api, "observations/")

    assert (there["low"], there["high"]) == shown
    assert isinstance(there["low"], type(shown[0]))


def test_a_quantity_takes_source_and_day_from_its_statement(api, milestone):
    source = make(SourceFactory, slug="document", published_on=date(2026, 1, 20))
    row = quantity(period_edtf="2026/..", phrase="не менее пяти", approximate=True)
    said = record(milestone, date(2026, 1, 15), source=source, evidence=[row])

    there = told(api, f"observations/{row.pk}/")

    assert there["source"] == {"slug": "document", "name": source.title}
    assert there["statement"] == {"id": str(said.uuid), "name": said.summary}
    assert (there["initiative"]["slug"], there["milestone"]["slug"]) == (
        milestone.initiative.slug,
        milestone.slug,
    )
    assert (there["announced_on"], there["approximate"]) == ("2026-01-15", True)
    assert (there["period"]["earliest"], there["period"]["latest"]) == ("2026-01-01", None)


def test_what_is_not_said_of_a_quantity_is_null(api, initiative):
    record(initiative, date(2026, 1, 15), evidence=[quantity()])

    there = one(api, "observations/")

    assert (there["period"], there["phrase"], there["milestone"]) == (None, None, None)


@pytest.mark.parametrize("kind", ["observations", "places"])
def test_before_its_statement_was_public_or_recorded_it_is_absent(api, milestone, kind):
    before = newest()
    row = quantity() if kind == "observations" else spot()
    record(milestone, date(2026, 1, 15), evidence=[row])

    by_then = f"as_of=2026-06-01&recorded_as_of={written(before)}"
    assert listed(api, f"{kind}/?as_of=2026-01-15", "id") == [row.pk]
    for clocks in ("as_of=2026-01-14", by_then):
        assert listed(api, f"{kind}/?{clocks}", "id") == []
        assert is_missing(api, f"{kind}/{row.pk}/?{clocks}")


def test_a_place_has_its_geometry_and_says_where_it_is_from(api, milestone):
    known = spot(geometry=POINT, origin="A map.", approximate=False, name_kk="Жер")
    record(milestone, date(2026, 1, 15), evidence=[known])

    there = told(api, f"places/{known.pk}/")

    assert (there["geometry"], there["origin"], there["approximate"]) == (POINT, "A map.", False)
    assert there["names"] == {"en": "Invented place", "ru": None, "kk": "Жер"}
    assert there["initiative"]["slug"] == milestone.initiative.slug


def test_a_place_that_is_not_known_with_confidence_has_no_geometry(api, milestone):
    record(milestone, date(2026, 1, 15), evidence=[spot()])

    there = one(api, "places/")

    assert (there["geometry"], there["origin"]) == (None, None)


def test_indicators_are_public_whatever_the_day(api):
    make(IndicatorFactory, slug="built", name_en="", name_ru="Построено")

    assert one(api, "indicators/?as_of=2020-01-01") == {"slug": "built", "name": "Построено"}
    assert told(api, "indicators/built/")["names"] == {"en": None, "ru": "Построено", "kk": None}
