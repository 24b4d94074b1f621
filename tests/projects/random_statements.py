"""Random statements, few enough in kind that they meet often, for property-based tests."""

from datetime import date, timedelta

from hypothesis import strategies as st

from projects import timeline
from projects.codes import Progress, Stage
from projects.models import InitiativeVersion, MilestoneVersion, Statement
from sources.dates import FIRST_DAY, DateRange
from tests.factories import statement

START = date(2025, 3, 1)
DAYS = [START + timedelta(days=days) for days in (0, 1, 2, 5, 9, 10, 20, 40)]
MILESTONES = 3

DEADLINES = [
    "2025-03-05",
    "2025-03",
    "../2025-03-31",
    "2025-03-10/2025-03-31",
    "2025-33",
    "2025-04",
    "2025/..",
    "2026/..",
    "2026",
    "../2026-12-31",
]
OFFSETS = ["P0D", "P5D", "P1M", "P1Y", "P9999Y"]
MET = ["2025-03", "2025-03-02", "../2025-03-06", "/2025-03-10", "2025-02/..", "2025~"]
STAGES = [Stage.PREPARATION, Stage.IMPLEMENTATION, Stage.CANCELLED, Stage.CANCELLED]


def of_a_deadline(others):
    """Fields that state a deadline, drop it, or say nothing of it."""
    return st.one_of(
        st.just({}),
        st.sampled_from(DEADLINES).map(lambda edtf: {"due": edtf}),
        st.tuples(st.sampled_from(OFFSETS), st.sampled_from([None, *others])).map(
            lambda within: {"within": within}
        ),
        st.just({"due_dropped": True}),
    )


def of_progress(day):
    """Fields that say a progress, or nothing of it."""
    begun = [edtf for edtf in MET if (DateRange.parse(edtf).earliest or day) <= day]
    said = st.sampled_from(list(Progress)).map(lambda progress: {"progress": progress})
    dated = st.sampled_from(begun).map(lambda edtf: {"progress": Progress.MET, "met": edtf})
    return st.one_of(st.just({}), said, dated)


@st.composite
def statements_said(draw, anchors=lambda milestone: range(milestone), stages=True):
    """What one statement says: a day, a milestone's number (None: the initiative), and fields.

    An anchor is one of `anchors(milestone)`; without more, one of a lower number, so that no cycle
    can be. Without `stages`, no stage is said.
    """
    day = draw(st.sampled_from(DAYS))
    milestone = draw(st.sampled_from([*range(MILESTONES), *range(MILESTONES), None]))
    fields = {}
    if milestone is not None:
        fields |= draw(of_a_deadline(anchors(milestone))) | draw(of_progress(day))
    if stages and (draw(st.integers(0, 4)) == 0 or milestone is None):
        fields["stage"] = draw(st.sampled_from(STAGES))
    return day, milestone, fields


def unsaved(said, source, initiative, milestones) -> Statement:
    """The statement that says what `statements_said` drew, of rows that there are."""
    day, number, fields = said
    if "within" in fields:
        offset, anchor = fields["within"]
        within = (offset, None if anchor is None else milestones[anchor])
        fields = {**fields, "within": within}
    about = initiative if number is None else milestones[number]
    return statement(about, day, source=source, **fields)


def days_of_interest(statements) -> list[date]:
    """Days on which answers may change, and those beside them."""
    turns = {said.announced_on for said in statements} | {date(2025, 3, 31), date(2026, 12, 31)}
    near = {turn + timedelta(days=days) for turn in turns for days in (-1, 0, 1)}
    return sorted(near | {date(2025, 3, 31) - timedelta(days=90), date(2026, 12, 31)})


def on(row: MilestoneVersion, day: date) -> dict:
    """What `projects.timeline` needs of a row to say how it stands on a day."""
    return {
        "standing": row.standing,
        "latest": row.due.latest if row.due else None,
        "provisional": row.provisional,
        "day": day,
    }


def of_meeting(row: MilestoneVersion) -> dict:
    """What it needs besides to say how late the row is."""
    return {
        "met_from": None if row.met_from == FIRST_DAY else row.met_from,
        "met_latest": row.met.latest if row.met else None,
    }


def lateness(row: MilestoneVersion, day: date):
    """How late a row is on a day, by the pure function."""
    evidence_on = None if row.evidence_on == FIRST_DAY else row.evidence_on
    return timeline.lateness(**on(row, day), **of_meeting(row), evidence_on=evidence_on)


def milestone_facts(row: MilestoneVersion, day: date) -> dict:
    """What a version says of its milestone on a day, as `naive.milestone_facts` has it."""
    named = ["progress", "due", "provisional", "baseline", "move", "met", "slip_days", "width_days"]
    named += ["restatements", "last_stated_on", "standing"]
    late = lateness(row, day)
    about = {name: value for name, value in on(row, day).items() if name != "provisional"}
    return {name: getattr(row, name) for name in named} | {
        "state": timeline.state(**on(row, day)),
        "lateness": late,
        "days_late": timeline.days_late(late, **about, **of_meeting(row)),
    }


def initiative_facts(row: InitiativeVersion) -> dict:
    """What a version says of its initiative, as `naive.initiative_facts` has it."""
    named = ["stage", "first_stated_on", "last_stated_on", "max_slip_days"]
    return {name: getattr(row, name) for name in named}
