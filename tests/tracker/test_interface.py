"""The admin speaks English, Russian and Kazakh; nothing else changes its language with it."""

import pytest
from django.urls import reverse
from django.utils import translation

from projects.describe import state_in_words
from projects.models import Milestone
from tests.desk import errors, page, said, sign_in
from tests.recorded import record, version_on
from tests.tracker.pages import Page, shown
from tests.tracker.worlds import DAY

DESKS = {
    "en": "The editors&#x27; desk",
    "ru": "Рабочее место редактора",
    "kk": "Редактордың жұмыс орны",
}


@pytest.fixture
def desk(client, db):
    return sign_in(client)


def choose(client, language: str, back: str = "/admin/"):
    return client.post(reverse("set_language"), {"language": language, "next": back})


@pytest.mark.parametrize("language", DESKS)
def test_the_admin_speaks_what_the_browser_asks_for(language, desk):
    response = desk.get("/admin/", headers={"accept-language": language})

    assert DESKS[language] in response.text
    assert response.headers["Content-Language"] == language


def test_a_language_we_do_not_have_is_answered_in_english(desk):
    assert DESKS["en"] in desk.get("/admin/", headers={"accept-language": "de"}).text


def test_what_an_editor_chose_is_remembered(desk):
    choose(desk, "kk")

    assert DESKS["kk"] in desk.get("/admin/", headers={"accept-language": "ru"}).text


def test_choosing_leads_back_to_the_page(desk):
    back = page(Milestone)

    assert choose(desk, "ru", back).headers["Location"] == back


def test_choosing_leads_to_no_other_site(desk):
    assert choose(desk, "ru", "https://elsewhere.example/").headers["Location"] == "/"


def test_choosing_takes_the_token_of_a_form(db):
    from django.test import Client

    assert choose(Client(enforce_csrf_checks=True), "ru").status_code == 403


def test_the_switch_names_each_language_in_itself(desk):
    choose(desk, "ru")
    page = shown(desk, "/admin/")
    buttons = [each for each in page.all("button") if each.get("lang")]

    assert [each["value"] for each in buttons] == ["en", "ru", "kk"]
    assert [each["value"] for each in buttons if "aria-current" in each] == ["ru"]
    assert "English" in page.text
    assert "Қазақ" in page.text


def test_the_language_of_an_editor_ends_with_the_page(desk):
    choose(desk, "kk")
    desk.get("/admin/")

    assert translation.get_language() == "en"
    assert desk.get("/").headers.get("Content-Language") is None
    assert Page(desk.get("/")).one("html")["lang"] == "en"


def test_the_api_does_not_ask_what_an_editor_chose(desk, api):
    choose(desk, "kk")

    assert desk.get("/api/v1/").headers["Content-Language"] == "en"


def test_names_of_fields_and_codes_are_translated(desk):
    choose(desk, "ru")

    text = desk.get(page(Milestone, action="add")).text

    assert "Название по-английски" in text
    assert "Ввод в работу" in text


def test_what_is_wrong_is_told_in_the_language_of_the_page(desk, milestone):
    choose(desk, "ru")

    response = desk.post(page_to_record(), said(milestone, due_edtf="2026-13"))

    assert errors(response)["due_edtf"]
    assert "На позиции 5" in response.text


def page_to_record() -> str:
    return reverse("admin:projects_statement_add")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Срок: III квартал 2026 года, ещё не просрочено"),
        ("kk", "Мерзімі: 2026 жылғы III тоқсан, әлі кешіккен жоқ"),
    ],
)
def test_a_state_is_told_in_the_active_language(language, words, milestone):
    record(milestone, DAY, due="2026-35")

    with translation.override(language):
        assert state_in_words(version_on(milestone, DAY), DAY) == words


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (21, "21 день")]
)
def test_days_are_counted_as_russian_does(days, words):
    from projects.describe import days as in_words

    with translation.override("ru"):
        assert in_words(days) == words


@pytest.mark.parametrize("language", DESKS)
def test_a_day_is_typed_alike_in_every_language(language, desk):
    choose(desk, language)

    assert 'value="2026-01-06"' in desk.get(f"{page_to_record()}?announced_on=2026-01-06").text
