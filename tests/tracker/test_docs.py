"""The schema over HTTP, and the pages that show it."""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.tracker.contract import document
from tracker.api.docs import FILE

SCHEMA = "/api/v1/schema/"
PAGES = ("/api/v1/docs/", "/api/v1/docs/redoc/")
ADDRESS = re.compile(r"""(?:src|href|data-schema)=["']([^"']+)["']""")


def test_the_schema_is_served_as_it_is_kept(client):
    reply = client.get(SCHEMA)

    assert reply.headers["Content-Type"] == "application/yaml"
    assert reply.content == FILE.read_bytes()


def test_the_schema_as_json_says_the_same_as_the_code(client):
    reply = client.get(SCHEMA, {"format": "json"})

    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json() == document()


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", "application/yaml"),
        ("application/json", "application/json"),
        ("application/vnd.oai.openapi+json", "application/json"),
        ("application/vnd.oai.openapi", "application/yaml"),
        ("application/json;q=0.5, application/yaml", "application/yaml"),
        ("text/html, application/json;q=0.5", "application/json"),
    ],
)
def test_the_accept_header_picks_the_form_of_the_schema(client, accept, sent):
    reply = client.get(SCHEMA, headers={"accept": accept})

    assert reply.headers["Content-Type"] == sent
    assert "Accept" in reply.headers["Vary"]


def test_the_format_outweighs_the_accept_header(client):
    reply = client.get(SCHEMA, {"format": "json"}, headers={"accept": "application/yaml"})

    assert json.loads(reply.content)["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("format=xml", "format"), ("format=", "format"), ("lang=ru", "lang")],
)
def test_the_schema_refuses_what_it_does_not_know(client, query, parameter):
    reply = client.get(f"{SCHEMA}?{query}")

    assert reply.status_code == 400
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in reply.json()["errors"]] == [parameter]


def test_the_schema_is_not_to_be_had_as_a_picture(client):
    reply = client.get(SCHEMA, headers={"accept": "image/png"})

    assert reply.status_code == 406
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert "application/yaml" in reply.json()["detail"]


def test_nothing_in_the_kept_schema_is_read_as_anything_but_json():
    kept = yaml.safe_load(FILE.read_bytes())

    assert json.loads(json.dumps(kept)) == kept


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_its_title(client, page):
    html = client.get(page).content.decode()

    assert '<html lang="en">' in html
    assert re.search(r"<title>\S.+</title>", html)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_for_nothing_but_what_is_served_here(client, page):
    addresses = ADDRESS.findall(client.get(page).content.decode())

    assert f"{SCHEMA}?format=json" in addresses
    for address in addresses:
        assert address.startswith("/"), address
        name = address.removeprefix(settings.STATIC_URL)
        assert address.startswith("/api/v1/") or finders.find(name), address


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_no_script_but_files_and_may_run_no_other(client, page):
    reply = client.get(page)

    html = reply.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=|javascript:", html)
    assert "script-src" not in reply.headers["Content-Security-Policy"]
    assert "default-src 'self'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("script", ["swagger.js", "redoc.js", "docs.css"])
def test_our_scripts_and_styles_name_no_other_host(script):
    text = Path(finders.find(f"api/{script}")).read_text(encoding="utf-8")

    assert "://" not in text
