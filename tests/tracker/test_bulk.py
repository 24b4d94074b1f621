"""Recording many statements in one request: all of them, or none."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import MilestoneVersion, Participation, Statement
from sources.models import Revision
from tests.factories import MilestoneFactory, OrganisationFactory
from tests.recorded import make, record, version_on, withdraw
from tests.tracker.asking import listed, told
from tests.tracker.editors import editor
from tests.tracker.worlds import DAY
from tests.tracker.writing import BULK, recorded, refused, said, source_of


@pytest.fixture
def recorder(db):
    return editor("add_statement", "change_statement")


def together(*bodies: dict, **members) -> dict:
    return {"statements": list(bodies), **members}


def test_all_are_recorded_in_their_order_in_one_revision(recorder, milestone, api):
    bodies = [said(milestone, due=year) for year in ("2026", "2027", "2028")]

    reply = recorded(recorder, together(*bodies), BULK)

    kept = Statement.objects.order_by("seq")
    assert reply["ids"] == [str(each.uuid) for each in kept]
    assert [each.due.edtf for each in kept] == ["2026", "2027", "2028"]
    assert {each.revision_id for each in kept} == {reply["revision"]}
    shown = told(api, f"statements/{reply['ids'][0]}/")
    assert shown["recorded_at"] == reply["recorded_at"]


def test_what_follows_is_what_follows_of_them_one_by_one(recorder, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    days = [date(2025, 3, 1), date(2025, 9, 1), date(2025, 6, 1)]
    years = ("2026", "2027", "2028")
    bodies = [said(milestone, day, due=year) for day, year in zip(days, years, strict=True)]

    recorded(recorder, together(*bodies), BULK)
    for day, year in zip(days, years, strict=True):
        record(other, day, due=year)

    columns = ("known_from", "known_to", "due_edtf", "move", "restatements")
    in_bulk, one_by_one = (
        list(
            MilestoneVersion.objects.filter(milestone=of, recorded_to__year=9999)
            .order_by("known_from")
            .values_list(*columns)
        )
        for of in (milestone, other)
    )
    assert in_bulk == one_by_one
    assert len(in_bulk) == 3


def test_they_are_found_by_their_words(recorder, milestone, api):
    recorded(recorder, together(said(milestone, summary="Выдуманное высказывание.")), BULK)

    assert len(listed(api, "statements/?q=высказ", "id")) == 1


def test_what_hangs_on_each_hangs_on_it(recorder, milestone):
    slug = make(OrganisationFactory).slug
    roles = [{"organisation": slug, "role": role} for role in ("lead", "funder")]

    ids = recorded(
        recorder, together(*(said(milestone, participations=[role]) for role in roles)), BULK
    )["ids"]

    said_by = {str(part.statement.uuid): part.role for part in Participation.objects.all()}
    assert said_by == dict(zip(ids, ("lead", "funder"), strict=True))


def test_the_reason_is_the_revisions(recorder, milestone):
    recorded(recorder, together(said(milestone), reason="An invented batch."), BULK)

    assert Revision.objects.latest("number").reason == "An invented batch."


def test_corrections_may_be_among_them(recorder, milestone):
    wrong = record(milestone, DAY, due="2026")
    right = said(milestone, corrects=str(wrong.uuid), correction_reason="Wrong.", due="2027")

    recorded(recorder, together(said(milestone.initiative), right), BULK)

    wrong.refresh_from_db()
    assert wrong.withdrawal_reason == "Wrong."
    assert version_on(milestone, DAY).due.edtf == "2027"


def test_one_bad_statement_and_none_is_recorded(recorder, milestone):
    bodies = [said(milestone, due="2026"), said(milestone, due="2026-13")]

    assert list(refused(recorder, together(*bodies), BULK)) == ["/statements/1/due"]


def test_each_bad_one_is_named_by_its_index_whatever_is_wrong_with_it(recorder, milestone):
    bodies = [
        said(milestone),
        said(milestone, source="no-such-source"),
        said(milestone, due="2026", due_dropped=True),
        5,
        said(milestone, announced_on="2026-01-16", id="1"),
        said(milestone, places=[{"names": {"en": "A"}}, {"names": {}}]),
        said(milestone),
    ]

    found = refused(recorder, together(*bodies), BULK)

    assert list(found) == [
        "/statements/1/source",
        "/statements/2/due_dropped",
        "/statements/3",
        "/statements/4/id",
        "/statements/5/places/1/names",
    ]


@pytest.mark.parametrize("is_there", [True, False])
def test_an_id_given_twice_is_refused(is_there, recorder, milestone):
    name = str(record(milestone, DAY).uuid if is_there else uuid.uuid4())
    bodies = [said(milestone), said(milestone, id=name), said(milestone, id=name)]

    found = refused(recorder, together(*bodies), BULK, status=409)

    assert list(found)[-1] == "/statements/2/id"
    assert len(found) == (2 if is_there else 1)


def test_a_statement_corrected_twice_or_withdrawn_is_refused(recorder, milestone):
    gone, wrong = record(milestone, DAY), record(milestone, DAY)
    withdraw(gone)
    bodies = [
        said(milestone, corrects=str(each.uuid), correction_reason="Wrong.")
        for each in (gone, wrong, wrong)
    ]

    found = refused(recorder, together(*bodies), BULK, status=409)

    assert list(found) == ["/statements/0/corrects", "/statements/2/corrects"]


def test_deadlines_that_wait_for_each_other_only_together_are_refused(recorder, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    pairs = ((milestone, other), (other, milestone))
    bodies = [said(one, due_within={"offset": "P1M", "of": of.slug}) for one, of in pairs]

    assert list(refused(recorder, together(*bodies), BULK)) == ["/statements/1/due_within/of"]


def test_what_is_corrected_in_the_same_request_makes_no_one_wait(recorder, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    wrong = record(other, DAY, within=("P1M", milestone))
    bodies = [
        said(milestone, due_within={"offset": "P1M", "of": other.slug}),
        said(other, due="2026", corrects=str(wrong.uuid), correction_reason="Wrong."),
    ]

    recorded(recorder, together(*bodies), BULK)

    assert version_on(milestone, DAY).due.edtf == "../2027-01-31"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/statements"),
        ({"statements": None}, "/statements"),
        ({"statements": {}}, "/statements"),
        ({"statements": []}, "/statements"),
        ({"statements": [{}] * 1001}, "/statements"),
        ({"statements": [[]], "reason": 5}, "/statements/0"),
        ([], ""),
    ],
)
def test_the_list_itself_may_be_wrong(body, pointer, recorder):
    assert next(iter(refused(recorder, body, BULK))) == pointer


def test_a_thousand_are_recorded(recorder, milestone):
    source = source_of()
    bodies = [said(milestone, source=source, due="2026", reading="ы" * 1000)] * 1000

    reply = recorded(recorder, together(*bodies), BULK)

    assert len(set(reply["ids"])) == Statement.objects.count() == 1000
    assert MilestoneVersion.objects.count() == 1


def cost(recorder, count: int) -> int:
    """How many queries it takes to record some statements of one new initiative."""
    milestone, organisation = make(MilestoneFactory), make(OrganisationFactory)
    anchor, source = make(MilestoneFactory, initiative=milestone.initiative), source_of()
    body = said(
        milestone,
        source=source,
        due_within={"offset": "P1M", "of": anchor.slug},
        participations=[{"organisation": organisation.slug, "role": "lead"}],
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        recorded(recorder, together(*[body] * count), BULK)
    return len(queries)


def test_the_number_of_queries_hardly_grows_with_that_of_statements(recorder):
    cost(recorder, 1)  # whatever is asked once and kept

    few, many = cost(recorder, 2), cost(recorder, 40)

    assert many <= few + 2  # SQLite takes so many values in one INSERT, and no more
