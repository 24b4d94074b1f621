"""Cursors that no page gave out are refused by name, and never an error of ours."""

import base64
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.models import MilestoneVersion
from sources.dates import LAST_DAY
from sources.revisions import revision
from tests.factories import MilestoneFactory, PersonFactory, PublisherFactory
from tests.recorded import make, record
from tests.tracker.asking import V1, refused, told
from tracker.api.pagination import KeysetPaginator

BY_PROPERTY = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ORDERINGS = {"due": "due_latest", "slip_days": "slip_days", "last_stated_on": "last_stated_on"}


def packed(content) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def unpacked(cursor: str) -> list:
    return json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))


def cursor_of(api, path: str) -> str:
    address = told(api, path)["next"]
    return address.partition("&cursor=")[2]


@pytest.fixture
def milestones(initiative):
    """Five milestones that something was said of."""
    rows = [make(MilestoneFactory, initiative=initiative) for _ in range(5)]
    for row in rows:
        record(row, date(2026, 1, 15), due="2026-07")
    return rows


SLUGS = ["x", "20260701", "2026-13-01", "2026-W27-3", "0000-01-01"]


@pytest.mark.parametrize("cut", [1, 2, 3, 10, 40])
def test_a_truncated_cursor_is_refused(api, milestones, cut):
    cursor = cursor_of(api, "milestones/?page_size=2")

    assert set(refused(api, f"milestones/?cursor={cursor[:-cut]}")) == {"cursor"}


@pytest.mark.parametrize("ordering", ["-due", "slug", "due,slug"])
def test_a_cursor_of_another_ordering_is_refused(api, milestones, ordering):
    cursor = cursor_of(api, "milestones/?page_size=2")

    assert set(refused(api, f"milestones/?cursor={cursor}&ordering={ordering}")) == {"cursor"}


def test_a_cursor_of_another_list_is_refused(api):
    make(lambda: [*PersonFactory.create_batch(2), *PublisherFactory.create_batch(2)])
    cursor = cursor_of(api, "people/?page_size=1")

    assert set(refused(api, f"publishers/?cursor={cursor}")) == {"cursor"}


FORGED = [
    5,
    -1,
    10**30,
    1.5,
    True,
    None,
    "x",
    "",
    [],
    {},
    "2026-13-01",
    "20260701",
    "2026-W27-3",
    "2026-07-01T00:00:00",
    "0000-01-01",
    "\0",
    "\ud800",
    "9" * 500,
]


@pytest.mark.parametrize("value", FORGED, ids=ascii)
def test_a_cursor_whose_day_is_none_is_refused(api, milestones, value):
    content = unpacked(cursor_of(api, "milestones/?page_size=2"))
    content[2] = value

    assert set(refused(api, f"milestones/?cursor={packed(content)}")) == {"cursor"}


@pytest.mark.parametrize(
    "value",
    [*FORGED, "2026-01-01", "2026-01-01T00:00:00+05:00", "9999-12-31T23:59:59-23:00"],
    ids=ascii,
)
def test_a_cursor_whose_instant_is_none_is_refused(api, milestones, value):
    asked = "statements/?ordering=recorded_at"
    content = unpacked(cursor_of(api, f"{asked}&page_size=2"))
    content[2] = value

    assert set(refused(api, f"{asked}&cursor={packed(content)}")) == {"cursor"}


@pytest.mark.parametrize("value", FORGED, ids=ascii)
def test_a_cursor_whose_slug_is_none_is_refused(api, value):
    make(lambda: PersonFactory.create_batch(2))
    content = unpacked(cursor_of(api, "people/?page_size=1"))
    content[2] = value

    reply = api.get(f"{V1}people/?cursor={packed(content)}")

    assert reply.status_code == (200 if value in SLUGS else 400)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "5", 5.0, True, "a", [5]], ids=ascii)
def test_a_cursor_whose_number_is_none_is_refused(api, milestones, value):
    asked = "milestones/?ordering=slip_days"
    content = unpacked(cursor_of(api, f"{asked}&page_size=2"))

    for place in (2, 3):
        forged = [*content[:place], value, *content[place + 1 :]]
        assert set(refused(api, f"{asked}&cursor={packed(forged)}")) == {"cursor"}


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        "due",
        5,
        None,
        ["milestoneversion:due"],
        ["milestoneversion:due", 0, "2026-07-31", 5],
    ],
)
def test_a_cursor_of_another_shape_is_refused(api, content):
    assert set(refused(api, f"milestones/?cursor={packed(content)}")) == {"cursor"}


@pytest.mark.parametrize(
    "text", ["%25", "=", "====", "A", "é", "a" * 100_000, "W10=", "%ff%fe", "[" * 900]
)
def test_a_text_that_is_no_cursor_is_refused(api, text):
    assert set(refused(api, f"milestones/?cursor={text}")) == {"cursor"}


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates(),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)
forged_contents = st.tuples(
    st.sampled_from(["milestoneversion:due", "milestoneversion:slip_days", "due"]),
    st.booleans(),
    json_like,
    json_like,
)


@BY_PROPERTY
@given(
    ordering=st.sampled_from(["due", "slip_days"]),
    text=st.one_of(
        st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
        st.text(max_size=60),
        forged_contents.map(
            lambda content: base64.urlsafe_b64encode(
                json.dumps(content, default=str).encode()
            ).decode()
        ),
    ),
)
def test_whatever_stands_for_a_cursor_gives_a_page_or_a_refusal(api, db, ordering, text):
    reply = api.get(f"{V1}milestones/", {"ordering": ordering, "cursor": text})

    assert reply.status_code in (200, 400)
    if reply.status_code == 400:
        assert [error["parameter"] for error in reply.json()["errors"]] == ["cursor"]


# Pages of any rows

values_of_rows = st.lists(
    st.fixed_dictionaries(
        {
            "slip_days": st.none() | st.integers(-2, 2),
            "due_latest": st.sampled_from([date(2026, 7, 31), date(2026, 8, 31), LAST_DAY]),
            "last_stated_on": st.sampled_from([date(2026, 1, 15), date(2026, 1, 16)]),
        }
    ),
    min_size=5,
    max_size=5,
)
orderings = (
    st.permutations(list(ORDERINGS))
    .flatmap(lambda names: st.tuples(*(st.sampled_from([name, f"-{name}"]) for name in names[:2])))
    .map(",".join)
)


@BY_PROPERTY
@given(values=values_of_rows, ordering=orderings, size=st.integers(1, 4))
def test_pages_of_any_rows_in_any_ordering_have_each_once(milestones, values, ordering, size):
    with revision(None, "test"):
        for milestone, fields in zip(milestones, values, strict=True):
            MilestoneVersion.objects.filter(milestone=milestone).update(**fields)

    def page(size, cursor=None):
        asked = {"ordering": ordering, "page_size": str(size)}
        asked |= {"cursor": str(cursor)} if cursor else {}
        paginator = KeysetPaginator(MilestoneVersion, asked, ORDERINGS, "due", ("milestone",))
        return paginator.page(MilestoneVersion.objects.values(*paginator.columns))

    whole = page(200).rows
    current = page(size)
    forward = [current]
    while current.next:
        current = page(size, current.next)
        forward.append(current)
    back = [current]
    while current.previous:
        current = page(size, current.previous)
        back.append(current)

    assert [row for each in forward for row in each.rows] == whole
    assert [row for each in reversed(back) for row in each.rows] == whole
