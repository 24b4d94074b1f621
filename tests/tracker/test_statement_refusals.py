"""What no statement over HTTP may say: each refusal points at its member; nothing is written."""

from datetime import date

import pytest

from sources import clock
from tests.factories import IndicatorFactory, MilestoneFactory, OrganisationFactory
from tests.recorded import make, record
from tests.tracker.editors import editor, post
from tests.tracker.worlds import DAY
from tests.tracker.writing import (
    as_sent,
    everything,
    post_raw,
    recorded,
    refused,
    said,
    source_of,
)

QUANTITY = {"indicator": "counted", "kind": "target", "low": 5, "high": 6, "unit": "cables"}
ROLE = {"organisation": "builder", "role": "lead"}
SPOT = {"names": {"en": "Invented place"}}
POINT = {"type": "Point", "coordinates": [71.4, 51.1]}
LINE = {"type": "LineString", "coordinates": [[71.4, 51.1]]}


@pytest.fixture
def recorder(db):
    return editor("add_statement")


@pytest.fixture
def linked(db):
    make(IndicatorFactory, slug="counted")
    make(OrganisationFactory, slug="builder")


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        # Members that are missing, null or not known
        pytest.param({"source": None}, "/source", id="no source"),
        pytest.param({"summary": None}, "/summary", id="no summary"),
        pytest.param({"milestone": None}, "/initiative", id="about nothing"),
        pytest.param({"due_dropped": None}, "/due_dropped", id="null for a flag"),
        pytest.param({"announced_on": None}, "/announced_on", id="null for a day"),
        pytest.param({"observations": None}, "/observations", id="null for a list"),
        pytest.param({"seq": 1}, "/seq", id="what the tracker says"),
        pytest.param({"a/b~c": 1}, "/a~1b~0c", id="a name to be escaped"),
        pytest.param({"": 1}, "/", id="a name without letters"),
        # Values of another type
        pytest.param({"summary": 5}, "/summary", id="number for text"),
        pytest.param({"summary": True}, "/summary", id="flag for text"),
        pytest.param({"summary": ["a"]}, "/summary", id="list for text"),
        pytest.param({"due": 2026}, "/due", id="number for date"),
        pytest.param({"due": {"edtf": "2026"}}, "/due", id="object for date"),
        pytest.param({"due_dropped": "true"}, "/due_dropped", id="text for flag"),
        pytest.param({"due_dropped": 1}, "/due_dropped", id="number for flag"),
        pytest.param({"source": 5}, "/source", id="number for slug"),
        pytest.param({"source": {"slug": "a"}}, "/source", id="object for slug"),
        pytest.param({"speaker": ["a"]}, "/speaker", id="list for slug"),
        pytest.param({"progress": True}, "/progress", id="flag for code"),
        pytest.param({"id": 5}, "/id", id="number for id"),
        pytest.param({"due_within": "P12M"}, "/due_within", id="text for object"),
        pytest.param({"due_within": []}, "/due_within", id="list for object"),
        pytest.param({"observations": {}}, "/observations", id="object for list"),
        pytest.param({"observations": "a"}, "/observations", id="text for list"),
        pytest.param({"observations": [5]}, "/observations/0", id="number for object in list"),
        # Texts
        pytest.param({"summary": ""}, "/summary", id="empty"),
        pytest.param({"summary": " \t"}, "/summary", id="only space"),
        pytest.param({"phrase": ""}, "/phrase", id="empty for null"),
        pytest.param({"summary": "a\0b"}, "/summary", id="NUL"),
        pytest.param({"summary": "a" * 10_001}, "/summary", id="too long"),
        pytest.param({"phrase": "a" * 121}, "/phrase", id="phrase too long"),
        pytest.param({"locator": "a" * 121}, "/locator", id="locator too long"),
        pytest.param({"post": "a" * 201}, "/post", id="post too long"),
        # Days, dates and durations
        pytest.param({"announced_on": "2024-1-5"}, "/announced_on", id="short day"),
        pytest.param({"announced_on": "2024-02-30"}, "/announced_on", id="no such day"),
        pytest.param({"announced_on": "2024-01-05T00:00:00Z"}, "/announced_on", id="instant"),
        pytest.param({"announced_on": "0001-12-31"}, "/announced_on", id="before all days"),
        pytest.param({"announced_on": "2026-01-16"}, "/announced_on", id="after the source"),
        pytest.param({"due": "by the end of 2026"}, "/due", id="words"),
        pytest.param({"due": "2026-13"}, "/due", id="no such month"),
        pytest.param({"due": "2" * 121}, "/due", id="date too long"),
        pytest.param({"met": "2025", "progress": "in_progress"}, "/met", id="met and not"),
        pytest.param({"met": "2026-02", "progress": "met"}, "/met", id="met later"),
        pytest.param({"due_within": {}}, "/due_within/offset", id="within nothing"),
        pytest.param({"due_within": {"offset": "12M"}}, "/due_within/offset", id="no duration"),
        pytest.param({"due_within": {"offset": None}}, "/due_within/offset", id="null duration"),
        pytest.param(
            {"due_within": {"offset": "P1M", "from": "a"}}, "/due_within/from", id="not known"
        ),
        pytest.param(
            {"due_within": {"offset": "P1M", "of": "nothing"}}, "/due_within/of", id="of nothing"
        ),
        # Codes, slugs and ids
        pytest.param({"progress": "done"}, "/progress", id="no such code"),
        pytest.param({"stage": ""}, "/stage", id="empty code"),
        pytest.param({"source": "nothing"}, "/source", id="no such source"),
        pytest.param({"speaker": "nobody"}, "/speaker", id="no such person"),
        pytest.param({"initiative": "nothing"}, "/initiative", id="no such initiative"),
        pytest.param({"milestone": "nothing"}, "/milestone", id="no such milestone"),
        pytest.param({"source": "a\0"}, "/source", id="NUL in a slug"),
        pytest.param({"source": "a" * 1000}, "/source", id="slug too long"),
        pytest.param({"id": "0" * 32}, "/id", id="id without hyphens"),
        # What does not go together
        pytest.param({"due": "2026", "due_dropped": True}, "/due_dropped", id="given and dropped"),
        pytest.param(
            {"due": "2026", "due_within": {"offset": "P1M"}}, "/due_within/offset", id="two dues"
        ),
    ],
)
def test_a_member_is_refused_where_it_stands(members, pointer, recorder, milestone):
    found = refused(recorder, {**said(milestone), **members})

    assert list(found) == [pointer]


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        pytest.param({"observations": [{}]}, "/observations/0/indicator", id="all is missing"),
        pytest.param(
            {"observations": [QUANTITY, {**QUANTITY, "low": "5"}]}, "/observations/1/low", id="5"
        ),
        pytest.param(
            {"observations": [{**QUANTITY, "low": True}]}, "/observations/0/low", id="yes"
        ),
        pytest.param(
            {"observations": [{**QUANTITY, "low": 7}]}, "/observations/0/high", id="order"
        ),
        pytest.param(
            {"observations": [{**QUANTITY, "low": 0.12345}]}, "/observations/0/low", id="too fine"
        ),
        pytest.param(
            {"observations": [{**QUANTITY, "high": 1e16}]}, "/observations/0/high", id="too large"
        ),
        pytest.param(
            {"observations": [{**QUANTITY, "period": "soon"}]},
            "/observations/0/period",
            id="period",
        ),
        pytest.param(
            {"observations": [QUANTITY] * 101}, "/observations", id="more than there may be"
        ),
        pytest.param(
            {"participations": [{**ROLE, "role": "boss"}]}, "/participations/0/role", id="role"
        ),
        pytest.param({"participations": [ROLE, ROLE]}, "/participations/1", id="said twice"),
        pytest.param({"places": [{"names": {}}]}, "/places/0/names", id="no name"),
        pytest.param({"places": [{"names": {"en": None}}]}, "/places/0/names", id="null names"),
        pytest.param({"places": [{"names": {"de": "Ort"}}]}, "/places/0/names/de", id="language"),
        pytest.param({"places": [{"names": "Ort"}]}, "/places/0/names", id="text for names"),
        pytest.param({"places": [{**SPOT, "geometry": POINT}]}, "/places/0/origin", id="origin"),
        pytest.param(
            {"places": [{**SPOT, "geometry": LINE, "origin": "An invented map."}]},
            "/places/0/geometry",
            id="a line of one point",
        ),
        pytest.param(
            {"places": [{**SPOT, "geometry": "71,51", "origin": "An invented map."}]},
            "/places/0/geometry",
            id="text for a geometry",
        ),
    ],
)
def test_what_hangs_on_it_is_refused_where_it_stands(members, pointer, recorder, milestone, linked):
    assert next(iter(refused(recorder, said(milestone, **members)))) == pointer


def test_everything_that_is_wrong_is_told_at_once(recorder, milestone):
    body = said(milestone, due="soon", progress="done", sumary="a", places=[{}])

    found = refused(recorder, body)

    assert set(found) == {"/due", "/progress", "/sumary", "/places/0/names"}


def test_a_date_that_cannot_be_read_is_told_with_its_position_and_what_could_be(
    recorder, milestone
):
    found = refused(recorder, said(milestone, due="2026-12-32"))

    assert found["/due"].startswith("At position 8, counted from 0: The days of 2026-12 are")
    assert "2026-35 (the third quarter)" in found["/due"]


def test_a_slug_of_nothing_is_named(recorder, milestone):
    found = refused(recorder, said(milestone, source="no-such-source"))

    assert found == {"/source": "There is no source “no-such-source”."}


def test_a_source_of_tomorrow_is_not_public_yet(recorder, milestone):
    tomorrow = date.fromordinal(clock.today().toordinal() + 1)

    assert list(refused(recorder, said(milestone, source=source_of(tomorrow)))) == ["/announced_on"]


def test_a_milestone_of_another_initiative_is_refused(recorder, milestone):
    other = make(MilestoneFactory)

    found = refused(recorder, said(milestone, initiative=other.initiative.slug))

    assert list(found) == ["/milestone"]


def test_an_anchor_of_another_initiative_is_refused(recorder, milestone):
    within = {"offset": "P1M", "of": make(MilestoneFactory).slug}

    assert list(refused(recorder, said(milestone, due_within=within))) == ["/due_within/of"]


def test_deadlines_that_would_wait_for_each_other_are_refused(recorder, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    record(other, DAY, within=("P1M", milestone))

    found = refused(recorder, said(milestone, due_within={"offset": "P1M", "of": other.slug}))

    assert list(found) == ["/due_within/of"]
    assert milestone.slug in found["/due_within/of"]


def test_a_deadline_needs_a_milestone(recorder, initiative):
    assert list(refused(recorder, said(initiative, due="2026"))) == ["/milestone"]


def test_an_id_is_of_one_statement(recorder, milestone):
    body = said(milestone)
    name = recorded(recorder, body)["id"]

    found = refused(recorder, {**body, "id": name.upper()}, status=409)

    assert found == {"/id": f"There is a statement {name} already; an id is of one statement."}


# What is no such body at all


@pytest.mark.parametrize("body", ["null", "[]", "5", '"text"', "true"])
def test_a_body_is_an_object(body, recorder):
    reply = post_raw(recorder, body)

    assert reply.status_code == 400
    assert reply.json()["errors"][0]["pointer"] in ("", "/source")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"{", id="unfinished"),
        pytest.param(b"{'a': 1}", id="single quotes"),
        pytest.param(b'{"due": NaN}', id="NaN"),
        pytest.param(b'{"due": 1e999}', id="infinite"),
        pytest.param(b'{"due": 1, "due": 2}', id="twice"),
        pytest.param(b'{"due": "\xff"}', id="not UTF-8"),
        pytest.param(b'{"due": "\\ud800"}', id="half a character"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b"[" * 900 + b"]" * 900, id="nested deep"),
        pytest.param(b'{"a":' * 900 + b"1" + b"}" * 900, id="objects nested deep"),
        pytest.param(b"9" * 5000, id="a number of many digits"),
    ],
)
def test_what_is_not_json_is_refused(raw, recorder):
    before = everything()

    reply = post_raw(recorder, raw)

    assert (reply.status_code, everything()) == (400, before)


def test_a_geometry_nested_deep_is_refused(recorder, milestone):
    deep = "[" * 600 + "]" * 600
    body = as_sent(said(milestone, places=[{**SPOT, "geometry": "@"}]))

    reply = post_raw(recorder, body.replace('"@"', f'{{"type": "Point", "coordinates": {deep}}}'))

    assert reply.status_code == 400
    assert [error["pointer"] for error in reply.json()["errors"]] == ["/places/0/geometry"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(kind, recorder, milestone):
    reply = post_raw(recorder, as_sent(said(milestone)), content_type=kind)

    assert reply.status_code == 415
    assert "application/json" in reply.json()["detail"]


def test_a_body_has_up_to_a_megabyte(recorder, milestone):
    body = as_sent(said(milestone))
    fits = " " * (1024 * 1024 - len(body.encode()))

    assert post_raw(recorder, body + fits + " ").status_code == 413
    assert post_raw(recorder, body + fits).status_code == 201


def test_no_body_is_a_body_without_members(recorder):
    reply = post(recorder, "statements/", "")

    assert reply.status_code == 400
    assert {error["pointer"] for error in reply.json()["errors"]} >= {"/source", "/summary"}
