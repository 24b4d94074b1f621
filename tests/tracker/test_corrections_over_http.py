"""Correcting and withdrawing statements over HTTP."""

import uuid

import pytest

from projects.models import Statement
from sources.models import Revision
from tests.factories import InitiativeFactory
from tests.recorded import make, record, version_on, withdraw
from tests.tracker.asking import told
from tests.tracker.editors import editor, post
from tests.tracker.worlds import DAY
from tests.tracker.writing import everything, recorded, refused, said

WHY = "Recorded wrongly."


@pytest.fixture
def corrector(db):
    return editor("change_statement")


@pytest.fixture
def wrong(milestone):
    return record(milestone, DAY, due="2026")


def correction(of: Statement, **members) -> dict:
    """A body that puts a statement right."""
    about = of.milestone or of.initiative
    members = {"source": of.source.slug, "correction_reason": WHY, **members}
    return said(about, corrects=str(of.uuid), **members)


def withdrawal_of(statement: Statement) -> str:
    return f"statements/{statement.uuid}/withdraw/"


# Corrections


def test_a_correction_takes_the_place_of_the_wrong_statement(corrector, wrong, milestone):
    shown = recorded(corrector, correction(wrong, due="2027"))

    assert shown["corrects"] == {"id": str(wrong.uuid), "name": wrong.summary}
    assert version_on(milestone, DAY).due.edtf == "2027"


def test_what_is_corrected_is_withdrawn_with_the_reason(corrector, wrong, api):
    shown = recorded(corrector, correction(wrong))

    told_of_wrong = told(api, f"statements/{wrong.uuid}/")
    assert told_of_wrong["corrected_by"]["id"] == shown["id"]
    assert told_of_wrong["withdrawal_reason"] == WHY
    assert told_of_wrong["withdrawn_at"] == shown["recorded_at"]


def test_the_reason_of_a_correction_is_that_of_its_revision(corrector, wrong):
    recorded(corrector, correction(wrong))

    assert Revision.objects.latest("number").reason == WHY


def test_a_correction_may_be_about_something_else(corrector, wrong, milestone):
    other = make(InitiativeFactory)

    recorded(corrector, {**correction(wrong), "milestone": None, "initiative": other.slug})

    assert version_on(milestone, DAY) is None


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        pytest.param({"correction_reason": None}, "/correction_reason", id="no reason"),
        pytest.param({"correction_reason": " "}, "/correction_reason", id="empty reason"),
        pytest.param({"correction_reason": "a" * 501}, "/correction_reason", id="long reason"),
        pytest.param({"corrects": None}, "/correction_reason", id="a reason for nothing"),
        pytest.param({"corrects": str(uuid.uuid4())}, "/corrects", id="of nothing"),
        pytest.param({"corrects": "1"}, "/corrects", id="not an id"),
        pytest.param({"corrects": 1}, "/corrects", id="a number"),
    ],
)
def test_a_correction_is_refused_by_member(members, pointer, wrong):
    client = editor("add_statement", "change_statement")

    assert list(refused(client, {**correction(wrong), **members})) == [pointer]


def test_what_is_withdrawn_is_not_corrected(corrector, wrong):
    withdraw(wrong)

    found = refused(corrector, correction(wrong), status=409)

    assert found == {"/corrects": f"Statement {wrong.uuid} is withdrawn already."}


def test_a_statement_has_one_correction(corrector, wrong):
    recorded(corrector, correction(wrong))

    assert list(refused(corrector, correction(wrong), status=409)) == ["/corrects"]


# Withdrawals


def test_a_withdrawn_statement_says_when_and_why_and_nothing_follows(
    corrector, wrong, milestone, api
):
    shown = recorded(corrector, {"reason": WHY}, withdrawal_of(wrong))

    assert shown == told(api, f"statements/{wrong.uuid}/")
    assert shown["withdrawal_reason"] == WHY
    assert version_on(milestone, DAY) is None


def test_the_reason_of_a_withdrawal_is_that_of_its_revision(corrector, wrong):
    recorded(corrector, {"reason": f" {WHY} "}, withdrawal_of(wrong))

    assert Revision.objects.latest("number").reason == WHY


def test_a_statement_is_withdrawn_once(corrector, wrong):
    withdraw(wrong)
    before = everything()

    reply = post(corrector, withdrawal_of(wrong), {"reason": WHY})

    assert reply.status_code == 409
    assert reply.json()["detail"] == f"Statement {wrong.uuid} is withdrawn already."
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/reason"),
        ({"reason": None}, "/reason"),
        ({"reason": ""}, "/reason"),
        ({"reason": 5}, "/reason"),
        ({"reason": "a\0b"}, "/reason"),
        ({"reason": "a" * 501}, "/reason"),
        ({"reason": WHY, "because": WHY}, "/because"),
        ([], ""),
    ],
)
def test_a_withdrawal_is_refused_by_member(body, pointer, corrector, wrong):
    assert list(refused(corrector, body, withdrawal_of(wrong))) == [pointer]


def test_nothing_is_withdrawn_that_there_is_not(corrector):
    reply = post(corrector, f"statements/{uuid.uuid4()}/withdraw/", {"reason": WHY})

    assert reply.status_code == 404
