"""A mirror that follows the changes while several processes write ends with an exact copy."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
WRITERS = 3


@pytest.fixture
def environ(tmp_path) -> dict[str, str]:
    """The environment of processes that share one database."""
    environ = {**os.environ, "TRACKER_VAR": str(tmp_path)}
    if connection.vendor == "sqlite":  # the database of the tests is in memory: nobody shares it
        environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'mirrored.sqlite3'}"
        migrate = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrate, env=environ, check=True, timeout=120)
    else:
        at = connection.settings_dict
        login = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}"
        environ["DATABASE_URL"] = f"postgresql://{login}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return environ


@pytest.mark.django_db(transaction=True)
def test_a_mirror_ends_with_an_exact_copy_however_many_write(environ):
    def start(*words: str) -> subprocess.Popen:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        command = [sys.executable, "-m", "tests.tracker.mirroring", *words]
        process = subprocess.Popen(command, cwd=ROOT, env=environ, **pipes)
        assert process.stdout.readline() == "ready\n"
        return process

    def say(process: subprocess.Popen) -> None:
        process.stdin.write("go\n")
        process.stdin.flush()

    follower = start("follow")
    writers = [start("write", str(seed)) for seed in range(WRITERS)]
    for each in (follower, *writers):
        say(each)
    for each in writers:
        each.communicate(timeout=300)
    say(follower)
    found = json.loads(follower.communicate(timeout=300)[0])

    assert [each.returncode for each in (follower, *writers)] == [0] * (1 + WRITERS)
    assert found["different"] == []
    assert (found["repeated"], found["in_order"]) == (0, True)
    assert found["rounds"] > 1
    assert found["changes"] > found["rows"]["statement"] > WRITERS
