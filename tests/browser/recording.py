"""What an editor does to record a statement on a milestone's page."""

from playwright.sync_api import expect

from tests.browser.keyboard import pick_here

NEXT = "#id_statements-0-"


def open_milestone(page, slug) -> None:
    """From the front page, as an editor finds it."""
    page.goto("/admin/projects/milestone/")
    page.get_by_role("searchbox").fill(slug)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=f"Launch {slug}").click()
    expect(page.get_by_role("heading", name="Record the next statement")).to_be_visible()


def record(page, slug, **said) -> None:
    """Fill in the form of a milestone's page, and save."""
    fill_in(page, slug, **said)
    save(page)


def fill_in(page, slug, **said) -> None:
    """Fill in the form of a milestone's page."""
    page.locator(".field-source .select2-selection").first.focus()
    pick_here(page, f"Invented report {slug}")
    page.locator(f"{NEXT}summary").fill("Invented statement.")
    for name, text in said.items():
        field = page.locator(f"{NEXT}{name}")
        if field.evaluate("(field) => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)


def save(page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()
