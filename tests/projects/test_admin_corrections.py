"""What was recorded wrongly: corrected or withdrawn in the admin, with a reason, never erased."""

from datetime import date

import pytest

from projects.models import Observation, Place, Statement
from sources.models import Revision
from sources.revisions import FOREVER
from tests.desk import errors, page, said, sign_in, written
from tests.factories import IndicatorFactory, MilestoneFactory
from tests.recorded import correct, make, record, version_on, withdraw

DAY = date(2026, 1, 6)


@pytest.fixture
def desk(client, db):
    return sign_in(client, username="aigerim")


@pytest.fixture
def wrong(milestone):
    return record(milestone, DAY, due="2026-11")


def corrected(statement, **fields) -> dict:
    return said(statement.milestone, **{"source": statement.source_id, **fields})


def test_a_correction_begins_with_what_was_recorded(desk, milestone):
    indicator = make(IndicatorFactory)
    evidence = [Observation(indicator=indicator, kind="target", low=5, unit="invented units")]
    statement = record(milestone, DAY, due="2026-11", phrase="в ноябре", evidence=evidence)

    text = desk.get(page(Statement, statement, "correct")).text

    assert 'value="2026-11"' in text
    assert 'value="в ноябре"' in text
    assert 'name="observations-0-low" value="5"' in text
    assert str(indicator) in text


def test_a_correction_takes_the_place_of_what_was_wrong(desk, wrong):
    sent = corrected(wrong, due_edtf="2026-12", why="misread the month")

    response = desk.post(page(Statement, wrong, "correct"), sent)

    right = Statement.objects.get(corrects=wrong)
    wrong.refresh_from_db()
    assert response["Location"] == page(Statement, right)
    assert wrong.withdrawal_reason == "misread the month"
    assert version_on(wrong.milestone, DAY).due_edtf == "2026-12"


def test_a_correction_is_one_revision_with_its_reason(desk, wrong):
    desk.post(page(Statement, wrong, "correct"), corrected(wrong, why="misread the month"))

    revision = Revision.objects.first()
    assert (revision.user.username, revision.reason) == ("aigerim", "misread the month")
    assert Statement.objects.get(corrects=wrong).recorded_at == revision.at


def test_evidence_that_a_correction_leaves_alone_is_recorded_again(desk, milestone):
    statement = record(milestone, DAY, evidence=[Place(name_en="Invented place")])
    kept = {"places-TOTAL_FORMS": 1, "places-0-name_en": "Invented place"}

    desk.post(page(Statement, statement, "correct"), corrected(statement, why="typo", **kept))

    assert Place.objects.get(statement__corrects=statement).name_en == "Invented place"
    assert Place.objects.filter(statement=statement).count() == 1


@pytest.mark.parametrize("why", ["", "   "], ids=["empty", "blank"])
def test_a_correction_needs_a_reason(desk, wrong, why):
    before = written()

    response = desk.post(page(Statement, wrong, "correct"), corrected(wrong, why=why))

    assert "why" in errors(response)
    assert written() == before


def test_a_wrong_correction_shows_its_errors_and_changes_nothing(desk, wrong):
    before = written()
    sent = corrected(wrong, due_edtf="2026-13", why="misread the month")

    response = desk.post(page(Statement, wrong, "correct"), sent)

    wrong.refresh_from_db()
    assert "At position 5" in str(errors(response)["due_edtf"])
    assert wrong.withdrawn_at == FOREVER
    assert written() == before


def test_a_correction_may_undo_the_wait_that_it_corrects(desk, wrong, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    waiting = record(milestone, DAY, within=("P1M", other))
    sent = corrected(waiting, due_within_offset="P2M", due_within_of=other.pk, why="misheard")

    assert desk.post(page(Statement, waiting, "correct"), sent).status_code == 302


def test_a_withdrawal_keeps_the_statement_and_its_reason(desk, wrong):
    response = desk.post(page(Statement, wrong, "withdraw"), {"why": "of another cable"})

    wrong.refresh_from_db()
    assert response["Location"] == page(Statement, wrong)
    assert wrong.withdrawal_reason == "of another cable"
    assert Revision.objects.first().reason == "of another cable"
    assert version_on(wrong.milestone, DAY) is None


def test_a_withdrawal_asks_before_it_acts(desk, wrong):
    before = written()

    text = desk.get(page(Statement, wrong, "withdraw")).text

    assert 'name="why"' in text
    assert written() == before
    assert Statement.objects.live().count() == 1


@pytest.mark.parametrize("why", ["", " ", "x" * 501, "a\0b"], ids=["empty", "blank", "long", "NUL"])
def test_a_withdrawal_needs_a_reason_that_can_be_kept(desk, wrong, why):
    response = desk.post(page(Statement, wrong, "withdraw"), {"why": why})

    assert response.context["form"].errors["why"]
    assert Statement.objects.live().count() == 1


@pytest.mark.parametrize("action", ["correct", "withdraw"])
def test_what_is_withdrawn_is_not_taken_back_again(desk, wrong, action):
    withdraw(wrong)
    before = written()

    response = desk.post(page(Statement, wrong, action), corrected(wrong, why="again"), follow=True)

    assert "This statement is withdrawn already." in response.text
    assert "recorded wrongly" in response.text
    assert written() == before


def test_a_withdrawal_shows_its_effect_first(desk, wrong):
    record(wrong.milestone, date(2026, 1, 7), due="2027")
    last = Statement.objects.first()

    told = desk.get(page(Statement, last, "withdraw")).context["effect"]
    of_the_first = desk.get(page(Statement, wrong, "withdraw")).context["effect"]

    assert told[0].startswith("Deadline moved: 2027 → November 2026, brought forward by")
    assert of_the_first[0].startswith("Deadline stays: 2027. Slip since the first: none")


def test_a_withdrawal_shows_what_else_turns_with_it(desk, wrong, milestone):
    waiting = make(MilestoneFactory, initiative=milestone.initiative, name_en="Waiting")
    record(waiting, DAY, within=("P1M", milestone))

    response = desk.get(page(Statement, wrong, "withdraw"))

    ((name, line),) = response.context["of_others"]
    assert name == "Waiting"
    assert f"<li>Waiting: {line}</li>" in response.text


def test_a_correction_tells_what_it_did(desk, wrong):
    sent = corrected(wrong, due_edtf="2026-12", why="misread the month")

    response = desk.post(page(Statement, wrong, "correct"), sent, follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert any("November 2026 → December 2026" in text for text in told)


def test_a_correction_that_is_about_another_milestone_tells_of_both(desk, wrong):
    other = make(MilestoneFactory, name_en="Other", initiative=wrong.initiative)
    sent = corrected(wrong, milestone=other.pk, due_edtf="2026-11", why="of the other")

    response = desk.post(page(Statement, wrong, "correct"), sent, follow=True)

    (told,) = [str(each) for each in response.context["messages"] if "Other" in str(each)]
    assert "Other: Deadline: November 2026" in told
    assert f"{wrong.milestone}: Nothing is known of it any more" in told


def test_what_was_corrected_meanwhile_is_corrected_where_it_is_now(desk, wrong):
    theirs = correct(wrong, due="2026-10")
    sent = corrected(wrong, due_edtf="2026-12", why="misread the month")
    before = written()

    response = desk.post(page(Statement, wrong, "correct"), sent)

    assert written() == before
    way = page(Statement, theirs, "correct")
    assert f'action="{way}"' in response.text
    assert f'href="{page(Statement, theirs)}"' in response.text
    assert 'value="2026-12"' in response.text
    desk.post(way, sent)
    assert Statement.objects.get(corrects=theirs).due_edtf == "2026-12"


def test_what_was_withdrawn_meanwhile_can_be_recorded_by_itself(desk, wrong):
    withdraw(wrong)
    sent = corrected(wrong, due_edtf="2026-12", why="misread the month")

    response = desk.post(page(Statement, wrong, "correct"), sent)

    way = page(Statement, action="add")
    assert f'action="{way}"' in response.text
    desk.post(way, sent)
    assert Statement.objects.live().get().due_edtf == "2026-12"


@pytest.mark.parametrize("action", ["correct", "withdraw"])
@pytest.mark.parametrize("number", ["999", "9" * 40, "rubbish", "_00"])
def test_there_is_no_page_for_a_statement_that_is_not_there(desk, action, number):
    assert desk.get(f"/admin/projects/statement/{number}/{action}/").status_code == 404
    assert desk.post(f"/admin/projects/statement/{number}/{action}/").status_code == 404


@pytest.mark.parametrize("action", ["correct", "withdraw"])
def test_correcting_and_withdrawing_take_the_permission_to_change(client, wrong, action):
    sign_in(client, "add_statement", "view_statement")
    before = written()

    assert client.get(page(Statement, wrong, action)).status_code == 403
    assert client.post(page(Statement, wrong, action), {"why": "mine"}).status_code == 403
    assert written() == before


def test_the_permission_to_change_suffices_to_correct(client, milestone):
    statement = record(milestone, DAY, evidence=[Place(name_en="Invented place")])
    sign_in(client, "change_statement", "view_statement")
    kept = {"places-TOTAL_FORMS": 1, "places-0-name_en": "Invented place"}

    client.post(page(Statement, statement, "correct"), corrected(statement, why="typo", **kept))

    assert Place.objects.get(statement__corrects=statement).name_en == "Invented place"


def test_a_page_offers_what_its_reader_may_do(client, wrong):
    sign_in(client, "view_statement")

    text = client.get(page(Statement, wrong)).text

    assert page(Statement, wrong, "withdraw") not in text
    assert page(Statement, wrong, "correct") not in text


@pytest.mark.parametrize("action", ["correct", "withdraw"])
def test_a_stranger_is_asked_to_sign_in(client, wrong, action):
    response = client.post(page(Statement, wrong, action), {"why": "mine"})

    assert response.status_code == 302
    assert "/login/" in response["Location"]
