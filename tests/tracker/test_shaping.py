"""What is made of rows is what their serializers make of them."""

from io import StringIO

import orjson
import pytest
from django.core.management import call_command
from rest_framework.fields import Field

from tests.crowd import crowd
from tests.tracker import addresses
from tests.tracker.asking import V1
from tracker.api.base import RowViewSet
from tracker.api.languages import Telling

pytestmark = pytest.mark.usefixtures("no_replies_kept")


@pytest.fixture(params=["seeds", "random"])
def data(request, db):
    """What is recorded: the seed data, or many random rows."""
    if request.param == "random":
        crowd(25)
    else:
        call_command("load_fixtures", stdout=StringIO())


@pytest.fixture
def compared(monkeypatch):
    """Pairs of what was made of each row served: by the quick way, and by its serializer."""
    pairs, quick = [], RowViewSet.shaper

    def shaper(view):
        shape = quick(view)
        context = {"clocks": view.clocks, "telling": Telling(view.telling.order)}
        serializer = view.get_serializer_class()(members=view.members, context=context)

        def both(row):
            made, declared = shape(row), serializer.to_representation(row)
            options = orjson.OPT_UTC_Z
            pairs.append((orjson.dumps(made, option=options), orjson.dumps(declared)))
            assert view.telling.told >= context["telling"].told
            return made

        return both

    monkeypatch.setattr(RowViewSet, "shaper", shaper)
    return pairs


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("language", ["en", "kk, ru;q=0.5"])
def test_rows_are_shaped_as_their_serializers_shape_them(client, compared, language):
    for address in addresses.clocked(client):
        client.get(f"{V1}{address}", headers={"accept-language": language})

    assert len(compared) > 500
    assert [pair for pair in compared if pair[0] != pair[1]] == []


@pytest.mark.usefixtures("data")
def test_no_reply_makes_fields_anew(client):
    every = [f"{V1}{address}" for address in addresses.clocked(client)]
    for address in every:
        client.get(address)
    # REST framework counts fields in their class. Whenever a class is written to, Python looks up
    # anew all that it knew of that one and of those below it.
    made = Field._creation_counter

    for address in every:
        client.get(address)

    assert Field._creation_counter == made
