"""How many initiatives there are, and how their milestones stand: in all, and by group.

Counted for any day and instant from the versions. For the present the counts are kept as well: a
write moves them in its own transaction by what it changed, and a day that goes by moves them by
the deadlines that it brings near or lets pass.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connections, router
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from projects import timeline
from projects.codes import Standing, State
from projects.models import (
    Initiative,
    InitiativeCountry,
    InitiativeVersion,
    MilestoneVersion,
    Participation,
    Statement,
)
from projects.models.tallies import Grouping, Tally, TallyMember
from projects.models.versions import state_is
from projects.stands import Stand
from projects.timeline import DUE_SOON_DAYS
from sources import compiled
from sources.clock import day_of
from sources.dates import LAST_DAY
from sources.revisions import current

Group = tuple[str, str]  # a grouping and the key of one group of it
Counts = list[int]  # as `Tally.COUNTS` names them
ALL: Group = (Grouping.ALL.value, "")
BATCH = 2000
# What time alone makes of a milestone that is running and has a last day.
TURNING = (State.OVERDUE, State.DUE_SOON, State.UNSCHEDULED, State.SCHEDULED)


# Counting


def counted(
    day: date, recorded: datetime | None = None, due_soon_days: int = DUE_SOON_DAYS
) -> dict[Group, Counts]:
    """The counts of every group that has an initiative, from the versions."""
    connection = connections[router.db_for_read(MilestoneVersion)]
    members, of_members = _compiled(_memberships(day, recorded), connection)
    stood, of_stood = _compiled(
        MilestoneVersion.objects.as_of(day, recorded)
        .order_by()
        .values_list("initiative_id")
        .annotate(**_in_states(State, day, due_soon_days)),
        connection,
    )
    sums = ", ".join(f"COALESCE(SUM(stood.{state.value}), 0)" for state in State)
    columns = ", ".join(state.value for state in State)
    asked = (
        # The names of columns are ours; what is asked for is bound.
        f"WITH member (initiative, grouping, key) AS ({members}), "  # noqa: S608 (as said)
        f"stood (initiative, {columns}) AS ({stood}) "
        f"SELECT grouping, key, COUNT(*), {sums} FROM member "
        "LEFT JOIN stood ON stood.initiative = member.initiative GROUP BY grouping, key"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, (*of_members, *of_stood))
        return {
            (grouping, key): [int(count) for count in counts]
            for grouping, key, *counts in cursor.fetchall()
        }


def _compiled(rows: QuerySet, connection) -> tuple[str, tuple]:
    return rows.query.get_compiler(connection=connection).as_sql()


def _in_states(states: Iterable[State], day: date, due_soon_days: int, prefix: str = "") -> dict:
    """Counts of versions by state on a day, named as the states are."""
    return {
        f"{prefix}{state.value}": Count("pk", filter=state_is(state, day, due_soon_days))
        for state in states
    }


def _memberships(
    day: date, recorded: datetime | None = None, initiative: int | None = None
) -> QuerySet:
    """Rows of initiative, grouping and key: of all that is public on `day`, or of one."""
    of_one = {} if initiative is None else {"initiative": initiative}
    public = InitiativeVersion.objects.as_of(day, recorded).filter(**of_one)
    countries = InitiativeCountry.objects.filter(
        **of_one, initiative__in=public.values("initiative")
    )
    # Who takes part in what is not public has no public statement.
    parts = Participation.objects.public(day, recorded).filter(**of_one)
    return _grouped(public, Grouping.ALL, Value("", CharField())).union(
        _grouped(public, Grouping.SECTOR, F("initiative__sector")),
        _grouped(countries, Grouping.COUNTRY, F("country")),
        _grouped(parts, Grouping.ORGANISATION, Cast("organisation", CharField())).distinct(),
        all=True,
    )


def _grouped(rows: QuerySet, grouping: Grouping, key) -> QuerySet:
    named = {"grouping": Value(grouping.value, CharField()), "key": key}
    return rows.order_by().annotate(**named).values_list("initiative_id", "grouping", "key")


# What is kept


def kept(
    day: date, due_soon_days: int = DUE_SOON_DAYS, most: int | None = None
) -> dict[Group, Counts] | None:
    """The counts of every group that has an initiative, as recorded now and brought to a day.

    `most`: of the organisations only so many, those with most initiatives, and of equal ones by
    slug. None where counts are not kept, or say something else than what was known on that day.
    """
    rows = compiled.tuples(_kept, _kept, most)
    if not rows or rows[0][1] > day or compiled.rows(_later, _later, day):
        return None
    counts = {tally: numbers for tally, _, _, _, *numbers in rows}
    for tally, moves in _turned(rows[0][1], day, due_soon_days):
        for name, number in moves.items() if tally in counts else ():
            counts[tally][Tally.COUNTS.index(name)] += number
    return {
        (grouping, key): counts[tally] for tally, _, grouping, key, *_ in rows if counts[tally][0]
    }


def _kept(most: int | None) -> QuerySet:
    """All that is kept, or all but the smaller organisations."""
    rows = Tally.objects.order_by()
    if most is not None:
        organisations = rows.filter(grouping=Grouping.ORGANISATION)
        largest = organisations.order_by("-initiatives", "organisation__slug").values("pk")[:most]
        rows = rows.filter(~Q(grouping=Grouping.ORGANISATION) | Q(pk__in=largest))
    return rows.values("pk", "day", "grouping", "key", *Tally.COUNTS)


def _later(day: date) -> QuerySet:
    """A statement that was announced behind a day, if there is one."""
    return Statement.objects.announced_after(day).order_by().values("pk")[:1]


def _turned(since: date, day: date, due_soon_days: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Which counts moved because days went by, or another line is asked for, by tally."""
    for first, last in _spans(since, day, due_soon_days):
        turned = (
            MilestoneVersion.objects.as_of(day)
            .filter(standing=Standing.RUNNING, due_latest__gte=first, due_latest__lte=last)
            .filter(initiative__tallied__isnull=False)
            .order_by()
            .values_list("initiative__tallied__tally")
            .annotate(
                **_in_states(TURNING, since, DUE_SOON_DAYS, "before_"),
                **_in_states(TURNING, day, due_soon_days, "after_"),
            )
        )
        for tally, *numbers in turned:
            before, after = numbers[: len(TURNING)], numbers[len(TURNING) :]
            yield (
                tally,
                {
                    state.value: now - then
                    for state, then, now in zip(TURNING, before, after, strict=True)
                    if now != then
                },
            )


def _spans(since: date, day: date, due_soon_days: int) -> list[tuple[date, date]]:
    """Last days of deadlines, from the first to the last, that stand otherwise than they stood."""
    near = sorted(
        min(start.toordinal() + days, LAST_DAY.toordinal() - 1)
        for start, days in ((since, DUE_SOON_DAYS), (day, due_soon_days))
    )
    passed = (since.toordinal(), day.toordinal() - 1)
    nearer = (max(near[0] + 1, passed[1] + 1), near[1])  # what passed is counted as such
    return [
        (date.fromordinal(first), date.fromordinal(last))
        for first, last in (passed, nearer)
        if first <= last
    ]


# Moving what is kept


def move(day: date, initiative: int, before: Iterable[Stand], after: Iterable[Stand]) -> None:
    """Let the counts, kept as of `day`, follow an initiative whose versions become others."""
    moves: Counter[str] = Counter()
    for stands, sign in ((before, -1), (after, 1)):
        for _, standing, latest, provisional, _ in stands:
            state = timeline.state(
                standing=Standing(standing),
                latest=None if latest == LAST_DAY else latest,
                provisional=provisional,
                day=day,
            )
            moves[state.value] += sign
    if any(moves.values()):
        _move(Tally.objects.filter(members__initiative=initiative), moves)


def _move(tallies: QuerySet, moves: Mapping[str, int], sign: int = 1) -> None:
    tallies.update(**{name: F(name) + sign * number for name, number in moves.items() if number})


def day_kept() -> date | None:
    """The day that the kept counts are of, which is today's from now on; None if none are kept."""
    found = compiled.rows(_of_all, _of_all)
    day = found[0]["day"] if found else None
    today = day_of(current().at)
    if day is None or day >= today:
        return day
    for tally, moves in _turned(day, today, DUE_SOON_DAYS):
        _move(Tally.objects.filter(pk=tally), moves)
    Tally.objects.update(day=today)
    return today


def _of_all() -> QuerySet:
    return Tally.objects.filter(grouping=Grouping.ALL).order_by().values("day")[:1]


def settle(initiative: int) -> None:
    """Let an initiative be counted in those groups to which it belongs now."""
    day = day_kept()
    if day is None:
        return
    had = {
        (grouping, key): tally
        for grouping, key, tally in TallyMember.objects.filter(initiative=initiative).values_list(
            "tally__grouping", "tally__key", "tally"
        )
    }
    has = {(grouping, key) for _, grouping, key in _memberships(day, initiative=initiative)}
    if had.keys() == has:
        return
    stands = MilestoneVersion.objects.as_of(day).filter(initiative=initiative)
    moves = {"initiatives": 1, **stands.aggregate(**_in_states(State, day, DUE_SOON_DAYS))}
    left = [tally for group, tally in had.items() if group not in has]
    if left:
        TallyMember.objects.filter(initiative=initiative, tally__in=left).delete()
        _move(Tally.objects.filter(pk__in=left), moves, -1)
    for group in has - had.keys():
        tally, _ = Tally.objects.get_or_create(
            grouping=group[0], key=group[1], defaults={"day": day, **_linked(group)}
        )
        TallyMember(initiative_id=initiative, tally=tally).save(force_insert=True)
        _move(Tally.objects.filter(pk=tally.pk), moves)


def _linked(group: Group) -> dict[str, Any]:
    grouping, key = group
    return {"organisation_id": int(key)} if grouping == Grouping.ORGANISATION else {}


def settle_at_end(initiative: int) -> None:
    """Let an initiative's groups be looked at once, behind all else that its revision does."""
    current().at_end.setdefault((settle, initiative), lambda: settle(initiative))


def recount() -> None:
    """Count all anew, within the revision under way, as of its day."""
    day = day_of(current().at)
    TallyMember.objects.all().delete()
    Tally.objects.all().delete()
    counts = {ALL: [0] * len(Tally.COUNTS)} | counted(day)
    tallies = Tally.objects.bulk_create(
        Tally(
            grouping=group[0],
            key=group[1],
            day=day,
            **_linked(group),
            **dict(zip(Tally.COUNTS, numbers, strict=True)),
        )
        for group, numbers in sorted(counts.items())
    )
    keys = {(tally.grouping, tally.key): tally.pk for tally in tallies}
    TallyMember.objects.bulk_create(
        (
            TallyMember(initiative_id=initiative, tally_id=keys[grouping, key])
            for initiative, grouping, key in _memberships(day)
        ),
        batch_size=BATCH,
    )


def differences(day: date) -> list[str]:
    """Where what is kept is not what there is on `day`, a line each; nothing if none is kept."""
    found = kept(day)
    if found is None:
        return []
    wanted = counted(day)
    none = [0] * len(Tally.COUNTS)
    lines = [
        f"{' '.join(filter(None, group))}: {name} is {one} and should be {other}"
        for group in sorted(found.keys() | wanted.keys())
        for name, one, other in zip(
            Tally.COUNTS, found.get(group, none), wanted.get(group, none), strict=True
        )
        if one != other
    ]
    members = TallyMember.objects.values_list("initiative", "tally__grouping", "tally__key")
    wrong = set(members) ^ set(_memberships(day))
    slugs = Initiative.objects.in_bulk({initiative for initiative, *_ in wrong})
    return lines + sorted(
        f"{slugs[initiative].slug}: counted wrongly in {' '.join(filter(None, group))}"
        for initiative, *group in wrong
    )
