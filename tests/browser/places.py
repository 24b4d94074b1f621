"""The pages that editors and readers meet, and how to get to them."""

from urllib.parse import urljoin

from playwright.sync_api import Page

ADMIN = "/admin/"
PROJECTS = f"{ADMIN}projects/"
SOURCES = f"{ADMIN}sources/"
TRACKER = f"{ADMIN}tracker/"

# An address and, behind it, steps from there: to what the list's first row leads to, or elsewhere.
OF_EDITORS = {
    "front page": ADMIN,
    "milestones": f"{PROJECTS}milestone/",
    "overdue milestones": f"{PROJECTS}milestone/?work=overdue",
    "statements that lack something": f"{PROJECTS}statement/?work=unquoted",
    "import": f"{PROJECTS}statement/import/",
    "milestone": f"{PROJECTS}milestone/ first",
    "new milestone": f"{PROJECTS}milestone/add/",
    "initiatives": f"{PROJECTS}initiative/",
    "initiative": f"{PROJECTS}initiative/ first",
    "new initiative": f"{PROJECTS}initiative/add/",
    "statements": f"{PROJECTS}statement/",
    "statement": f"{PROJECTS}statement/ first",
    "new statement": f"{PROJECTS}statement/add/",
    "correction": f"{PROJECTS}statement/ first ../correct/",
    "withdrawal": f"{PROJECTS}statement/ first ../withdraw/",
    "quantities": f"{PROJECTS}observation/",
    "versions": f"{PROJECTS}milestoneversion/",
    "version": f"{PROJECTS}milestoneversion/ first",
    "sources": f"{SOURCES}source/",
    "source": f"{SOURCES}source/ first",
    "new source": f"{SOURCES}source/add/",
    "source in a pop-up": f"{SOURCES}source/add/?_popup=1",
    "deletion": f"{SOURCES}source/ first ../delete/",
    "history": f"{SOURCES}source/ first ../history/",
    "organisation": f"{SOURCES}organisation/ first",
    "revisions": f"{SOURCES}revision/",
    "tokens": f"{TRACKER}apitoken/",
    "token": f"{TRACKER}apitoken/ first",
    "new token": f"{TRACKER}apitoken/add/",
    "users": f"{TRACKER}user/",
    "password": f"{ADMIN}password_change/",
}
OF_READERS = {
    "log-in": f"{ADMIN}login/",
    "board": "/",
    "board of a past day": "/?as_of=2025-06-01&state=overdue",
    "initiative on the board": "/initiatives/trans-caspian-cable/",
    "milestone on the board": "/milestones/astana-hub-in-operation/",
    "source on the board": "/sources/nca-2025-11-25/",
    "nothing there": "/initiatives/nothing-there/",
}


# Scripts of the admin wait for jQuery, and it for the page; this one comes last.
READY = "new Promise((done) => (window.django?.jQuery ? django.jQuery(done) : done()))"


def go(page: Page, place: str) -> None:
    """Go to a page, by its address or by the steps that lead there."""
    address, *steps = place.split()
    page.goto(address)
    for step in steps:
        if step == "first":
            found = page.locator("#result_list tbody a").first
            page.goto(urljoin(page.url, found.get_attribute("href")))
        else:
            page.goto(urljoin(page.url, step))
    page.evaluate(READY)
