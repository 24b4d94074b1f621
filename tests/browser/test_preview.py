"""What an editor is shown of a deadline while typing it, and picks by the keys alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import in_both_schemes
from tests.browser.test_recording import NEXT, open_milestone

DEADLINE = f"{NEXT}due_edtf"


@pytest.fixture
def milestone(editor, desk):
    """The page of a milestone that is promised for the end of 2027."""
    open_milestone(editor, desk.new_milestone())
    return editor


def test_an_expression_is_told_with_what_it_would_do(milestone):
    milestone.locator(DEADLINE).fill("2028-35")

    shown = milestone.locator(".tracker-preview")
    expect(shown).to_contain_text("1 July 2028 to 30 September 2028: 92 days")
    expect(shown).to_contain_text("by 31 December 2027 → Q3 2028, slips 274 days")


def test_a_reading_of_words_is_picked_by_the_keys(milestone):
    milestone.locator(DEADLINE).fill("до 2028 года")
    expect(milestone.locator(".tracker-reading")).to_have_count(2)

    milestone.keyboard.press("ArrowDown")
    milestone.keyboard.press("ArrowDown")
    milestone.keyboard.press("Enter")

    expect(milestone.locator(DEADLINE)).to_have_value("../2027-12-31")
    expect(milestone.locator(DEADLINE)).to_be_focused()
    expect(milestone.locator(f"{NEXT}phrase")).to_have_value("до 2028 года")
    assert "before it begins" in milestone.locator(f"{NEXT}reading").input_value()


def test_what_the_editor_wrote_stays_until_it_is_to_be_replaced(milestone):
    milestone.locator(f"{NEXT}phrase").fill("Written by hand")
    milestone.locator(DEADLINE).fill("by the end of 2028")

    milestone.locator(".tracker-reading").first.click()

    expect(milestone.locator(f"{NEXT}phrase")).to_have_value("Written by hand")
    milestone.get_by_role("button", name="Replace them").click()
    expect(milestone.locator(f"{NEXT}phrase")).to_have_value("by the end of 2028")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("by the end of 2028", ".tracker-reading"), ("2028-13", ".tracker-problem")],
    ids=["readings", "a mistake"],
)
def test_what_is_shown_keeps_nobody_out(typed, shown, milestone):
    milestone.locator(DEADLINE).fill(typed)
    expect(milestone.locator(shown)).to_be_visible()

    assert in_both_schemes(milestone) == []
