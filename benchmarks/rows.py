"""Every row of the synthetic data, as the write path would have left it.

The data was recorded in one revision for publishers, people, organisations and indicators, and
then in three for each initiative: the first of all of them, the second, the third. Each gives a
source of its own and one statement on each milestone. A last revision counts what is kept counted.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, product
from uuid import UUID

from django.db import connection, models

from benchmarks.evidence import INDICATORS, evidence
from benchmarks.histories import CREATION, state
from benchmarks.sizes import BATCHES, MILESTONES, STARTED_AT, STEP, STORIES, Size
from benchmarks.stories import story
from benchmarks.templates import PLACES, Row, Templates, columns, numbered, plain
from projects.models import (
    Indicator,
    Initiative,
    InitiativeCountry,
    InitiativeVersion,
    Milestone,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Statement,
)
from sources.changes import referred_first
from sources.codes import ChangeAction
from sources.models import (
    Change,
    LatestRevision,
    Organisation,
    Person,
    Publisher,
    Revision,
    Source,
)

Model = type[models.Model]
REASON = "Synthetic data"
AT = Revision._meta.get_field("at")


def instant(revision: int) -> datetime:
    """When a revision was made."""
    return STARTED_AT + STEP * revision


def stored(at: datetime):
    """An instant as the database keeps it."""
    return plain(AT.get_db_prep_save(at, connection))


def uuid_of(seq: int) -> UUID:
    """The id of a statement: random to look at, and always the same."""
    return UUID(bytes=hashlib.blake2b(b"%d" % seq, digest_size=16).digest(), version=4)


def batches(size: Size) -> Iterator[tuple[int, int]]:
    """The batch and the index of the initiative of each revision but the first, in order."""
    return product(range(BATCHES), range(size.initiatives))


@dataclass
class World:
    """The rows of a data set; keys count from 1 in the order of writing."""

    size: Size
    keys: dict[Model, Iterator[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stories = min(STORIES, self.size.initiatives)
        self.templates = [Templates(story(number)) for number in range(stories)]
        self.native_uuid = connection.features.has_native_uuid_field

    @property
    def last_revision(self) -> int:
        return 1 + BATCHES * self.size.initiatives

    def shared(self) -> Iterator[tuple[Model, Row]]:
        """The rows of the first revision and the row that all writes advance."""
        yield from self._revision(1)
        named: list[models.Model] = []
        for model, rows in (
            (Publisher, self.size.publishers),
            (Person, self.size.people),
            (Organisation, self.size.organisations),
            (Indicator, INDICATORS),
        ):
            named += (_named(model, key) for key in range(1, rows + 1))
        for row in named:
            yield from self._described(type(row), columns(row), stored(instant(1)))
        listed = [(type(row), row.pk, row.slug) for row in named]
        yield from self._changes(1, listed)
        last = self.last_revision
        yield LatestRevision, columns(LatestRevision(pk=1, number=last, at=instant(last)))

    def batch(self, batch: int, index: int) -> Iterator[tuple[Model, Row]]:
        """The rows of one revision of the initiative at an index, from 0."""
        return _Batch(self, batch, index).rows()

    def next_key(self, model: Model) -> int:
        return next(self.keys.setdefault(model, count(1)))

    def _described(self, model: Model, row: Row, at, **beside) -> Iterator[tuple[Model, Row]]:
        """A row that describes, and what history keeps of it."""
        yield model, row
        kept = model.history.model
        yield (
            kept,
            state(
                model,
                row,
                history_id=self.next_key(kept),
                history_date=at,
                history_type=CREATION,
                history_change_reason=REASON,
                **beside,
            ),
        )

    def _revision(self, number: int) -> Iterator[tuple[Model, Row]]:
        yield Revision, columns(Revision(number=number, at=instant(number), reason=REASON))

    def _changes(
        self, revision: int, created: Iterable[tuple[Model, int, str]]
    ) -> Iterator[tuple[Model, Row]]:
        """The log of what a revision created."""
        by_model: dict[Model, list[tuple[int, str]]] = {}
        for model, key, name in created:
            by_model.setdefault(model, []).append((key, name))
        position = count(1)
        for model in referred_first(frozenset(by_model)):
            resource = model._meta.model_name
            for key, name in sorted(by_model[model]):
                change = self.next_key(Change)
                yield Change, [change, revision, next(position), CREATED, resource, key, name]


CREATED = str(ChangeAction.CREATED)


def _named(model: Model, key: int) -> models.Model:
    kind = model._meta.model_name
    return model(
        pk=key, slug=f"synthetic-{kind}-{key}", name_en=f"Synthetic {kind} {key}", revision_id=1
    )


class _Batch:
    """One revision of one initiative."""

    def __init__(self, world: World, batch: int, index: int) -> None:
        self.world, self.batch, self.index = world, batch, index
        self.templates = world.templates[index % len(world.templates)]
        self.number = f"{index + 1:06}"
        self.initiative = index + 1
        self.revision = self._revision_of(batch)
        self.at = stored(instant(self.revision))
        self.source = self.revision - 1
        self.created: list[tuple[Model, int, str]] = []

    def rows(self) -> Iterator[tuple[Model, Row]]:
        yield from self.world._revision(self.revision)
        if self.batch == 0:
            yield from self._initiative()
        yield from self._source()
        yield from self._statements()
        yield from self._evidence()
        yield from self._versions()
        yield from self.world._changes(self.revision, self.created)

    def _revision_of(self, batch: int) -> int:
        return 2 + batch * self.world.size.initiatives + self.index

    def _seq(self, seq: int) -> int:
        """The number of a statement by its number in the story."""
        batch, place = divmod(seq - 1, MILESTONES)
        return (batch * self.world.size.initiatives + self.index) * MILESTONES + place + 1

    def _milestone(self, position: int) -> int:
        return self.index * MILESTONES + position

    def _filled(self, model: Model, template: Row, **values) -> tuple[Model, Row]:
        row, place = numbered(template, self.number), PLACES[model]
        for name, value in values.items():
            row[place[name]] = value
        return model, row

    def _initiative(self) -> Iterator[tuple[Model, Row]]:
        revision, initiative = self.revision, self.initiative
        model, row = self._filled(
            Initiative, self.templates.initiative, id=initiative, revision_id=revision
        )
        self.created.append((model, initiative, row[PLACES[model]["slug"]]))
        countries = ", ".join(self.templates.story.countries)
        yield from self.world._described(model, row, self.at, countries=countries)
        for template in self.templates.countries:
            key = self.world.next_key(InitiativeCountry)
            links = {"id": key, "initiative_id": initiative, "revision_id": revision}
            yield self._filled(InitiativeCountry, template, **links)
        for position, template in enumerate(self.templates.milestones, 1):
            key = self._milestone(position)
            links = {"id": key, "initiative_id": initiative, "revision_id": revision}
            model, row = self._filled(Milestone, template, **links)
            self.created.append((model, key, row[PLACES[model]["slug"]]))
            yield from self.world._described(model, row, self.at)

    def _source(self) -> Iterator[tuple[Model, Row]]:
        model, row = self._filled(
            Source,
            self.templates.sources[self.batch],
            id=self.source,
            publisher_id=1 + self.index % self.world.size.publishers,
            revision_id=self.revision,
        )
        self.created.append((model, self.source, row[PLACES[model]["slug"]]))
        yield from self.world._described(model, row, self.at)

    def _statements(self) -> Iterator[tuple[Model, Row]]:
        speaker = 1 + self.index % self.world.size.people
        of_anchor = PLACES[Statement]["due_within_of_id"]
        for position, template in enumerate(self.templates.statements[self.batch], 1):
            seq = self._seq(self.batch * MILESTONES + position)
            uuid, anchor = uuid_of(seq), template[of_anchor]
            self.created.append((Statement, seq, str(uuid)))
            yield self._filled(
                Statement,
                template,
                seq=seq,
                uuid=str(uuid) if self.world.native_uuid else uuid.hex,
                source_id=self.source,
                speaker_id=speaker if position % 4 == 0 else None,
                initiative_id=self.initiative,
                milestone_id=self._milestone(position),
                due_within_of_id=anchor and self._milestone(anchor),
                fold_position=seq,
                recorded_at=self.at,
                revision_id=self.revision,
            )

    def _evidence(self) -> Iterator[tuple[Model, Row]]:
        announced = PLACES[Statement]["announced_on"]
        days = [said[announced] for said in self.templates.statements[self.batch]]
        for place, row in evidence(self.index, self.batch, self.world.size.organisations):
            row.pk = self.world.next_key(type(row))
            row.statement_id = self._seq(self.batch * MILESTONES + place + 1)
            row.initiative_id, row.revision_id = self.initiative, self.revision
            row.announced_on = days[place]
            yield type(row), columns(row)

    def _versions(self) -> Iterator[tuple[Model, Row]]:
        for model, template, closed in self.templates.versions[self.batch]:
            row, place = template.copy(), PLACES[model]
            row[place["id"]] = self.world.next_key(model)
            row[place["recorded_from"]] = self.at
            if closed is not None:
                row[place["recorded_to"]] = stored(instant(self._revision_of(closed)))
            row[place["statement_id"]] = self._seq(template[place["statement_id"]])
            row[place["initiative_id"]] = self.initiative
            if model is MilestoneVersion:
                row[place["milestone_id"]] = self._milestone(template[place["milestone_id"]])
            yield model, row


DESCRIPTIVE = (Publisher, Person, Organisation, Indicator, Source, Initiative, Milestone)
MODELS = (
    *(model.history.model for model in DESCRIPTIVE),
    LatestRevision,
    Revision,
    Publisher,
    Person,
    Organisation,
    Indicator,
    Source,
    Initiative,
    InitiativeCountry,
    Milestone,
    Statement,
    InitiativeVersion,
    MilestoneVersion,
    Observation,
    Participation,
    Place,
    Change,
)
