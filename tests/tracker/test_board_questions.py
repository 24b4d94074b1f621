"""How the public pages take questions: good ones, bad ones, many rows, and hostile text."""

from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Source
from sources.revisions import revision
from tests.factories import InitiativeFactory, MilestoneFactory, SourceFactory
from tests.recorded import make, record, withdraw
from tests.tracker.asking import newest, written
from tests.tracker.pages import shown
from tests.tracker.worlds import part, quantity, spot, tracked

DAY = date(2026, 1, 15)
HOSTILE = "<script>alert(1)</script>\"'&"


# Refused


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("as_of=2999-01-01", "2999-01-01 is in the future"),
        ("as_of=2026-02-30", "“2026-02-30” is not a day"),
        ("as_of=soon", "“soon” is not a day"),
        ("recorded_as_of=2999-01-01T00:00:00Z", "is in the future"),
        ("recorded_as_of=then", "“then” is not an instant"),
        ("colour=red", "“colour” is not known here; known are: as_of"),
        ("as_of=2026-01-01&as_of=2026-01-02", "stands there 2 times"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/initiatives/a/", "/milestones/a/", "/sources/a/"])
def test_a_question_that_is_refused_is_shown_with_the_form_and_the_reason(
    client, db, path, asked, told
):
    page = shown(client, f"{path}?{asked}", status=400)

    assert told in page.text
    assert page.one("input", name="as_of", type="date")
    assert not any(asked.partition("=")[2] in link for link in page.links)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sector", "nope"),
        ("state", "late"),
        ("ordering", "colour"),
        ("q", "!!!"),
        ("q", "x" * 201),
    ],
)
def test_a_bad_value_is_told_at_its_field(client, db, field, value):
    page = shown(client, f"/?{field}={value}", status=400)

    (wrong,) = [each for _, each in page.elements if each.get("name") == field]
    assert wrong["aria-invalid"] == "true"
    assert page.one("ul", **{"class": "errorlist", "id": wrong["aria-describedby"]})


@pytest.mark.parametrize("value", ["%00", "%ED%A0%80", "a%00b", "%FF", "a" * 5000])
@pytest.mark.parametrize("name", ["as_of", "recorded_as_of", "sector", "state", "q", "cursor"])
def test_rubbish_is_refused_and_never_fails(client, db, name, value):
    assert client.get(f"/?{name}={value}").status_code in (200, 400)


@pytest.mark.parametrize("cursor", ["x", "WyJzbHVnIiwgZmFsc2UsIDUsIDVd", "W10", "bnVsbA"])
def test_a_forged_cursor_is_refused(client, db, cursor):
    assert client.get(f"/?cursor={cursor}").status_code in (200, 400)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_are_only_read(client, db, method):
    assert getattr(client, method)("/").status_code == 405


def test_fields_that_a_form_sends_empty_were_not_asked_for(client, db):
    tracked("cable")

    page = shown(client, "/?as_of=2026-01-15&sector=&state=&q=+&ordering=")

    assert "/api/v1/initiatives/?as_of=2026-01-15" in page.links


# Both clocks


def test_a_page_can_be_asked_as_the_tracker_had_it_recorded(client, db):
    milestone = tracked("cable", due="2026-06")
    then = written(newest())
    record(milestone, DAY, due="2027")

    page = shown(client, f"/milestones/cable/?as_of=2026-01-15&recorded_as_of={then}")

    assert "Due June 2026" in page.text
    assert f"As the tracker had it recorded by {then}" in page.text
    assert f"/?as_of=2026-01-15&recorded_as_of={quote(then, safe='')}" in page.links
    assert page.one("input", name="recorded_as_of")["value"] == then


def test_the_link_to_this_very_answer_outlasts_what_is_recorded_later(client, db):
    milestone = tracked("cable", due="2026-06")
    page = shown(client, "/milestones/cable/?as_of=2026-01-15")
    (pinned,) = [link for link in page.links if link.startswith("?") and "recorded" in link]

    record(milestone, DAY, due="2027")

    assert "Due June 2026" in shown(client, f"/milestones/cable/{pinned}").text
    assert "Due 2027" in shown(client, "/milestones/cable/?as_of=2026-01-15").text


# Evidence that was withdrawn


@pytest.mark.parametrize("path", ["/initiatives/cable/", "/milestones/cable/"])
def test_withdrawn_statements_are_counted_and_not_shown(client, db, path):
    milestone = tracked("cable")
    withdraw(record(milestone, DAY, summary="Recorded by mistake."))

    page = shown(client, path)

    assert "1 statement was recorded wrongly and withdrawn" in page.text
    assert "Recorded by mistake." not in page.text
    (link,) = [link for link in page.links if "withdrawn=true" in link]
    assert client.get(link).json()["results"][0]["summary"] == "Recorded by mistake."


# Many rows


def test_the_board_is_paged_and_neither_skips_nor_repeats(client, db):
    for number in range(53):
        tracked(f"cable-{number:02}")

    first = shown(client, "/")
    (next_page,) = [link for link in first.links if "cursor=" in link]
    second = shown(client, f"/{next_page}")

    slugs = [
        link.partition("?")[0]
        for page in (first, second)
        for link in page.links
        if link.startswith("/initiatives/")
    ]
    assert slugs == [f"/initiatives/cable-{number:02}/" for number in range(53)]


def evidence() -> list:
    return [quantity(), part(), spot()]


def an_initiative_with(rows: int):
    """An initiative, with a milestone and a source, whose pages have so many rows and more."""
    initiative = make(InitiativeFactory, slug="cable")
    source = make(SourceFactory, slug="paper", published_on=DAY)
    milestone = make(MilestoneFactory, slug="laid", initiative=initiative)
    record(initiative, DAY, source=source, stage="implementation", evidence=evidence())
    for _ in range(rows):
        other = make(MilestoneFactory, initiative=initiative)
        record(other, DAY, source=source, due="2026", evidence=evidence())
        record(milestone, DAY, source=source, due="2026", evidence=evidence())
        tracked(f"other-{other.pk}", due="2026")
    return initiative


@pytest.mark.parametrize(
    "path", ["/", "/initiatives/cable/", "/milestones/laid/", "/sources/paper/"]
)
def test_a_page_costs_the_same_however_much_is_on_it(client, db, path):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(client, path)
        return len(queries)

    initiative = an_initiative_with(rows=1)
    milestone = initiative.milestones.get(slug="laid")
    for_one = cost()
    for number in range(20):
        source = make(SourceFactory, published_on=DAY)
        other = make(MilestoneFactory, initiative=initiative)
        record(other, DAY, source=source, due="2026", evidence=evidence())
        record(milestone, DAY, source=Source.objects.get(slug="paper"), due="2026")
        tracked(f"many-{number}", due="2026")

    assert cost() == for_one


# Hostile text


def test_hostile_text_in_a_question_is_shown_as_text(client, db):
    for name in ("as_of", "recorded_as_of", "sector", "state", "q", "cursor", "ordering", HOSTILE):
        response = client.get("/", {name: HOSTILE})

        assert "<script" not in response.text


def test_hostile_text_in_the_data_is_shown_as_text(client, db):
    initiative = make(InitiativeFactory, slug="cable", name_en=HOSTILE, summary_en=HOSTILE)
    milestone = make(MilestoneFactory, slug="laid", name_en=HOSTILE, initiative=initiative)
    source = make(SourceFactory, slug="paper", title=HOSTILE, relays=HOSTILE, published_on=DAY)
    texts = dict.fromkeys(("summary", "phrase", "reading", "reason", "locator", "post"), HOSTILE)
    record(
        milestone,
        DAY,
        source=source,
        due="2026",
        evidence=[quantity(unit="<script>"), spot(name_en=HOSTILE, origin=HOSTILE)],
        **texts,
    )

    for path in ("/", "/initiatives/cable/", "/milestones/laid/", "/sources/paper/"):
        response = client.get(path)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in response.text
        assert "<script" not in response.text


def test_only_an_address_of_the_web_becomes_a_link(client, db):
    source = make(SourceFactory, slug="paper", published_on=DAY)
    for url, is_link in [("javascript:alert(1)", False), ("https://paper.example/1", True)]:
        with revision(None, "test"):
            Source.objects.filter(pk=source.pk).update(url=url)

        page = shown(client, "/sources/paper/")

        assert url in page.text
        assert (url in page.links) == is_link
