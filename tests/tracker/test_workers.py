"""What gunicorn's workers share: all that is loaded before they are forked."""

import os
import subprocess
import sys

import pytest

from tests.tracker.serving import ROOT

pytestmark = pytest.mark.django_db
BEFORE_A_FORK = """
import gc, runpy, sys
conf = runpy.run_path("gunicorn.conf.py")
import tracker.wsgi
conf["when_ready"](None)
print("tracker.api.milestones" in sys.modules, "openpyxl" in sys.modules)
print(len(gc.get_objects()) < gc.get_freeze_count(), gc.isenabled())
"""


def before_a_fork(site) -> list[str]:
    """What the first process says of itself, as it is about to fork."""
    ran = subprocess.run(
        [sys.executable, "-c", BEFORE_A_FORK],
        cwd=ROOT,
        env={**os.environ, **site.environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return ran.stdout.splitlines()[-2:]


def test_views_are_loaded_before_workers_are_forked_and_what_only_files_take_is_not(site):
    views_and_files, _ = before_a_fork(site)

    assert views_and_files == "True False"


def test_what_is_loaded_before_workers_are_forked_is_not_looked_through_for_garbage(site):
    _, is_frozen_and_the_rest_is = before_a_fork(site)

    assert is_frozen_and_the_rest_is == "True True"
