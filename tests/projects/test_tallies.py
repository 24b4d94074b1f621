"""The counts of initiatives and milestones: what is kept of them, and what is counted anew."""

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
import time_machine as travelling
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, router
from django.utils.connection import ConnectionDoesNotExist
from hypothesis import given, settings
from hypothesis import strategies as st

from projects import kept, recording, tallies
from projects.codes import Sector, State
from projects.models import (
    Initiative,
    InitiativeCountry,
    InitiativeVersion,
    MilestoneVersion,
    Participation,
    Statement,
    Tally,
    TallyMember,
)
from projects.timeline import DUE_SOON_DAYS, state
from sources.clock import today
from sources.dates import LAST_DAY
from sources.revisions import LatestRevision, revision
from tests.factories import (
    InitiativeFactory,
    MilestoneFactory,
    OrganisationFactory,
    SourceFactory,
    statement,
)
from tests.projects.random_statements import MILESTONES, statements_said
from tests.recorded import correct, make, record, rolled_back, withdraw
from tests.tracker.worlds import part

DAY = date(2026, 1, 15)
WRITTEN = datetime(2026, 1, 20, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _then(time_machine):
    time_machine.move_to(WRITTEN)


def plainly(day, recorded=None, due_soon_days=DUE_SOON_DAYS) -> dict:
    """The counts of every group, tallied row by row."""
    public = InitiativeVersion.objects.as_of(day, recorded).select_related("initiative")
    groups = defaultdict(set)
    for version in public:
        groups["all", ""].add(version.initiative_id)
        groups["sector", version.initiative.sector].add(version.initiative_id)
        for row in version.initiative.countries.all():
            groups["country", row.country].add(version.initiative_id)
    for row in Participation.objects.public(day, recorded):
        groups["organisation", str(row.organisation_id)].add(row.initiative_id)
    stands = defaultdict(list)
    for row in MilestoneVersion.objects.as_of(day, recorded):
        latest = None if row.due_latest == LAST_DAY else row.due_latest
        of_row = {"standing": row.standing, "latest": latest, "provisional": row.provisional}
        stands[row.initiative_id].append(state(**of_row, day=day, due_soon_days=due_soon_days))
    return {
        group: [
            len(members),
            *(sum(stands[member].count(one) for member in members) for one in State),
        ]
        for group, members in groups.items()
    }


def count(group=("all", ""), day=None) -> dict:
    """What is kept of a group, by name, without what there is none of."""
    counts = tallies.kept(day or today()).get(group, [])
    return {name: n for name, n in zip(Tally.COUNTS, counts, strict=False) if n}


def recount() -> None:
    with revision(None, "counted"):
        tallies.recount()


# By property

# On how many days after the one before a revision is, and what it does.
EDITS = st.one_of(
    st.tuples(st.just("sector"), st.sampled_from([Sector.SPACE, Sector.COMMUNICATIONS])),
    st.tuples(st.just("countries"), st.sets(st.sampled_from(["KZ", "UZ", "AZ"]))),
    st.tuples(st.just("clear countries"), st.none()),
)
SAID = statements_said(anchors=lambda milestone: range(MILESTONES))
PARTS = st.sets(st.integers(0, 2), max_size=2)
OPERATIONS = st.one_of(
    st.tuples(st.just("record"), st.tuples(SAID, PARTS)),
    st.tuples(st.just("record"), st.tuples(SAID, PARTS)),
    st.tuples(st.just("correct"), st.tuples(SAID, PARTS)),
    st.tuples(st.just("withdraw"), st.none()),
    EDITS,
)
WRITES = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 30, 95, 200]),
        st.lists(st.tuples(OPERATIONS, st.integers(0, 9)), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)
BEGUN = date(2025, 4, 12)  # behind all days on which something is said


class World:
    """Two initiatives and all that happens to them."""

    def __init__(self):
        self.initiatives = InitiativeFactory.create_batch(2)
        self.milestones = {
            initiative: MilestoneFactory.create_batch(MILESTONES, initiative=initiative)
            for initiative in self.initiatives
        }
        self.organisations = OrganisationFactory.create_batch(3)
        self.source = SourceFactory(published_on=BEGUN)

    def perform(self, operation, which):
        (kind, asked), live = operation, list(Statement.objects.live().order_by("seq"))
        initiative = self.initiatives[which % 2]
        if kind == "sector":
            Initiative.objects.filter(pk=initiative.pk).update(sector=asked)
        elif kind == "countries":
            there = set(initiative.countries.values_list("country", flat=True))
            for code in asked - there:
                InitiativeCountry(initiative=initiative, country=code).save()
        elif kind == "clear countries":
            InitiativeCountry.objects.filter(initiative=initiative).delete()
        elif kind == "withdraw" and live:
            recording.withdraw(live[which % len(live)], "recorded wrongly")
        elif kind == "record":
            recording.record(*self.said(initiative, *asked))
        elif kind == "correct" and live:
            wrong = live[which % len(live)]
            right, evidence = self.said(wrong.initiative, *asked)
            recording.correct(wrong, right, "recorded wrongly", evidence)

    def said(self, initiative, said, parts):
        (day, milestone, fields), milestones = said, self.milestones[initiative]
        if "within" in fields:
            offset, anchor = fields["within"]
            fields = {**fields, "within": (offset, None if anchor is None else milestones[anchor])}
        about = initiative if milestone is None else milestones[milestone]
        evidence = [Participation(organisation=self.organisations[n], role="lead") for n in parts]
        return statement(about, day, source=self.source, **fields), evidence


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(WRITES)
def test_what_is_kept_is_what_there_is(writes):
    begun = datetime.combine(BEGUN, time(6), UTC)
    with rolled_back(), travelling.travel(begun, tick=False) as clock:
        with revision(None, "what is tracked"):
            world = World()
        instants = []
        for days, operations in writes:
            clock.shift(timedelta(days=days))
            for operation, which in operations:
                # Deadlines that would wait for each other are refused.
                with suppress(ValidationError), revision(None, "a write"):
                    world.perform(operation, which)
                assert not kept.differences(today())
            instants.append(LatestRevision.read().at)

        for later, soon in ((0, 90), (0, 0), (1, 90), (40, 90), (100, 7), (400, 200)):
            day = today() + timedelta(days=later)
            found = tallies.kept(day, soon)
            assert found in (None, plainly(day, None, soon))
        for instant in instants:
            for day in (BEGUN - timedelta(days=20), BEGUN, BEGUN + timedelta(days=250)):
                assert tallies.counted(day, instant) == plainly(day, instant)
                assert tallies.counted(day, None, 30) == plainly(day, None, 30)


# One by one


def test_nothing_is_kept_before_the_first_statement(initiative):
    assert tallies.kept(today()) is None


def test_a_statement_moves_the_counts_of_its_initiative_s_groups(milestone):
    record(milestone, DAY, due="2027", evidence=[part()])
    (organisation,) = Participation.objects.values_list("organisation", flat=True)
    assert count() == {"initiatives": 1, "scheduled": 1}

    record(milestone, DAY, progress="met")

    for group in (
        ("all", ""),
        ("sector", "communications"),
        ("organisation", str(organisation)),
    ):
        assert count(group) == {"initiatives": 1, "met": 1}


def test_a_deadline_that_keeps_its_state_moves_no_count(milestone, django_assert_num_queries):
    record(milestone, DAY, due="2027")
    unsaved = statement(milestone, DAY, due="2028", source=make(SourceFactory))

    with django_assert_num_queries(22), revision(None, "test"):
        recording.record(unsaved)

    assert count() == {"initiatives": 1, "scheduled": 1}


def test_days_that_go_by_are_reckoned_with_when_asked(milestone):
    record(milestone, DAY, due="../2026-04-20")

    assert count(day=date(2026, 1, 20))["due_soon"] == 1
    assert count(day=date(2026, 4, 20))["due_soon"] == 1
    assert count(day=date(2026, 4, 21))["overdue"] == 1


def test_a_write_brings_what_is_kept_to_its_own_day(milestone, time_machine):
    record(milestone, DAY, due="../2026-05-20")
    other = make(MilestoneFactory)
    time_machine.move_to(datetime(2026, 6, 1, tzinfo=UTC))

    record(other, DAY)

    assert set(Tally.objects.values_list("day", flat=True)) == {today()}
    assert Tally.objects.get(grouping="all").overdue == 1
    assert not tallies.differences(today())


def test_a_day_before_the_last_word_is_not_answered_from_what_is_kept(milestone):
    record(milestone, date(2026, 1, 18))
    record(milestone, DAY)

    assert tallies.kept(date(2026, 1, 19)) is None  # a day before the counts' own
    recount()
    assert tallies.kept(date(2026, 1, 17)) is None


def test_an_initiative_changes_its_groups(milestone):
    record(milestone, DAY)
    initiative = milestone.initiative
    initiative.sector = Sector.SPACE

    make(initiative.save)
    make(lambda: InitiativeCountry(initiative=initiative, country="KZ").save())

    assert count(("sector", "communications")) == {}
    assert count(("sector", "space")) == {"initiatives": 1, "unscheduled": 1}
    assert count(("country", "KZ")) == {"initiatives": 1, "unscheduled": 1}


def test_countries_that_are_written_or_deleted_together_are_counted(milestone):
    record(milestone, DAY)
    rows = [
        InitiativeCountry(initiative=milestone.initiative, country=code) for code in ("KZ", "UZ")
    ]

    make(lambda: InitiativeCountry.objects.bulk_create(rows))
    assert count(("country", "UZ"))["initiatives"] == 1

    make(lambda: InitiativeCountry.objects.filter(country="UZ").delete())
    assert count(("country", "UZ")) == {}
    assert count(("country", "KZ"))["initiatives"] == 1


def test_who_took_part_by_a_withdrawn_statement_takes_part_no_more(milestone):
    record(milestone, DAY)
    organisation = make(OrganisationFactory)
    wrong = record(milestone, DAY, evidence=[part(organisation=organisation)])
    assert count(("organisation", str(organisation.pk)))["initiatives"] == 1

    correct(wrong)

    assert count(("organisation", str(organisation.pk))) == {}


def test_an_initiative_of_which_nothing_is_left_is_counted_no_more(milestone):
    only = record(milestone, DAY)
    record(make(MilestoneFactory), DAY)

    withdraw(only)

    assert count() == {"initiatives": 1, "unscheduled": 1}
    assert TallyMember.objects.filter(initiative=milestone.initiative).count() == 0


def test_a_group_has_one_tally_and_an_initiative_is_in_it_once(milestone):
    record(milestone, DAY)
    tally, member = Tally.objects.get(grouping="all"), TallyMember.objects.first()

    with pytest.raises(IntegrityError), rolled_back():
        make(lambda: Tally(grouping="all", day=tally.day).save())
    with pytest.raises(IntegrityError), rolled_back():
        make(lambda: TallyMember(initiative=member.initiative, tally=member.tally).save())


# Rebuilding


@pytest.fixture
def miscounted(milestone):
    record(milestone, DAY)
    with revision(None, "tampering"):
        Tally.objects.filter(grouping="all").update(met=7)
        TallyMember.objects.filter(tally__grouping="sector").delete()


def test_a_check_finds_counts_that_are_wrong(miscounted):
    told = StringIO()

    with pytest.raises(CommandError, match="What is kept of initiatives is wrong"):
        call_command("rebuild_versions", "--check", stdout=told)

    first, second = told.getvalue().splitlines()
    assert first == "all: met is 7 and should be 0"
    assert second.endswith(": counted wrongly in sector communications")


def test_a_rebuilding_counts_anew(miscounted):
    told = StringIO()

    call_command("rebuild_versions", stdout=told)

    assert told.getvalue().endswith("What is kept was made anew.\n")
    assert not tallies.differences(today())


def test_the_first_write_counts_what_was_there_before(milestone):
    record(milestone, DAY)
    make(lambda: TallyMember.objects.all().delete())
    make(lambda: Tally.objects.all().delete())
    assert tallies.kept(today()) is None

    record(make(MilestoneFactory), DAY)

    assert count() == {"initiatives": 2, "unscheduled": 2}


def test_counts_are_asked_of_the_database_that_reads_go_to(db, monkeypatch):
    monkeypatch.setattr(router, "db_for_read", lambda model, **hints: "elsewhere")

    with pytest.raises(ConnectionDoesNotExist, match="elsewhere"):
        tallies.counted(DAY)
