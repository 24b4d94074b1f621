"""No read goes through all rows of a big table, by the plans of every query that it takes."""

import pytest
from django.apps import apps
from django.db import connection

from projects.models import Digest, Initiative, Milestone, Statement, TallyMember
from projects.tallies import recount
from sources.revisions import revision
from tests.crowd import crowd
from tests.plans import BIG, full_scans, plan_of, queries, statistics
from tests.tracker.test_list_plans import lists, make_dear
from tests.tracker.test_paging import LISTS
from tracker.api.filters import Conditions

pytestmark = pytest.mark.usefixtures("no_replies_kept")

SAMPLES = {
    **{"state": "overdue", "progress": "in_progress", "lateness": "certain"},
    **{"due_before": "2026-01-01", "due_after": "2025-01-01"},
    **{"slip_days_min": "10", "slip_days_max": "20"},
    **{"silent_days_min": "10", "silent_days_max": "2000"},
    **{"stage": "preparation", "sector": "communications", "country": "KZ"},
    **{"organisation": "organisation-1", "person": "person-1", "source": "source-1"},
    **{"indicator": "indicator-1", "publisher": "publisher-1", "language": "en"},
    **{"announced_after": "2022-01-01", "announced_before": "2022-03-01"},
    **{"published_after": "2022-01-01", "published_before": "2022-03-01"},
    **{"withdrawn": "true", "q": "кабельспут"},
}
# `kind` is of a source, a milestone or a quantity.
KINDS = {"sources/": "report", "observations/": "target", "milestones/": "completion"}
DETAILS = ["organisations/organisation-1/", "people/person-1/", "sources/source-1/"]
DETAILS += ["publishers/publisher-1/", "indicators/indicator-1/", "summary/", "codes/"]
DETAILS += ["changes/", "changes/?page_size=200", "summary/?due_soon_days=30"]


@pytest.fixture
def many(db):
    """Rows enough for a database to look for indexes, and statistics of them."""
    crowd(60)
    with revision(None, "counted"):
        recount()


def named() -> dict[str, str]:
    """Something of each kind that has no name known beforehand."""
    return {
        "initiative": Initiative.objects.first().slug,
        "milestone": Milestone.objects.first().slug,
        "statement": str(Statement.objects.first().uuid),
    }


def filtered():
    """Each list by each of its filters alone."""
    samples = SAMPLES | named()
    for path, view in LISTS.items():
        if path.count("/") > 1:
            continue
        known = getattr(view, "filterset_class", Conditions).base_filters
        for name in known:
            value = KINDS.get(path) if name == "kind" else samples[name]
            yield f"{path}?{name}={value}"


def details():
    """Everything that is of one thing, or of all at once."""
    some = named()
    initiative, milestone = f"initiatives/{some['initiative']}/", f"milestones/{some['milestone']}/"
    yield from DETAILS
    yield from (initiative, milestone, f"statements/{some['statement']}/")
    yield from (f"{initiative}timeline/", f"{milestone}versions/")
    yield f"{initiative}diff/?from=2021-01-01&to=2024-01-01"


def assert_no_scan(client, addresses) -> None:
    found = {
        address: bad
        for address in addresses
        if (bad := [scan for query in queries(client, address) for scan in full_scans(*query)])
    }
    assert not found


@pytest.mark.usefixtures("many")
def test_no_ordering_of_a_list_reads_all_rows(client):
    make_dear("seqscan")

    assert_no_scan(client, [f"{path}?ordering={ordering}" for path, ordering in lists()])


@pytest.mark.usefixtures("many")
def test_no_filter_of_a_list_reads_all_rows(client):
    make_dear("seqscan")

    assert_no_scan(client, filtered())


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    "address",
    [
        "statements/?organisation=organisation-1",
        "initiatives/?organisation=organisation-1",
        "milestones/?organisation=organisation-1",
        "initiatives/?person=person-1",
        "milestones/?source=source-1",
    ],
)
def test_a_list_is_not_walked_up_to_the_few_rows_that_an_evidence_names(client, address):
    make_dear("seqscan")

    steps = [step for query in queries(client, address) for step in plan_of(*query)]

    looked_up = "LIST SUBQUERY" if connection.vendor == "sqlite" else "= ANY ($"
    assert [step for step in steps if looked_up in step]
    assert not [step for step in steps if "CORRELATED" in step or "SubPlan" in step]


@pytest.mark.usefixtures("many")
def test_nothing_that_is_read_alone_reads_all_rows(client):
    make_dear("seqscan")

    assert_no_scan(client, details())


@pytest.mark.usefixtures("many")
def test_a_statement_is_found_by_its_key_though_statistics_say_that_none_is_corrected(client):
    make_dear("seqscan")

    with statistics():
        assert_no_scan(client, [f"statements/{named()['statement']}/", "statements/"])


@pytest.mark.usefixtures("db")
def test_what_links_to_a_row_is_found_by_an_index():
    make_dear("seqscan")
    links = [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and model._meta.db_table in BIG and model not in (Digest, TallyMember)
    ]  # of what is kept for now there is little enough for the few who ask for it by these

    rows = [link.model._base_manager.filter(**{link.name: 1}).values("pk") for link in links]

    assert len(rows) > 20
    assert not [scan for each in rows for scan in full_scans(*each.query.sql_with_params())]


@pytest.mark.usefixtures("many")
def test_a_304_reads_no_row_but_the_newest_revision(client, django_assert_num_queries):
    for address in (
        "milestones/",
        "summary/",
        f"initiatives/{named()['initiative']}/diff/?from=2021-01-01",
    ):
        tag = client.get(f"/api/v1/{address}").headers["ETag"]

        with django_assert_num_queries(1):
            client.get(f"/api/v1/{address}", headers={"if-none-match": tag})
