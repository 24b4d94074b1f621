"""Fixtures of the tests in a browser: a tracker and a Chromium for each process that runs them."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.desk import WIDE, launched, log_in, served, watched

PATIENCE = 30_000  # milliseconds until a test gives up; machines of CI are busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A running tracker with the seed data; its tests share it, each with rows of its own."""
    with served(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session(desk, chromium):
    """The cookies of an editor who has logged in."""
    context = chromium.new_context(base_url=desk.origin, locale="en")
    log_in(context.new_page())
    yield context.storage_state()
    context.close()


@pytest.fixture
def options():
    """How the browser is set up; a test may change it by a parameter."""
    return {}


@pytest.fixture
def visitor(desk, chromium, options):
    """A page of somebody who has not logged in."""
    yield from new_page(desk, chromium, options)


@pytest.fixture
def editor(desk, chromium, session, options):
    """A page of an editor who has logged in."""
    yield from new_page(desk, chromium, {"storage_state": session, **options})


def new_page(desk, chromium, options):
    setup = {"base_url": desk.origin, "locale": "en", "viewport": WIDE, **options}
    context = chromium.new_context(**setup)
    context.set_default_timeout(PATIENCE)
    with watched(context, desk.origin):
        yield context.new_page()
        context.close()
