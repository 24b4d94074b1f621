"""The tracker as editors meet it: a server with the seed data, its API, and a browser."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.accounts import NAME, PASSWORD
from tests.tracker.serving import ROOT, SECONDS, free_port, running

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    *("--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
FAILED = "Failed to load resource"
DAY = "2026-01-06"
PROMISED = {"due": "../2027-12-31", "phrase": "by the end of 2027"}
WIDE = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Desk:
    """A running tracker, and what tests ask of it without a browser."""

    port: int
    secret: str

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def api(self, path: str, body: dict | None = None) -> dict:
        """What the API answers to a GET or, with a body, to a POST of an editor's program."""
        request = Request(f"{self.origin}/api/v1/{path}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
            request.add_header("Authorization", f"Bearer {self.secret}")
        try:
            with urlopen(request, timeout=SECONDS) as reply:
                return json.load(reply)
        except HTTPError as refused:
            raise AssertionError(refused.read().decode()) from refused

    def new_milestone(self) -> str:
        """The slug of a milestone of its own for a test, promised for the end of 2027.

        Its initiative and the source of what was said have the same slug.
        """
        slug = f"invented-{uuid4().hex}"
        publisher = self.api("publishers/")["results"][0]["slug"]
        source = {"slug": slug, "name": f"Invented report {slug}", "publisher": publisher}
        self.api("sources/", source | {"kind": "report", "language": "en", "published_on": DAY})
        said = {"source": slug, "summary": "Invented statement."}
        undertaking = {"slug": slug, "names": {"en": f"Undertaking {slug}"}, "sector": "space"}
        self.api("initiatives/", undertaking | {"first_statement": said})
        launch = {"slug": slug, "initiative": slug, "names": {"en": f"Launch {slug}"}}
        self.api("milestones/", launch | {"kind": "launch", "first_statement": said | PROMISED})
        return slug


@contextmanager
def served(folder: Path) -> Iterator[Desk]:
    """A tracker as `make run` makes it, with an editor's account."""
    port = free_port()
    environ = {
        **{name: value for name, value in os.environ.items() if "TRACKER_" not in name},
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'tracker.sqlite3'}",
        "TRACKER_VAR": str(folder),
        "TRACKER_BIND": f"127.0.0.1:{port}",
        "TRACKER_WRITE_RATE": "10000/minute",
    }
    server = [sys.executable, "-m", "tracker.serve"]
    with running(server, port, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL):
        made = subprocess.run(
            [sys.executable, "-m", "tests.browser.accounts"],
            **{"cwd": ROOT, "env": environ, "stdout": subprocess.PIPE, "text": True},
            check=True,
            timeout=SECONDS,
        )
        yield Desk(port, made.stdout.strip())


def launched(playwright: Playwright) -> Browser:
    """The machine's own Chromium; root has to do without its sandbox."""
    assert CHROMIUM, "There is no Chromium here (on Debian: apt-get install chromium)."
    as_root = ["--no-sandbox"] if os.getuid() == 0 else []
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *as_root])


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Log out").wait_for()


@contextmanager
def watched(context: BrowserContext, origin: str) -> Iterator[None]:
    """Fails if a page asks anything of another server, or has something to complain of.

    What the content security policy stops, and what fails in a script, is said on the console. So
    is a refusal, such as 404; where the page itself is one, that is what the test asked for.
    """
    elsewhere: list[str] = []
    complaints: list[str] = []

    def asked(request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            elsewhere.append(request.url)

    def said(message) -> None:
        is_of_page = message.page and message.location["url"] == message.page.url
        if message.type in ("error", "warning") and not (is_of_page and FAILED in message.text):
            complaints.append(f"{message.location['url']}: {message.text}")

    context.on("request", asked)
    context.on("console", said)
    context.on("weberror", lambda failed: complaints.append(str(failed.error)))
    yield
    assert not elsewhere, elsewhere
    assert not complaints, complaints
