"""The picture of windows: where days lie along its width."""

from datetime import date

import pytest

from projects.picture import MOST_TICKS, SHOWN, Picture


def window(earliest: str | None, latest: str | None) -> dict:
    return {"earliest": earliest, "latest": latest, "label": "then"}


def version(known_from: str, due: dict | None = None, met: dict | None = None) -> dict:
    return {"known_from": known_from, "due": due, "met": met}


def picture(*versions: dict, day: date = date(2026, 1, 1)) -> Picture:
    drawn = Picture.of(versions, day)
    assert drawn
    return drawn


def test_later_days_lie_further_to_the_right():
    drawn = picture(version("2025-01-01", window("2026-07-01", "2026-09-30")))

    (row,) = drawn.rows
    (bar,) = row.bars
    assert 0 < row.said < drawn.today < bar.start < bar.end < 100


@pytest.mark.parametrize(
    ("due", "reaches"),
    [
        (window(None, "2026-12-31"), "left"),
        (window("2026-01-01", None), "right"),
        (window(None, None), "left right"),
    ],
)
def test_an_open_end_reaches_the_edge(due, reaches):
    (bar,) = picture(version("2025-01-01", due)).rows[0].bars

    assert (bar.start is None and bar.x == 0) == ("left" in reaches)
    assert (bar.end is None and bar.x + bar.width == pytest.approx(100)) == ("right" in reaches)


def test_a_single_day_is_still_to_be_seen():
    (bar,) = picture(version("1999-01-01", window("2026-05-01", "2026-05-01"))).rows[0].bars

    assert bar.width > 0.5


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-01-01", "2026-01-02"), ("2025-11-17", "2026-12-31"), ("0002-01-01", "9997-12-31")],
)
def test_there_are_few_ticks_whatever_the_span(first, last):
    drawn = picture(version(first, window(first, last)), day=date.fromisoformat(first))

    assert len(drawn.ticks) <= MOST_TICKS
    assert all(0 <= tick.x <= 100 for tick in drawn.ticks)


def test_only_the_newest_versions_are_drawn():
    versions = [version(f"{year}-01-01", window(None, "2026-12-31")) for year in range(1990, 2020)]

    drawn = picture(*versions)

    assert len(drawn.rows) == SHOWN
    assert drawn.rows[-1].known_from == "2019-01-01"


def test_without_any_window_there_is_no_picture():
    assert Picture.of([version("2025-01-01")], date(2026, 1, 1)) is None


def test_a_slip_leads_from_the_first_deadline_to_the_present_one():
    first, later = window(None, "2026-09-30"), window(None, "2026-12-31")
    slipped = version("2026-02-01", later) | {"baseline": first, "slip_days": 92}

    rows = picture(version("2026-01-01", first), slipped).rows

    assert rows[0].slip is None
    assert rows[1].slip.days == 92
    assert (rows[1].slip.baseline, rows[1].slip.latest) == (
        rows[0].bars[0].end,
        rows[1].bars[0].end,
    )


def test_a_deadline_brought_forward_leads_to_the_left():
    first, earlier = window(None, "2026-12-31"), window(None, "2026-09-30")

    (row,) = picture(version("2026-02-01", earlier) | {"baseline": first, "slip_days": -92}).rows

    assert row.slip.latest < row.slip.baseline


def test_months_are_named_in_the_language_of_the_page():
    versions = [version("2026-01-01", window("2026-03-01", "2026-06-30"))]

    drawn = Picture.of(versions, date(2026, 1, 1), "ru")

    assert "апр. 2026" in [tick.label for tick in drawn.ticks]
