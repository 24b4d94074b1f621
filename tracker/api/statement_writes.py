"""Recording, correcting and withdrawing statements over HTTP."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError as ModelError
from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from projects import recording
from projects.models import Statement
from sources.clock import day_of
from sources.revisions import Revision, revision
from tracker.api.auth import check, needs
from tracker.api.bodies import read
from tracker.api.editing import ReadBackMixin
from tracker.api.idempotency import once
from tracker.api.parsers import LARGEST
from tracker.api.problems import Conflict
from tracker.api.refusals import nested, pointed, problem_of
from tracker.api.statement_bodies import MEMBERS, StatementBody, StatementsBody, WithdrawalBody
from tracker.models import Scope

RECORDED = "Recorded over the API"
LARGEST_BULK = 8 * LARGEST

ANY_KIND = needs(Scope.RECORD)  # which permission it takes depends on what is sent
RECORDING = needs(Scope.RECORD, "projects.add_statement")
CORRECTING = needs(Scope.RECORD, "projects.change_statement")


class RecordedStatementsSchema(serializers.Serializer):
    """What was recorded together."""

    revision = serializers.IntegerField(help_text="The number of the revision that recorded it.")
    recorded_at = serializers.DateTimeField(help_text="When it was recorded.")
    ids = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="The statements by their names in addresses, in the order of the request.",
    )


class StatementWritesMixin(ReadBackMixin):
    """Statements are recorded and withdrawn, and never changed otherwise."""

    needed = {"create": ANY_KIND, "bulk": ANY_KIND, "withdraw": CORRECTING}

    @property
    def largest_body(self) -> int:
        """How many bytes of a body are read."""
        return LARGEST_BULK if self.action == "bulk" else LARGEST

    def record(self, request) -> Response:
        """The reply to a request to record or correct one statement."""
        data = request.data  # read before the key, which stands for it
        check_kinds(request, [data])

        def act() -> Response:
            with revision(request.user, RECORDED, savepoint=False) as under_way:
                entry = read(StatementBody, data, day=day_of(under_way.at))
                under_way.reason = entry.reason or RECORDED
                statement = written([entry])[0]
            return self.added(statement.uuid, under_way)

        return once(request, act)

    def record_many(self, request) -> Response:
        """The reply to a request to record several statements, all or none."""
        data = request.data
        listed = data.get("statements") if isinstance(data, dict) else None
        check_kinds(request, listed if isinstance(listed, list) else [])

        def act() -> Response:
            with revision(request.user, RECORDED, savepoint=False) as under_way:
                body = read(StatementsBody, data, day=day_of(under_way.at))
                under_way.reason = body.get("reason") or RECORDED
                statements = written(body["statements"], "/statements/{}")
            return Response(told_of(under_way, statements), status=HTTPStatus.CREATED)

        return once(request, act)

    def take_back(self, request, uuid: UUID) -> Response:
        """The reply to a request to withdraw a statement."""
        data = request.data

        def act() -> Response:
            with revision(request.user, RECORDED, savepoint=False) as under_way:
                statement = Statement.objects.filter(uuid=uuid).first()
                if statement is None:
                    raise Http404(f"There is no statement {uuid}.")
                under_way.reason = read(WithdrawalBody, data)["reason"]
                try:
                    recording.withdraw(statement, under_way.reason)
                except ModelError as error:
                    raise withdrawn_before(error) from error
            return self.read_back(uuid, under_way)

        return once(request, act)


def withdrawn_before(error: ModelError) -> Conflict:
    """The problem that a statement's withdrawal is when it is withdrawn already."""
    return Conflict([], error.messages[0])


def check_kinds(request, bodies: Iterable[Any]) -> None:
    """Raise `PermissionDenied` unless who asks may record, or correct, what is sent."""
    corrects = {isinstance(body, dict) and body.get("corrects") is not None for body in bodies}
    for kind in sorted(corrects):
        check(request, CORRECTING if kind else RECORDING)


def written(entries: Sequence[recording.Entry], at: str = "") -> list[Statement]:
    """The statements, recorded; `at` is where an entry stands in the body. Raises `BadBody`."""
    try:
        return recording.record_all(entries)
    except recording.RefusedError as error:
        raise problem_of(
            each
            for index, of_entry in error.errors.items()
            for each in pointed(nested(of_entry, MEMBERS), at.format(index))
        ) from error


def told_of(under_way: Revision, statements: Iterable[Statement]) -> dict[str, Any]:
    """What the reply to several statements says."""
    return {
        "revision": under_way.number,
        "recorded_at": under_way.at,
        "ids": [statement.uuid for statement in statements],
    }
