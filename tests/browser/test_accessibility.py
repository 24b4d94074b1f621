"""axe finds nothing that breaks WCAG 2.2 at the levels A and AA, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.places import OF_EDITORS, OF_READERS, go

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "preload": False}
ALL = OPTIONS | {"runOnly": {"type": "tag", "values": LEVELS}}
OF_COLOURS = OPTIONS | {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
axe = Axe()


def found_on(page, options) -> list[str]:
    """What axe finds on a page: the rule, the element and what is wrong with it."""
    violations = axe.run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def in_both_schemes(page) -> list[str]:
    """What axe finds in light and, as far as colours are concerned, in dark."""
    found = found_on(page, ALL)
    page.emulate_media(color_scheme="dark")
    page.evaluate("Promise.all(document.getAnimations().map((fading) => fading.finished))")
    return [*found, *(f"In dark: {each}" for each in found_on(page, OF_COLOURS))]


@pytest.mark.parametrize("place", OF_EDITORS.values(), ids=OF_EDITORS)
def test_nothing_keeps_an_editor_out(place, editor):
    go(editor, place)

    assert in_both_schemes(editor) == []


@pytest.mark.parametrize("place", OF_READERS.values(), ids=OF_READERS)
def test_nothing_keeps_a_reader_out(place, visitor):
    go(visitor, place)

    assert in_both_schemes(visitor) == []
