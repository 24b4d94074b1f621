"""`fields`: rows with some members only, and no more read than these need."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.recorded import record
from tests.tracker.asking import V1, listed, one, refused, told
from tests.tracker.worlds import part, quantity, spot
from tracker.api.urls import urlpatterns

DAY = date(2026, 1, 15)
ENVELOPE = {"as_of", "recorded_as_of", "next", "previous", "results"}
LISTS = {
    "initiatives/": "slug",
    "initiatives/{slug}/timeline/": "id",
    "milestones/": "slug",
    "milestones/{slug}/versions/": "known_from",
    "statements/": "id",
    "indicators/": "slug",
    "observations/": "id",
    "places/": "id",
    "sources/": "slug",
    "publishers/": "slug",
    "people/": "slug",
    "organisations/": "slug",
}


@pytest.fixture
def said(milestone):
    """A statement with one of everything on it."""
    evidence = [quantity(), part(), spot()]
    return record(milestone, DAY, due="2066-12", evidence=evidence)


@pytest.fixture
def at(said):
    """Fills the names of what was said of into an address."""
    slugs = {"initiatives": said.initiative.slug, "milestones": said.milestone.slug}
    return lambda path: path.format(slug=slugs.get(path.partition("/")[0]), id=said.uuid)


def members(api, path: str) -> list[set]:
    return [set(row) for row in told(api, path)["results"]]


def asks(api, path: str) -> list[str]:
    """What the database is asked for an answer."""
    with CaptureQueriesContext(connection) as queries:
        told(api, path)
    return [query["sql"] for query in queries]


# What a reply has


@pytest.mark.parametrize("path", LISTS)
def test_rows_of_every_list_have_the_members_asked_for(api, at, path):
    name = LISTS[path]

    reply = told(api, f"{at(path)}?fields={name}")

    assert set(reply) == ENVELOPE
    assert [set(row) for row in reply["results"] or [{name: None}]] == [{name}]


@pytest.mark.parametrize("path", LISTS)
def test_every_member_of_every_list_can_be_asked_for_alone(api, at, path):
    whole = told(api, at(path))["results"][:1]
    for row in whole:
        for name in row:
            assert told(api, f"{at(path)}?fields={name}")["results"][0] == {name: row[name]}


@pytest.mark.parametrize("path", ["initiatives/{slug}/", "milestones/{slug}/", "statements/{id}/"])
def test_every_member_of_a_detail_can_be_asked_for_alone(api, at, path):
    whole = told(api, at(path))
    clocks = {name: whole.pop(name) for name in ("as_of", "recorded_as_of")}

    for name in whole:
        assert told(api, f"{at(path)}?fields={name}") == {name: whole[name], **clocks}


def test_what_a_detail_is_as_of_stays_whatever_is_asked_for(api, at):
    assert set(told(api, at("milestones/{slug}/?fields=as_of"))) == {"as_of", "recorded_as_of"}


def test_members_stand_in_their_own_order(api, said):
    row = one(api, "milestones/?fields=due,slug,state")

    assert list(row) == ["slug", "state", "due"]


def test_the_count_stays(api, said):
    assert told(api, "milestones/?fields=slug&count=true")["count"] == 1


def test_pages_keep_the_members_asked_for(api, db, milestone):
    for year in (2027, 2028, 2029):
        record(milestone, DAY, due=str(year))

    page = told(api, "statements/?fields=seq&page_size=2")
    behind = told(api, page["next"])

    assert [set(row) for row in page["results"] + behind["results"]] == [{"seq"}] * 3
    assert told(api, behind["previous"])["results"] == page["results"]


def test_any_ordering_goes_with_any_members(api, said):
    for ordering in ("due", "-slip_days", "last_stated_on", "slug"):
        assert listed(api, f"milestones/?fields=slug&ordering={ordering}")


def test_derived_members_need_none_of_those_they_are_derived_from(api, said):
    row = one(api, f"milestones/?fields=state,days_late,silent_days&as_of={DAY}")

    assert row == {"state": "scheduled", "days_late": None, "silent_days": 0}


# What is refused


@pytest.mark.parametrize("path", LISTS)
def test_a_member_that_is_not_known_is_refused_everywhere(api, at, path):
    detail = refused(api, f"{at(path)}?fields=colour")["fields"]

    assert detail.startswith("“colour” is not known; known are: ")
    assert LISTS[path] in detail


@pytest.mark.parametrize(
    "fields",
    [
        "slug,",
        ",slug",
        ",",
        "slug,slug",
        "Slug",
        " slug",
        "slug;name",
        "initiative.slug",
        "*",
        "-slug",
        "initiative__slug",
        "id",
        "statements",
        "milestones",
        "__class__",
        "slug%00",
        "a" * 10_000,
    ],
)
def test_what_names_no_member_is_refused(api, db, fields):
    assert set(refused(api, f"milestones/?fields={fields}")) == {"fields"}


def test_a_detail_knows_members_that_its_list_does_not(api, at):
    assert set(told(api, at("milestones/{slug}/?fields=revision"))) > {"revision"}
    assert "revision" not in refused(api, "milestones/?fields=revision")["fields"].split(";")[1]


@pytest.mark.parametrize("path", ["", "codes/", "summary/"])
def test_what_has_no_rows_takes_no_fields(api, db, path):
    assert set(refused(api, f"{path}?fields=slug")) == {"fields"}


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_a_write_takes_no_fields(api, db, method):
    reply = getattr(api, method)(f"{V1}people/nobody/?fields=slug")

    assert reply.status_code in (400, 401, 405)


# What is read


COSTS = {
    # (address, queries beside the newest revision)
    "initiatives/?fields=slug": 1,
    "initiatives/?fields=slug,worst_state": 2,
    "initiatives/?fields=milestone_counts,worst_state": 2,
    "initiatives/?fields=slug,next_milestone": 3,
    "initiatives/?fields=slug,lead": 2,
    "initiatives/?fields=slug,countries": 2,
    "initiatives/?fields=lead,countries": 2,
    "initiatives/{slug}/?fields=slug": 1,
    "initiatives/{slug}/?fields=milestones": 2,
    "initiatives/{slug}/?fields=participants": 2,
    "initiatives/{slug}/?fields=places,indicators,sources": 4,
    "milestones/{slug}/?fields=slug,state": 1,
    "milestones/{slug}/?fields=statements": 2,
    "initiatives/{slug}/timeline/?fields=id": 2,
    "initiatives/{slug}/timeline/?fields=move": 3,
}


@pytest.mark.parametrize("path", COSTS)
def test_what_is_not_asked_for_is_not_looked_up(api, at, path):
    assert len(asks(api, at(path))) == 1 + COSTS[path]


COLUMNS = {
    # (address, columns read, columns not read)
    "milestones/?fields=slug": (["slug"], ["name_en", "baseline_edtf", "met_edtf", "met_from"]),
    "milestones/?fields=due": (["due_edtf"], ["name_en", "baseline_edtf", "met_edtf"]),
    "milestones/?fields=name": (["name_en", "name_ru", "name_kk"], ["due_edtf", "progress"]),
    "milestones/?fields=state": (["standing"], ["name_en", "due_edtf", "evidence_on"]),
    "initiatives/?fields=name": (["name_ru"], ["summary_en", "sector", "stage"]),
    "statements/?fields=summary": (["summary"], ["name_en", "title", "phrase", "due_edtf"]),
    "statements/?fields=source": (["title"], ["name_en", "phrase", "due_edtf"]),
    "sources/?fields=name": (["title"], ["name_en", "relays", "url"]),
    "places/?fields=names": (["name_kk"], ["geometry", "origin"]),
    "people/?fields=slug": (["slug"], ["name_en"]),
    "milestones/{slug}/?fields=position": (["position"], ["name_en", "due_edtf"]),
}


@pytest.mark.parametrize("path", COLUMNS)
def test_columns_that_are_not_needed_are_not_read(api, at, path):
    read, left = COLUMNS[path]
    (rows,) = asks(api, at(path))[1:]
    selected = rows.partition(" FROM ")[0]

    assert all(f'"{column}"' in selected for column in read)
    assert not [column for column in left if f'"{column}"' in selected]


def test_tables_that_are_not_needed_are_not_joined(api, said):
    (whole,) = asks(api, "statements/")[1:]
    (some,) = asks(api, "statements/?fields=id,summary")[1:]

    assert whole.count(" JOIN ") > 5
    assert some.count(" JOIN ") == 0
    assert len(some) < len(whole) / 2


def test_every_list_takes_fields():
    views = [pattern.callback.cls for pattern in urlpatterns if hasattr(pattern.callback, "cls")]
    lists = {view for view in views if hasattr(view, "orderings")}

    assert lists
    assert all("fields" in view(detail=False).parameters for view in lists)
