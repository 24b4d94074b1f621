"""The pages of milestones and initiatives: how they stand, what was said, and what is said next."""

from datetime import date

import pytest

from projects.models import (
    Initiative,
    InitiativeCountry,
    Milestone,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.models import Revision
from sources.revisions import revision
from tests.desk import errors, errors_on_page, on_page, page, sign_in, source_of, written
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
)
from tests.recorded import correct, make, record, version_on, withdraw

DAY = date(2026, 1, 6)
NO_COUNTRIES = {"countries-TOTAL_FORMS": 0, "countries-INITIAL_FORMS": 0}
NO_MILESTONES = {"milestones-TOTAL_FORMS": 0, "milestones-INITIAL_FORMS": 0}


@pytest.fixture
def desk(client, db, time_machine):
    time_machine.move_to("2026-01-10T06:00:00Z")
    return sign_in(client, username="aigerim")


QUERIES_OF_A_MILESTONE = 13
QUERIES_OF_AN_INITIATIVE = 16


def names(milestone, **fields) -> dict:
    sent = {"name_en": milestone.name_en, "kind": milestone.kind, "position": milestone.position}
    return {**on_page(), **sent, **fields}


def new_milestone(initiative, **fields) -> dict:
    return {
        "initiative": initiative.pk,
        "name_en": "Invented launch",
        "slug": "invented-launch",
        "kind": "launch",
        "position": 1,
        **on_page(**fields),
    }


def new_initiative(**fields) -> dict:
    return {
        "name_en": "Invented cable",
        "slug": "invented-cable",
        "sector": "communications",
        **NO_COUNTRIES,
        **NO_MILESTONES,
        **on_page(**fields),
    }


# A milestone's page


def test_a_milestones_page_says_how_it_stands_and_who_said_so(desk, milestone):
    source = make(SourceFactory, published_on=date(2025, 11, 17), title="Invented interview")
    speaker = make(PersonFactory, name_en="Invented minister")
    record(milestone, date(2025, 11, 17), due="2026-35", source=source, speaker=speaker)

    text = desk.get(page(Milestone, milestone)).text

    assert "Due Q3 2026, not yet late" in text
    assert "Deadline said by" in text
    assert "Invented minister, " in text
    assert ", Invented interview" in text
    assert "54 days ago" in text


def test_a_milestone_of_which_nothing_holds_says_so(desk, milestone):
    withdraw(record(milestone, DAY))

    assert "No statement in force" in desk.get(page(Milestone, milestone)).text


def test_a_milestones_page_tells_its_statements_in_order(desk, milestone):
    late = record(milestone, DAY, due="2026-12", summary="Said later.")
    early = record(milestone, date(2025, 3, 1), due="2026", phrase="в 2026 году")
    wrong = record(milestone, date(2025, 4, 1), due="2027", summary="Misheard.")
    right = correct(wrong, due="2026")

    told = desk.get(page(Milestone, milestone)).context["told"]

    assert [row["statement"] for row in told] == [early, wrong, right, late]
    assert [row["move"] for row in told] == ["First stated", "", "Stated again", "Made firmer"]


def test_a_withdrawn_statement_is_struck_and_leads_to_its_correction(desk, milestone):
    wrong = record(milestone, DAY, summary="Misheard.")
    right = correct(wrong, summary="Heard right.")

    text = desk.get(page(Milestone, milestone)).text

    assert "<del>Misheard.</del>" in text
    assert "recorded wrongly" in text
    assert f'<a href="{page(Statement, right)}">See its correction</a>' in text


def test_the_page_says_who_gave_the_deadline_and_who_spoke_last(desk, milestone):
    deadline = record(milestone, date(2025, 3, 1), due="2026-35")
    event = record(milestone, date(2025, 6, 1), summary="An event.")
    withdraw(record(milestone, DAY, due="2030"))

    context = desk.get(page(Milestone, milestone)).context

    assert (context["deadline_by"], context["last_word"]) == (deadline, event)


def test_the_line_of_restatements_shows_windows_and_slip(desk, milestone):
    record(milestone, date(2025, 3, 1), due="2026-35")
    record(milestone, date(2025, 6, 1), progress="in_progress")
    record(milestone, DAY, due="2026-12")

    response = desk.get(page(Milestone, milestone))

    first, second = response.context["picture"].rows
    assert (first.label, second.label) == ("due Q3 2026", "due December 2026")
    assert (first.slip, second.slip.days) == (None, 92)
    assert '<title id="picture-title">Windows of the deadline over time</title>' in response.text
    assert "2026-01-06: due December 2026, 92 days since the first deadline." in response.text


def test_behind_the_picture_is_a_table_of_all_that_was_known(desk, milestone):
    record(milestone, date(2025, 3, 1), due="2026-35")
    record(milestone, date(2025, 6, 1), progress="in_progress")
    record(milestone, DAY, due="2026-12")

    rows = desk.get(page(Milestone, milestone)).context["versions"]

    assert [row["due"] for row in rows] == [
        *["Q3 2026 (2026-35)"] * 2,
        "December 2026 (2026-12)",
    ]
    assert rows[-1]["slip"] == "92 days later"


def test_a_milestone_without_a_deadline_has_no_picture(desk, milestone):
    record(milestone, DAY, progress="in_progress")

    response = desk.get(page(Milestone, milestone))

    assert response.context["picture"] is None
    assert "tracker-picture" not in response.text


@pytest.mark.parametrize("rows", [2, 20])
def test_a_milestones_page_costs_the_same_however_much_was_said(
    rows, desk, milestone, django_assert_num_queries
):
    for number in range(1, rows + 1):
        speaker = make(PersonFactory)
        record(milestone, date(2025, 3, number), due=f"2026-{number % 12 + 1:02}", speaker=speaker)
    desk.get(page(Milestone, milestone))

    with django_assert_num_queries(QUERIES_OF_A_MILESTONE):
        desk.get(page(Milestone, milestone))


def test_the_next_statement_is_recorded_on_the_milestones_page(desk, milestone):
    record(milestone, date(2025, 3, 1), due="2026-35")
    said = {"source": source_of(DAY).pk, "summary": "Later.", "due_edtf": "2026-12"}

    response = desk.post(page(Milestone, milestone), names(milestone, **on_page(**said)))

    assert response.status_code == 302
    assert version_on(milestone, DAY).due_edtf == "2026-12"
    assert Statement.objects.get(summary="Later.").initiative == milestone.initiative


def test_the_page_says_what_the_statement_did(desk, milestone):
    record(milestone, date(2025, 3, 1), due="2026-35")
    said = {"source": source_of(DAY).pk, "summary": "Later.", "due_edtf": "2026-12"}

    response = desk.post(
        page(Milestone, milestone), names(milestone, **on_page(**said)), follow=True
    )

    assert "Recorded. Deadline moved: Q3 2026 → December 2026, slips 92 days." in response.text


def test_a_deadline_has_a_place_for_its_preview(desk, milestone):
    record(milestone, DAY)

    text = desk.get(page(Milestone, milestone)).text

    assert 'data-address="/admin/projects/statement/preview/"' in text
    assert 'data-for="id_statements-0-due_edtf"' in text


def test_saving_a_milestones_names_demands_no_statement(desk, milestone):
    record(milestone, DAY)

    desk.post(page(Milestone, milestone), names(milestone, name_kk="Ойдан шығарылған"))

    milestone.refresh_from_db()
    assert milestone.name_kk == "Ойдан шығарылған"
    assert Statement.objects.count() == 1


def test_an_edit_keeps_its_reason(desk, milestone):
    record(milestone, DAY)

    desk.post(page(Milestone, milestone), names(milestone, name_en="Anew", why="a better name"))

    assert Revision.objects.first().reason == "a better name"
    assert Revision.objects.first().user.username == "aigerim"


def test_an_edit_without_a_reason_says_where_it_was_made(desk, milestone):
    record(milestone, DAY)

    desk.post(page(Milestone, milestone), names(milestone, name_en="Anew"))

    assert Revision.objects.first().reason == "Edited in the admin"


def test_saving_what_did_not_change_leaves_no_trace(desk, milestone):
    record(milestone, DAY)
    before = written()

    desk.post(page(Milestone, milestone), names(milestone, why="nothing"))

    assert written() == before


def test_the_mistakes_of_the_next_statement_show_at_their_fields(desk, milestone):
    record(milestone, DAY)
    said = {"summary": "Later.", "due_edtf": "2026-13", "met_edtf": "2025"}
    before = written()

    response = desk.post(
        page(Milestone, milestone), names(milestone, name_en="Anew", **on_page(**said))
    )

    assert set(errors_on_page(response)) == {"source", "due_edtf", "met_edtf"}
    assert written() == before
    milestone.refresh_from_db()
    assert milestone.name_en != "Anew"


def test_a_deadline_on_the_page_counts_from_a_sibling_only(desk, milestone):
    record(milestone, DAY)
    stranger = make(MilestoneFactory)
    said = {
        "source": source_of(DAY).pk,
        "summary": "Later.",
        "due_within_offset": "P1M",
        "due_within_of": stranger.pk,
    }

    response = desk.post(page(Milestone, milestone), names(milestone, **on_page(**said)))

    assert "valid choice" in str(errors_on_page(response)["due_within_of"])


def test_a_cycle_is_refused_on_the_milestones_page(desk, milestone):
    other = make(MilestoneFactory, initiative=milestone.initiative)
    record(other, DAY, within=("P1M", milestone))
    said = {
        "source": source_of(DAY).pk,
        "summary": "Later.",
        "due_within_offset": "P1M",
        "due_within_of": other.pk,
    }
    before = written()

    response = desk.post(page(Milestone, milestone), names(milestone, **on_page(**said)))

    assert "wait for each other" in str(errors_on_page(response)["due_within_of"])
    assert written() == before


def test_a_day_to_come_is_refused_on_the_milestones_page(desk, milestone):
    record(milestone, DAY)
    said = {"source": source_of(date(2026, 1, 11)).pk, "summary": "Later."}
    before = written()

    response = desk.post(page(Milestone, milestone), names(milestone, **on_page(**said)))

    assert "no later than today" in str(errors_on_page(response)["announced_on"])
    assert written() == before


def test_a_slug_and_an_initiative_stay_as_they_were(desk, milestone):
    record(milestone, DAY)
    moved = {"slug": "another", "initiative": make(InitiativeFactory).pk}

    desk.post(page(Milestone, milestone), names(milestone, **moved))

    stored = Milestone.objects.get()
    assert (stored.slug, stored.initiative) == (milestone.slug, milestone.initiative)


def test_who_may_not_record_is_offered_no_form_for_it(client, milestone):
    record(milestone, DAY)
    sign_in(client, "change_milestone", "view_milestone")
    said = {"source": source_of(DAY).pk, "summary": "Slipped in."}

    assert "Record the next statement" not in client.get(page(Milestone, milestone)).text
    client.post(page(Milestone, milestone), names(milestone, **on_page(**said)))
    assert not Statement.objects.filter(summary="Slipped in.").exists()


def test_who_may_only_look_sees_how_a_milestone_stands(client, milestone):
    record(milestone, DAY, due="2999")
    sign_in(client, "view_milestone")

    response = client.get(page(Milestone, milestone))

    assert "Due 2999, not yet late" in response.text
    assert client.post(page(Milestone, milestone), names(milestone)).status_code == 403


# Adding


def test_a_milestone_is_added_with_its_first_statement(desk, initiative):
    said = {"source": source_of(DAY).pk, "summary": "Promised.", "due_edtf": "2026-35"}

    response = desk.post(page(Milestone, action="add"), new_milestone(initiative, **said))

    milestone = Milestone.objects.get()
    assert response.status_code == 302
    assert version_on(milestone, DAY).due_edtf == "2026-35"
    assert Statement.objects.get().initiative == initiative
    assert milestone.revision == Revision.objects.get(at=Statement.objects.get().recorded_at)


def test_a_first_deadline_may_count_from_a_sibling(desk, milestone):
    record(milestone, DAY, due="2026-06")
    said = {
        "source": source_of(DAY).pk,
        "summary": "Promised.",
        "due_within_offset": "P1M",
        "due_within_of": milestone.pk,
    }

    desk.post(page(Milestone, action="add"), new_milestone(milestone.initiative, **said))

    launch = Milestone.objects.get(slug="invented-launch")
    assert version_on(launch, DAY).due_edtf == "../2026-07-30"


def test_a_first_deadline_does_not_count_from_another_initiative(desk, milestone, initiative):
    said = {
        "source": source_of(DAY).pk,
        "summary": "Promised.",
        "due_within_offset": "P1M",
        "due_within_of": make(MilestoneFactory).pk,
    }

    response = desk.post(page(Milestone, action="add"), new_milestone(initiative, **said))

    assert "same initiative" in str(errors_on_page(response)["due_within_of"])
    assert not Milestone.objects.filter(slug="invented-launch").exists()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("source", {"summary": "Promised."}),
        ("summary", {}),
        ("due_edtf", {"summary": "Promised.", "due_edtf": "soon"}),
        ("announced_on", {"summary": "Promised.", "announced_on": "2026-01-11"}),
        ("met_edtf", {"summary": "Promised.", "met_edtf": "2025"}),
    ],
    ids=["no source", "no summary", "unreadable", "a day to come", "met without progress"],
)
def test_a_milestone_whose_first_statement_fails_is_not_added(desk, initiative, field, said):
    if field != "source":
        said = said | {"source": source_of(date(2026, 1, 11)).pk}
    before = written()

    response = desk.post(page(Milestone, action="add"), new_milestone(initiative, **said))

    assert field in errors_on_page(response)
    assert not Milestone.objects.exists()
    assert written() == before


def test_a_milestone_is_not_added_without_a_statement(desk, initiative):
    sent = new_milestone(initiative) | {"statements-TOTAL_FORMS": 0}

    response = desk.post(page(Milestone, action="add"), sent)

    assert response.status_code == 200
    assert not Milestone.objects.exists()


def test_a_milestone_without_an_initiative_shows_the_mistake_there(desk, initiative):
    said = {"source": source_of(DAY).pk, "summary": "Promised."}
    sent = new_milestone(initiative, **said) | {"initiative": ""}

    response = desk.post(page(Milestone, action="add"), sent)

    assert "required" in str(errors(response)["initiative"])
    assert not Milestone.objects.exists()


def test_an_initiative_is_added_with_its_first_statement_and_countries(desk):
    said = {"source": source_of(DAY).pk, "summary": "Announced.", "stage": "preparation"}
    countries = {
        "countries-TOTAL_FORMS": 2,
        "countries-0-country": "KZ",
        "countries-1-country": "AZ",
    }

    desk.post(page(Initiative, action="add"), new_initiative(**said) | countries)

    initiative = Initiative.objects.get()
    assert initiative.versions.get().stage == "preparation"
    assert [row.country for row in initiative.countries.all()] == ["AZ", "KZ"]


@pytest.mark.parametrize("said", [{}, {"summary": "Announced."}], ids=["nothing", "no source"])
def test_an_initiative_whose_first_statement_fails_is_not_added(desk, said):
    before = written()

    response = desk.post(page(Initiative, action="add"), new_initiative(**said))

    assert "source" in errors_on_page(response)
    assert not Initiative.objects.exists()
    assert written() == before


def test_a_slug_that_is_taken_leaves_nothing_written(desk, initiative):
    said = {"source": source_of(DAY).pk, "summary": "Announced."}
    sent = new_initiative(**said) | {"slug": initiative.slug}
    before = written()

    response = desk.post(page(Initiative, action="add"), sent)

    assert "already exists" in str(errors(response)["slug"])
    assert written() == before


@pytest.mark.parametrize("model", [Initiative, Milestone])
def test_adding_takes_the_permission_to_record(client, db, model):
    sign_in(client, "add_initiative", "add_milestone", "view_initiative", "view_milestone")

    assert client.get(page(model, action="add")).status_code == 403


# An initiative's page


def test_an_initiatives_page_tells_its_milestones_in_order(desk, initiative):
    record(initiative, DAY, stage="implementation", summary="It is being built.")
    second = make(MilestoneFactory, initiative=initiative, position=2)
    first = make(MilestoneFactory, initiative=initiative, position=1)
    record(first, date(2025, 3, 1), due="2025")
    record(second, DAY, progress="met", met="2025-11")

    response = desk.get(page(Initiative, initiative))

    assert [(row["milestone"], row["state"]) for row in response.context["milestones"]] == [
        (
            first,
            "Overdue since 1 January 2026 (due 2025), possibly late, by up to 10 days: "
            "no source here says that it was met",
        ),
        (second, "Met in November 2025"),
    ]
    assert "It is being built." in response.text
    assert "Implementation" in response.text


def test_countries_are_changed_with_their_initiative(desk, initiative):
    kept = make(lambda: InitiativeCountry.objects.create(initiative=initiative, country="KZ"))
    sent = {
        "name_en": initiative.name_en,
        "sector": initiative.sector,
        **on_page(),
        **NO_MILESTONES,
        "countries-TOTAL_FORMS": 2,
        "countries-INITIAL_FORMS": 1,
        "countries-0-id": kept.pk,
        "countries-0-initiative": initiative.pk,
        "countries-0-country": "KZ",
        "countries-0-DELETE": "on",
        "countries-1-initiative": initiative.pk,
        "countries-1-country": "TM",
    }

    desk.post(page(Initiative, initiative), sent)

    assert [row.country for row in initiative.countries.all()] == ["TM"]


def ordered(initiative, *positions, **fields) -> dict:
    """What the page sends to give its milestones, in their order, these numbers."""
    milestones = list(initiative.milestones.order_by("position", "slug"))
    sent = {"name_en": initiative.name_en, "sector": initiative.sector}
    sent |= {f"milestones-{name}_FORMS": len(milestones) for name in ("TOTAL", "INITIAL")}
    for index, (milestone, position) in enumerate(zip(milestones, positions, strict=True)):
        sent |= {
            f"milestones-{index}-id": milestone.pk,
            f"milestones-{index}-initiative": initiative.pk,
            f"milestones-{index}-position": position,
            f"milestones-{index}-seen": milestone.revision_id,
        }
    return {**on_page(), **NO_COUNTRIES, **sent, **fields}


@pytest.fixture
def three(initiative) -> list[Milestone]:
    milestones = [make(MilestoneFactory, initiative=initiative, position=n) for n in (1, 2, 3)]
    for milestone in milestones:
        record(milestone, DAY, due="2026")
    return milestones


def test_milestones_are_put_in_order_by_number_in_one_revision(desk, initiative, three):
    before = Revision.objects.count()

    desk.post(page(Initiative, initiative), ordered(initiative, 3, 1, 2, why="as the works go"))

    first, second, third = three
    assert list(initiative.milestones.order_by("position")) == [second, third, first]
    assert Revision.objects.count() == before + 1
    assert {row.revision for row in initiative.milestones.all()} == {Revision.objects.first()}
    assert Revision.objects.first().reason == "as the works go"


def test_milestones_that_keep_their_number_are_not_written(desk, initiative, three):
    desk.post(page(Initiative, initiative), ordered(initiative, 1, 2, 4))

    kept = [row.revision_id for row in initiative.milestones.order_by("position")][:2]
    assert kept == [three[0].revision_id, three[1].revision_id]


@pytest.mark.parametrize("junk", ["", "-1", "first"])
def test_a_number_that_is_none_is_refused_at_its_milestone(junk, desk, initiative, three):
    before = written()

    response = desk.post(page(Initiative, initiative), ordered(initiative, 1, junk, 3))

    assert [bool(row["form"].errors) for row in response.context["milestones"]] == [
        *(False, True, False)
    ]
    assert written() == before


def test_an_order_made_on_a_stale_page_is_refused(desk, initiative, three):
    sent = ordered(initiative, 3, 2, 1)
    with revision(None, "meanwhile"):
        three[0].position = 9
        three[0].save()

    response = desk.post(page(Initiative, initiative), sent)

    assert response.status_code == 200
    assert "meanwhile" in response.text
    three[2].refresh_from_db()
    assert three[2].position == 3


def test_who_may_not_change_milestones_sees_their_order_only(client, initiative, three):
    sign_in(client, "view_initiative", "change_initiative", "view_milestone")

    response = client.get(page(Initiative, initiative))
    client.post(page(Initiative, initiative), ordered(initiative, 3, 2, 1))

    assert "milestones-0-position" not in response.text
    assert list(initiative.milestones.order_by("position")) == three


def test_an_initiatives_page_tells_what_hangs_on_statements_in_force(desk, initiative):
    said = {"role": "builder", "organisation": make(OrganisationFactory, name_en="Invented works")}
    record(initiative, DAY, evidence=[Participation(**said), Place(name_en="Invented port")])
    said["organisation"] = make(OrganisationFactory, name_en="Misheard works")
    withdraw(record(initiative, DAY, evidence=[Participation(**said)]))

    response = desk.get(page(Initiative, initiative))

    assert [str(row) for row in response.context["participants"]] == ["Invented works: Builds"]
    assert [row.name for row in response.context["places"]] == ["Invented port"]
    assert "Misheard works" not in response.text


def test_an_initiatives_page_tells_every_statement_of_its_stage(desk, initiative, milestone):
    of_stage = record(milestone, DAY, stage="implementation", due="2026")
    record(milestone, DAY, due="2027")

    told = desk.get(page(Initiative, initiative)).context["told"]

    assert [row["statement"] for row in told] == [of_stage]


@pytest.mark.parametrize("rows", [1, 15])
def test_an_initiatives_page_costs_the_same_however_much_it_has(
    rows, desk, initiative, django_assert_num_queries
):
    for number in range(1, rows + 1):
        milestone = make(MilestoneFactory, initiative=initiative, position=number)
        evidence = [
            Participation(role="builder", organisation=make(OrganisationFactory)),
            Place(name_en="Invented port"),
            Observation(indicator=make(IndicatorFactory), kind="target", low=5, unit="ships"),
        ]
        record(milestone, DAY, due="2026", stage="implementation", evidence=evidence)
    desk.get(page(Initiative, initiative))

    with django_assert_num_queries(QUERIES_OF_AN_INITIATIVE):
        desk.get(page(Initiative, initiative))


# Deleting


@pytest.mark.parametrize("model", [Initiative, Milestone])
def test_what_carried_a_statement_is_not_deleted(desk, milestone, model):
    statement = record(milestone, DAY, summary="Promised.")
    withdraw(statement)
    row = model.objects.get()

    response = desk.post(page(model, row, "delete"), {"post": "yes"})

    assert "Promised." in response.text
    assert model.objects.exists()


def test_what_carried_a_statement_is_not_deleted_from_the_list(desk, milestone):
    record(milestone, DAY, summary="Promised.")
    sent = {"action": "delete_selected", "_selected_action": [milestone.pk], "post": "yes"}

    response = desk.post(page(Milestone), sent)

    assert "Promised." in response.text
    assert Milestone.objects.exists()


def test_what_never_carried_a_statement_is_deleted_in_a_revision(desk, initiative):
    make(MilestoneFactory, initiative=initiative)
    row = Milestone.objects.get()

    desk.post(page(Milestone, row, "delete"), {"post": "yes"})
    desk.post(
        page(Initiative),
        {"action": "delete_selected", "_selected_action": [initiative.pk], "post": "yes"},
    )

    assert not Initiative.objects.exists()
    assert not Milestone.objects.exists()


def test_our_pages_have_neither_scripts_nor_styles_inline(desk, milestone):
    statement = record(milestone, DAY)
    addresses = [
        page(Milestone, milestone),
        page(Initiative, milestone.initiative),
        page(Statement, statement),
        page(Statement, statement, "correct"),
        page(Statement, statement, "withdraw"),
    ]

    for address in addresses:
        text = desk.get(address).text
        assert "<script>" not in text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
