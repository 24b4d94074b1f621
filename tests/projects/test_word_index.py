"""The index of words is in step with the rows, whatever wrote them, and after every migration."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from projects.models import Initiative, Milestone, Statement
from sources.models import Found, Publisher
from sources.search import indexed
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PublisherFactory,
    SourceFactory,
    statement,
)
from tests.recorded import make, record

FACTORIES = {
    factory._meta.model: factory
    for factory in (
        IndicatorFactory,
        InitiativeFactory,
        MilestoneFactory,
        OrganisationFactory,
        PersonFactory,
        PublisherFactory,
        SourceFactory,
    )
}
SEARCHED = [model for model in apps.get_models() if issubclass(model, Found)]


def row_of(model):
    """A new row that is searched, and that nothing hangs on."""
    if model is not Statement:
        return make(FACTORIES[model])
    day = {"recorded_at": datetime(2026, 1, 15, tzinfo=UTC), "announced_on": date(2026, 1, 15)}
    said = make(lambda: statement(MilestoneFactory(), seq=1, fold_position=1, **day))
    return make(lambda: Statement.objects.bulk_create([said]))[0]


def found(model, text: str) -> list:
    """The rows of a model in whose own words a text is found."""
    return list(model._base_manager.filter(words__begin_with=[text]))


@pytest.mark.django_db
@pytest.mark.parametrize("model", SEARCHED)
def test_the_index_follows_every_write(model):
    row = row_of(model)
    rows = model._base_manager.filter(pk=row.pk)

    assert found(model, "invented") == [row]
    rows.update(words=" другое слово")
    assert not found(model, "invented"), "Does the last migration of its table end in index_words?"
    assert found(model, "дру") == [row]
    rows._raw_delete(rows.db)
    assert not found(model, "дру")


@pytest.mark.django_db
def test_the_index_follows_rows_that_are_created_and_updated_in_bulk():
    rows = make(
        lambda: Publisher.objects.bulk_create(
            Publisher(slug=f"p-{number}", name_ru=f"Кабель {number}") for number in range(3)
        )
    )

    for row in rows:
        row.words = indexed(["Спутник"])
    make(lambda: Publisher.objects.bulk_update(rows, ["words"]))

    assert found(Publisher, "спут") == rows
    assert not found(Publisher, "каб")


@pytest.mark.django_db
def test_a_row_saved_in_part_is_found_by_what_was_saved():
    publisher = make(PublisherFactory, name_en="Old")
    publisher.name_en = "New"

    make(lambda: publisher.save(update_fields=["name_en"]))

    assert found(Publisher, "new") == [publisher]
    assert not found(Publisher, "old")


@pytest.mark.django_db
def test_each_word_of_a_search_is_of_the_milestone_or_of_its_initiative():
    cable = make(InitiativeFactory, name_en="Cable", name_ru="Кабель")
    laid = make(MilestoneFactory, initiative=cable, name_en="Laying ends")
    other = make(MilestoneFactory, initiative=cable, name_en="Works begin")
    make(MilestoneFactory, name_en="Laying begins")

    assert list(Milestone.objects.search("КАБ lay")) == [laid]
    assert set(Milestone.objects.search("cable")) == {laid, other}
    assert not Milestone.objects.search("cable ground").exists()


@pytest.fixture
def migrate(transactional_db):
    """Goes to migrations by name; in the end to the newest."""

    def to(*names):
        executor = MigrationExecutor(connection)
        executor.migrate(list(names) or executor.loader.graph.leaf_nodes())

    yield to
    to()


def test_rows_that_were_there_before_the_index_are_found(migrate):
    milestone = make(MilestoneFactory, initiative=make(InitiativeFactory, name_ru="Кабель"))
    said = statement(milestone, date(2026, 1, 15), source=make(SourceFactory), summary="Спутник")
    record(milestone, said.announced_on, source=said.source, summary=said.summary)

    migrate(("projects", "0002_changes_so_far"), ("sources", "0002_change_log"))
    Initiative._base_manager.update(words=indexed(["Путь"]))
    migrate()

    assert list(Initiative.objects.search("путь")) == [milestone.initiative]
    assert not Initiative.objects.search("кабель").exists()
    assert Statement.objects.search("спут").count() == 1
