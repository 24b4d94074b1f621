"""What is wrong, in the language that is asked for."""

import pytest

from tests.tracker.asking import V1
from tests.tracker.speaking import asked

PROBLEMS = {
    "milestones/?state=late": (
        "“late” is not known; known are: overdue, suspended, due_soon, unscheduled, scheduled, "
        "met, cancelled.",
        "«late» не известно; известны: overdue, suspended, due_soon, unscheduled, scheduled, "
        "met, cancelled.",
        "«late» белгісіз; белгілілері: overdue, suspended, due_soon, unscheduled, scheduled, "
        "met, cancelled.",
    ),
    "milestones/?initiative=nothing": (
        "There is no initiative “nothing”; the list of them shows all.",
        "Нет инициативы «nothing»; все показывает их список.",
        "«nothing» деген бастама жоқ; барлығын олардың тізімі көрсетеді.",
    ),
    "milestones/?page_size=0": (
        "“0” is not a whole number from 1 to 200.",
        "«0» — не целое число от 1 до 200.",
        "«0» 1 … 200 аралығындағы бүтін сан емес.",
    ),
}


@pytest.mark.parametrize("path", PROBLEMS)
def test_what_is_wrong_is_told_in_the_language_asked_for(api, db, path):
    for language, detail in zip(("en", "ru", "kk"), PROBLEMS[path], strict=True):
        problem, named = asked(api, path, language, status=400)

        assert problem["detail"] == detail
        assert problem["errors"][0]["detail"] == detail
        assert named == language


def test_several_errors_are_told_one_behind_the_other(api, db):
    problem, named = asked(api, "milestones/?count=1&page_size=x", "ru", status=400)

    details = [error["detail"] for error in problem["errors"]]
    assert len(details) == 2
    assert problem["detail"] == " ".join(details)
    assert named == "ru"


TITLES = {
    ("milestones/nothing/", 404): ("Not Found", "Не найдено", "Табылмады"),
    ("nothing/", 404): ("Not Found", "Не найдено", "Табылмады"),
    ("milestones/?a=1", 400): ("Bad Request", "Неверный запрос", "Қате сұрау"),
}


@pytest.mark.parametrize(("path", "status"), TITLES)
def test_titles_are_told_in_the_language_asked_for(api, db, path, status):
    for language, title in zip(("en", "ru", "kk"), TITLES[path, status], strict=True):
        assert asked(api, path, language, status)[0]["title"] == title


def test_codes_and_names_in_a_problem_stay_as_they_are(api, db):
    english = asked(api, "milestones/?state=late", "en", 400)[0]
    russian = asked(api, "milestones/?state=late", "ru", 400)[0]

    for name in ("type", "status", "instance"):
        assert russian[name] == english[name]
    assert russian["errors"][0]["code"] == english["errors"][0]["code"]
    assert russian["errors"][0]["parameter"] == "state"


@pytest.mark.parametrize(
    "value",
    ["{0}", "{value}", "%s", "«»", "”; known are: x.", "\\g<0>", "a\nb", "state” is not known"],
)
def test_what_was_sent_is_quoted_as_it_was_sent(api, db, value):
    reply = api.get(f"{V1}milestones/", {"state": value}, headers={"accept-language": "ru"})

    assert reply.json()["detail"].startswith(f"«{value}» не известно; известны:")


def test_a_bad_token_is_refused_in_the_language_asked_for(client, db):
    reply = client.get(
        f"{V1}milestones/", headers={"authorization": "Bearer no", "accept-language": "ru"}
    )

    assert (reply.status_code, reply.headers["Content-Language"]) == (401, "ru")
    assert reply.json()["title"] == "Требуется вход"
