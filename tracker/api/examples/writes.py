"""Requests that write, and their replies: of a tracker that holds the seed data, a little later."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.http import Http404
from rest_framework.exceptions import APIException, NotAcceptable, UnsupportedMediaType

from projects import recording
from projects.models import Participation, Statement
from projects.seeds import read_seeds
from tracker.api import problems, statements
from tracker.api.auth import Needed, check
from tracker.api.bodies import Body, read
from tracker.api.editing_schema import IF_MATCH
from tracker.api.examples.asked import BASE, Asked, Example, as_json, refused, responded, too_long
from tracker.api.examples.tables import FIRST_REVISION, Rows, Tables
from tracker.api.examples.views import CLOCKS, DAY, INSTANT, InMemory, tables
from tracker.api.idempotency import HEADER, OtherRequest
from tracker.api.parsers import LARGEST, TooLarge
from tracker.api.preconditions import PreconditionFailed, PreconditionRequired
from tracker.api.refusals import refused as refused_by_model
from tracker.api.statement_bodies import MEMBERS, StatementBody, WithdrawalBody
from tracker.api.statement_writes import (
    LARGEST_BULK,
    StatementWritesMixin,
    told_of,
    withdrawn_before,
)
from tracker.api.throttling import TooManyError
from tracker.api.writes_schema import problems_of

LATER = INSTANT + timedelta(minutes=5)
STATEMENT = UUID("de330ba5-3f0e-41f3-aac2-ecb82ea49543")
NO_STATEMENT = UUID("00000000-0000-4000-8000-000000000000")
OF_A_DATA_CENTRE = UUID("53e53fea-9a29-4b38-860f-c8e845730937")
NEW = [UUID(f"7d1f0c52-8a3b-4d7e-9c64-{number:012x}") for number in (1, 2)]
WITHDRAWAL = {"reason": "Recorded twice."}
MISSPELT = {"source": None, "summary": " ", "due": "by the end of 2026", "sumary": "…"}


# Refusals that every write knows


def of_refusals(
    operation: str, method: str, path: str, in_path: Mapping[str, Any], needed: Needed, most: int
) -> Iterator[Example]:
    """What goes wrong whatever is written; `most` is how many bytes of a body are read."""
    address = BASE + path.format(**in_path)
    asking = Example(operation, address, None, in_path=in_path, method=method, scope=needed.scope)
    for each in (
        replace(asking, status=401, name="no_token", scope=""),
        replace(asking, status=403, name="token_to_read", scope="read"),
        replace(asking, status=406, name="html_asked_for", accept="text/html"),
        replace(asking, status=412, name="changed_since", headers={"If-Match": '"0-"'}),
        replace(asking, status=413, name="too_large"),
        replace(asking, status=415, name="not_json", headers={"Content-Type": "text/csv"}),
        replace(asking, status=422, name="key_of_another", headers={HEADER: "one"}, body={}),
        replace(asking, status=428, name="no_if_match"),
        replace(asking, status=429, name="too_many", again=True),
    ):
        if str(each.status) in problems_of(method, path):
            problem = refused(error_of(each, needed, most), address)
            yield replace(each, reply=problem)
    yield replace(asking, status=414, name="too_long", reply=too_long())
    problem = responded(problems.failed(Asked(address)))
    yield replace(asking, status=500, name="failure", reply=problem)
    problem = responded(problems.away(Asked(address)))
    yield replace(asking, status=503, name="database_away", reply=problem)


def error_of(example: Example, needed: Needed, most: int) -> APIException:
    """The error behind an example's status."""
    if example.status in (401, 403):
        token = SimpleNamespace(scope=example.scope) if example.scope else None
        return caught(lambda: check(SimpleNamespace(user=token, auth=token), needed))
    return {
        406: NotAcceptable(),
        412: PreconditionFailed(IF_MATCH["example"]),
        413: TooLarge(most),
        415: UnsupportedMediaType("text/csv"),
        422: OtherRequest(),
        428: PreconditionRequired(),
        429: TooManyError(1),
    }[example.status]


def caught(act) -> APIException:
    """The error that something ends in."""
    try:
        act()
    except APIException as error:
        return error
    raise AssertionError("An example of a refusal is not refused.")


def of_bad_body(asking: Example, body: type[Body], sent: Any) -> Example:
    """What is wrong with a body that names nothing."""
    problem = refused(caught(lambda: read(body, sent, day=DAY)), asking.address)
    return replace(asking, status=400, name="bad_body", body=sent, reply=problem)


# The tables a little later


def named(rows: Tables) -> dict[tuple, Model]:
    """Every row that a body may name, by model and slug."""
    return {
        (model, row.slug): row
        for model, of_model in rows.rows.items()
        for row in of_model.values()
        if hasattr(row, "slug")
    }


def recorded(rows: Tables, body: Mapping[str, Any]) -> Statement:
    """The statement that a body makes, put into the tables."""
    entry = read(StatementBody, body, day=DAY, found=named(rows))
    statement = entry.statement
    statement.seq = statement.fold_position = max(rows.rows[Statement]) + 1
    statement.recorded_at = LATER
    rows.add(statement)
    return statement


def fresh() -> Tables:
    """The seed data once more, to be written into."""
    return Tables(read_seeds(settings.BASE_DIR / "fixtures"), INSTANT)


def by_id(rows: Tables, uuid: UUID) -> Statement:
    """A statement by its name in addresses."""
    (row,) = rows.all(Statement).filter(uuid=uuid)
    return row


def shown(rows: Tables, uuid: UUID) -> Any:
    """What a GET of a statement is answered."""

    class Statements(InMemory, statements.StatementViewSet):
        clocks = replace(CLOCKS, recorded_as_of=LATER)

        def get_queryset(self) -> Rows:
            return rows.all(Statement)

    asked = Asked(f"{BASE}statements/{uuid}/")
    view = Statements(action="retrieve", detail=True, request=asked, kwargs={"id": uuid})
    return as_json(view.retrieve(asked, id=uuid).data)


# Bodies made of the seed data


def body_of(uuid: UUID, new: UUID) -> dict[str, Any]:
    """A body that would record a statement of the seed data, under another id."""
    row = by_id(tables(), uuid)
    texts = ("locator", "post", "summary", "phrase", "reading", "reason", "progress", "stage")
    linked = {name: getattr(row, name) for name in ("source", "speaker", "initiative", "milestone")}
    said = {
        "id": str(new),
        **{name: each.slug for name, each in linked.items() if each},
        **{name: getattr(row, name) for name in texts},
        **{"due": row.due_edtf, "met": row.met_edtf},
        "participations": [
            {"organisation": part.organisation.slug, "role": part.role}
            for part in tables().all(Participation).filter(statement=row.pk)
        ],
    }
    return {name: value for name, value in said.items() if value}


# Statements


def of_statements() -> Iterator[Example]:
    """The examples of recording and withdrawing."""
    yield from of_recording()
    yield from of_bulk()
    yield from of_withdrawing()


def asking_to(operation: str, path: str, in_path: Mapping[str, Any] | None = None) -> Example:
    """A POST by somebody with a token to record."""
    in_path = in_path or {}
    address = BASE + path.format(**in_path)
    return Example(operation, address, None, in_path=in_path, method="POST", scope="record")


def of_recording() -> Iterator[Example]:
    asking = asking_to("statements_create", "statements/")
    body, rows = body_of(STATEMENT, NEW[0]), fresh()
    recorded(rows, body)
    yield replace(asking, status=201, body=body, reply=shown(rows, NEW[0]))
    yield of_bad_body(asking, StatementBody, MISSPELT)
    again = body_of(STATEMENT, STATEMENT)
    error = refused_by_model(recording.taken(STATEMENT), MEMBERS)
    problem = refused(error, asking.address)
    yield replace(asking, status=409, name="id_is_taken", body=again, reply=problem)
    yield from refusals_of(asking, "create", "statements/", LARGEST)


def of_bulk() -> Iterator[Example]:
    asking = asking_to("statements_bulk", "statements/bulk/")
    bodies = [body_of(*pair) for pair in zip((STATEMENT, OF_A_DATA_CENTRE), NEW, strict=True)]
    under_way = SimpleNamespace(number=FIRST_REVISION + 1, at=LATER)
    made = [SimpleNamespace(uuid=uuid) for uuid in NEW]
    reply = as_json(told_of(under_way, made))
    yield replace(asking, status=201, body={"statements": bodies}, reply=reply)
    bad = {"statements": [{**MISSPELT, "summary": "…"}, 5]}
    yield of_bad_body(asking, statements.StatementsBody, bad)
    again = {"statements": [bodies[0], bodies[0]]}
    error = refused_by_model(recording.taken(NEW[0]), MEMBERS, "/statements/1")
    problem = refused(error, asking.address)
    yield replace(asking, status=409, name="id_is_taken", body=again, reply=problem)
    yield from refusals_of(asking, "bulk", "statements/bulk/", LARGEST_BULK)


def of_withdrawing() -> Iterator[Example]:
    path, rows = "statements/{id}/withdraw/", fresh()
    asking = asking_to("statements_withdraw", path, {"id": STATEMENT})
    wrong = by_id(rows, STATEMENT)
    wrong.withdrawn_at, wrong.withdrawal_reason = LATER, WITHDRAWAL["reason"]
    yield replace(asking, body=WITHDRAWAL, reply=shown(rows, STATEMENT))
    yield of_bad_body(asking, WithdrawalBody, {})
    missing = asking_to("statements_withdraw", path, {"id": NO_STATEMENT})
    problem = refused(Http404(f"There is no statement {NO_STATEMENT}."), missing.address)
    yield replace(missing, status=404, name="nothing_there", body=WITHDRAWAL, reply=problem)
    problem = refused(withdrawn_before(recording.withdrawn(STATEMENT)), asking.address)
    before = replace(asking, status=409, name="withdrawn_before", body=WITHDRAWAL, again=True)
    yield replace(before, reply=problem)
    yield from refusals_of(asking, "withdraw", path, LARGEST)


def refusals_of(asking: Example, action: str, path: str, most: int) -> Iterator[Example]:
    """What goes wrong whatever is said."""
    needed = StatementWritesMixin.needed[action]
    yield from of_refusals(asking.operation, "POST", path, asking.in_path, needed, most)
