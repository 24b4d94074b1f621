"""The lists of what is tracked, said and known: searched, filtered, never slower for many."""

from datetime import date

import pytest

from projects.models import (
    Indicator,
    Initiative,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Statement,
)
from tests.desk import page, sign_in, written
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.recorded import make, record, withdraw

DAY = date(2026, 1, 6)
MODELS = [
    Indicator,
    Initiative,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Statement,
]
READ_ONLY = [InitiativeVersion, MilestoneVersion, Observation, Participation, Place]


@pytest.fixture
def desk(client, db):
    return sign_in(client)


def tracked(**fields) -> Statement:
    """One row of everything: an initiative, its milestone, a statement and its evidence."""
    milestone = make(MilestoneFactory, **fields)
    evidence = [
        Observation(indicator=make(IndicatorFactory), kind="target", low=5, unit="invented units"),
        Participation(organisation=make(OrganisationFactory), role="builder"),
        Place(name_en="Invented place", name_ru="Выдуманный Берег"),
    ]
    speaker = make(PersonFactory)
    return record(
        milestone, DAY, due="2026", speaker=speaker, stage="preparation", evidence=evidence
    )


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_however_long(desk, model, django_assert_num_queries):
    costs = []
    for rows in (1, 29):
        for _ in range(rows):
            tracked()
        with django_assert_num_queries(20, exact=False) as asked:
            response = desk.get(page(model))
        assert len(response.context["cl"].result_list) == model.objects.count()
        costs.append(len(asked))

    assert model.objects.count() == 30
    assert costs[0] == costs[1]


def test_a_milestones_page_costs_the_same_however_much_was_said(desk, django_assert_num_queries):
    milestone = tracked().milestone
    desk.get(page(Milestone, milestone))  # what is asked once and kept
    costs = []
    for rows in (1, 29):
        for number in range(rows):
            record(
                milestone, date(2026, 2, number % 28 + 1), due="2027", speaker=make(PersonFactory)
            )
        with django_assert_num_queries(40, exact=False) as asked:
            desk.get(page(Milestone, milestone))
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_an_initiatives_page_costs_the_same_however_many_milestones(
    desk, django_assert_num_queries
):
    initiative = tracked().initiative
    desk.get(page(Initiative, initiative))  # what is asked once and kept
    costs = []
    for rows in (1, 29):
        for _ in range(rows):
            record(make(MilestoneFactory, initiative=initiative), DAY, due="2027")
            record(initiative, DAY, speaker=make(PersonFactory))
        with django_assert_num_queries(40, exact=False) as asked:
            desk.get(page(Initiative, initiative))
        costs.append(len(asked))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("model", MODELS)
def test_every_row_has_a_page(desk, model):
    tracked()

    assert desk.get(page(model, model.objects.get())).status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_what_follows_or_hangs_on_a_statement_is_read_only(desk, model):
    tracked()
    row, before = model.objects.get(), written()

    assert desk.get(page(model, action="add")).status_code == 403
    assert desk.post(page(model, row), {}).status_code == 403
    assert desk.post(page(model, row, "delete"), {"post": "yes"}).status_code == 403
    assert written() == before


@pytest.mark.parametrize("term", ["ОБХОД", "обход", "Обх", "каспия обх"])
@pytest.mark.parametrize("model", [Initiative, Milestone, Statement, MilestoneVersion])
def test_a_search_finds_cyrillic_in_any_case(desk, model, term):
    initiative = make(InitiativeFactory, name_ru="Обход Каспия")
    tracked(initiative=initiative)
    tracked()

    found = desk.get(page(model), {"q": term}).context["cl"].queryset

    assert [getattr(row, "initiative", row) for row in found] == [initiative]


@pytest.mark.parametrize("term", ["БЕРЕГ", "берег", "выдуман"])
def test_a_place_is_found_by_its_name_in_any_case(desk, term):
    tracked()

    assert desk.get(page(Place), {"q": term}).context["cl"].queryset.count() == 1


def test_a_search_for_no_word_that_is_there_finds_nothing(desk):
    tracked()

    assert not desk.get(page(Milestone), {"q": "каспий"}).context["cl"].queryset


@pytest.mark.parametrize(
    ("state", "found"), [("overdue", 0), ("due_soon", 0), ("scheduled", 1), ("met", 0)]
)
def test_milestones_are_filtered_by_their_state_today(desk, state, found, time_machine):
    time_machine.move_to("2026-01-10T06:00:00Z")
    tracked()

    assert len(desk.get(page(Milestone), {"state": state}).context["cl"].result_list) == found


@pytest.mark.parametrize("model", MODELS)
def test_filters_and_searches_of_rubbish_do_no_harm(desk, model):
    tracked()

    for query in (
        "q=%00",
        "q=%25",
        "state=rubbish",
        "live=rubbish",
        "present=rubbish",
        "o=99",
        "p=x",
    ):
        assert desk.get(f"{page(model)}?{query}").status_code in (200, 302)


def test_evidence_shows_whether_its_statement_is_in_force(desk):
    withdraw(tracked())

    assert not desk.get(page(Place), {"live": "yes"}).context["cl"].queryset
    assert desk.get(page(Place), {"live": "no"}).context["cl"].queryset


def test_closed_versions_are_told_from_present_ones(desk):
    withdraw(tracked())

    assert not desk.get(page(MilestoneVersion), {"present": "yes"}).context["cl"].queryset
    assert desk.get(page(MilestoneVersion), {"present": "no"}).context["cl"].queryset
