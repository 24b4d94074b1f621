"""Rules of one model each: constraints, each broken, and what `clean` refuses by field."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from projects.codes import ObservationKind, Progress, Role
from projects.models import (
    Indicator,
    Initiative,
    InitiativeCountry,
    Milestone,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.dates import DateRange
from sources.models import Organisation, Person, Publisher
from sources.revisions import revision
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PublisherFactory,
    SourceFactory,
)
from tests.recorded import make, record, withdraw

DAY = date(2025, 3, 10)


@pytest.fixture
def told(milestone):
    return record(milestone, DAY)


def refused_by_the_database(constraint: str, write) -> None:
    with pytest.raises(IntegrityError, match=constraint), revision(None, "test"):
        write()


# Statements


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("deadline_and_progress_need_a_milestone", {"milestone": None, "due_edtf": "2026"}),
        ("deadline_and_progress_need_a_milestone", {"milestone": None, "due_within_offset": "P1Y"}),
        ("deadline_and_progress_need_a_milestone", {"milestone": None, "due_dropped": True}),
        ("deadline_and_progress_need_a_milestone", {"milestone": None, "progress": Progress.MET}),
        ("one_way_to_state_a_deadline", {"due_edtf": "2026", "due_dropped": True}),
        ("one_way_to_state_a_deadline", {"due_edtf": "2026", "due_within_offset": "P1Y"}),
        ("one_way_to_state_a_deadline", {"due_dropped": True, "due_within_offset": "P1Y"}),
        ("a_met_date_needs_met", {"met_edtf": "2025"}),
        ("a_met_date_needs_met", {"met_edtf": "2025", "progress": Progress.SUSPENDED}),
        ("a_withdrawal_needs_a_reason", {"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)}),
    ],
)
def test_the_database_keeps_what_no_statement_can_say_out(constraint, columns, told):
    refused_by_the_database(constraint, lambda: Statement.objects.update(**columns))


def test_the_database_keeps_an_anchor_without_an_offset_out(told):
    refused_by_the_database(
        "an_anchor_needs_an_offset",
        lambda: Statement.objects.update(due_within_of=told.milestone),
    )


def test_the_database_keeps_a_second_correction_out(told, milestone):
    second, third = record(milestone, DAY), record(milestone, DAY)

    refused_by_the_database(
        "corrects",
        lambda: Statement.objects.filter(pk__in=[second.pk, third.pk]).update(corrects=told),
    )


def test_the_database_keeps_a_second_id_out(told, milestone):
    second = record(milestone, DAY)

    refused_by_the_database(
        "uuid", lambda: Statement.objects.filter(pk=second.pk).update(uuid=told.uuid)
    )


@pytest.mark.parametrize("name", ["source", "milestone", "initiative"])
def test_what_carried_a_statement_is_not_deleted_even_when_it_is_withdrawn(name, told):
    withdraw(told)

    with pytest.raises(ProtectedError), revision(None, "test"):
        getattr(told, name).delete()


def test_a_speaker_is_not_deleted(milestone):
    told = record(milestone, DAY, speaker=make(PersonFactory))

    with pytest.raises(ProtectedError), revision(None, "test"):
        told.speaker.delete()


def test_a_date_range_reads_as_it_was_written(milestone):
    told = record(milestone, DAY, due="../2026-12-31", progress=Progress.MET, met="2025-01/..")

    told.refresh_from_db()

    assert told.due == DateRange("../2026-12-31", None, date(2026, 12, 31))
    assert told.met == DateRange("2025-01/..", date(2025, 1, 1), None)


def test_a_statement_is_found_by_its_words(milestone):
    told = record(
        milestone,
        DAY,
        summary="Invented: the cable is laid.",
        phrase="до конца года",
        reason="Шторм",
    )

    assert list(Statement.objects.search("КОНЦА cab штор")) == [told]


def test_statements_tell_apart_what_was_live_when(milestone):
    told = record(milestone, DAY)
    withdraw(told)
    told.refresh_from_db()
    before, after = told.recorded_at, told.withdrawn_at

    assert list(Statement.objects.live(before)) == [told]
    assert not Statement.objects.live(after).exists()
    assert not Statement.objects.live().exists()
    assert list(Statement.objects.withdrawn(after)) == [told]
    assert not Statement.objects.withdrawn(before).exists()
    assert list(Statement.objects.withdrawn()) == [told]


# Evidence


@pytest.mark.parametrize("write", [Place.save, lambda row: Place.objects.bulk_create([row])])
def test_evidence_has_the_initiative_and_the_day_of_its_statement(write, told):
    make(lambda: write(Place(statement=told, name_en="Invented place")))

    place = Place.objects.get()
    assert (place.initiative, place.announced_on) == (told.initiative, told.announced_on)


def test_a_quantity_s_most_is_not_below_its_least(told):
    row = Observation(
        statement=told,
        indicator=make(IndicatorFactory),
        kind=ObservationKind.TARGET,
        low=6,
        high=5,
        unit="satellites",
    )

    with pytest.raises(ValidationError, match="below the least"):
        row.full_clean()
    refused_by_the_database("observation_high_is_not_below_low", row.save)


@pytest.mark.parametrize("high", [None, 5])
def test_a_quantity_s_most_may_be_open_or_its_least(high, told):
    row = Observation(
        statement=told,
        indicator=make(IndicatorFactory),
        kind=ObservationKind.TARGET,
        low=5,
        high=high,
        unit="satellites",
    )

    row.full_clean()


def test_a_role_is_said_once_in_a_statement(told):
    organisation = make(OrganisationFactory)

    def say_it_twice():
        for _ in range(2):
            Participation.objects.create(statement=told, organisation=organisation, role=Role.LEAD)

    # SQLite names the columns, PostgreSQL the constraint.
    refused_by_the_database("a_role_is_said_once_in_a_statement|organisation_id", say_it_twice)


def test_a_geometry_says_where_it_is_from(told):
    place = Place(
        statement=told,
        name_en="Invented place",
        geometry={"type": "Point", "coordinates": [51.15, 43.65]},
    )

    with pytest.raises(ValidationError, match="Say where"):
        place.full_clean()
    refused_by_the_database("a_geometry_says_where_it_is_from", place.save)


def test_a_geometry_that_is_none_is_refused_at_its_field(told):
    place = Place(statement=told, name_en="Invented place", geometry={"type": "Point"}, origin="x")

    with pytest.raises(ValidationError) as caught:
        place.full_clean()

    assert set(caught.value.message_dict) == {"geometry"}


def test_a_place_without_a_geometry_is_taken(told):
    place = Place(statement=told, name_kk="Ойдан шығарылған")

    make(place.save)

    place.refresh_from_db()
    assert (place.geometry, place.name) == (None, "Ойдан шығарылған")


# Names and slugs


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "model"),
    [
        (PublisherFactory, Publisher),
        (PersonFactory, Person),
        (OrganisationFactory, Organisation),
        (IndicatorFactory, Indicator),
        (InitiativeFactory, Initiative),
        (MilestoneFactory, Milestone),
    ],
)
def test_everything_that_is_named_has_a_name(factory, model):
    row = make(factory)

    row.name_en = ""
    with pytest.raises(ValidationError, match="a name in at least one language"):
        row.full_clean()
    refused_by_the_database(
        f"{model._meta.label_lower.replace('.', '_')}_has_a_name",
        lambda: model.objects.update(name_en=""),
    )


def test_a_place_has_a_name(told):
    refused_by_the_database("projects_place_has_a_name", Place(statement=told).save)


@pytest.mark.django_db
def test_a_slug_never_changes():
    source = make(SourceFactory)

    source.slug = "another"

    with pytest.raises(ValidationError) as caught:
        source.full_clean()
    assert set(caught.value.message_dict) == {"slug"}


@pytest.mark.django_db
def test_a_slug_is_taken_once():
    taken = make(PublisherFactory).slug

    refused_by_the_database("slug", lambda: PublisherFactory(slug=taken))


def test_a_name_is_that_of_the_first_language_that_has_one():
    assert Milestone(name_ru="Кабель", name_kk="Кабель (қаз.)").name == "Кабель"
    assert str(Milestone(name_en="Cable", name_ru="Кабель")) == "Cable"


# Countries


def test_a_country_is_of_an_initiative_once(initiative):
    def name_it_twice():
        for _ in range(2):
            InitiativeCountry.objects.create(initiative=initiative, country="KZ")

    refused_by_the_database("one_row_a_country_of_initiative|country", name_it_twice)


@pytest.mark.parametrize("country", ["kz", "KAZ", "XX", ""])
def test_a_country_is_a_code_of_iso_3166(country, initiative):
    with pytest.raises(ValidationError) as caught:
        InitiativeCountry(initiative=initiative, country=country).full_clean()

    assert set(caught.value.message_dict) == {"country"}
