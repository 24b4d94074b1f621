"""Keyset pages: they neither skip nor repeat rows, and cost the same at any depth.

A cursor holds the values of one row in the order of the list, and whether the page goes on behind
that row or ends before it. The links of a page name both clocks, so that the pages of one walk all
show the same moment.
"""

import base64
import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Model, QuerySet
from rest_framework.pagination import BasePagination

from tracker.api.as_of import read_flag, read_integer
from tracker.api.keys import Key, Part, parts, read, written
from tracker.api.problems import BadParameters, ParameterError

PAGE_SIZE = 50
LARGEST_PAGE = 200
LONGEST_CURSOR = 1000

# Makes of the rows of a list those of one page that lie in one part of it, behind a place.
Cut = Callable[[QuerySet, Sequence | None], QuerySet]


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the list and ordering it belongs to, and one row's values in it."""

    belongs: str
    values: tuple
    backward: bool = False

    def __str__(self) -> str:
        content = [self.belongs, self.backward, *map(written, self.values)]
        packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()

    @classmethod
    def read(cls, text: str, belongs: str, keys: Sequence[Key]) -> "Cursor":
        """The cursor that a text stands for. Raises `ValueError`."""
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = json.loads(packed)
        if not isinstance(content, list) or len(content) != len(keys) + 2:
            raise ValueError
        if content[0] != belongs or not isinstance(content[1], bool):
            raise ValueError
        values = (read(key, value) for key, value in zip(keys, content[2:], strict=True))
        return cls(belongs, tuple(values), content[1])


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the cursors of the pages beside it."""

    rows: list[dict]
    next: Cursor | None
    previous: Cursor | None


class KeysetPaginator:
    """Reads `ordering`, `page_size` and `cursor`, and cuts the page that they ask for."""

    parameters = ("ordering", "page_size", "cursor", "count")

    def __init__(
        self,
        model: type[Model],
        parameters: Mapping[str, str],
        orderings: Mapping[str, str],
        default: str,
        tie: Sequence[str],
    ) -> None:
        errors: list[ParameterError] = []
        ordering = parameters.get("ordering", default)
        columns = _columns(ordering, orderings, errors)
        self.belongs = f"{model._meta.model_name}:{ordering}"
        self.keys = [Key.of(model, column) for column in (*columns, *_tied(columns, tie))]
        self.page_size = _read(errors, parameters, "page_size", _read_page_size) or PAGE_SIZE
        self.cursor = _read(errors, parameters, "cursor", self._read_cursor) if not errors else None
        self.count = bool(_read(errors, parameters, "count", read_flag))
        if errors:
            raise BadParameters(errors)

    @property
    def columns(self) -> list[str]:
        """The columns that a row needs so that a cursor can name its place."""
        return [key.column for key in self.keys]

    def page(self, rows: QuerySet) -> Page:
        """The page of a queryset of dictionaries that the request asks for."""
        return self.page_read(lambda shape, cut, place: list(cut(rows, place)))

    def page_read(self, read: Callable[[Hashable, Cut, Sequence | None], list[dict]]) -> Page:
        """The page that the request asks for, of rows that are read by parts.

        `read` is given a cut, the place behind which it begins, None for the first rows, and all
        else that the cut hangs on.
        """
        backward = self.cursor.backward if self.cursor else False
        found: list[dict] = []
        for number, part, place in self._parts(backward):
            left = self.page_size + 1 - len(found)
            cut = partial(self._cut, part, backward, left)
            found += read((self.belongs, number, backward, left), cut, place)
            if len(found) > self.page_size:
                break
        more, found = len(found) > self.page_size, found[: self.page_size]
        if backward:
            found.reverse()
        has_next = bool(found) and (more or backward)
        has_previous = bool(found) and (more if backward else self.cursor is not None)
        return Page(
            found,
            self._cursor(found[-1], backward=False) if has_next else None,
            self._cursor(found[0], backward=True) if has_previous else None,
        )

    def _parts(self, backward: bool) -> Iterator[tuple[int, Part, tuple | None]]:
        """What lies beyond the cursor, part by part, in the direction of reading.

        Each with its number, and with the place in it that the cursor names.
        """
        left = list(enumerate(parts(self.keys)))
        if backward:
            left.reverse()
        place = self.cursor.values if self.cursor else None
        for number, part in left:
            if place is not None and not part.holds(place):
                continue  # it lies on the other side of the cursor
            yield number, part, place
            place = None

    def _cut(self, part: Part, backward: bool, most: int, rows: QuerySet, place) -> QuerySet:
        """The first rows of a part, or the first beyond a place in it."""
        reached = part.rows
        if self.cursor is None and (hint := self.keys[0].hint):
            rows = rows.filter(hint)
        if place is not None:
            reached &= part.beyond(place, backward)
        ordered = rows.order_by(*(key.ordering(backward) for key in part.keys))
        return (ordered.filter(reached) if reached else ordered)[:most]

    def _cursor(self, row: Mapping, *, backward: bool) -> Cursor:
        return Cursor(self.belongs, tuple(row[column] for column in self.columns), backward)

    def _read_cursor(self, text: str) -> Cursor:
        try:
            return Cursor.read(text, self.belongs, self.keys)
        except (ValueError, RecursionError):
            raise ValueError(
                "This is no cursor of this list in this ordering; take it from the `next` or "
                "`previous` address of a page, or leave it out for the first page."
            ) from None


def _columns(text: str, orderings: Mapping[str, str], errors: list[ParameterError]) -> list[str]:
    columns = []
    for name in text.split(","):
        column = orderings.get(name.removeprefix("-"))
        if column is None:
            known = ", ".join(orderings)
            errors.append(
                ParameterError(
                    "ordering",
                    "unknown_value",
                    f"Order by one or more of: {known}; with a minus before it, from the last.",
                )
            )
            break
        if column in (known.removeprefix("-") for known in columns):
            errors.append(ParameterError("ordering", "repeated", f"“{name}” stands there twice."))
            break
        columns.append(f"-{column}" if name.startswith("-") else column)
    return columns


def _tied(columns: Sequence[str], tie: Sequence[str]) -> list[str]:
    """Columns that part what others leave equal, in the direction of the last of those."""
    named = {column.removeprefix("-") for column in columns}
    sign = "-" if columns and columns[-1].startswith("-") else ""
    return [f"{sign}{column}" for column in tie if column not in named]


def _read(errors: list[ParameterError], parameters: Mapping[str, str], name: str, reader):
    try:
        return reader(parameters[name]) if name in parameters else None
    except ValueError as error:
        errors.append(ParameterError(name, "invalid", str(error)))
        return None


def _read_page_size(text: str) -> int:
    return read_integer(text, 1, LARGEST_PAGE)


class KeysetPagination(BasePagination):
    """What a page looks like, for the schema; `KeysetPaginator` makes it."""

    def get_paginated_response_schema(self, schema: dict) -> dict:
        """The envelope of every list."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["as_of", "recorded_as_of", "next", "previous", "results"],
            "properties": {
                "as_of": {
                    "type": "string",
                    "format": "date",
                    "description": "The day the list is as of.",
                },
                "recorded_as_of": {
                    "type": "string",
                    "format": "date-time",
                    "description": "The instant the recording is as of.",
                },
                "next": address | {"description": "The page behind; null on the last."},
                "previous": address | {"description": "The page before; null on the first."},
                "count": {"type": "integer", "description": "All rows, with `count=true` only."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view) -> list[dict]:
        """The parameters of every list."""
        names = [name for known in view.orderings for name in (known, f"-{known}")]
        ordering = {
            "type": "array",
            "items": {"type": "string", "enum": names},
            "minItems": 1,
            "uniqueItems": True,
        }
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
        return [
            parameter(
                "ordering",
                ordering | {"default": [view.default_ordering]},
                "What to order by, from the last with a minus; several with commas. Rows without "
                "a value come last, either way.",
            ),
            parameter("page_size", size, "How many rows a page has at most."),
            parameter(
                "cursor",
                {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR},
                "A place in the list, from `next` or `previous`.",
            ),
            parameter(
                "count", {"type": "boolean", "default": False}, "Whether to count all rows too."
            ),
        ]


def parameter(name: str, schema: dict, description: str) -> dict:
    """A query parameter as OpenAPI has it; several values stand with commas between them."""
    described = {"name": name, "in": "query", "description": description, "schema": schema}
    if schema["type"] == "array":
        described |= {"style": "form", "explode": False}
    return described
