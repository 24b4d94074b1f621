"""The feed of changes: what a mirror reads, and that it may stop and go on as it likes."""

import base64
import json
from datetime import date

import pytest

from projects.models import InitiativeCountry, Milestone
from sources.models import Publisher
from sources.revisions import revision
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PublisherFactory,
    SourceFactory,
)
from tests.recorded import correct, make, record, withdraw
from tests.tracker.asking import V1, is_missing, refused, told
from tests.tracker.following import Mirror
from tests.tracker.worlds import part, quantity, spot, tracked

DAY = date(2026, 1, 15)


def changes(api, parameters: str = "page_size=200") -> list[dict]:
    """The changes of one page."""
    return told(api, f"changes/?{parameters}")["results"]


def last(api) -> dict:
    """The newest change."""
    return changes(api)[-1]


def written(*content) -> str:
    """A cursor of these contents."""
    packed = json.dumps(content, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


# One change


@pytest.mark.parametrize(
    ("factory", "resource", "collection"),
    [
        (PublisherFactory, "publisher", "publishers"),
        (PersonFactory, "person", "people"),
        (OrganisationFactory, "organisation", "organisations"),
        (IndicatorFactory, "indicator", "indicators"),
    ],
)
def test_a_named_row_comes_as_its_detail_has_it(api, factory, resource, collection):
    make(factory, slug="new")

    change = last(api)
    detail = told(api, f"{collection}/new/")

    assert (change["action"], change["resource"], change["key"]) == ("created", resource, "new")
    assert change["address"] == f"http://testserver{V1}{collection}/new/"
    assert detail.items() >= change[resource].items()
    assert set(detail) - set(change[resource]) == {"as_of", "recorded_as_of"}


def test_a_source_comes_as_its_detail_has_it(api):
    make(SourceFactory, slug="new", published_on=DAY)

    detail = told(api, "sources/new/")

    assert detail.items() >= last(api)["source"].items()


def test_only_the_member_of_its_kind_holds_the_row(api):
    make(PublisherFactory)

    change = last(api)

    kinds = {each["code"] for each in told(api, "codes/")["change_resource"]}
    assert [kind for kind in kinds if change[kind]] == ["publisher"]


def test_an_initiative_comes_with_what_it_is_and_not_with_how_it_stands(api):
    milestone = tracked("invented", due="2026-07")

    found = {change["resource"]: change for change in changes(api)}

    initiative = found["initiative"]["initiative"]
    assert (initiative["slug"], initiative["countries"]) == ("invented", ["KZ"])
    assert told(api, "initiatives/invented/").items() >= initiative.items()
    assert found["milestone"]["milestone"] == {
        "slug": "invented",
        "name": milestone.name_en,
        "names": {"en": milestone.name_en, "ru": None, "kk": None},
        "initiative": {"slug": "invented", "name": milestone.initiative.name_en},
        "kind": "completion",
        "position": 1,
        "revision": milestone.revision_id,
    }


def test_a_country_is_a_change_of_its_initiative(api):
    milestone = tracked("invented")
    there = InitiativeCountry.objects.get()
    with revision(None, "moved"):
        there.delete()
        InitiativeCountry(initiative=milestone.initiative, country="AZ").save()

    change = last(api)

    assert (change["action"], change["key"]) == ("changed", "invented")
    assert change["initiative"]["countries"] == ["AZ"]


def test_a_statement_comes_with_all_that_hangs_on_it(api, milestone):
    row = quantity(low=5, high=6, period_edtf="2026", phrase="пять или шесть")
    said = record(milestone, DAY, due="2026-07", evidence=[row, part(), spot()])

    change = last(api)

    statement = change["statement"]
    assert (change["action"], change["key"]) == ("created", str(said.uuid))
    assert statement["observations"][0]["period"]["edtf"] == "2026"
    assert [each["role"] for each in statement["participations"]] == ["lead"]
    assert [each["name"] for each in statement["places"]] == ["Invented place"]
    assert told(api, f"statements/{said.uuid}/")["due"] == statement["due"]


def test_a_withdrawal_is_a_change(api, milestone):
    said = record(milestone, DAY, due="2026-07")
    withdraw(said)

    change = last(api)

    assert (change["action"], change["key"]) == ("withdrawn", str(said.uuid))
    assert change["statement"]["withdrawal_reason"] == "recorded wrongly"


def test_a_correction_withdraws_and_creates(api, milestone):
    wrong = record(milestone, DAY, due="2026-07")
    right = correct(wrong, due="2026-08")

    withdrawn, created = changes(api)[-2:]

    assert (withdrawn["action"], created["action"]) == ("withdrawn", "created")
    assert withdrawn["statement"]["corrected_by"]["id"] == created["key"] == str(right.uuid)
    assert created["statement"]["corrects"]["id"] == str(wrong.uuid)
    assert created["statement"]["fold_position"] == wrong.seq


def test_a_deleted_row_is_null_in_every_change_of_it(api):
    publisher = make(PublisherFactory, slug="gone")
    with revision(None, "deleted"):
        publisher.delete()

    found = changes(api)

    assert [change["action"] for change in found] == ["created", "deleted"]
    assert [(change["publisher"], change["address"]) for change in found] == [(None, None)] * 2


def test_a_change_shows_its_row_as_it_is_now(api):
    publisher = make(PublisherFactory, slug="there", name_en="Old")
    publisher.name_en = "New"
    with revision(None, "renamed"):
        publisher.save()

    assert [change["publisher"]["name"] for change in changes(api)] == ["New", "New"]


def test_names_are_in_the_language_asked_for(api):
    make(PublisherFactory, name_ru="Издатель")

    reply = api.get(f"{V1}changes/", headers={"accept-language": "ru"})

    assert reply.json()["results"][0]["publisher"]["name"] == "Издатель"
    assert reply.headers["Content-Language"] == "ru"


# What is there though lists do not show it


def test_a_source_dated_ahead_is_there_before_its_day(api):
    make(SourceFactory, slug="ahead", published_on=date(9998, 1, 1))

    assert is_missing(api, "sources/ahead/")
    assert last(api)["source"]["published_on"] == "9998-01-01"


def test_an_initiative_without_a_live_statement_is_there(api):
    withdraw(tracked("invented").statements.get())

    mirror = Mirror(lambda address: api.get(address).json())
    mirror.follow()

    assert is_missing(api, "initiatives/invented/")
    assert ("initiative", "invented") in mirror.copy


# Pages


def test_before_the_first_write_there_is_nothing_and_a_place_to_go_on_from(api):
    page = told(api, "changes/")

    assert (page["results"], page["next"]) == ([], None)
    assert told(api, f"changes/?after={page['cursor']}") == page


def test_what_is_written_later_comes_after_the_cursor(api):
    cursor = told(api, "changes/")["cursor"]
    make(PublisherFactory, slug="later")

    assert [change["key"] for change in changes(api, f"after={cursor}")] == ["later"]


def test_the_last_page_goes_on_where_it_ends(api):
    make(PublisherFactory)
    page = told(api, "changes/")

    again = told(api, f"changes/?after={page['cursor']}")

    assert page["next"] is None
    assert again == {"results": [], "next": None, "cursor": page["cursor"]}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 200])
def test_pages_of_any_size_tell_all_changes_in_order(api, size):
    with revision(None, "several"):
        PublisherFactory.create_batch(3)
    make(PublisherFactory)
    PublisherFactory.reset_sequence()
    make(MilestoneFactory)
    mirror = Mirror(lambda address: api.get(address).json(), page_size=size)

    mirror.follow()

    assert mirror.read == sorted(mirror.read, key=lambda read: read[0])
    assert len(mirror.read) == len(set(mirror.read)) == 6
    assert Milestone.objects.get().slug in mirror.read[-1]


def test_a_mirror_may_stop_and_go_on(api):
    mirror = Mirror(lambda address: api.get(address).json(), page_size=2)
    make(PublisherFactory)
    mirror.follow()
    with revision(None, "renamed"):
        Publisher.objects.update(name_en="New")
        PublisherFactory()

    assert mirror.follow() == 2
    assert mirror.follow() == 0


def test_the_changes_of_one_moment_are_of_that_moment(api):
    make(PublisherFactory, slug="there")
    change = last(api)

    assert change["at"] == told(api, "publishers/")["recorded_as_of"]
    assert change["revision"] == 1


# What is refused


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("nonsense", id="junk"),
        pytest.param("é", id="not ascii"),
        pytest.param("A" * 1001, id="too long"),
        pytest.param(written(1, 1), id="too short"),
        pytest.param(written(1, 1, "2026-01-10T12:00:00"), id="without an offset"),
        pytest.param(written(1, 1, "2026-01-10T12:00:00+00:00"), id="of another tracker"),
        pytest.param(written(2, 1, "2026-01-10T12:00:00+00:00"), id="of the future"),
        pytest.param(written(2**70, 1, "2026-01-10T12:00:00+00:00"), id="beyond all numbers"),
        pytest.param(written(-1, 1, "2026-01-10T12:00:00+00:00"), id="before the first"),
        pytest.param(written(True, 1, "2026-01-10T12:00:00+00:00"), id="not a number"),
        pytest.param(written("1", 1, "2026-01-10T12:00:00+00:00"), id="a number in words"),
        pytest.param(written(1, 1, "0001-01-01T00:00:00+23:59"), id="before all days"),
        pytest.param(written(0, 1, "1970-01-01T00:00:00+00:00"), id="beside the beginning"),
        pytest.param("W1tb" * 200, id="nested"),
    ],
)
def test_a_cursor_that_is_none_of_ours_is_refused(api, cursor):
    make(PublisherFactory)

    assert "begin with the first" in refused(api, f"changes/?after={cursor}")["after"]


def test_a_cursor_of_before_an_older_copy_was_put_back_is_refused(api):
    make(PublisherFactory)
    revision_, position, at = 1, 1, last(api)["at"].replace("Z", "+00:00")

    assert changes(api, f"after={written(revision_, position, at)}") == []
    earlier = at[:19] + ".000000+00:00"
    assert refused(api, f"changes/?after={written(revision_, position, earlier)}")


def test_a_cursor_of_a_list_is_refused(api):
    for _ in range(2):
        make(PublisherFactory)
    cursor = told(api, "publishers/?page_size=1")["next"].rpartition("cursor=")[2]

    assert refused(api, f"changes/?after={cursor}")


@pytest.mark.parametrize("size", ["0", "201", "many", "-1"])
def test_a_page_size_out_of_bounds_is_refused(api, size):
    assert "1 to 200" in refused(api, f"changes/?page_size={size}")["page_size"]


@pytest.mark.parametrize("name", ["as_of", "recorded_as_of", "cursor", "ordering"])
def test_parameters_of_lists_are_not_known_here(api, name):
    assert "after, page_size" in refused(api, f"changes/?{name}=2026-01-10")[name]


def test_all_that_is_wrong_is_told_at_once(api):
    assert set(refused(api, "changes/?after=x&page_size=x")) == {"after", "page_size"}


# What it costs


@pytest.mark.parametrize("rows", [1, 20])
def test_a_page_costs_the_same_however_many_changes(
    rows, client, milestone, django_assert_num_queries
):
    with revision(None, "many"):
        InitiativeFactory.create_batch(rows)
        for _ in range(rows):
            record(
                milestone,
                DAY,
                speaker=PersonFactory(),
                evidence=[part(), quantity(), spot()],
            )

    # The newest revision, the changes, a query a kind; countries; three for what hangs
    with django_assert_num_queries(2 + 8 + 1 + 3):
        told(client, "changes/?page_size=200")
