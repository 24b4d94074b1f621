"""A reply costs as many queries for one row as for two hundred."""

from datetime import date, timedelta

import pytest

from projects.models import InitiativeCountry
from sources.revisions import revision
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
)
from tests.recorded import record
from tests.tracker.asking import told
from tests.tracker.worlds import part, quantity, spot

pytestmark = pytest.mark.usefixtures("no_replies_kept")

DAY = date(2025, 1, 15)

# The newest revision, and the rows.
LIST = 2
QUERIES = {
    # beside: digests, what is next
    "initiatives/": LIST + 2,
    "milestones/": LIST,
    "statements/": LIST,
    "statements/?withdrawn=true": LIST,
    "indicators/": LIST,
    "observations/": LIST,
    "places/": LIST,
    "sources/": LIST,
    "publishers/": LIST,
    "people/": LIST,
    "organisations/": LIST,
    # beside: milestones, participants, places, quantities, sources
    "initiatives/first/": LIST + 2 + 5,
    # the statements
    "milestones/first/": LIST + 1,
    # the initiative, and all statements for the fold
    "initiatives/first/timeline/": LIST + 2,
    # the milestone
    "milestones/first/versions/": LIST + 1,
    # the counts, whether they hold, organisations, and three lists of milestones
    "summary/": 1 + 6,
}


def build(rows: int) -> None:
    """Of every kind so many rows, and so many of each about the first initiative."""
    speaker, lead, counted = PersonFactory(), OrganisationFactory(), IndicatorFactory()
    PersonFactory.create_batch(rows)
    source = SourceFactory(published_on=DAY + timedelta(days=rows))
    first = MilestoneFactory(slug="first", initiative__slug="first")
    for number in range(rows):
        day = DAY + timedelta(days=number)
        said = {"source": source, "speaker": speaker, "due": f"20{60 + number % 40}"}
        evidence = [part(organisation=lead), quantity(indicator=counted), spot()]
        record(first, day, evidence=evidence, **said)
        record(MilestoneFactory(initiative=first.initiative), day, within=("P1M", first), **{})
        other = MilestoneFactory(initiative=InitiativeFactory())
        record(other, day, evidence=[part(), quantity(), spot()], **said)
        InitiativeCountry.objects.bulk_create(
            [InitiativeCountry(initiative=other.initiative, country="KZ")]
        )


@pytest.mark.parametrize("rows", [1, 200])
def test_every_reply_costs_the_same_however_many_rows(rows, client, db, django_assert_num_queries):
    with revision(None, "test"):
        build(rows)

    for path, queries in QUERIES.items():
        separator = "&" if "?" in path else "?"
        size = (
            ""
            if path in ("summary/", "initiatives/first/", "milestones/first/")
            else (f"{separator}page_size=200")
        )
        with django_assert_num_queries(queries, info=path):
            told(client, f"{path}{size}")
