"""Which queries one plan serves, whatever their values are."""

from datetime import date

import pytest
from django.db.models import F, Q

from sources.models import Source
from sources.prepared import is_by_key

DAY = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("by_key", "rows"),
    [
        pytest.param(True, Source.objects.filter(slug="a"), id="by a name"),
        pytest.param(True, Source.objects.filter(pk__in=[1, 2]), id="by keys"),
        pytest.param(True, Source.objects.filter(publisher=1, published_on=DAY), id="by a link"),
        pytest.param(True, Source.objects.filter(publisher__slug="a")[:1], id="by a linked name"),
        pytest.param(False, Source.objects.filter(publisher=1)[:2], id="a page of those"),
        pytest.param(False, Source.objects.filter(published_on=DAY), id="by no key"),
        pytest.param(False, Source.objects.filter(pk__gt=1), id="from a key on"),
        pytest.param(False, Source.objects.exclude(pk=1), id="but for a key"),
        pytest.param(False, Source.objects.filter(Q(pk=1) | Q(kind="news")), id="or no key"),
        pytest.param(
            True,
            Source.objects.filter(pk__in=Source.objects.filter(slug="a")),
            id="by rows of a key",
        ),
        pytest.param(
            False, Source.objects.filter(pk__in=Source.objects.values("pk")), id="by other rows"
        ),
        pytest.param(
            False,
            Source.objects.filter(pk__in=Source.objects.filter(slug="a").values(n=F("pk"))),
            id="by what is worked out",
        ),
    ],
)
def test_what_looks_rows_up_by_keys_is_told_from_what_reads_in_order(by_key, rows):
    assert is_by_key(rows.query) == by_key
