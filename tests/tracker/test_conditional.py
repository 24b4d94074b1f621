"""Conditional requests: which version a reply is, and 304 to those who have it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from projects.models import Observation
from sources.revisions import LatestRevision
from tests.factories import PublisherFactory
from tests.recorded import make, record
from tests.tracker.asking import V1
from tests.tracker.confirming import NOON, asked, recorded_by_noon, status, tag
from tests.tracker.worlds import quantity
from tracker.api import conditional
from tracker.api.conditional import ConditionalMixin
from tracker.api.kept import replies
from tracker.api.urls import urlpatterns

# Of what is recorded, and of what the program knows by itself.
RECORDED = [
    "initiatives/",
    "initiatives/first/",
    "initiatives/first/timeline/",
    "milestones/",
    "milestones/first/",
    "milestones/first/versions/",
    "milestones/?as_of=2026-01-20&due_soon_days=30",
    "statements/",
    "publishers/?page_size=1",
    "sources/",
    "summary/",
]
PROGRAM = ["", "codes/", "schema/", "schema/?format=json"]
PAGES_OF_DOCS = {"docs", "redoc"}


@pytest.fixture(autouse=True)
def first(db, time_machine):
    return recorded_by_noon(time_machine)


# What every read carries


def test_every_address_that_is_read_answers_conditionally():
    views = {each.name: each.callback for each in urlpatterns if each.name not in PAGES_OF_DOCS}

    unconditional = [
        name for name, view in views.items() if not issubclass(view.cls, ConditionalMixin)
    ]

    assert unconditional == []


@pytest.mark.parametrize("path", RECORDED + PROGRAM)
def test_a_read_says_which_version_it_is_and_how_to_keep_it(api, path):
    reply = asked(api, path)

    assert re.fullmatch(r'"[0-9][!#-~]*\.[0-9a-f]{32}"', reply.headers["ETag"])
    assert reply.headers["Cache-Control"] == "public, no-cache"
    assert reply.headers["Vary"] == "Accept, Accept-Language, Authorization, Cookie"


@pytest.mark.parametrize("path", RECORDED + PROGRAM)
def test_who_has_it_gets_the_headers_alone(api, path):
    whole = asked(api, path)

    reply = asked(api, path, 304, if_none_match=whole.headers["ETag"])

    assert reply.content == b""
    assert not {"Content-Type", "Content-Length"} & set(reply.headers)
    for name in ("ETag", "Cache-Control", "Vary", "Last-Modified"):
        assert reply.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize("path", RECORDED)
def test_only_the_newest_revision_is_read_for_it(api, path, django_assert_num_queries):
    known = tag(api, path)

    with django_assert_num_queries(1):
        asked(api, path, 304, if_none_match=known)


@pytest.mark.parametrize("path", PROGRAM)
def test_what_the_program_knows_needs_no_database(api, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        asked(api, path, 304, if_none_match=tag(api, path))


@pytest.mark.parametrize("path", ["", "milestones/", "milestones/first/", "schema/"])
def test_head_gives_the_same_headers_and_no_body(api, path):
    whole, head = asked(api, path), api.head(f"{V1}{path}")

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == whole.headers
    known = {"If-None-Match": whole.headers["ETag"]}
    assert api.head(f"{V1}{path}", headers=known).status_code == 304


@pytest.mark.parametrize("path", ["", "milestones/", "milestones/first/", "summary/", "schema/"])
def test_options_says_what_may_be_done_and_is_not_to_be_kept(api, path):
    reply = api.options(f"{V1}{path}", headers={"If-None-Match": "*"})

    assert reply.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(reply.headers["Allow"].split(", "))
    assert not {"ETag", "Last-Modified"} & set(reply.headers)


# What a tag is made of


def test_the_tag_of_a_detail_begins_with_the_revision_of_its_row(api, first):
    number = f"{first.revision_id}-{LatestRevision.read().number}.20260601."

    assert tag(api, "milestones/first/").startswith(f'"{number}')
    assert tag(api, "milestones/").startswith(f'"{LatestRevision.read().number}.20260601.')


def test_every_detail_has_the_revision_of_its_row(api, first):
    record(first, date(2026, 2, 1), evidence=[quantity()])
    said, counted = first.statements.first(), Observation.objects.get()

    for path, row in {
        "initiatives/first/": first.initiative,
        f"statements/{said.uuid}/": said,
        f"observations/{counted.pk}/": counted,
        f"sources/{said.source.slug}/": said.source,
    }.items():
        assert tag(api, path).startswith(f'"{row.revision_id}-'), path


@pytest.mark.parametrize("path", RECORDED)
def test_a_write_makes_another_version_of_whatever_is_recorded(api, path):
    known = tag(api, path)

    make(PublisherFactory)

    assert status(api, path, known) == 200


@pytest.mark.parametrize("path", PROGRAM)
def test_a_write_makes_no_other_version_of_what_the_program_knows(api, path):
    known = tag(api, path)

    make(PublisherFactory)

    assert status(api, path, known) == 304


def test_today_becomes_another_version_at_midnight(api, time_machine):
    known = tag(api)

    time_machine.move_to(datetime(2026, 6, 1, 18, 59, 59, tzinfo=UTC))
    before = status(api, "milestones/", known)
    time_machine.move_to(datetime(2026, 6, 1, 19, tzinfo=UTC))

    assert (before, status(api, "milestones/", known)) == (304, 200)


def test_a_past_day_stays_the_version_that_it_is(api, time_machine):
    known = tag(api, "milestones/?as_of=2026-05-01")

    time_machine.move_to(NOON + timedelta(days=3))

    assert status(api, "milestones/?as_of=2026-05-01", known) == 304


def test_a_database_put_back_to_an_older_state_does_not_repeat_its_versions(api):
    known = tag(api)

    # What was written after the copy was made got the same number as what is written now.
    LatestRevision.objects.update(at=NOON)

    assert status(api, "milestones/", known) == 200


def test_another_program_has_other_versions(api, monkeypatch):
    known = {path: tag(api, path) for path in RECORDED + PROGRAM}

    monkeypatch.setattr(conditional, "PROGRAM", "of the next release")
    replies.clear()  # as no worker outlives its program

    assert {status(api, path, known[path]) for path in known} == {200}


def test_the_fingerprint_of_the_program_tells_its_code_apart(tmp_path, settings):
    for name in ("sources/a.py", "projects/a.py", "tracker/api/a.py", "requirements.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("1")
    settings.BASE_DIR, found = tmp_path, set()
    for name in ("sources/a.py", "tracker/api/a.py", "requirements.txt"):
        found.add(conditional.fingerprint())
        (tmp_path / name).write_text("2")

    found.add(conditional.fingerprint())

    assert len(found) == 4


def test_no_two_replies_share_a_tag(api, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.localhost"]
    tags = [tag(api, path) for path in RECORDED + PROGRAM]
    for headers in ({"accept_language": "ru"}, {"accept_language": "kk"}):
        tags += [tag(api, path, **headers) for path in RECORDED + PROGRAM]
    tags += [
        tag(api, host="other.localhost"),
        api.get(f"{V1}milestones/", secure=True).headers["ETag"],
        tag(api, "milestones/?page_size=1"),
        tag(api, "milestones/?page_size=1&state=overdue"),
        tag(api, "milestones/?state=overdue&page_size=1"),  # its links have this order
        tag(api, "milestones/?as_of=2026-06-01"),
    ]

    assert len(set(tags)) == len(tags)


def test_the_form_of_the_schema_is_in_its_tag(api):
    as_json = tag(api, "schema/", accept="application/json")

    assert status(api, "schema/", as_json, accept="application/yaml") == 200
    assert status(api, "schema/", as_json, accept="application/json") == 304


def test_the_root_becomes_another_version_with_the_settings_that_it_shows(api, settings):
    known = tag(api, "")

    settings.TRACKER_CONTACT = "Somebody <somebody@tracker.example>"

    assert status(api, "", known) == 200


def test_languages_asked_for_in_other_words_are_one_version(api):
    known = tag(api, accept_language="ru")

    assert status(api, "milestones/", known, accept_language="ru-KZ, en;q=0.1") == 304


# If-None-Match


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"a" ,W/{} , "b"', "x, {}"])
def test_one_tag_of_a_list_is_enough_and_may_be_weakened(api, form):
    known = tag(api, "milestones/first/")

    assert status(api, "milestones/first/", form.format(known)) == 304


@pytest.mark.parametrize("header", ['"other"', "", ",", '"', "x", '"17-"', '"*"', "é", "w/*"])
def test_any_other_tag_gets_the_whole_reply(api, header):
    assert status(api, "milestones/first/", header) == 200


def test_a_tag_that_was_not_given_is_not_known(api):
    known = tag(api, "milestones/first/").strip('"')
    revision, _, rest = known.partition("-")

    for other in (f"{int(revision) + 1}-{rest}", f"0{known}", rest, known[:-1]):
        assert status(api, "milestones/first/", f'"{other}"') == 200


def test_a_star_is_whatever_there_is(api):
    assert status(api, "milestones/first/", "*") == 304
    assert status(api, "milestones/", " * ") == 304
    assert status(api, "milestones/nothing/", "*") == 404
    assert status(api, "milestones/?state=other", "*") == 400


def test_a_thing_that_is_gone_on_another_day_is_missing_whatever_the_client_has(api):
    known = tag(api, "milestones/first/")

    assert status(api, "milestones/first/?as_of=2026-01-14", known) == 404
