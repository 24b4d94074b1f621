"""What keeps the lists of the admin quick."""

from datetime import date

import pytest
from django.contrib.admin.templatetags.admin_list import date_hierarchy

from sources.changelists import counted
from sources.models import Publisher, Revision, Source
from tests.desk import page, sign_in, source_of
from tests.factories import PublisherFactory
from tests.recorded import make


@pytest.fixture
def desk(client, db):
    return sign_in(client)


def choices(desk, **asked) -> list[str]:
    """The years, months or days that the list of sources offers."""
    fields = {f"published_on__{kind}": value for kind, value in asked.items()}
    shown = date_hierarchy(desk.get(page(Source), fields).context["cl"])
    return [choice["title"] for choice in shown["choices"]]


def test_a_list_offers_the_years_months_and_days_that_have_rows(desk):
    for day in (date(2024, 5, 2), date(2026, 1, 6), date(2026, 1, 8), date(2026, 3, 1)):
        source_of(day)

    assert choices(desk) == ["2024", "2026"]
    assert choices(desk, year=2026) == ["January 2026", "March 2026"]
    assert choices(desk, year=2026, month=1) == ["January 6", "January 8"]


def test_a_list_by_instants_offers_days_too(client, db, time_machine):
    time_machine.move_to("2099-03-04T05:06:07Z")
    make(PublisherFactory)

    assert "March 4" in sign_in(client).get(page(Revision)).text


def test_rows_that_hang_on_others_are_counted_with_none_as_nought(db):
    full, empty = make(PublisherFactory), make(PublisherFactory)
    for _ in range(2):
        source_of(publisher=full)

    rows = Publisher.objects.annotate(count=counted(Publisher, "sources"))

    assert dict(rows.values_list("pk", "count")) == {full.pk: 2, empty.pk: 0}


def test_a_list_is_counted_once(desk, django_assert_num_queries):
    source_of()

    with django_assert_num_queries(20, exact=False) as asked:
        desk.get(page(Source), {"q": "invented"})

    counts = [query["sql"] for query in asked.captured_queries if "COUNT(*)" in query["sql"]]
    assert len(counts) == 1
