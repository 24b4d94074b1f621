"""What the public pages show as of which day, with the seed data."""

from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from projects.models import Statement
from tests.tracker.pages import shown

LAW = "/milestones/law-on-artificial-intelligence-adopted/"
CABLE = "/initiatives/trans-caspian-cable/"
PAGES = ["/", CABLE, LAW, "/sources/report-2025-11-17/", "/?as_of=2099-01-01", "/nothing/"]


@pytest.fixture(scope="module", autouse=True)
def seeds(django_db_setup, django_db_blocker):
    """The seed data, loaded once: these tests only read."""
    with (
        time_machine.travel(datetime(2026, 11, 25, 6, tzinfo=UTC)),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        call_command("load_fixtures", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def database(db):
    """Leave to read it."""


# The board


def test_the_board_shows_what_was_public_on_the_day_and_nothing_later(client):
    page = shown(client, "/?as_of=2025-12-01")

    assert "As of 1 December 2025" in client.get("/?as_of=2025-12-01").text
    assert "Trans-Caspian fibre-optic cable" in page.section("initiatives")
    assert "Earth remote sensing satellites" not in page.text


def test_without_a_day_the_board_is_as_of_today(client):
    page = shown(client, "/")

    assert "as of 25 November 2026" in page.text
    field = page.one("input", type="date")
    assert field["value"] == field["max"] == "2026-11-25"


def test_the_measures_for_public_services_are_overdue_and_possibly_late(client):
    overdue = shown(client, "/?as_of=2026-01-10").section("overdue")

    assert overdue.removeprefix("Overdue ") == (
        "Measures drawn up Artificial intelligence in public services "
        "Overdue since 12 November 2025 (due by 11 November 2025), possibly late, by up to "
        "60 days: no source here says that it was met"
    )


def test_counts_of_states_are_told_in_words_and_numbers(client):
    page = shown(client, "/?as_of=2026-01-10")

    assert "Overdue 1 Suspended 0 Due soon 3" in page.section("counts")
    assert "1 due soon, 3 no deadline, 2 scheduled, 2 met" in page.section("initiatives")


def test_the_last_word_is_told_in_days(client):
    page = shown(client, "/?as_of=2026-01-10&q=temirbaba")

    assert "46 days ago 25 November 2025" in page.section("initiatives")


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("sector=space", ["co-operation", "satellites"]),
        ("sector=space&q=earth", ["satellites"]),
        ("q=КАБЕЛЬ", ["trans-caspian-cable"]),
        ("state=overdue&sector=&q=", ["ai-in-public-services"]),
        ("sector=trade,cities", ["alatau-city", "kazpost-digital-trade"]),
    ],
)
def test_filters_choose_initiatives(client, asked, listed):
    page = shown(client, f"/?as_of=2026-01-10&{asked}")

    found = {link for link in page.links if link.startswith("/initiatives/")}
    assert len(found) == len(listed)
    assert all(any(name in link for link in found) for name in listed)


def test_what_was_asked_for_stays_in_the_form_and_in_the_api_links(client):
    page = shown(client, "/?as_of=2026-01-10&sector=space&q=earth")

    assert page.one("option", value="space", selected=None)
    assert page.one("input", type="search")["value"] == "earth"
    assert "/api/v1/initiatives/?as_of=2026-01-10&sector=space&q=earth" in page.links
    assert "/initiatives/satellites/?as_of=2026-01-10" in page.links


def test_no_match_says_so_and_offers_all(client):
    page = shown(client, "/?as_of=2026-01-10&q=zzz")

    assert "No initiative that was public on 10 January 2026 matches." in page.text
    assert "/?as_of=2026-01-10" in page.links


def test_before_the_first_source_nothing_was_public(client):
    page = shown(client, "/?as_of=2000-01-01")

    assert "Nothing recorded here was public on 1 January 2000." in page.text


# An initiative


def test_an_initiative_tells_who_gave_its_stage(client):
    facts = shown(client, f"{CABLE}?as_of=2026-01-10").section("facts")

    assert "Azerbaijan, Kazakhstan" in facts
    assert "Implementation, as Zhaslan Madiyev (Deputy Prime Minister" in facts
    assert "6 January 2026" in facts


def test_an_initiative_lists_its_milestones_in_order_with_their_states(client):
    milestones = shown(client, f"{CABLE}?as_of=2026-01-10").section("milestones")

    told = ["Met by 17 November 2025", "Due Q3 2026, not yet late", "Due by 31 December 2026"]
    assert [milestones.index(words) for words in told] == sorted(map(milestones.index, told))


def test_the_evidence_says_where_it_stands_and_how_it_was_read(client):
    page = shown(client, f"{CABLE}?as_of=2026-01-10")
    evidence = page.section("evidence")

    assert "Doszhan Mussaliyev, Vice-Minister" in evidence
    assert "Report, 17 November 2025, paragraph 10" in evidence
    assert "How we read it:" in evidence
    assert "Move First stated" in evidence
    assert "Move Stated again" in evidence
    assert {quote["lang"] for quote in page.all("blockquote")} == {"ru"}


def test_the_evidence_ends_with_the_day(client):
    before, after = (shown(client, f"{CABLE}?as_of={day}") for day in ("2026-01-05", "2026-01-06"))

    assert "Zhaslan Madiyev" not in before.text
    assert "Zhaslan Madiyev" in after.section("evidence")


def test_an_initiative_links_each_day_on_which_something_was_said(client):
    page = shown(client, f"{CABLE}?as_of=2025-11-17")

    assert {"?as_of=2025-11-17", "?as_of=2026-01-06"} <= set(page.links)
    assert page.one("a", href="?as_of=2025-11-17")["aria-current"] == "date"


def test_quantities_and_participants_name_their_statements(client):
    page = shown(client, "/initiatives/satellites/?as_of=2026-01-10")

    assert "Target: 5 or more satellites, from 2026" in page.section("quantities")
    assert "leads said on 6 January 2026" in page.section("participants")
    ids = {each["id"] for each in page.all("article")}
    anchors = {link[1:] for link in page.links if link.startswith("#statement-")}
    assert anchors
    assert anchors <= ids


def test_a_place_without_known_coordinates_says_so(client):
    places = shown(client, f"{CABLE}?as_of=2026-01-10").section("places")

    assert "Bed of the Caspian Sea, coordinates not known" in places


def test_before_it_was_public_an_initiative_has_no_page(client):
    page = shown(client, "/initiatives/satellites/?as_of=2025-12-01", status=404)

    assert "There is no “satellites” as of 2025-12-01." in page.text
    assert "/initiatives/satellites/" in page.links


# A milestone


def test_the_law_is_overdue_before_a_source_says_that_it_was_adopted(client):
    page = shown(client, f"{LAW}?as_of=2025-11-15")

    assert "Overdue since 1 November 2025 (due October 2025)" in page.section("facts")
    assert "possibly late, by up to 15 days" in page.section("facts")


def test_the_law_was_met_in_november_1_to_30_days_late(client):
    page = shown(client, f"{LAW}?as_of=2026-01-10")

    assert "Met in November 2025, 1 to 30 days late" in page.section("facts")
    assert "Says that the law on artificial intelligence was signed" in page.section("versions")


def test_the_cables_completion_is_stated_twice(client):
    page = shown(client, "/milestones/trans-caspian-cable-complete/")

    assert "Stated again 1 time" in page.section("facts")
    assert "Slip since None" in page.section("facts")
    assert len(page.all("article")) == 2


def test_a_deadline_within_a_time_names_what_it_counts_from(client):
    page = shown(client, "/milestones/temirbaba-bekdash-link-works/")

    assert "within 12 months of Memorandum of intent signed" in page.section("evidence")
    assert "Due by 25 November 2026, not yet late" in page.section("facts")


def test_the_picture_has_a_row_for_each_version_and_says_it_in_words(client):
    page = shown(client, f"{LAW}?as_of=2026-01-10")

    assert page.one("svg")["role"] == "img"
    assert len(page.all("circle")) == 2
    assert [bar["class"] for bar in page.all("rect")] == ["due", "due", "met"]


def test_a_milestone_without_any_window_has_no_picture(client):
    assert not shown(client, "/milestones/satellites-plant-loaded/").all("svg")


# A source


def test_a_source_shows_all_that_was_drawn_from_it(client):
    page = shown(client, "/sources/nca-2025-11-25/")

    assert "The title is ours" in page.text
    assert "Ministry of Artificial Intelligence" in page.section("facts")
    assert "Address Not given" in page.section("facts")
    drawn = Statement.objects.filter(source__slug="nca-2025-11-25")
    assert len(page.all("article")) == drawn.count()


def test_before_its_day_a_source_has_no_page(client):
    shown(client, "/sources/nca-2025-11-25/?as_of=2025-11-24", status=404)
    shown(client, "/sources/nca-2025-11-25/?as_of=2025-11-25")


# Every page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_and_links_nothing_outside_the_tracker(client, address):
    page = shown(client, address, status=client.get(address).status_code)

    addresses = [
        attributes[name]
        for _, attributes in page.elements
        for name in ("href", "src", "action")
        if name in attributes
    ]
    assert addresses
    assert all(each[0] in "/#?" and not each.startswith("//") for each in addresses)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_script_and_no_style_of_its_own(client, address):
    page = shown(client, address, status=client.get(address).status_code)

    assert not page.all("script")
    assert not page.all("style")
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_language_one_main_part_and_one_first_heading(client, address):
    page = shown(client, address, status=client.get(address).status_code)

    assert page.one("html")["lang"] == "en"
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert all("scope" in heading for heading in page.all("th"))


@pytest.mark.parametrize("address", PAGES[:4])
def test_a_page_links_the_same_answer_in_the_api_the_docs_and_the_admin(client, address):
    page = shown(client, f"{address}?as_of=2026-01-10")

    in_api = [link for link in page.links if link.startswith("/api/v1/") and "as_of" in link]
    assert in_api
    assert {client.get(link).json()["as_of"] for link in in_api} == {"2026-01-10"}
    assert {"/api/v1/docs/", "/admin/"} <= set(page.links)
