"""Whatever JSON is sent, it is recorded or refused with reasons, and nothing fails."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.codes import Progress, Role, Stage
from projects.models import Statement
from tests.factories import (
    IndicatorFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
)
from tests.recorded import make, record, rolled_back
from tests.tracker.editors import editor
from tests.tracker.worlds import DAY
from tests.tracker.writing import BULK, STATEMENTS, post_raw

EXAMPLES = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SLUG = "known"
texts = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["", " ", "\0", "2026", "2026-35", "../2026-12-31", "2026/..", "P12M", "2026-01-15", "é" * 600]
)
numbers = st.integers() | st.floats() | st.sampled_from([0, -0.0, 1e308, 10**30, 1e-300])
anything = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
expressions = st.sampled_from(["2026", "2026-35", "../2026-12-31", "2026/..", "202X", "2025-11~"])
slugs = st.sampled_from([SLUG, SLUG, SLUG, "unknown", "other"])


def members(**known: st.SearchStrategy) -> st.SearchStrategy[dict]:
    """Objects with some of these members, any of which may be something else."""
    either = {name: st.one_of(*[values] * 9, anything) for name, values in known.items()}
    return st.fixed_dictionaries({}, optional={**either, "sumary": anything})


within = members(offset=st.sampled_from(["P1M", "P2W", "P0D", "P9999Y"]), of=slugs)
quantities = members(
    indicator=slugs, kind=st.just("target"), low=numbers, high=numbers, unit=texts, period=texts
)
roles = members(organisation=slugs, role=st.sampled_from(list(Role)))
spots = members(
    names=members(en=texts, ru=texts),
    geometry=members(type=st.sampled_from(["Point", "Polygon"]), coordinates=anything),
    origin=texts,
)
statements = st.builds(
    lambda body, more: {"source": SLUG, "milestone": SLUG, "summary": "Invented.", **body, **more},
    members(
        source=slugs,
        summary=texts,
        due=expressions,
        due_within=within,
        due_dropped=st.booleans(),
        progress=st.sampled_from(list(Progress)),
        met=expressions,
        stage=st.sampled_from(list(Stage)),
        observations=st.lists(quantities, max_size=2),
        participations=st.lists(roles, max_size=2),
        places=st.lists(spots, max_size=2),
    ),
    members(
        id=st.uuids().map(str),
        locator=texts,
        speaker=slugs,
        post=texts,
        initiative=slugs,
        milestone=slugs,
        phrase=texts,
        announced_on=st.dates().map(str) | st.dates(date(2025, 1, 1), DAY).map(str),
        corrects=st.uuids().map(str),
        correction_reason=texts,
    ),
)


@pytest.fixture
def world(db):
    """One of each thing that a body may name."""
    for factory in (IndicatorFactory, OrganisationFactory, PersonFactory):
        make(factory, slug=SLUG)
    make(SourceFactory, slug=SLUG, published_on=DAY)
    for slug in (SLUG, "other"):
        record(make(MilestoneFactory, slug=slug, initiative__slug=slug), DAY)
    return editor("add_statement", "change_statement")


def check_answer(client, path: str, body: object) -> int:
    """The status: 201, or a refusal in which everything has its place in the body."""
    with rolled_back():
        before = Statement.objects.count()
        reply = post_raw(client, json.dumps(body), path)
        written = Statement.objects.count() - before
    assert reply.status_code in (201, 400, 409), reply.content
    assert (reply.status_code == 201) == (written > 0)
    for error in reply.json().get("errors", ()):
        found(body, error["pointer"], error["code"])
    return reply.status_code


def found(body: object, pointer: str, code: str) -> object:
    """What a pointer points at; None where a member is missing that is required."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(body, dict) and name not in body:
            assert code in ("required", "invalid") or name.endswith("…"), pointer
            return None
        body = body[int(name)] if isinstance(body, list) else body[name]
    return body


@EXAMPLES
@given(body=anything)
def test_any_json_gets_an_answer(world, body):
    for path in (STATEMENTS, BULK):
        check_answer(world, path, body)


@EXAMPLES
@given(body=statements)
def test_anything_like_a_statement_gets_an_answer(world, settings, body):
    settings.TRACKER_WRITE_RATE = settings.TRACKER_WRITE_RATE._replace(count=10**6)

    check_answer(world, STATEMENTS, body)


@EXAMPLES
@given(bodies=st.lists(statements | anything, max_size=4))
def test_anything_like_many_statements_gets_an_answer(world, settings, bodies):
    settings.TRACKER_WRITE_RATE = settings.TRACKER_WRITE_RATE._replace(count=10**6)

    check_answer(world, BULK, {"statements": bodies})
