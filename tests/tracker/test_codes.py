"""The codes and the root."""

import pytest

from projects.codes import Move, State
from tests.tracker.asking import told


def test_codes_have_labels_in_three_languages_in_their_order(api):
    codes = told(api, "codes/")

    assert [each["code"] for each in codes["state"]] == [state.value for state in State]
    assert [each["code"] for each in codes["move"]] == [move.value for move in Move]
    for of_list in codes.values():
        assert all(set(each["names"]) == {"en", "ru", "kk"} for each in of_list)
        assert all(all(each["names"].values()) for each in of_list)


@pytest.mark.parametrize(
    "name",
    ["state", "progress", "lateness", "move", "stage", "sector", "milestone_kind", "role"],
)
def test_every_closed_list_is_there(api, name):
    assert told(api, "codes/")[name]


def test_the_root_links_to_what_there_is(api, client):
    root = told(api, "")

    for name, address in root["links"].items():
        answered = 400 if name == "dates_read" else 200  # it can't do without a text
        assert client.get(address).status_code == answered, name


def test_the_root_tells_licence_and_contact_from_the_settings(api, settings):
    assert (told(api, "")["licence"], told(api, "")["contact"]) == (None, None)

    settings.TRACKER_LICENCE, settings.TRACKER_CONTACT = "CC BY 4.0", "tracker@example.org"

    assert told(api, "")["licence"] == "CC BY 4.0"
    assert told(api, "")["contact"] == "tracker@example.org"
