"""Whatever a body says, the reply is an edit or a refusal, never a failure of ours."""

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.recorded import rolled_back
from tests.tracker.asking import V1
from tests.tracker.editable import BODIES, CHANGES, NEW_MILESTONE, surroundings
from tests.tracker.editors import editor
from tracker.environment import Rate

texts = st.one_of(
    st.sampled_from(
        [
            *("", " ", "new", "invented-source", "invented-initiative", "KZ", "\u0000", "\ud800"),
            *(
                "2026-01-15",
                "2026-02-30",
                "../2026-12-31",
                "P12M",
                "P99999Y",
                "met",
                "https://[",
                "ﷺ",
            ),
            *("https://a.example/", "9" * 400, "İ", "\u202e", "0001-01-01", "9999-12-31"),
        ]
    ),
    st.text(max_size=12),
)
numbers = st.one_of(
    st.sampled_from([0, -1, 1, 2**15, 2**31, 2**63, 10**30, 1e308, 1e-320, 0.1, 10**16]),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)
NAMES = sorted(
    {name for body in BODIES.values() for name in body}
    | {*NEW_MILESTONE, *BODIES["milestones"]["first_statement"], "due_within", "milestone", "en"}
    | {"offset", "of", "places", "observations", "participations", "geometry", "progress", "met"}
)
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), texts), inner, max_size=3),
    ),
    max_leaves=6,
)


def ways(body, at=()):
    """The way to each value in a body, nested ones included."""
    yield at
    for name, value in body.items() if isinstance(body, dict) else ():
        yield from ways(value, (*at, name))


def spoilt(body, at, value):
    """A body with another value at one place."""
    if not at:
        return value
    body = deepcopy(body)
    inner = body
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] = value
    return body


BEGUN = {resource: body | {"slug": "newer"} for resource, body in BODIES.items()}
BEGUN["initiatives"] |= {"milestone": NEW_MILESTONE}
spoilt_bodies = st.sampled_from(sorted(BODIES)).flatmap(
    lambda resource: st.sampled_from(
        [("POST", BEGUN[resource]), ("PATCH", CHANGES[resource])]
    ).flatmap(
        lambda sent: st.tuples(
            st.just(resource),
            st.just(sent[0]),
            st.builds(
                spoilt,
                st.just(sent[1]),
                st.one_of(
                    st.sampled_from(list(ways(sent[1]))),
                    st.sampled_from(NAMES).map(lambda name: (name,)),
                ),
                junk,
            ),
        )
    )
)


@pytest.fixture
def desk(db, settings):
    settings.TRACKER_WRITE_RATE = Rate(100_000, 60)
    surroundings()
    client = editor()
    for resource, body in BODIES.items():
        send(client, "POST", f"{resource}/", body)
    return client


def send(client, method: str, path: str, body):
    raw = json.dumps(body)
    return client.generic(method, f"{V1}{path}", raw, "application/json", headers={"If-Match": "*"})


@settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(spoilt_bodies)
def test_a_spoilt_body_is_refused_or_makes_sense(desk, spoilt):
    resource, method, body = spoilt
    path = f"{resource}/" if method == "POST" else f"{resource}/new/"

    with rolled_back():
        reply = send(desk, method, path, body)

    assert reply.status_code in (200, 201, 400, 409)
    if reply.status_code == 400:
        assert reply.json()["detail"]


@settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=20))
def test_any_if_match_is_answered_or_refused(desk, header):
    with rolled_back():
        reply = desk.delete(f"{V1}people/new/", headers={"If-Match": header})

    assert reply.status_code in (204, 400, 412)
