"""The seed data in memory, as the tables hold it once it is loaded into an empty tracker.

The schema's examples are made of it, without a database. Rows get the keys that the database would
give them, in the order of `manage.py load_fixtures`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Self

from django.db.models import Model

from projects.models import InitiativeVersion, MilestoneVersion, Statement
from projects.projection import rows_of
from projects.seeds import Seeds

FIRST_REVISION = 1


class Tables:
    """Rows by model and key, recorded in one revision at one instant."""

    def __init__(self, seeds: Seeds, recorded_at: datetime) -> None:
        self.rows: dict[type[Model], dict[Any, Model]] = defaultdict(dict)
        for named in (
            *(seeds.publishers, seeds.people, seeds.organisations, seeds.indicators),
            *(seeds.sources, seeds.initiatives),
        ):
            self._add_all(named.values())
        self._add_all(seeds.countries)
        self._add_all(seeds.milestones.values())
        for seq, seed in enumerate(seeds.statements, 1):
            statement = seed.statement
            statement.seq = statement.fold_position = seq
            statement.recorded_at = recorded_at
            self.add(statement)
            statement.clean()
            for row in seed.evidence:
                row.statement, row.initiative = statement, statement.initiative
                row.follow()
                self.add(row)
                row.clean()
        self._fold(recorded_at)

    def _add_all(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self.add(row)

    def add(self, row: Model) -> None:
        of_model = self.rows[type(row)]
        if row.pk is None:
            row.pk = len(of_model) + 1
        for field in row._meta.concrete_fields:
            if not field.is_relation:
                setattr(row, field.attname, field.to_python(getattr(row, field.attname)))
            elif field.name == "revision":
                row.revision_id = FIRST_REVISION
            elif field.is_cached(row):
                # Takes over the key, which the linked row did not have when it was linked.
                setattr(row, field.name, getattr(row, field.name))
        of_model[row.pk] = row

    def _fold(self, recorded_at: datetime) -> None:
        statements = defaultdict(list)
        for statement in self.rows[Statement].values():
            statements[statement.initiative_id].append(statement)
        for initiative, about_it in statements.items():
            for row in rows_of(initiative, about_it):
                row.recorded_from = recorded_at
                self.add(row)

    def all(self, model: type[Model]) -> "Rows":
        """All rows of a model."""
        return Rows(self, list(self.rows[model].values()))

    def value(self, row: Model | None, path: str) -> Any:
        """What a row, or one that it links to, has in a column: `statement__source__slug`."""
        if row is None:
            return None
        name, _, rest = path.partition("__")
        if name == "pk":
            return row.pk
        field = row._meta.get_field(name)
        if field.auto_created and field.one_to_one:
            back = field.field.attname
            others = self.rows[field.related_model].values()
            found = next((other for other in others if getattr(other, back) == row.pk), None)
            return self.value(found, rest)
        held = getattr(row, field.attname)
        return self.value(self.rows[field.related_model].get(held), rest) if rest else held


class Rows:
    """Some rows, with as much of a queryset's ways as the views need for an example."""

    def __init__(self, tables: Tables, rows: list[Model], columns: tuple[str, ...] = ()) -> None:
        self.tables, self.rows, self.columns = tables, rows, columns

    def __iter__(self) -> Iterator[Any]:
        if not self.columns:
            yield from self.rows
            return
        for row in self.rows:
            yield {column: self.tables.value(row, column) for column in self.columns}

    def __getitem__(self, part: slice) -> Self:
        return self._with(self.rows[part])

    def _with(self, rows: list[Model]) -> Self:
        return type(self)(self.tables, rows, self.columns)

    def values(self, *columns: str) -> Self:
        """The same rows, as dictionaries of some columns."""
        return type(self)(self.tables, self.rows, columns)

    def where(self, condition: Callable[[Model], bool]) -> Self:
        """The rows that meet a condition."""
        return self._with([row for row in self.rows if condition(row)])

    def filter(self, *hints: Any, **conditions: Any) -> Self:
        """The rows that have certain values in certain columns, or one of some: `pk__in`.

        Hints help a database to plan, and every row meets them.
        """

        def has(row: Model, column: str, wanted: Any) -> bool:
            value = self.tables.value(row, column.removesuffix("__in"))
            return value in wanted if column.endswith("__in") else value == wanted

        return self.where(
            lambda row: all(has(row, column, wanted) for column, wanted in conditions.items())
        )

    def defer(self, *columns: str) -> Self:
        """The same rows, of which all is there already."""
        return self

    def order_by(self, *keys: Any) -> Self:
        """The rows by columns, descending behind a minus; those without a value come last."""
        rows = self.rows
        for key in reversed(keys):
            column, descending = _column(key)
            known = [row for row in rows if self.tables.value(row, column) is not None]
            unknown = [row for row in rows if self.tables.value(row, column) is None]
            known.sort(key=lambda row, by=column: self.tables.value(row, by), reverse=descending)
            rows = known + unknown
        return self._with(rows)

    def none(self) -> Self:
        """No rows."""
        return self._with([])

    def first(self) -> dict | None:
        """The first row, or None."""
        return next(iter(self), None)


def _column(key: Any) -> tuple[str, bool]:
    """The column of an ordering and whether it descends."""
    if isinstance(key, str):
        return key.removeprefix("-"), key.startswith("-")
    return key.expression.name, key.descending


def versions_on(tables: Tables, model: type[InitiativeVersion | MilestoneVersion], day) -> Rows:
    """The one version of each that was public on `day`."""
    return tables.all(model).where(lambda row: row.known_from <= day < row.known_to)
