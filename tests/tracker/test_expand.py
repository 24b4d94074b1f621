"""`expand`: what rows link to, whole, one level deep and at a fixed cost."""

from datetime import date

import pytest

from projects.models import InitiativeCountry
from sources.revisions import revision
from tests.factories import (
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
)
from tests.recorded import make, record, withdraw
from tests.tracker.asking import listed, one, refused, told
from tests.tracker.contract import document
from tests.tracker.worlds import part
from tracker.api.members import LARGEST_EXPANDED_PAGE

DAY = date(2026, 1, 15)
BEFORE = date(2026, 1, 10)


@pytest.fixture
def said(milestone):
    """A statement by somebody about a milestone."""
    speaker = make(PersonFactory, slug="speaker", name_ru="Кто-то")
    return record(milestone, DAY, due="2026-12", speaker=speaker, evidence=[part()])


# What is nested


def test_a_milestone_nests_its_initiative_as_the_list_of_them_has_it(api, said):
    whole = one(api, "initiatives/")

    assert one(api, "milestones/?expand=initiative")["initiative"] == whole
    alone = told(api, f"milestones/{said.milestone.slug}/?expand=initiative")
    assert alone["initiative"] == whole


def test_an_initiative_nests_its_milestones_as_the_list_of_them_has_them(api, said):
    first = make(MilestoneFactory, initiative=said.initiative, position=0)
    record(first, DAY)

    row = one(api, "initiatives/?expand=milestones")

    by_slug = {each["slug"]: each for each in told(api, "milestones/")["results"]}
    alone = told(api, f"initiatives/{said.initiative.slug}/")["milestones"]
    assert row["milestones"] == alone == [by_slug[each["slug"]] for each in alone]


def test_an_initiative_without_milestones_nests_an_empty_list(api, initiative):
    record(initiative, DAY)

    assert one(api, "initiatives/?expand=milestones")["milestones"] == []


@pytest.mark.parametrize(
    ("name", "path"),
    [("source", "sources/"), ("initiative", "initiatives/"), ("milestone", "milestones/")],
)
def test_a_statement_nests_what_it_links_to_as_their_lists_have_it(api, said, name, path):
    whole = one(api, path)

    assert one(api, f"statements/?expand={name}")[name] == whole
    assert told(api, f"statements/{said.uuid}/?expand={name}")[name] == whole


def test_a_statement_nests_its_speaker_with_the_name_in_each_language(api, said):
    speaker = one(api, "statements/?expand=speaker")["speaker"]

    assert speaker == {
        "slug": "speaker",
        "name": speaker["name"],
        "names": {"en": speaker["name"], "ru": "Кто-то", "kk": None},
    }


def test_several_are_nested_at_once(api, said):
    row = one(api, "statements/?expand=source,milestone,speaker")

    assert "published_on" in row["source"]
    assert "state" in row["milestone"]
    assert "names" in row["speaker"]
    assert set(row["initiative"]) == {"slug", "name"}


def test_what_is_nested_nests_nothing_itself(api, said):
    milestone = one(api, "statements/?expand=milestone,initiative")["milestone"]

    assert set(milestone["initiative"]) == {"slug", "name"}
    assert "milestones" not in one(api, "milestones/?expand=initiative")["initiative"]


def test_without_expand_links_are_slug_and_name(api, said):
    row = one(api, "statements/")

    for name in ("source", "initiative", "milestone", "speaker"):
        assert set(row[name]) == {"slug", "name"}


def test_what_links_to_nothing_stays_null(api, initiative):
    record(initiative, DAY)

    row = one(api, "statements/?expand=milestone,speaker")

    assert (row["milestone"], row["speaker"]) == (None, None)


def test_what_is_nested_is_as_of_the_day_asked_about(api, milestone):
    record(milestone, BEFORE, due="2026-06")
    record(milestone, DAY, due="2026-12")

    def due(day):
        path = f"statements/?expand=milestone&as_of={day}&ordering=seq&page_size=1"
        return one(api, path)["milestone"]["due"]["edtf"]

    assert (due(BEFORE), due(DAY)) == ("2026-06", "2026-12")


def test_what_is_nested_is_as_recorded_at_the_instant_asked_about(api, milestone):
    first = record(milestone, BEFORE, due="2026-06")
    record(milestone, BEFORE, due="2026-12")
    instant = first.recorded_at.isoformat().replace("+00:00", "Z")

    row = one(api, f"milestones/?expand=initiative&recorded_as_of={instant}")
    nested = one(api, f"statements/?expand=milestone&recorded_as_of={instant}")["milestone"]

    assert nested["due"]["edtf"] == "2026-06"
    assert (
        row["initiative"]["milestone_counts"]
        == one(api, f"initiatives/?recorded_as_of={instant}")["milestone_counts"]
    )


def test_states_that_are_nested_follow_due_soon_days(api, said):
    path = f"milestones/?expand=initiative&as_of={DAY}&due_soon_days=3650"

    assert one(api, path)["initiative"]["milestone_counts"]["due_soon"] == 1


def test_what_is_no_longer_public_keeps_its_slug_and_name_alone(api, said):
    withdraw(said)

    row = one(api, "statements/?withdrawn=true&expand=initiative,milestone,source")

    assert set(row["initiative"]) == set(row["milestone"]) == {"slug", "name"}
    assert "published_on" in row["source"]  # public by its own day


def test_a_document_that_is_not_public_keeps_its_slug_and_name_alone(api, milestone):
    later = make(SourceFactory, published_on=DAY)
    withdraw(record(milestone, BEFORE, source=later))

    row = one(api, f"statements/?withdrawn=true&expand=source&as_of={BEFORE}")

    assert set(row["source"]) == {"slug", "name"}


def test_what_is_nested_is_in_the_language_asked_for(api, db):
    initiative = make(InitiativeFactory, name_ru="Инициатива")
    record(make(MilestoneFactory, initiative=initiative, name_ru="Веха"), DAY, due="2026-12")

    reply = api.get(
        "/api/v1/statements/?expand=initiative,milestone", headers={"accept-language": "ru"}
    )

    (row,) = reply.json()["results"]
    assert (row["initiative"]["name"], row["milestone"]["name"]) == ("Инициатива", "Веха")
    assert row["milestone"]["due"]["label"] == "декабрь 2026 года"
    assert reply.headers["Content-Language"] == "ru"


# With fields


def test_fields_and_expand_go_together(api, said):
    row = one(api, "milestones/?fields=slug,initiative&expand=initiative")

    assert set(row) == {"slug", "initiative"}
    assert "sector" in row["initiative"]


def test_fields_has_to_name_what_expand_nests(api, said):
    wrong = refused(api, "milestones/?fields=slug&expand=initiative")

    assert wrong == {"expand": "`fields` leaves “initiative” out; name it there too."}


def test_milestones_of_initiatives_are_a_field_only_where_they_are_nested(api, said):
    row = one(api, "initiatives/?fields=slug,milestones&expand=milestones")

    assert set(row) == {"slug", "milestones"}
    assert set(refused(api, "initiatives/?fields=slug,milestones")) == {"fields"}


# What is refused


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("milestones/", "initiative"),
        ("milestones/{slug}/", "initiative"),
        ("initiatives/", "milestones"),
        ("statements/", "source, initiative, milestone, speaker"),
        ("statements/{id}/", "source, initiative, milestone, speaker"),
    ],
)
@pytest.mark.parametrize("name", ["colour", "slug", "Initiative", "initiative__lead", "due.label"])
def test_what_can_t_be_nested_is_refused(api, said, path, known, name):
    path = path.format(slug=said.milestone.slug, id=said.uuid)

    wrong = refused(api, f"{path}?expand={name}")

    assert wrong == {"expand": f"“{name}” is not known; known are: {known}."}


@pytest.mark.parametrize("value", ["initiative,", ",", "initiative,initiative", " initiative"])
def test_a_list_with_an_empty_or_repeated_value_is_refused(api, db, value):
    assert set(refused(api, f"milestones/?expand={value}")) == {"expand"}


def test_three_are_nested_at_most(api, db):
    told(api, "statements/?expand=source,initiative,milestone")

    wrong = refused(api, "statements/?expand=source,initiative,milestone,speaker")
    assert wrong == {"expand": "Expand 3 at most at once."}


@pytest.mark.parametrize(
    "path",
    [
        "summary/",
        "sources/",
        "people/",
        "initiatives/{slug}/",
        "initiatives/{slug}/timeline/",
        "milestones/{slug}/versions/",
    ],
)
def test_what_links_to_nothing_that_can_be_nested_takes_no_expand(api, said, path):
    slug = (said.initiative if path.startswith("initiatives") else said.milestone).slug
    path = path.format(slug=slug)

    assert "is not known here" in refused(api, f"{path}?expand=initiative")["expand"]


def test_a_page_of_what_is_nested_is_fifty_rows_at_most(api, db):
    told(api, f"milestones/?expand=initiative&page_size={LARGEST_EXPANDED_PAGE}")

    wrong = refused(api, f"milestones/?expand=initiative&page_size={LARGEST_EXPANDED_PAGE + 1}")
    assert wrong == {"page_size": "With `expand`, a page has 50 rows at most."}


@pytest.mark.parametrize("size", ["x", "0", "-51", "51.0", "9" * 5000, "٩٩", "201"])
def test_a_page_size_that_is_none_is_refused_with_expand_as_without(api, db, size):
    assert set(refused(api, f"milestones/?expand=initiative&page_size={size}")) == {"page_size"}


def test_all_that_is_wrong_with_members_is_told_at_once(api, db):
    wrong = refused(api, "milestones/?expand=colour&fields=taste")

    assert set(wrong) == {"expand", "fields"}


# What it costs

# The newest revision, and the rows.
LIST = 2
QUERIES = {
    # its versions, digests, what is next
    "milestones/?expand=initiative": LIST + 3,
    # beside what the list asks anyway, the milestones
    "initiatives/?expand=milestones": LIST + 2 + 1,
    "initiatives/?fields=slug,milestones&expand=milestones": LIST + 1,
    "statements/?expand=source": LIST + 1,
    "statements/?expand=speaker": LIST + 1,
    "statements/?expand=milestone": LIST + 1,
    "statements/?expand=source,milestone,speaker": LIST + 3,
    "statements/?expand=initiative": LIST + 3,
}


@pytest.mark.parametrize("rows", [1, 50])
def test_what_is_nested_costs_the_same_however_many_rows(
    rows, client, db, django_assert_num_queries
):
    with revision(None, "test"):
        lead, speaker = OrganisationFactory(), PersonFactory()
        for _ in range(rows):
            milestone = MilestoneFactory(initiative=InitiativeFactory())
            record(milestone, DAY, due="2066", speaker=speaker, evidence=[part(organisation=lead)])
            InitiativeCountry.objects.bulk_create(
                [InitiativeCountry(initiative=milestone.initiative, country="KZ")]
            )

    for path, queries in QUERIES.items():
        with django_assert_num_queries(queries, info=path):
            assert len(told(client, path)["results"]) == rows


def test_an_empty_page_nests_nothing(api, db, django_assert_num_queries):
    with django_assert_num_queries(LIST):
        assert listed(api, "milestones/?expand=initiative") == []


# The schema


@pytest.mark.parametrize("name", ["InitiativeLink", "MilestoneLink", "SourceLink", "PersonLink"])
def test_of_a_link_only_slug_and_name_are_always_there(name):
    schema = document()["components"]["schemas"][name]

    assert schema["required"] == ["name", "slug"]
    assert len(schema["properties"]) > 2


def test_milestones_of_initiatives_in_a_list_need_not_be_there():
    schemas = document()["components"]["schemas"]

    assert "milestones" not in schemas["Initiative"]["required"]
    assert "milestones" in schemas["InitiativeDetail"]["required"]
