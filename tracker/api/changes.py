"""Changes: everything that was written, in the order of revisions, for mirrors to follow."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Model, Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.reverse import reverse

from projects.codes import ChangeResource
from sources.codes import ChangeAction
from sources.models import Change
from sources.revisions import NOTHING_YET
from tracker.api.as_of import Clocks, read_integer
from tracker.api.base import ClockedMixin
from tracker.api.mirrored import MIRRORED, rows_by_key
from tracker.api.moments import InstantField
from tracker.api.pagination import LARGEST_PAGE, LONGEST_CURSOR, PAGE_SIZE, parameter
from tracker.api.problems import BadParameters, ParameterError
from tracker.api.rows import CodeField, RowSerializer

COLUMNS = ("revision", "position", "revision__at", "action", "resource", "row", "key")
NO_CURSOR = (
    "This is no cursor of these changes; take it from `cursor` or `next` of a page, or leave it "
    "out to begin with the first change."
)
EVERYTHING = date.max  # what is recorded is public, or will be by itself


@dataclass(frozen=True)
class Reached:
    """How far a mirror has come: the last change that it has read, and the instant of that.

    The instant tells the changes of this tracker from those of another, or of the same one before
    an older copy of it was put back.
    """

    revision: int = 0
    position: int = 0
    at: datetime = NOTHING_YET

    def __str__(self) -> str:
        content = [self.revision, self.position, self.at.astimezone(UTC).isoformat()]
        packed = json.dumps(content, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()

    @classmethod
    def read(cls, text: str) -> "Reached":
        """What a cursor stands for, if it is written as we write it. Raises `ValueError`."""
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = json.loads(packed)
        if not isinstance(content, list) or [type(each) for each in content] != [int, int, str]:
            raise ValueError
        revision, position, at = content
        reached = cls(revision, position, datetime.fromisoformat(at))
        if not (0 <= revision < 2**63 and 0 <= position < 2**31) or str(reached) != text:
            raise ValueError
        return reached

    @property
    def behind(self) -> Q:
        """The changes that a mirror has not read yet."""
        later = Q(revision__gt=self.revision) | Q(position__gt=self.position)
        return Q(revision__gte=self.revision) & later  # the bound lets an index begin there


class ChangedSerializer(RowSerializer):
    """What one revision did to one row."""

    revision = serializers.IntegerField(help_text="The number of the revision.")
    at = InstantField(source="revision__at", help_text="The instant of the revision.")
    action = CodeField(ChangeAction, help_text="What was done to the row.")
    resource = CodeField(
        ChangeResource, help_text="What kind of row; the member of this name holds it."
    )
    key = serializers.CharField(
        help_text="Its name in addresses: the slug; of a statement, the id."
    )
    address = serializers.URLField(
        allow_null=True, help_text="Where it answers once it is public; null: it is deleted."
    )


ChangeSerializer = serializers.SerializerMetaclass(
    "ChangeSerializer",
    (ChangedSerializer,),
    {
        "__doc__": "What one revision did to one row, and the row as it is now.",
        **{
            resource.value: shown.serializer(
                allow_null=True,
                help_text=f"The {resource.value} as it is now; null if the change is of something "
                "else, or it is deleted.",
            )
            for resource, shown in MIRRORED.items()
        },
    },
)


class ChangesSerializer(serializers.Serializer):
    """Some changes, and how to go on."""

    results = ChangeSerializer(many=True, help_text="The changes, the oldest first.")
    next = serializers.URLField(
        allow_null=True, help_text="Where more of them are now; null: there are no more yet."
    )
    cursor = serializers.CharField(
        help_text="Where this page ends: keep it, and ask again `after` it, now or any time later."
    )


class ChangesView(ClockedMixin, GenericAPIView):
    """Everything that was written, in the order of revisions."""

    parameters = frozenset({"after", "page_size"})
    own_parameters = [
        parameter(
            "after",
            {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR},
            "Where to go on: the `cursor` of the page before. The first change if left out.",
        ),
        parameter(
            "page_size",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
            "How many changes a page has at most.",
        ),
    ]
    serializer_class = ChangesSerializer
    filter_backends = ()
    pagination_class = None
    queryset = Change.objects.none()

    @extend_schema(operation_id="changes_list", responses=ChangesSerializer)
    def get(self, request):
        """The changes behind a cursor."""
        after, size = self.asked(request.query_params)
        found = self.changes(after, size + 1)
        rows = found[:size]
        self.attach(rows)
        if rows:
            last = rows[-1]
            after = Reached(last["revision"], last["position"], last["revision__at"])
        page = {"results": rows, "next": None, "cursor": str(after)}
        if len(found) > size:
            parameters = request.query_params.copy()
            parameters["after"] = str(after)
            page["next"] = request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
        return Response(self.get_serializer(page).data)

    def get_serializer_context(self):
        clocks = getattr(self, "clocks", None)
        if clocks:
            clocks = Clocks(day=EVERYTHING, recorded=None, recorded_as_of=clocks.recorded_as_of)
        return super().get_serializer_context() | {"clocks": clocks}

    def asked(self, parameters) -> tuple[Reached, int]:
        """How far the mirror has come, and how many changes it wants; raises `BadParameters`."""
        errors = []
        size, after = PAGE_SIZE, Reached()
        try:
            size = read_integer(parameters.get("page_size", str(PAGE_SIZE)), 1, LARGEST_PAGE)
        except ValueError as error:
            errors.append(ParameterError("page_size", "invalid", str(error)))
        try:
            if "after" in parameters:
                after = Reached.read(parameters["after"])
            if not self.is_reached(after):
                raise ValueError
        except (ValueError, OverflowError, RecursionError):
            errors.append(ParameterError("after", "invalid", NO_CURSOR))
        if errors:
            raise BadParameters(errors)
        return after, size

    def attach(self, changes: list[dict]) -> None:
        """Put into each change its row, if that is still there, and its address."""
        rows = {}
        for resource in MIRRORED:
            if keys := {change["row"] for change in changes if change["resource"] == resource}:
                rows[resource] = rows_by_key(resource, keys, self.rows_of)
        for change in changes:
            resource = ChangeResource(change["resource"])
            row = rows[resource].get(change["row"])
            view = f"{MIRRORED[resource].collection}-detail"
            there = reverse(view, args=[change["key"]], request=self.request)
            change |= dict.fromkeys((each.value for each in MIRRORED), None)
            change |= {resource.value: row, "address": there if row else None}

    # What is asked of the tables

    def is_reached(self, after: Reached) -> bool:
        """Whether there is such a change."""
        if after == Reached():
            return True
        return Change.objects.filter(
            revision=after.revision, position=after.position, revision__at=after.at
        ).exists()

    def changes(self, after: Reached, most: int) -> list[dict]:
        """The first changes behind those that were read."""
        rows = Change.objects.filter(after.behind).order_by("revision_id", "position")
        return list(rows.values(*COLUMNS)[:most])

    def rows_of(self, model: type[Model]):
        """All rows of a model."""
        return model.objects.all()
