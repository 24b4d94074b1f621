"""An editor imports a file: one with an error, then the mended one."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import in_both_schemes

COLUMNS = "source;locator;milestone;summary;phrase;due"


@pytest.fixture
def slug(desk):
    return desk.new_milestone()


def upload(page, slug, due: str) -> None:
    """A file as Excel writes it in Russian: semicolons, and the mark of UTF-8."""
    row = f"{slug};paragraph 5;{slug};Invented statement.;in June 2028;{due}"
    content = f"\ufeff{COLUMNS}\r\n{row}\r\n".encode()
    page.get_by_label("File").set_input_files(
        {"name": "invented.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Show what it would do").click()


def test_an_error_is_told_by_cell_and_the_mended_file_is_recorded(editor, desk, slug):
    editor.goto("/admin/projects/statement/")
    editor.get_by_role("link", name="Import", exact=True).click()

    upload(editor, slug, "soon")

    row = editor.get_by_role("region", name="What is wrong").get_by_role("row").last
    expect(row).to_contain_text("due")
    expect(row).to_contain_text("Accepted are, for example, 2026")
    assert in_both_schemes(editor) == []
    assert desk.api(f"milestones/{slug}/")["restatements"] == 0

    upload(editor, slug, "2028-06")

    plan = editor.get_by_role("region", name="What each row would do")
    expect(plan).to_contain_text("June 2028")
    expect(plan).to_contain_text("182 days later")
    assert in_both_schemes(editor) == []
    assert desk.api(f"milestones/{slug}/")["restatements"] == 0

    editor.get_by_role("button", name="Record 1 statement").click()

    expect(editor.locator(".messagelist .success")).to_contain_text("invented.csv")
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "2028-06"


def test_the_front_page_leads_to_what_is_overdue(editor):
    editor.goto("/admin/")

    editor.get_by_role("link", name="Overdue").click()

    expect(editor.get_by_role("heading", name="Overdue")).to_be_visible()
    expect(editor.locator("#result_list tbody tr").first).to_be_visible()
