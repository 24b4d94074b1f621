"""What a report makes of the figures of its rounds."""

import pytest

from benchmarks import report
from benchmarks.targets import TARGETS


@pytest.fixture
def found():
    made = report.empty("M", "sqlite")
    made["bytes"] = 230_000_000
    for of_tracker, of_textbook in ((1.0, 6.0), (2.0, 4.0), (3.0, 9.0)):
        report.add(made, "W1", "tracker", cpu_ms=of_tracker, per_second=100, p50_ms=1, p99_ms=2)
        report.add(made, "W1", "textbook", cpu_ms=of_textbook, per_second=20, p50_ms=5, p99_ms=9)
    return made


def target(words: str):
    return next(one for one in TARGETS if one.words == words)


def test_a_ratio_is_of_the_medians(found):
    assert report.ratio(found, ("W1", "textbook"), ("W1", "tracker")) == 3


def test_the_best_rounds_have_a_ratio_of_their_own(found):
    assert report.ratio(found, ("W1", "textbook"), ("W1", "tracker"), min) == 4


def test_what_was_not_measured_has_no_ratio(found):
    assert report.ratio(found, ("W2", "textbook"), ("W2", "tracker")) is None
    assert report.shown(None) == "–"


def test_the_table_says_whether_a_target_is_met(found):
    lines = report.told(found).splitlines()

    assert [line.split()[-2] for line in lines if "textbook W1 ÷ tracker W1 " in line] == ["missed"]


@pytest.mark.parametrize(("figure", "is_met"), [(3.9, False), (4.0, True)])
def test_a_target_that_is_reached_is_met(figure, is_met):
    assert target("textbook W1 ÷ tracker W1").is_met(figure, "sqlite") is is_met


@pytest.mark.parametrize(("figure", "is_met"), [(1.3, True), (1.31, False)])
def test_a_target_that_is_not_passed_is_met(figure, is_met):
    assert target("tracker W8 ÷ tracker W3").is_met(figure, "sqlite") is is_met


def test_databases_have_targets_of_their_own():
    one = target("textbook W3 ÷ tracker W3")

    assert (one.wanted("sqlite"), one.wanted("postgresql")) == (12, 4)


def test_growth_is_told_in_multiples_of_the_floor(found, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "FOLDER", tmp_path)
    for size, times in (("S", 2), ("L", 3)):
        made = report.empty(size, "sqlite")
        report.add(made, "W1", "tracker", cpu_ms=times)
        report.add(made, "W1", "floor", cpu_ms=1)
        report.keep(made)

    assert _row(report.growth("sqlite"), "W1") == ["W1", "2", "3", "1.5"]


def _row(table: str, name: str) -> list[str]:
    line = next(line for line in table.splitlines() if line.startswith(f"| {name} "))
    return [cell.strip() for cell in line.strip("|").split("|")]
