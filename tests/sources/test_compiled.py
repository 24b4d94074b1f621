"""SQL that is kept: what is bound afresh, and when the ORM is asked again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from sources import compiled
from sources.inputs import Free
from sources.models import Publisher, Source
from tests.factories import SourceFactory
from tests.recorded import make

DAY = date(2026, 1, 10)


@pytest.fixture(autouse=True)
def documents(db):
    """A document of each of ten days."""
    for number in range(10):
        make(SourceFactory, slug=f"source-{number}", published_on=DAY + timedelta(days=number))
    compiled.forget()  # what writing asks for too


def asked(build, *inputs, times: int = 3) -> list[str]:
    """The slugs that a query finds, asked for so often that its SQL is kept."""
    return [[row["slug"] for row in compiled.rows(build, build, *inputs)] for _ in range(times)][-1]


def is_kept() -> bool:
    """Whether the SQL of the only shape there is is kept."""
    ((kept,),) = compiled.shapes().values()
    return kept is not None


def on(day: date) -> QuerySet:
    return Source.objects.filter(published_on=day).order_by("slug").values("slug")


def week_before(day: date) -> QuerySet:
    return Source.objects.filter(published_on=day - timedelta(days=7)).values("slug")


def test_days_are_bound_afresh():
    found = [asked(on, DAY + timedelta(days=number)) for number in range(3)]

    assert found == [["source-0"], ["source-1"], ["source-2"]]
    assert is_kept()


def test_a_day_that_follows_from_another_moves_with_it():
    found = [asked(week_before, DAY + timedelta(days=number)) for number in (7, 8)]

    assert found == [["source-0"], ["source-1"]]
    assert is_kept()


def test_a_day_before_all_days_is_left_to_the_query_itself():
    def build(day: date) -> QuerySet:
        earliest = date.fromordinal(max(day.toordinal() - 400, 1))
        return Source.objects.filter(published_on__gt=earliest).order_by("slug").values("slug")

    assert len(asked(build, DAY)) == 10
    assert len(asked(build, date(1, 2, 1))) == 10
    assert is_kept()


def test_keys_are_bound_afresh_and_their_number_is_part_of_the_shape():
    def build(keys: list[int]) -> QuerySet:
        return Source.objects.filter(pk__in=keys).order_by("slug").values("slug", "pk")

    keys = list(Source.objects.order_by("slug").values_list("pk", flat=True))

    assert asked(build, Free(keys[:2])) == ["source-0", "source-1"]
    assert asked(build, Free(keys[2:4])) == ["source-2", "source-3"]
    assert asked(build, Free(keys[:3])) == ["source-0", "source-1", "source-2"]
    assert len(compiled.shapes()) == 2


def test_a_text_is_part_of_the_shape_unless_it_is_free():
    def build(slug: str) -> QuerySet:
        return Source.objects.filter(slug=slug).values("slug")

    assert [asked(build, Free(f"source-{n}")) for n in range(2)] == [["source-0"], ["source-1"]]
    assert len(compiled.shapes()) == 1
    assert [asked(build, f"source-{n}") for n in range(2)] == [["source-0"], ["source-1"]]
    assert len(compiled.shapes()) == 3


def test_what_moves_in_ways_of_its_own_is_not_kept():
    def build(slug: str) -> QuerySet:
        return Source.objects.filter(slug__startswith=slug[:8]).order_by("slug").values("slug")

    assert asked(build, Free("source-1 and more")) == ["source-1"]
    assert asked(build, Free("source-2 and more")) == ["source-2"]
    assert not is_kept()


def test_a_query_whose_conditions_hang_on_a_free_value_is_not_kept():
    def build(key: int) -> QuerySet:
        rows = Source.objects.order_by("slug").values("slug")
        return rows.filter(slug="source-1") if key == 1 else rows.filter(Q(slug="source-2"), pk=key)

    assert asked(build, Free(1)) == ["source-1"]
    assert not is_kept()


def test_a_query_that_can_find_nothing_is_not_even_asked():
    def build(day: date) -> QuerySet:
        return Source.objects.filter(pk__in=()).filter(published_on=day).values("slug")

    asked(build, DAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert asked(build, DAY, times=1) == []

    assert len(queries) == 0


def test_rows_have_values_of_the_same_types_as_the_orms():
    def build(day: date) -> QuerySet:
        columns = [field.attname for field in Source._meta.concrete_fields]
        return (
            Source.objects.filter(published_on=day).annotate(one=Value(1)).values(*columns, "one")
        )

    plain = compiled.plain(build, DAY)
    kept = [compiled.rows(build, build, DAY) for _ in range(3)][-1]

    assert kept == plain
    assert [type(value) for value in kept[0].values()] == [type(v) for v in plain[0].values()]
    assert list(kept[0]) == list(plain[0])


def test_a_shape_is_rehearsed_only_when_it_is_asked_for_again():
    def build() -> QuerySet:
        return Publisher.objects.values("slug")

    asked(build, times=1)
    assert list(compiled.shapes().values()) == [[]]

    asked(build, times=1)
    assert is_kept()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan once, or not by values")
def test_texts_that_are_never_another_are_not_bound_in_sqlite():
    def of_kind(day: date) -> QuerySet:
        return Source.objects.filter(kind="news", published_on=day).values("slug")

    asked(of_kind, DAY)

    ((kept,),) = compiled.shapes().values()
    assert "= 'news'" in kept.written.sql
    assert len(kept.written.params) == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="others plan once, or not by values")
@pytest.mark.parametrize("text", ["it's", "100%s", 'a "quote"', "\x00", "слово"])
def test_texts_that_mean_something_in_sql_stay_bound(text):
    def of_title(day: date) -> QuerySet:
        return Source.objects.filter(title=text, published_on=day).values("slug")

    asked(of_title, DAY)

    ((kept,),) = compiled.shapes().values()
    assert text in kept.written.params
