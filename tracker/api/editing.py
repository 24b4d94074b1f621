"""Adding, changing and deleting rows under their slugs: each is one revision, or nothing at all.

Replies to additions and changes are what a GET of the row would answer, tag and all. Changes and
deletions need `If-Match`, looked at under the lock that every write takes: of two editors who read
the same, the second is told.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.db import models, transaction
from django.http import Http404
from django.urls import reverse
from rest_framework.response import Response

from sources.codes import LANGUAGES
from sources.models import Slugged
from sources.revisions import Newest, Revision, revision
from tracker.api.as_of import shorten
from tracker.api.auth import Needed, WritableMixin, needs
from tracker.api.bodies import Body, read, text_values
from tracker.api.idempotency import once
from tracker.api.languages import telling_of
from tracker.api.named_bodies import REASON_LENGTH
from tracker.api.preconditions import IfMatch, PreconditionFailed, if_match
from tracker.api.problems import BadParameters, Conflict, ParameterError
from tracker.api.refusals import refused
from tracker.models import Scope

ADDED, CHANGED, DELETED = (f"{done} over the API" for done in ("Added", "Changed", "Deleted"))
# Texts by language, and what their columns begin with.
TEXTS = {"names": "name", "summaries": "summary"}
MEMBERS = {
    f"{prefix}_{language}": f"{member}/{language}"
    for member, prefix in TEXTS.items()
    for language in LANGUAGES
} | {"__all__": "names"}


class ReadBackMixin(WritableMixin):
    """Rows that are written over the API, and shown as a GET then shows them."""

    def added(self, slug: str, under_way: Revision) -> Response:
        """The reply to a request that has added a row, by the revision under way."""
        reply = self.read_back(slug, under_way)
        reply.status_code = HTTPStatus.CREATED
        address = reply.renderer_context["request"].path
        reply.headers["Location"] = self.request.build_absolute_uri(address)
        return reply

    def read_back(self, slug: str, under_way: Revision) -> Response:
        """The reply to a GET of a row, behind what a revision has written; raises `Http404`."""
        newest = Newest(under_way.number, under_way.at) if under_way.is_kept else None
        reply = self.reading(slug, newest)
        if reply.status_code != HTTPStatus.OK:
            raise Http404(reply.data["detail"])
        return reply

    def reading(self, slug: str, newest: Newest | None = None) -> Response:
        """What a GET of a row is answered, with the headers of this request.

        `newest` is the newest revision, if that is known.
        """
        asked = copy(self.request._request)
        asked.telling = telling_of(self.request)  # so that this reply says its languages
        asked.newest = newest
        asked.method, asked.path = "GET", self.address(slug)
        asked.path_info = asked.path
        asked.META = {
            name: value for name, value in asked.META.items() if not name.startswith("HTTP_IF_")
        } | {"QUERY_STRING": "", "PATH_INFO": asked.path, "REQUEST_METHOD": "GET"}
        asked.environ = asked.META  # which the query is read from
        asked.__dict__.pop("GET", None)
        return _reader(type(self), self.basename)(asked, **{self.lookup_field: slug})

    def address(self, slug: str) -> str:
        """Where a row is read."""
        return reverse(f"{self.basename}-detail", kwargs={self.lookup_field: slug})


@lru_cache
def _reader(view: type[ReadBackMixin], basename: str) -> Callable[..., Response]:
    """The view that shows a row; made once, as that sets attributes of its class."""
    return view.as_view({"get": "retrieve"}, basename=basename, detail=True)


def edits(body: type[Body], patch_body: type[Body]) -> dict[str, type[Body]]:
    """What requests to add and to change a row say, by action."""
    return {"create": body, "partial_update": patch_body}


class EditableMixin(ReadBackMixin):
    """Rows that are added, changed and deleted over the API.

    `bodies` has what requests say, by action. `called` has the members that are columns of another
    name. `begins` are the permissions that adding takes beside that to add a row.
    """

    bodies: Mapping[str, type[Body]]
    called: Mapping[str, str] = {}
    begins: tuple[str, ...] = ()

    @property
    def model(self) -> type[Slugged]:
        """The rows that are written; a list may be of their versions."""
        return self.queryset.model

    @property
    def needed(self) -> dict[str, Needed]:
        """What each write takes."""

        def to(verb: str) -> str:
            return f"{self.model._meta.app_label}.{verb}_{self.model._meta.model_name}"

        return {
            "create": needs(Scope.MANAGE, to("add"), *self.begins),
            "partial_update": needs(Scope.MANAGE, to("change")),
            "destroy": needs(Scope.MANAGE, to("delete")),
        }

    @property
    def write_parameters(self) -> set[str]:
        """The query parameters that a write knows."""
        return {"change_reason"} if self.action == "destroy" else set()

    def get_serializer_class(self):
        if self.action in self.bodies:
            return self.detail_serializer_class  # what the reply shows
        return super().get_serializer_class()

    def create(self, request, *args, **kwargs):
        """Add a row."""
        data = request.data  # read before the key, which stands for it
        return once(request, lambda: self.add(request, data))

    def add(self, request, data: Any) -> Response:
        """The reply to a request to add a row, once that is done."""
        with revision(request.user, ADDED, savepoint=False) as under_way:
            values = read(self.bodies["create"], data)
            under_way.reason = values.pop("change_reason", None) or ADDED
            slug = self.make(values).slug
        return self.added(slug, under_way)

    @transaction.atomic
    def partial_update(self, request, *args, **kwargs):
        """Change a row."""
        means, data = if_match(request), request.data
        with revision(request.user, CHANGED, savepoint=False) as under_way:
            row = self.row_meant(means)
            values = read(self.bodies["partial_update"], data)
            under_way.reason = values.pop("change_reason", None) or CHANGED
            self.change(row, values)
        return self.read_back(row.slug, under_way)

    @transaction.atomic
    def destroy(self, request, *args, **kwargs):
        """Delete a row."""
        means = if_match(request)
        with revision(request.user, reason_of(request) or DELETED, savepoint=False):
            row = self.row_meant(means)
            if hanging := row.hanging():
                raise Conflict([], cannot_go(row, hanging))
            row.delete()
        return Response(status=HTTPStatus.NO_CONTENT)

    # What is written

    def make(self, values: dict) -> Slugged:
        """Save a new row of the values of a body."""
        row = self.model(**self.columns_of(values))
        self.save(row)
        return row

    def change(self, row: Slugged, values: dict) -> None:
        """Change a row to the values of a body; nothing is saved where nothing differs."""
        new = {
            name: value
            for name, value in self.columns_of(values).items()
            if getattr(row, name) != value
        }
        if new:
            for name, value in new.items():
                setattr(row, name, value)
            self.save(row)

    def save(self, row: Slugged, at: str = "") -> None:
        """Save a row, or raise what its model refuses as a problem with pointers.

        `at` is where the row stands in the body.
        """
        own = {column: member for member, column in self.called.items()}
        try:
            row.full_clean(exclude=["revision"])
        except ModelError as error:
            for each in error.error_dict.get("slug", ()):
                if each.code == "unique":
                    each.message = is_taken(row)
            raise refused(error, MEMBERS | own, at) from error
        row.save()

    def columns_of(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The columns that values of a body stand for; a text that there is not is empty."""
        found: dict[str, Any] = {}
        for name, value in values.items():
            if name in TEXTS:
                found |= text_values(TEXTS[name], value)
            else:
                found[self.called.get(name, name)] = "" if value is None else value
        return found

    # What is read

    def row_meant(self, means: IfMatch) -> Slugged:
        """The row of the address; raises `Http404`, or `PreconditionFailed` if it was changed."""
        slug = self.kwargs[self.lookup_field]
        row = None if "\0" in slug else self.model.objects.filter(slug=slug).first()
        if row is None:
            raise Http404(is_missing(slug))
        if not means.allows(row.revision_id):
            reading = self.reading(slug)
            raise PreconditionFailed(reading.headers.get("ETag", f'"{row.revision_id}-"'))
        return row


def reason_of(request) -> str | None:
    """Why something is deleted; raises `BadParameters`."""
    text = request.query_params.get("change_reason", "").strip()
    if "\0" in text or len(text) > REASON_LENGTH:
        told = f"Give up to {REASON_LENGTH} characters, without null characters."
        raise BadParameters([ParameterError("change_reason", "invalid", told)])
    return text


def is_missing(slug: str) -> str:
    """What is said where there is no row of a slug."""
    return f"There is no “{shorten(slug)}”."


def is_taken(row: Slugged) -> str:
    """Why a new row can't have its slug, in words."""
    return f"There is a row of that name already: {row._meta.verbose_name} “{row.slug}”."


def cannot_go(row: Slugged, hanging: Mapping[type[models.Model], int]) -> str:
    """Why a row is not deleted, in words."""
    return f"“{row.slug}” is not deleted, as others hang on it: {', '.join(counted(hanging))}."


def counted(hanging: Mapping[type[models.Model], int]) -> Iterable[str]:
    """How many rows of each kind, in words."""
    for model, count in hanging.items():
        names = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
        yield f"{count} {names}"
