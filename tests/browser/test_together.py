"""Two editors at one milestone: nobody saves over what came in meanwhile unseen."""

from playwright.sync_api import expect

from tests.browser.recording import NEXT, fill_in, open_milestone, save


def test_what_came_in_meanwhile_is_told_and_the_input_kept(editor, desk):
    slug = desk.new_milestone()
    open_milestone(editor, slug)
    desk.api(
        "statements/",
        {"milestone": slug, "source": slug, "summary": "Said meanwhile.", "due": "2029"},
    )

    fill_in(editor, slug, due_edtf="2028-06")
    save(editor)

    expect(editor.get_by_text("Others recorded or withdrew statements here")).to_be_visible()
    expect(editor.get_by_role("link", name="Said meanwhile.")).to_be_visible()
    expect(editor.locator(f"{NEXT}due_edtf")).to_have_value("2028-06")
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "2029"


def test_who_has_seen_it_may_save_after_all(editor, desk):
    slug = desk.new_milestone()
    open_milestone(editor, slug)
    desk.api("statements/", {"milestone": slug, "source": slug, "summary": "Said meanwhile."})
    fill_in(editor, slug, due_edtf="2028-06")
    save(editor)
    expect(editor.get_by_text("Others recorded or withdrew statements here")).to_be_visible()

    save(editor)

    expect(editor.locator(".messagelist .success").first).to_be_visible()
    assert desk.api(f"milestones/{slug}/")["due"]["edtf"] == "2028-06"
