"""An editor imports statements: first one sees what each row would do."""

import pytest
from playwright.sync_api import expect

HEAD = "source,milestone,summary,due"


@pytest.fixture
def slug(desk):
    return desk.new_milestone()


def choose(page, *rows: str) -> None:
    """Choose a CSV file, and ask what it would do."""
    page.goto("/admin/projects/statement/")
    page.get_by_role("link", name="Import").click()
    file = {"name": "invented.csv", "mimeType": "text/csv"}
    page.get_by_label("File").set_input_files(file | {"buffer": "\n".join([HEAD, *rows]).encode()})
    page.get_by_role("button", name="Show what it would do").click()


def test_an_error_is_told_by_its_cell_and_nothing_is_recorded(editor, desk, slug):
    choose(editor, f"{slug},{slug},Good.,2028", f"{slug},{slug},Bad.,2028-13")

    row = editor.get_by_role("row").filter(has_text="2028-13")
    expect(row.get_by_role("rowheader")).to_have_text("3")
    expect(row).to_contain_text("due")
    assert desk.api(f"milestones/{slug}/")["restatements"] == 0


def test_a_good_file_is_recorded_after_it_was_shown(editor, desk, slug):
    choose(editor, f"{slug},{slug},Invented statement.,2028-06")
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "../2027-12-31"

    editor.get_by_role("button", name="Record 1 statement").click()

    expect(editor.locator(".messagelist .success").first).to_be_visible()
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "2028-06"
