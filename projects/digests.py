"""What lists say of initiatives beside their versions: how milestones stand, the lead, countries.

Gathered for any day and instant from versions, statements and countries. For the present it is
kept as well: a write brings the rows of what it changes up to date, in its own transaction.
"""

from bisect import insort
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db.models import Aggregate, Case, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from projects.codes import Role
from projects.models import (
    Initiative,
    InitiativeCountry,
    InitiativeVersion,
    MilestoneVersion,
    Participation,
)
from projects.models.digests import Digest
from projects.models.versions import LAST
from projects.stands import PROVISIONAL, SETTLED, UNSCHEDULED, Stand, text_of, token
from sources import compiled, row_writes
from sources.clock import day_of
from sources.dates import LAST_DAY
from sources.inputs import Free
from sources.revisions import current, writing

BATCH = 500


# Gathering


class Listed(Aggregate):
    """The texts of a group's rows with a space between them, in no order."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


class Joined(Func):
    """Texts, none of them null, one behind the other."""

    output_field = TextField()
    template, arg_joiner = "(%(expressions)s)", " || "


def _token() -> Case:
    """What `projects.stands.token` makes of a version."""
    day, key, colon = Cast("due_latest", TextField()), Cast("milestone", TextField()), Value(":")
    promised = Joined(day, colon, key, colon, "due_edtf")
    return Case(
        *(When(standing=standing, then=Value(letter)) for standing, letter in SETTLED.items()),
        When(due_latest=LAST_DAY, then=Value(UNSCHEDULED)),
        When(provisional=True, then=Joined(Value(PROVISIONAL), promised)),
        default=promised,
        output_field=TextField(),
    )


def stands(day: date, recorded: datetime | None, initiatives: list[int]) -> dict[int, str]:
    """How the milestones of initiatives stand; those without any are left out."""
    rows = compiled.rows(_stands, _stands, day, recorded, Free(initiatives))
    return {row["initiative"]: text_of(row["stands"].split()) for row in rows}


def _stands(day: date, recorded: datetime | None, initiatives: list[int]) -> QuerySet:
    versions = MilestoneVersion.objects.as_of(day, recorded).filter(initiative__in=initiatives)
    return versions.order_by().values("initiative").annotate(stands=Listed(_token(), Value(" ")))


def leads(day: date, recorded: datetime | None, initiatives: list[int]) -> QuerySet:
    """Who was said to lead initiatives: of each, what was said last comes last."""
    said = Participation.objects.public(day, recorded)
    of_day = ("statement__announced_on", "statement__fold_position", "statement__seq")
    # In one statement the first of several leads counts.
    return said.filter(initiative__in=initiatives, role=Role.LEAD).order_by(*of_day, "-pk")


def countries(initiatives: list[int]) -> dict[int, list[str]]:
    """The countries of initiatives, by code."""
    codes: dict[int, list[str]] = {key: [] for key in initiatives}
    for row in compiled.rows(_countries, _countries, Free(initiatives)):
        codes[row["initiative"]].append(row["country"])
    return codes


def _countries(initiatives: list[int]) -> QuerySet:
    rows = InitiativeCountry.objects.filter(initiative__in=initiatives).order_by("country")
    return rows.values("initiative", "country")


def _gathered(day: date, initiatives: Collection[int]) -> Iterator[Digest]:
    """The rows, unsaved, that there should be of some initiatives; `day` is today's."""
    keys = sorted(initiatives)
    public = InitiativeVersion.objects.filter(LAST, initiative__in=keys).order_by("initiative")
    stood, concerned = stands(day, None, keys), countries(keys)
    led = dict(leads(day, None, keys).values_list("initiative", "organisation"))
    for key in public.values_list("initiative", flat=True):
        yield Digest(
            initiative_id=key,
            stands=stood.get(key, ""),
            organisation_id=led.get(key),
            countries=" ".join(concerned[key]),
        )


# Keeping


def move(initiative: int, before: Iterable[Stand], after: Iterable[Stand]) -> None:
    """Let the row of an initiative follow, of which some versions are about to be others."""
    try:
        (row,) = compiled.rows(_kept, _kept, Free(initiative))
        tokens = row["stands"].split()
        for stand in before:
            tokens.remove(token(stand))
    except ValueError:  # there is no row yet, or a wrong one
        settle_at_end(initiative)
        return
    for stand in after:
        insort(tokens, token(stand))
    writing()
    row_writes.update(Digest, [initiative], stands=" ".join(tokens))


def _kept(initiative: int) -> QuerySet:
    return Digest.objects.filter(pk=initiative).order_by().values("stands")


def settle(initiative: int) -> None:
    """Gather the row of an initiative anew, within the revision under way."""
    kept = Digest.objects.filter(pk=initiative)
    there, wanted = list(map(_content, kept)), list(_gathered(day_of(current().at), [initiative]))
    if there == list(map(_content, wanted)):
        return
    kept.delete()
    Digest.objects.bulk_create(wanted)


def settle_at_end(initiative: int) -> None:
    """Let the row of an initiative be gathered once, behind all else that its revision does."""
    current().at_end.setdefault((settle, initiative), lambda: settle(initiative))


def recount() -> None:
    """Gather all rows anew, within the revision under way."""
    Digest.objects.all().delete()
    for keys in _batches():
        Digest.objects.bulk_create(_gathered(day_of(current().at), keys))


def differences(day: date) -> list[str]:
    """Where what is kept is not what there is on `day`, a line each; nothing if none is kept."""
    if not Digest.objects.exists():
        return []
    lines = []
    for keys in _batches():
        kept = {row.pk: _content(row) for row in Digest.objects.filter(pk__in=keys)}
        wanted = {row.pk: _content(row) for row in _gathered(day, keys)}
        slugs = dict(Initiative.objects.filter(pk__in=keys).values_list("pk", "slug"))
        lines += [
            f"{slugs[key]}: its digest is wrong" for key in keys if kept.get(key) != wanted.get(key)
        ]
    return lines


def _batches() -> Iterator[list[int]]:
    keys = list(Initiative.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _content(row: Digest) -> tuple:
    return row.pk, row.stands, row.organisation_id, row.countries
