"""Names, labels and problems in the language that is asked for."""

from datetime import date

import pytest

from projects.codes import ObservationKind, State
from projects.models import Observation
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PublisherFactory,
    SourceFactory,
)
from tests.recorded import make, record
from tests.tracker.asking import V1
from tests.tracker.speaking import asked, languages, told
from tests.tracker.worlds import part, spot

DAY = date(2026, 1, 15)
NAMES = {"name_en": "English name", "name_ru": "Русское имя", "name_kk": "Қазақша атау"}
OF = {"en": NAMES["name_en"], "ru": NAMES["name_ru"], "kk": NAMES["name_kk"]}
LABELS = {"en": "Q3 2026", "ru": "III квартал 2026 года", "kk": "2026 жылғы III тоқсан"}


@pytest.fixture
def world(db):
    """One of everything, called `one`, with a name in each language."""
    initiative = make(
        InitiativeFactory,
        slug="one",
        summary_en="English summary",
        summary_ru="Русское описание",
        summary_kk="Қазақша сипаттама",
        **NAMES,
    )
    milestone = make(MilestoneFactory, slug="one", initiative=initiative, **NAMES)
    return record(
        milestone,
        DAY,
        due="2026-35",
        speaker=make(PersonFactory, slug="one", **NAMES),
        source=make(
            SourceFactory,
            slug="one",
            published_on=DAY,
            publisher=make(PublisherFactory, slug="one", **NAMES),
        ),
        evidence=[
            Observation(
                indicator=make(IndicatorFactory, slug="one", **NAMES),
                kind=ObservationKind.TARGET,
                unit="cables",
                low=5,
            ),
            part(organisation=make(OrganisationFactory, slug="one", **NAMES)),
            spot(**NAMES),
        ],
    )


def texts(node) -> set[str]:
    """Every text in a reply, at any depth."""
    if isinstance(node, dict):
        node = [value for name, value in node.items() if name not in ("names", "summaries")]
    if isinstance(node, list):
        return {text for each in node for text in texts(each)}
    return {node} if isinstance(node, str) else set()


# Each resource

NAMED = [
    "initiatives/",
    "initiatives/one/",
    "initiatives/one/timeline/",
    "milestones/",
    "milestones/one/",
    "statements/",
    "statements/{id}/",
    "indicators/",
    "indicators/one/",
    "observations/",
    "places/",
    "publishers/",
    "publishers/one/",
    "people/",
    "people/one/",
    "organisations/",
    "organisations/one/",
    "sources/",
    "sources/one/",
    "summary/",
]


@pytest.mark.parametrize("path", NAMED)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_resource_tells_names_in_the_language_asked_for(api, world, path, language):
    body, named = asked(api, path.format(id=world.uuid), language)

    assert texts(body) & set(OF.values()) == {OF[language]}
    assert named == language


@pytest.mark.parametrize(
    "path", ["milestones/", "milestones/one/", "milestones/one/versions/", "statements/"]
)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_dates_in_words_are_in_the_language_asked_for(api, world, path, language):
    assert texts(told(api, path, language)) & set(LABELS.values()) == {LABELS[language]}


def test_the_summary_of_an_initiative_is_in_the_language_asked_for(api, world):
    (row,) = told(api, "initiatives/", "ru")["results"]

    assert row["summary"] == "Русское описание"


def test_every_nested_name_is_in_the_language_asked_for(api, world):
    told_of = told(api, f"initiatives/one/?as_of={DAY}", "kk")

    assert told_of["milestones"][0]["initiative"]["name"] == OF["kk"]
    assert told_of["next_milestone"]["name"] == OF["kk"]
    assert told_of["lead"]["name"] == OF["kk"]
    assert told_of["participants"][0]["organisation"]["name"] == OF["kk"]
    assert told_of["indicators"][0]["name"] == OF["kk"]
    assert told_of["places"][0]["name"] == OF["kk"]
    assert told_of["sources"][0]["publisher"]["name"] == OF["kk"]


def test_all_names_are_there_whatever_is_asked_for(api, world):
    assert told(api, "initiatives/one/", "ru")["names"] == OF


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_labels_of_codes_are_in_the_language_asked_for(api, language):
    body, named = asked(api, "codes/", language)

    assert body["state"][0]["name"] == State.OVERDUE.labels[language]
    assert body["state"][0]["names"] == State.OVERDUE.labels
    assert named == language


def test_the_root_has_english_only(api):
    assert languages(api, "", "ru") == "en"


def test_a_relative_deadline_names_its_anchor_in_the_language_asked_for(api, world):
    other = make(MilestoneFactory, initiative=world.initiative)
    record(other, DAY, within=("P1M", world.milestone))

    rows = told(api, "statements/?fields=due_within", "ru")["results"]

    assert rows[0]["due_within"]["of"]["name"] == OF["ru"]


# Falling back

FALLBACKS = [
    # (names there are, asked for, told in)
    ({"en", "ru"}, "kk", "en"),
    ({"ru", "kk"}, "en", "ru"),
    ({"kk"}, "en", "kk"),
    ({"kk"}, "ru", "kk"),
    ({"en", "kk"}, "ru", "en"),
    ({"ru"}, "kk", "ru"),
]


@pytest.mark.parametrize(("there", "asked_for", "told_in"), FALLBACKS)
def test_a_name_without_translation_falls_back_to_english_russian_kazakh(
    api, db, there, asked_for, told_in
):
    names = {name: text if name[-2:] in there else "" for name, text in NAMES.items()}
    make(OrganisationFactory, **names)

    body, named = asked(api, "organisations/", asked_for)

    assert body["results"][0]["name"] == OF[told_in]
    assert named == told_in


def test_a_summary_that_is_in_no_language_is_null(api, milestone):
    record(milestone, DAY)

    assert told(api, "initiatives/", "ru")["results"][0]["summary"] is None


def test_content_language_lists_what_was_told_in_the_asked_one_first(api, db):
    make(OrganisationFactory, name_en="", name_kk="Атау")
    make(OrganisationFactory, name_en="Name")
    make(OrganisationFactory, name_en="", name_ru="Имя")

    assert languages(api, "organisations/", "ru") == "ru, en, kk"
    assert languages(api, "organisations/", "kk") == "kk, en, ru"
    assert languages(api, "organisations/?page_size=1", "ru") == "kk"


def test_a_label_alone_is_in_the_language_asked_for(api, milestone):
    record(milestone, DAY, due="2026-35")

    assert languages(api, "milestones/?fields=due", "ru") == "ru"
    assert languages(api, "milestones/?fields=name,due", "ru") == "ru, en"


def test_texts_that_are_kept_in_one_language_do_not_count(api, milestone):
    record(milestone, DAY, summary="An English summary of ours.")

    assert languages(api, "statements/?fields=summary", "ru") == "ru"


def test_an_empty_list_is_in_the_language_asked_for(api, db):
    assert languages(api, "milestones/", "kk") == "kk"


def test_a_header_that_can_t_be_read_is_no_error(api, world):
    assert languages(api, "milestones/", "ru;q=ten") == "en"
    assert languages(api, "milestones/", "\x00\xff") == "en"


def test_pages_are_led_to_in_any_language_alike(api, db):
    make(lambda: OrganisationFactory.create_batch(3))

    links = {told(api, "organisations/?page_size=2", each)["next"] for each in ("en", "ru")}

    assert len({link.partition("recorded_as_of")[0] for link in links}) == 1


# What caches are told


def test_replies_vary_with_the_language(api, world):
    for path in ("milestones/", "milestones/one/", "codes/", "summary/", "nothing/"):
        reply = api.get(f"{V1}{path}")

        assert "Accept-Language" in reply.headers["Vary"]


def test_the_schema_is_the_same_in_every_language(client):
    russian, kazakh = (
        client.get(f"{V1}schema/", headers={"accept-language": each}) for each in ("ru", "kk")
    )

    assert russian.content == kazakh.content
    assert "Content-Language" not in russian.headers


def test_tags_of_two_languages_differ(api, world):
    tags = {
        api.get(f"{V1}milestones/", headers={"accept-language": each}).headers["ETag"]
        for each in ("en", "ru", "kk")
    }

    assert len(tags) == 3


def test_not_modified_says_nothing_of_languages(api, world):
    tag = api.get(f"{V1}milestones/", headers={"accept-language": "ru"}).headers["ETag"]

    reply = api.get(f"{V1}milestones/", headers={"accept-language": "ru", "if-none-match": tag})

    assert reply.status_code == 304
    assert "Content-Language" not in reply.headers


def test_the_board_stays_english(client, world):
    page = client.get("/milestones/one/", headers={"accept-language": "ru"})

    assert OF["en"] in page.text
    assert "Content-Language" not in page.headers
