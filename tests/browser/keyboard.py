"""What hands on a keyboard do."""

from playwright.sync_api import Page, expect

FAR = 150  # more than any page has to stop at


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until an element has the focus."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The tabulator does not lead to {selector}")


def type_into(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def pick(page: Page, field: str, words: str) -> None:
    """Choose by words what a field with search offers first."""
    tab_to(page, f".field-{field} .select2-selection")
    pick_here(page, words)


def pick_here(page: Page, words: str) -> None:
    page.keyboard.press("Enter")
    # It takes the focus a moment after it opens; what is typed before that is lost.
    expect(page.locator(".select2-container--open .select2-search__field")).to_be_focused()
    page.keyboard.type(words)
    offered = page.locator(".select2-results__option--highlighted")
    expect(offered).to_contain_text(words)
    page.keyboard.press("Enter")
