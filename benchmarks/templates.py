"""Rows as the database takes them, with the keys and the number still to be filled in.

Only one story in many is folded and made into columns by Django; the rows of those that repeat it
are copies, so that millions are made in minutes.
"""

from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db import connection, models

from benchmarks.sizes import STARTED_AT
from benchmarks.stories import MARK, Story
from benchmarks.versions import versions
from projects.models import (
    Initiative,
    InitiativeCountry,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Statement,
)
from sources.codes import SourceKind
from sources.models import Source

Row = list


def plain(value):
    """A value as the database's bulk loader takes it fastest."""
    if isinstance(value, date | datetime | UUID):
        return str(value)
    return value


def columns(row: models.Model) -> Row:
    """What is stored of an unsaved row, column by column, as saving it would have it."""
    return [
        plain(field.get_db_prep_save(field.pre_save(row, add=True), connection))
        for field in row._meta.concrete_fields
    ]


def places(model: type[models.Model]) -> dict[str, int]:
    """Where each column is in such a list."""
    return {field.attname: place for place, field in enumerate(model._meta.concrete_fields)}


def numbered(row: Row, number: str) -> Row:
    """A copy in which texts have the number of the initiative instead of the mark."""
    return [
        value.replace(MARK, number) if isinstance(value, str) and MARK in value else value
        for value in row
    ]


class Templates:
    """The rows of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story

    @cached_property
    def initiative(self) -> Row:
        return columns(
            Initiative(
                slug=f"synthetic-initiative-{MARK}",
                name_en=f"Synthetic initiative {MARK}",
                name_ru=f"Синтетическая инициатива {MARK}",
                name_kk=f"Синтетикалық бастама {MARK}",
                summary_en=f"Invented for a benchmark: initiative {MARK} is nobody's.",
                summary_ru=f"Вымышлено для замеров: инициатива {MARK} ничья.",
                sector=self.story.sector,
                is_infrastructure=self.story.is_infrastructure,
                revision_id=0,
            )
        )

    @cached_property
    def countries(self) -> list[Row]:
        return [
            columns(InitiativeCountry(initiative_id=0, country=country, revision_id=0))
            for country in self.story.countries
        ]

    @cached_property
    def milestones(self) -> list[Row]:
        return [
            columns(
                Milestone(
                    slug=f"synthetic-initiative-{MARK}-milestone-{position:02}",
                    name_en=f"Synthetic milestone {position}: {kind.labels['en']}",
                    name_ru=f"Синтетическая веха {position}: {kind.labels['ru']}",
                    initiative_id=0,
                    kind=kind,
                    position=position,
                    revision_id=0,
                )
            )
            for position, kind in enumerate(self.story.kinds, 1)
        ]

    @cached_property
    def sources(self) -> list[Row]:
        return [
            columns(
                Source(
                    slug=f"synthetic-report-{MARK}-{batch}",
                    publisher_id=0,
                    kind=SourceKind.REPORT,
                    title=f"Synthetic report {batch} on initiative {MARK}",
                    language="en",
                    published_on=day,
                    revision_id=0,
                )
            )
            for batch, day in enumerate(self.story.published_on, 1)
        ]

    @cached_property
    def statements(self) -> list[list[Row]]:
        return [[_statement(said) for said in batch] for batch in self.story.batches]

    @cached_property
    def versions(self) -> list[list[tuple[type[models.Model], Row, int | None]]]:
        """By the batch that opens them: model, columns, and the batch that closes it, if any."""
        found: list[list] = [[] for _ in self.story.batches]
        for version in versions(self.story):
            version.row.recorded_from = STARTED_AT
            row = columns(version.row)
            found[version.opened].append((type(version.row), row, version.closed))
        return found


def _statement(said: Statement) -> Row:
    said.source_id = said.initiative_id = said.revision_id = 0
    said.recorded_at = STARTED_AT
    return columns(said)


PLACES = {
    model: places(model)
    for model in (
        Initiative,
        InitiativeCountry,
        InitiativeVersion,
        Milestone,
        MilestoneVersion,
        Source,
        Statement,
    )
}
