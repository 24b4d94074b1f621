"""How the milestones of an initiative stand, in one text."""

from collections import Counter
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from projects.codes import Standing, State
from projects.stands import DUE, outlook, text_of, token
from projects.timeline import state
from sources.dates import FIRST_DAY, LAST_DAY, DateRange
from sources.fields import date_range_columns

DAY = date(2026, 1, 15)

NEAR = st.dates(date(2025, 12, 1), date(2026, 6, 1))
DAYS = NEAR | st.sampled_from([FIRST_DAY, LAST_DAY, date(999, 1, 1), DAY])
LATEST = NEAR | st.sampled_from([date(2, 1, 1), date(999, 1, 1), date(9997, 12, 31), LAST_DAY])
DEADLINES = st.sampled_from(["{}", "{}~", "../{}", "/{}"])
STANDS = st.lists(
    st.tuples(st.sampled_from(list(Standing)), LATEST, st.booleans(), DEADLINES), max_size=12
).map(
    lambda listed: [
        (key, standing, latest, provisional, edtf.format(latest))
        for key, (standing, latest, provisional, edtf) in enumerate(listed, 1)
    ]
)


def told(stands) -> str:
    return text_of(map(token, stands))


@given(STANDS, DAYS, st.sampled_from([0, 1, 90, 3660]))
@example([(1, Standing.RUNNING, LAST_DAY, True, "2026/..")], DAY, 90)
def test_the_states_of_any_day_follow_from_the_text(stands, day, soon):
    found = Counter(
        state(
            standing=standing,
            latest=None if latest == LAST_DAY else latest,
            provisional=provisional and latest != LAST_DAY,
            day=day,
            due_soon_days=soon,
        ).value
        for _, standing, latest, provisional, _ in stands
    )

    counts = {one.value: found[one.value] for one in State}
    seen = outlook(told(stands), day, soon)
    assert seen.counts == counts
    assert seen.worst == next((name for name, number in counts.items() if number), None)


@given(STANDS, DAYS)
def test_all_that_are_due_on_the_next_day_follow_from_the_text(stands, day):
    ahead = {
        key: DateRange.parse(edtf)
        for key, standing, latest, _, edtf in stands
        if standing == Standing.RUNNING and day <= latest < LAST_DAY
    }
    soonest = min((due.latest for due in ahead.values()), default=None)

    assert outlook(told(stands), day).due_next == {
        key: dict(zip(DUE, date_range_columns(due), strict=True))
        for key, due in ahead.items()
        if due.latest == soonest
    }


def test_states_are_told_the_worst_first():
    assert list(outlook("", DAY).counts) == [one.value for one in State]


def test_the_text_is_in_order():
    stands = [
        (7, Standing.RUNNING, date(2026, 3, 31), True, "../2026-03-31"),
        (8, Standing.MET, date(2026, 3, 31), False, "2026-Q1"),
        (9, Standing.RUNNING, LAST_DAY, False, "2026/.."),
        (17, Standing.RUNNING, date(2026, 3, 31), False, "2026-03"),
        (18, Standing.RUNNING, date(2025, 3, 31), False, "2025-03~"),
    ]

    assert told(stands) == (
        "2025-03-31:18:2025-03~ 2026-03-31:17:2026-03 m u ~2026-03-31:7:../2026-03-31"
    )
