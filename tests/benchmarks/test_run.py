"""`make bench` as it is run, on little data: all apps answer the same, and a report is kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.workloads import TITLES

ROOT = Path(__file__).parent.parent.parent
SECONDS = 300
WORKLOADS = "W1,W2,W3,W5,W6,W8,W9,W10"  # all that little data has, but for starting anew


def bench(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """A run on the database server that the tests use."""
    return started(folder, "benchmarks.run", "--size=XS", "--rounds=1", *arguments)


def started(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", *arguments]
    environ = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "BENCH_FOLDER": str(folder),
        **variables,
    }
    done = {"cwd": ROOT, "env": environ, "capture_output": True, "text": True}
    return subprocess.run(command, timeout=SECONDS, check=False, **done)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


def test_every_workload_is_measured_on_every_app(folder):
    done = bench(folder, "--seconds=0.01", f"--workloads={WORKLOADS}")

    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("report_*_xs.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    # So little data has no page 10,000 rows deep.
    assert set(found["cells"]) == set(TITLES) - {"W4", "W4 pinned"}
    assert {app for cell in found["cells"].values() for app in cell} == {
        "tracker",
        "textbook",
        "floor",
        "constant",
    }
    assert found["walk"]["pages"] == 1
    assert found["failures"] == []
    assert list(folder.glob("run_*")) == []


def test_an_unknown_workload_is_refused(folder):
    done = bench(folder, "--workloads=W11")

    assert done.returncode == 2
    assert "There is no workload W11." in done.stderr


def profile(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """A profile on SQLite: on a server, where all tests are, one run might disturb another."""
    return started(folder, "benchmarks.profile", "--size=XS", *arguments, DATABASE_URL="")


def test_a_profile_tells_what_the_time_of_a_write_goes_to(folder):
    done = profile(folder, "W5", "--requests=5")

    assert done.returncode == 0, done.stderr
    title, *lines = done.stdout.splitlines()
    assert title.split() == ["share", "calls", "with", "all", "that", "it", "calls"]
    by_place = {line.split(maxsplit=2)[2]: line.split() for line in lines}
    (record,) = [name for name in by_place if name.endswith(" record_all")]
    share, calls, *_ = by_place[record]
    assert 1 < float(share.rstrip("%")) < 100
    assert float(calls) == 1.0


def test_a_profile_of_a_page_that_is_not_there_is_refused(folder):
    done = profile(folder, "W4")

    assert done.returncode == 2
    assert "Size XS has no page as deep as W4." in done.stderr
