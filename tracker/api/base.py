"""What every resource of the API shares: the two clocks, lists in pages, one row by its name."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from typing import Any, Self
from urllib.parse import quote_plus
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from sources import clock, compiled
from sources.inputs import Free
from sources.revisions import LatestRevision, one_moment
from tracker.api.as_of import Clocks, read_clocks, shorten
from tracker.api.conditional import ConditionalMixin
from tracker.api.filters import ConditionBackend, Conditions, meeting, refuse_unknown
from tracker.api.kept import Version
from tracker.api.languages import Telling, telling_of
from tracker.api.members import ALL, EXPANSIONS, Members, read_members, whole
from tracker.api.moments import InstantField
from tracker.api.pagination import Cut, KeysetPagination, KeysetPaginator
from tracker.api.rows import RowField, RowSerializer
from tracker.api.shaping import Shape, Told

Rows = list[dict]


@extend_schema_field({"type": "string", "format": "date"})
class AsOfField(RowField):
    """The day that an answer is as of."""

    def shape(self, name: str, told: Told) -> Shape:
        day = told.clocks.day
        return lambda row: day


class RecordedAsOfField(InstantField):
    """The instant that an answer's recording is as of."""

    columns = ()
    is_as_it_is = False

    def get_attribute(self, row: dict):
        return self.context["clocks"].recorded_as_of

    def shape(self, name: str, told: Told) -> Shape:
        instant = told.clocks.recorded_as_of
        return lambda row: instant


class ClockedSerializer(RowSerializer):
    """Says what an answer is as of: asked for again with both, it is the same."""

    as_of = AsOfField(help_text="The day the answer is as of.")
    recorded_as_of = RecordedAsOfField(help_text="The instant the recording is as of.")


class ClockedMixin(ConditionalMixin):
    """Reads the clocks before anything else, and answers from one moment of the database."""

    clocks: Clocks
    shows_states = False
    write_parameters: Collection[str] = ()  # neither clock: a write is of now

    @property
    def parameters(self) -> set[str]:
        """The query parameters that this view knows."""
        return {"as_of", "recorded_as_of"} | ({"due_soon_days"} if self.shows_states else set())

    def dispatch(self, request, *args, **kwargs):
        if request.method not in SAFE_METHODS:
            return super().dispatch(request, *args, **kwargs)
        with one_moment():
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not hasattr(self, request.method.lower()):
            return  # a method that there is not is refused as such, whatever the query
        if request.method not in SAFE_METHODS:
            refuse_unknown(request.query_params, self.write_parameters)
            return
        refuse_unknown(request.query_params, self.parameters)
        today = clock.today()
        latest = getattr(request._request, "newest", None) or LatestRevision.read()
        request._request.shows = Version.of(latest, today)
        self.clocks = read_clocks(request.query_params, latest.at)
        self.revalidate_data(request, latest, self.clocks.day)

    def get_serializer_context(self):
        context = {"clocks": getattr(self, "clocks", None), "telling": telling_of(self.request)}
        return super().get_serializer_context() | context


class RowViewSet(ClockedMixin, GenericViewSet):
    """A list of rows, and one row by its name, read as dictionaries of the columns needed.

    `orderings` maps the names that `ordering` takes to columns; `tie` are columns that no two rows
    of the list share. `keys` are columns that `attach` needs and the serializer does not.
    `expandable` are members that `expand` takes.
    """

    filter_backends = (ConditionBackend,)
    filterset_class = Conditions
    pagination_class = KeysetPagination
    detail_serializer_class: type[RowSerializer] | None = None
    orderings: dict[str, str] = {"slug": "slug"}
    default_ordering = "slug"
    tie: tuple[str, ...] = ("id",)
    keys: tuple[str, ...] = ()
    expandable: tuple[str, ...] = ()
    lookup_field = "slug"
    lookup_column = "slug"
    # Whether the SQL of its queries is kept: not where making one takes a query.
    keeps_sql = True

    @property
    def parameters(self) -> set[str]:
        of_rows = {"fields", "expand"} if self.expandable else {"fields"}
        if self.detail:
            return super().parameters | of_rows
        own = {*self.filterset_class.base_filters, *KeysetPaginator.parameters}
        return super().parameters | of_rows | own

    @property
    def revision_column(self) -> str:
        """The column with the number of the revision that last wrote the row."""
        way, dash, _ = self.lookup_column.rpartition("__")
        return f"{way}{dash}revision"

    def get_serializer_class(self):
        if self.action == "retrieve" and self.detail_serializer_class:
            return self.detail_serializer_class
        return self.serializer_class

    @cached_property
    def members(self) -> Members:
        """The members that the reply's rows have; raises `BadParameters`."""
        if self.request.method not in SAFE_METHODS:
            return ALL
        known = self.get_serializer_class().names()
        return read_members(self.request.query_params, known, self.expandable)

    @property
    def telling(self) -> Telling:
        """What tells the texts of the reply."""
        return telling_of(self.request)

    def columns(self) -> list[str]:
        """The columns that rows are made of."""
        expanded = (EXPANSIONS[name].column for name in self.members.expanded)
        return [*self.get_serializer_class().columns(self.members), *self.keys, *expanded]

    def linked(self, name: str, keys: set[int]) -> Mapping[int, Any]:
        """What a member is expanded to, by keys of rows."""
        return EXPANSIONS[name].read(keys, self.clocks)

    def expand(self, rows: list[dict]) -> None:
        """Put into rows, whole, what they link to and `expand` names."""
        for name in self.members.expanded:
            column = EXPANSIONS[name].column
            found = self.linked(name, {row[column] for row in rows} - {None})
            for row in rows:
                row[whole(name)] = found.get(row[column])

    def attach(self, rows: list[dict]) -> None:
        """Put into rows what comes from other queries: as many for one row as for many."""

    def attach_detail(self, row: dict) -> None:
        """Put into one row what only its detail has."""

    def list(self, request, *args, **kwargs):
        """One page of the list."""
        paginator = KeysetPaginator(
            self.queryset.model,
            request.query_params,
            self.orderings,
            self.default_ordering,
            self.tie,
        )
        values = self.filterset_class.read(request.query_params)

        def read(shape: Hashable, cut: Cut, place: Sequence | None) -> list[dict]:
            def build(clocks: Clocks, values: dict, place: Sequence | None) -> QuerySet:
                columns = dict.fromkeys([*self.columns(), *paginator.columns])
                return cut(self.meeting(values, clocks).values(*columns), place)

            inputs = self.filterset_class.inputs(values), Free(place)
            return self.read((shape, self.members), build, *inputs)

        page = paginator.page_read(read)
        self.attach(page.rows)
        self.expand(page.rows)
        shape = self.shaper()
        count = {}
        if paginator.count:
            count["count"] = self.meeting(values, self.clocks).count()
        return Response(
            {
                "as_of": self.clocks.day,
                "recorded_as_of": self.clocks.recorded_as_of,
                "next": page_url(request, self.clocks, page.next),
                "previous": page_url(request, self.clocks, page.previous),
                **count,
                "results": [shape(row) for row in page.rows],
            }
        )

    def retrieve(self, request, *args, **kwargs):
        """One row by its name."""

        def build(clocks: Clocks, name: str | int | UUID) -> QuerySet:
            columns = [*self.columns(), self.revision_column]
            return self.named(self.at(clocks).get_queryset(), name, columns)

        name = self.kwargs[self.lookup_field]
        has_nul = "\0" in str(name)  # which PostgreSQL takes in no text
        row = self.found(() if has_nul else self.read(("one", self.members), build, Free(name)))
        self.row_revision = row[self.revision_column]
        self.attach([row])
        self.attach_detail(row)
        self.expand([row])
        return Response(self.shaper()(row))

    def shaper(self) -> Shape:
        """What makes of a row what the reply holds."""
        told = Told(self.clocks, self.telling)
        return self.get_serializer_class().shaper(told, self.members)

    def one(self, rows: QuerySet, columns: Iterable[str]) -> dict:
        """The columns of the one row that the address names; raises `Http404`."""
        return self.found(self.named(rows, self.kwargs[self.lookup_field], columns))

    def named(self, rows: QuerySet, name: str | int | UUID, columns: Iterable[str]) -> QuerySet:
        """The columns of the row that has a name: one or none."""
        named = rows.none() if "\0" in str(name) else rows.filter(**{self.lookup_column: name})
        return named.order_by().values(*dict.fromkeys(columns))[:1]

    def found(self, rows: Iterable[dict]) -> dict:
        """The one row that there is; raises `Http404`."""
        for row in rows:
            return row
        name = shorten(str(self.kwargs[self.lookup_field]))
        raise Http404(f"There is no “{name}” as of {self.clocks.day}.")

    # Queries whose SQL is kept

    def at(self, clocks: Clocks) -> Self:
        """The same view with other clocks."""
        other = copy(self)
        other.clocks = clocks
        return other

    def meeting(self, values: Mapping[str, Any], clocks: Clocks) -> QuerySet:
        """The rows of the list that meet what is asked for."""
        rows = self.at(clocks).get_queryset()
        return meeting(rows, self.filterset_class.conditions(values, clocks))

    def read(self, shape: Hashable, build: Callable[..., QuerySet], *inputs: Any) -> Rows:
        """The rows of the query that `build` makes of the clocks and other inputs.

        `shape` is all else that it hangs on.
        """
        if not self.keeps_sql:
            return compiled.plain(build, self.clocks, *inputs)
        return compiled.rows((type(self), self.action, shape), build, self.clocks, *inputs)


def page_url(request, clocks: Clocks, cursor) -> str | None:
    """The address of another page of a list, which names both clocks; None without a cursor."""
    if cursor is None:
        return None
    parameters = request.query_params.dict() | {
        "as_of": clocks.day.isoformat(),
        "recorded_as_of": clocks.recorded_as_of.isoformat().replace("+00:00", "Z"),
        "cursor": str(cursor),
    }
    query = "&".join([f"{name}={_quoted(value)}" for name, value in parameters.items()])
    return request.build_absolute_uri(f"{request.path}?{query}")


# Most pages are asked for with the same few values; the names are ours, and need no quotes.
_quoted = lru_cache(maxsize=1024)(quote_plus)
