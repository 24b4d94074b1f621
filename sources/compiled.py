"""Queries whose SQL is kept: the ORM writes it once, later askings bind their values only.

A query is given as a function of its inputs that makes a queryset of dictionaries. Inputs are free,
which is to say only bound, or they are part of the query's shape; `sources.inputs` says which are
which. The SQL is kept by shape.

Which parameter of the SQL is which input is found by rehearsal: the query is made twice with other
free inputs, nothing of which is run, and the parameters that move are those inputs, or a day that
lies as many days before or behind one. What is found is held against the query of the real inputs
before it is used. A shape in which a parameter moves in some other way is not kept; nor is one that
is asked for once only.

So a query may not take another form for one free value than for the next, but for None and the
first and last days there are, which are part of the shape.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import repeat
from threading import Lock
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet

from sources.converted import reader
from sources.inputs import gather, other, spread
from sources.prepared import is_by_key, preparing

MOST_SHAPES = 500
PLACE = re.compile("(?<!%)%s")  # of a parameter in SQL, as Django's SQLite knows it
PLAIN_TEXT = re.compile("[A-Za-z0-9_:. -]*")  # means nothing between quotes but itself


# What is kept of a query


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a parameter that a leaf is bound to, once it is written for the database."""

    place: int
    leaf: int
    write: Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Written:
    """A query as the ORM wrote it: its SQL, None where it can have no rows, and its parameters."""

    sql: str | None
    params: tuple = ()
    names: tuple[str, ...] = ()
    readers: tuple[tuple[int, Callable[[Any], Any]], ...] = ()
    is_by_key: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A query of one shape, for one database."""

    written: Written
    slots: tuple[Slot, ...]

    def bind(self, leaves: Sequence) -> list:
        """The parameters of the SQL; raises `OverflowError` for a day that there is not."""
        params = list(self.written.params)
        for slot in self.slots:
            leaf = leaves[slot.leaf]
            params[slot.place] = slot.write(leaf) if slot.write else leaf
        return params

    def found(self, connection, leaves: Sequence) -> list[tuple]:
        """The rows as the database gives them."""
        if self.written.sql is None:
            return []
        if self.written.is_by_key or not self.written.params:
            cursor_of = preparing(connection)
        else:
            cursor_of = connection.cursor
        with cursor_of() as cursor:
            cursor.execute(self.written.sql, self.bind(leaves))
            return cursor.fetchall()

    def ask(self, connection, leaves: Sequence) -> list[dict]:
        """The rows, by the names of their columns."""
        names, readers = self.written.names, self.written.readers
        found = self.found(connection, leaves)
        # Behind the names is what is only ordered by. No loop of ours: there are many rows.
        rows = list(map(dict, map(zip, repeat(names), found)))
        for name, read in readers:
            for row in rows:
                if (value := row[name]) is not None:
                    row[name] = read(value)
        return rows

    def tuples(self, connection, leaves: Sequence) -> list[tuple]:
        """The rows, without the names of their columns."""
        if self.written.readers:
            return _nameless(self.ask(connection, leaves))
        wide = len(self.written.names)
        return [row[:wide] for row in self.found(connection, leaves)]


@dataclass(slots=True)
class Shape:
    """What is known of the queries of one shape; in `kept`, None for what can't be kept."""

    model: type
    kept: dict[tuple[str, str], Kept | None] = field(default_factory=dict)


_shapes: OrderedDict[Hashable, Shape] = OrderedDict()
_lock = Lock()


def rows(name: Hashable, build: Callable[..., QuerySet], *inputs: Any) -> list[dict]:
    """The rows of the query that `build` makes of the inputs.

    `name` says which query it is: two of one name differ in their inputs only.
    """
    return _asked(Kept.ask, list, name, build, inputs)


def tuples(name: Hashable, build: Callable[..., QuerySet], *inputs: Any) -> list[tuple]:
    """The same rows without the names of their columns: where there are thousands of them."""
    return _asked(Kept.tuples, _nameless, name, build, inputs)


def _nameless(rows: Iterable[dict]) -> list[tuple]:
    return [tuple(row.values()) for row in rows]


def _asked(
    ask: Callable[[Kept, Any, Sequence], list],
    plainly: Callable[[QuerySet], list],
    name: Hashable,
    build: Callable[..., QuerySet],
    inputs: Sequence,
) -> list:
    leaves: list = []
    key = (name, *[spread(each, leaves) for each in inputs])
    with _lock:
        shape = _shapes.get(key)
        if shape is not None:
            _shapes.move_to_end(key)
    if shape is None:
        made = _made(build, inputs, leaves)
        with _lock:
            _shapes[key] = Shape(made.model)
            if len(_shapes) > MOST_SHAPES:
                _shapes.popitem(last=False)
        return plainly(made)
    alias = router.db_for_read(shape.model)
    connection = connections[alias]
    place = (alias, connection.vendor)
    if place not in shape.kept:
        shape.kept[place] = rehearsed(build, inputs, leaves, alias)
    if (kept := shape.kept[place]) is None:
        return plainly(_made(build, inputs, leaves))
    try:
        return ask(kept, connection, leaves)
    except OverflowError:
        return plainly(_made(build, inputs, leaves))


def plain(build: Callable[..., QuerySet], *inputs: Any) -> list[dict]:
    """The same rows, with nothing kept."""
    leaves: list = []
    for each in inputs:
        spread(each, leaves)
    return list(_made(build, inputs, leaves))


def forget() -> None:
    """Keep nothing of what was asked."""
    with _lock:
        _shapes.clear()


def shapes() -> dict[Hashable, list[Kept | None]]:
    """What is kept, by name and shape."""
    with _lock:
        return {key: list(shape.kept.values()) for key, shape in _shapes.items()}


def _made(build: Callable[..., QuerySet], inputs: Sequence, leaves: Iterable) -> QuerySet:
    left = iter(leaves)
    return build(*[gather(each, left) for each in inputs])


# Rehearsal


def rehearsed(build: Callable[..., QuerySet], inputs: Sequence, leaves: list, alias: str):
    """What can be kept of a query; None if that is nothing."""
    real = written(_made(build, inputs, leaves), alias)
    others = [[other(leaf, n, r) for n, leaf in enumerate(leaves)] for r in range(2)]
    moved = [written(_made(build, inputs, each), alias) for each in others]
    if real is None or any(each is None or each.sql != real.sql for each in moved):
        return None
    slots = []
    for place, params in enumerate(zip(*(each.params for each in moved), strict=True)):
        if _same(*params):
            if not _same(params[0], real.params[place]):
                return None
            continue
        slot = _slot(place, params, others, alias)
        if slot is None:
            return None
        slots.append(slot)
    kept = Kept(real, tuple(slots))
    bound = kept.bind(leaves)
    if not all(_same(*pair) for pair in zip(bound, real.params, strict=True)):
        return None
    return spelled_out(kept, alias)


def spelled_out(kept: Kept, alias: str) -> Kept:
    """The same query, with values that are never another written into its SQL.

    SQLite looks at the values of parameters to know whether a partial index will do, so it plans
    the query again whenever such a one is bound. That takes more time than most queries do. And
    PostgreSQL keeps a plan only where it hangs on no value that it knows.
    """
    spell = getattr(connections[alias], "spelled", _plain_text)
    written = kept.written
    if written.sql is None:
        return kept
    first, *pieces = PLACE.split(written.sql)
    if len(pieces) != len(written.params):
        return kept
    bound = {slot.place for slot in kept.slots}
    sql, params, places = [first], [], {}
    for place, (param, piece) in enumerate(zip(written.params, pieces, strict=True)):
        if place not in bound and (text := spell(param)) is not None:
            sql += text, piece
        else:
            places[place] = len(params)
            params.append(param)
            sql += "%s", piece
    slots = tuple(replace(slot, place=places[slot.place]) for slot in kept.slots)
    return Kept(replace(written, sql="".join(sql), params=tuple(params)), slots)


def _plain_text(param: Any) -> str | None:
    """A text as SQL has it, None if it is none or not a plain one."""
    is_plain = isinstance(param, str) and PLAIN_TEXT.fullmatch(param)
    return f"'{str.__str__(param)}'" if is_plain else None


def written(queryset: QuerySet, alias: str) -> Written | None:
    """How the ORM writes a query of dictionaries; None if its rows need more than is done here."""
    query, connection = queryset.query, connections[alias]
    if queryset._db is not None or query.combinator:
        return None
    compiler = query.get_compiler(alias)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return Written(None)
    columns = [selected[0] for selected in compiler.select[: compiler.col_count]]
    if compiler.has_composite_fields(columns):
        return None
    names = tuple(
        query.selected or (*query.extra_select, *query.values_select, *query.annotation_select)
    )
    readers = (
        (names[place], reader(converters, expression, connection))
        for place, (converters, expression) in compiler.get_converters(columns).items()
    )
    readers = tuple(each for each in readers if each[1])
    return Written(sql, tuple(params), names, readers, is_by_key(query))


def _same(one: Any, another: Any) -> bool:
    return type(one) is type(another) and one == another


def _slot(place: int, params: Sequence, others: Sequence[list], alias: str) -> Slot | None:
    """What a parameter is that was these in the rehearsals."""
    for number, leaf in enumerate(others[0]):
        for write in _ways(leaf, params[0], alias):
            told = [write(each[number]) if write else each[number] for each in others]
            if all(_same(*pair) for pair in zip(told, params, strict=True)):
                return Slot(place, number, write)
    return None


def _ways(leaf: Any, param: Any, alias: str) -> Iterator[Callable[[Any], Any] | None]:
    """The ways in which a leaf can have become a parameter; None: it is that itself."""
    connection = connections[alias]
    if isinstance(leaf, datetime):
        yield partial(_instant, alias)
    elif isinstance(leaf, date):
        if (day := _day(param)) is not None:
            shift, is_text = day.toordinal() - leaf.toordinal(), isinstance(param, str)
            if shift:
                yield partial(_shifted, shift, is_text)
            else:
                yield str if is_text else None
    elif isinstance(leaf, UUID):
        yield None if connection.features.has_native_uuid_field else _hex
    elif isinstance(leaf, int) and isinstance(param, int) and type(param) is not int:
        yield type(param)  # psycopg tells sizes apart
    else:
        yield None


def _instant(alias: str, value: datetime) -> Any:
    return connections[alias].ops.adapt_datetimefield_value(value)


def _shifted(days: int, is_text: bool, value: date) -> Any:
    day = value + timedelta(days=days)
    return str(day) if is_text else day


def _hex(value: UUID) -> str:
    return value.hex


def _day(param: Any) -> date | None:
    if type(param) is date:
        return param
    try:
        return date.fromisoformat(param) if isinstance(param, str) and len(param) == 10 else None
    except ValueError:
        return None
