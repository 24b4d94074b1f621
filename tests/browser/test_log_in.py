"""An editor logs in, and out."""

import re

from playwright.sync_api import expect

from tests.browser.accounts import NAME
from tests.browser.desk import log_in


def test_an_editor_who_logs_in_is_at_the_desk(visitor):
    log_in(visitor)

    expect(visitor.get_by_role("heading", level=1)).to_have_text("The editors' desk")


def test_the_page_that_was_asked_for_comes_after_the_log_in(visitor):
    visitor.goto("/admin/projects/milestone/")
    visitor.get_by_label("Username").fill(NAME)
    visitor.get_by_label("Password").fill("invented password")
    visitor.keyboard.press("Enter")

    expect(visitor).to_have_url(re.compile(r"/admin/projects/milestone/$"))


def test_a_wrong_password_is_told_at_the_form(visitor):
    visitor.goto("/admin/")
    visitor.get_by_label("Username").fill(NAME)
    visitor.get_by_label("Password").fill("another")
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_text("Please enter the correct username")).to_be_visible()


def test_an_editor_logs_out(visitor):
    log_in(visitor)

    visitor.get_by_role("button", name="Log out").click()

    expect(visitor.get_by_role("heading", level=1)).to_have_text("Logged out")
