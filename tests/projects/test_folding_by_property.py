"""The fold against a naive one, over random statements; no database."""

from hypothesis import given, settings
from hypothesis import strategies as st

from projects import projection
from projects.models import InitiativeVersion, MilestoneVersion, Statement
from tests.projects import naive
from tests.projects.random_statements import (
    MILESTONES,
    days_of_interest,
    initiative_facts,
    milestone_facts,
    statements_said,
)


def unsaved(seq, day, milestone, fields) -> Statement:
    said = dict(fields)
    offset, anchor = said.pop("within", ("", None))
    statement = Statement(
        seq=seq,
        fold_position=seq,
        announced_on=day,
        milestone_id=None if milestone is None else milestone + 1,
        due_edtf=said.pop("due", ""),
        met_edtf=said.pop("met", ""),
        due_within_offset=offset,
        due_within_of_id=None if anchor is None else anchor + 1,
        **said,
    )
    statement._read_dates()
    return statement


@settings(max_examples=250, deadline=None)
@given(st.lists(statements_said(), max_size=8))
def test_every_version_says_what_a_naive_fold_says(said):
    statements = [unsaved(seq, *one) for seq, one in enumerate(said, start=1)]

    rows = projection.rows_of(1, statements)

    for day in days_of_interest(statements):
        known = [row for row in rows if row.known_from <= day < row.known_to]
        milestones = {r.milestone_id: r for r in known if isinstance(r, MilestoneVersion)}
        initiatives = [row for row in known if isinstance(row, InitiativeVersion)]
        assert len(known) == len(milestones) + len(initiatives)
        for number in range(1, MILESTONES + 1):
            row = milestones.get(number)
            expected = naive.milestone_facts(statements, number, day)
            assert (milestone_facts(row, day) if row else None) == expected, (number, day)
        expected = naive.initiative_facts(statements, day)
        assert [initiative_facts(row) for row in initiatives] == ([expected] if expected else [])
