"""How the milestones of an initiative stand, in one text."""

from collections import Counter
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from projects.codes import Standing, State
from projects.stands import outlook, text_of, token
from projects.timeline import state
from sources.dates import FIRST_DAY, LAST_DAY

DAY = date(2026, 1, 15)

DAYS = st.one_of(
    st.dates(date(2025, 12, 1), date(2026, 6, 1)),
    st.sampled_from([FIRST_DAY, LAST_DAY, date(9999, 12, 30), date(999, 1, 1), DAY]),
)
STANDS = st.lists(st.tuples(st.sampled_from(list(Standing)), DAYS, st.booleans()), max_size=12).map(
    lambda listed: [(key, *stand) for key, stand in enumerate(listed, 1)]
)


def told(stands) -> str:
    return text_of(map(token, stands))


@given(STANDS, DAYS, st.sampled_from([0, 1, 90, 3660]))
@example([(1, Standing.RUNNING, LAST_DAY, True)], DAY, 90)
def test_the_states_of_any_day_follow_from_the_text(stands, day, soon):
    found = Counter(
        state(
            standing=standing,
            latest=None if latest == LAST_DAY else latest,
            provisional=provisional and latest != LAST_DAY,
            day=day,
            due_soon_days=soon,
        ).value
        for _, standing, latest, provisional in stands
    )

    counts = {one.value: found[one.value] for one in State}
    seen = outlook(told(stands), day, soon)
    assert seen.counts == counts
    assert seen.worst == next((name for name, number in counts.items() if number), None)


@given(STANDS, DAYS)
def test_all_that_are_due_on_the_next_day_follow_from_the_text(stands, day):
    ahead = [
        (latest, key)
        for key, standing, latest, _ in stands
        if standing == Standing.RUNNING and day <= latest < LAST_DAY
    ]
    soonest = min(ahead, default=(None, 0))[0]

    assert sorted(outlook(told(stands), day).due_next) == [
        key for latest, key in ahead if latest == soonest
    ]


def test_states_are_told_the_worst_first():
    assert list(outlook("", DAY).counts) == [one.value for one in State]


def test_the_text_is_in_order():
    stands = [
        (7, Standing.RUNNING, date(2026, 3, 31), True),
        (8, Standing.MET, date(2026, 3, 31), False),
        (9, Standing.RUNNING, LAST_DAY, False),
        (17, Standing.RUNNING, date(2026, 3, 31), False),
        (18, Standing.RUNNING, date(2025, 3, 31), False),
    ]

    assert told(stands) == "2025-03-31:18 2026-03-31:17 m u ~2026-03-31:7"
