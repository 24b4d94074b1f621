"""An editor records what was said, and takes it back."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import pick, tab_to, type_into
from tests.browser.recording import NEXT, open_milestone, record


@pytest.fixture
def slug(desk):
    return desk.new_milestone()


def test_what_is_recorded_is_in_the_state_over_the_api(editor, desk, slug):
    open_milestone(editor, slug)

    record(editor, slug, due_edtf="2028-06", phrase="by June 2028")

    milestone = desk.api(f"milestones/{slug}/")
    assert (milestone["due"]["edtf"], milestone["move"]) == ("2028-06", "slip")


def test_the_page_says_what_the_statement_did(editor, slug):
    open_milestone(editor, slug)

    record(editor, slug, progress="met", met_edtf="2026-01")

    expect(editor.locator(".tracker-state")).to_contain_text("Met in January 2026")


def test_a_mistake_is_told_at_its_field_and_the_input_kept(editor, desk, slug):
    open_milestone(editor, slug)

    record(editor, slug, due_edtf="2028-13")

    expect(editor.locator(".field-due_edtf .errorlist")).to_be_visible()
    expect(editor.locator(f"{NEXT}summary")).to_have_value("Invented statement.")
    assert desk.api(f"milestones/{slug}/")["restatements"] == 0


def test_a_statement_is_withdrawn_with_a_reason(editor, desk, slug):
    open_milestone(editor, slug)
    record(editor, slug, due_edtf="2028-06")
    editor.locator(".tracker-table tbody tr").last.get_by_role("link").first.click()

    editor.get_by_role("link", name="Withdraw").click()
    editor.get_by_label("Reason").fill("An invented mistake.")
    editor.get_by_role("button", name="Withdraw").click()

    expect(editor.get_by_text("An invented mistake.").first).to_be_visible()
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "../2027-12-31"


def test_the_keyboard_alone_suffices(editor, desk, slug):
    open_milestone(editor, slug)

    pick(editor, "source", f"Invented report {slug}")
    type_into(editor, f"{NEXT}summary", "Invented statement.")
    type_into(editor, f"{NEXT}due_edtf", "2028-06")
    tab_to(editor, "[name=_save]")
    editor.keyboard.press("Enter")

    expect(editor.locator(".messagelist .success").first).to_be_visible()
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "2028-06"
