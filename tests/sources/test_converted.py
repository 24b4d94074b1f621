"""Values that are read in less time than Django takes, and are the same."""

from datetime import date

import pytest
from django.db import connection

from sources.converted import day_of
from sources.models import Source
from tests.factories import SourceFactory
from tests.recorded import make

DAYS = [date(2026, 11, 1), date(1, 1, 1), date(9999, 12, 31)]

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="others send days themselves")


@sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS)
def test_a_day_of_a_column_is_the_day_that_was_stored(day):
    source = make(SourceFactory, published_on=day)

    assert Source.objects.values_list("published_on", flat=True).get(pk=source.pk) == day


@sqlite
@pytest.mark.django_db
def test_a_day_that_was_read_before_is_not_read_again():
    make(SourceFactory, published_on=DAYS[0])
    days = Source.objects.values_list("published_on", flat=True)

    assert days[0] is days[0]


@pytest.mark.parametrize(("text", "day"), [(b"2026-1-5", date(2026, 1, 5)), (b"soon", None)])
def test_texts_in_other_forms_are_read_as_django_reads_them(text, day):
    assert day_of(text) == day
