"""Statements over HTTP: every member, and what they are linked to."""

from datetime import date

from sources.revisions import revision
from tests.factories import MilestoneFactory, PersonFactory, SourceFactory
from tests.recorded import correct, make, record, withdraw
from tests.tracker.asking import listed, newest, one, told, written
from tests.tracker.worlds import part, quantity, spot, tracked

MEMBERS = {
    *("id", "seq", "source", "locator", "speaker", "post", "initiative", "milestone", "summary"),
    *("phrase", "reading", "reason", "due", "due_within", "due_dropped", "progress", "met"),
    *("stage", "announced_on", "recorded_at", "corrects", "corrected_by", "withdrawn_at"),
    "withdrawal_reason",
}


def statement(api, said, parameters=""):
    return told(api, f"statements/{said.uuid}/{parameters}")


def test_a_statement_has_the_members_of_the_contract(api, milestone):
    said = record(milestone, date(2026, 1, 15))

    in_list, alone = one(api, "statements/"), statement(api, said)

    assert set(in_list) == MEMBERS
    assert alone == in_list | {"as_of": alone["as_of"], "recorded_as_of": written(newest())}


def test_what_a_source_leaves_out_is_null(api, initiative):
    record(initiative, date(2026, 1, 15))

    said = one(api, "statements/")

    given = {"id", "seq", "source", "initiative", "summary", "due_dropped", "announced_on"}
    assert {name for name in MEMBERS if said[name] is not None} == given | {"recorded_at"}
    assert said["due_dropped"] is False


def test_what_a_source_gives_is_told_with_its_place(api, milestone):
    speaker = make(PersonFactory, slug="speaker", name_en="", name_ru="Инвентов")
    source = make(SourceFactory, slug="document", title="Title", published_on=date(2026, 1, 15))
    said = record(
        milestone,
        date(2026, 1, 14),
        source=source,
        speaker=speaker,
        locator="paragraph 5",
        post="Minister",
        phrase="в ноябре",
        reading="November.",
        reason="The weather.",
        progress="met",
        met="2025-11",
        stage="completion",
    )

    there = statement(api, said)

    assert there["source"] == {"slug": "document", "name": "Title"}
    assert there["speaker"] == {"slug": "speaker", "name": "Инвентов"}
    assert (there["locator"], there["post"]) == ("paragraph 5", "Minister")
    assert (there["phrase"], there["reading"], there["reason"]) == (
        said.phrase,
        said.reading,
        said.reason,
    )
    assert (there["progress"], there["stage"]) == ("met", "completion")
    assert (there["met"]["edtf"], there["met"]["latest"]) == ("2025-11", "2025-11-30")
    assert there["announced_on"] == "2026-01-14"


def test_a_relative_deadline_names_its_anchor_as_it_was_said(api):
    anchor = tracked("anchor", due="2026-07-01")
    waiting = make(MilestoneFactory, slug="waiting", initiative=anchor.initiative)
    said = record(waiting, date(2026, 1, 20), within=("P12M", anchor))
    alone = record(waiting, date(2026, 1, 21), within=("P2W", None))

    assert statement(api, said)["due_within"] == {
        "offset": "P12M",
        "of": {"slug": "anchor", "name": anchor.name_en},
    }
    assert statement(api, alone)["due_within"] == {"offset": "P2W", "of": None}
    assert statement(api, said)["due"] is None


def test_the_newest_day_comes_first_and_of_one_day_the_one_recorded_last(api, milestone):
    said = [
        record(milestone, date(2026, 1, day), summary=f"Said {day}.") for day in (15, 20, 15, 10)
    ]

    order = listed(api, "statements/", "seq")

    assert order == [said[place].seq for place in (1, 2, 0, 3)]


def test_statements_of_one_revision_are_apart_by_their_number(api, milestone):
    with revision(None, "test"):
        first, second = (record(milestone, date(2026, 1, 15)) for _ in range(2))

    rows = told(api, "statements/?ordering=recorded_at,seq")["results"]

    assert [row["seq"] for row in rows] == [first.seq, second.seq]
    assert rows[0]["recorded_at"] == rows[1]["recorded_at"] == written(newest())


def test_a_chain_of_corrections_is_linked_step_by_step(api, milestone):
    wrong = record(milestone, date(2026, 1, 15), due="2026-07")
    better = correct(wrong, due="2026-08")
    best = correct(better, due="2026-09")

    first, second, third = (statement(api, each) for each in (wrong, better, best))

    assert first["corrected_by"] == {"id": str(better.uuid), "name": better.summary}
    assert (second["corrects"]["id"], second["corrected_by"]["id"]) == (
        str(wrong.uuid),
        str(best.uuid),
    )
    assert (third["corrected_by"], third["withdrawn_at"]) == (None, None)
    assert second["withdrawn_at"] == third["recorded_at"]


def test_a_withdrawn_correction_stays_linked_and_does_not_bring_the_first_back(api, milestone):
    wrong = record(milestone, date(2026, 1, 15), due="2026-07")
    right = correct(wrong, due="2026-08")
    withdraw(right)

    assert statement(api, wrong)["corrected_by"]["id"] == str(right.uuid)
    assert listed(api, "statements/", "id") == []
    assert set(listed(api, "statements/?withdrawn=true", "id")) == {
        str(wrong.uuid),
        str(right.uuid),
    }


def test_what_hangs_on_a_withdrawn_statement_is_gone_with_it(api, milestone):
    said = record(milestone, date(2026, 1, 15), evidence=[part(), quantity(), spot()])
    withdraw(said)

    assert listed(api, "observations/", "id") == []
    assert listed(api, "places/", "id") == []
    assert told(api, "summary/")["by_organisation"] == []
