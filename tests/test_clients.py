"""What the clients are made with is pinned, and no lock says where it comes from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE_LOCK = ROOT / "clients" / "package-lock.json"
PYTHON_LOCKS = sorted(ROOT.glob("requirements*.txt"))


def test_every_npm_package_is_pinned_by_a_digest():
    packages = json.loads(PACKAGE_LOCK.read_text(encoding="utf-8"))["packages"]

    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_every_npm_package_that_is_asked_for_has_one_version():
    package = json.loads((ROOT / "clients" / "package.json").read_text(encoding="utf-8"))

    asked_for = [*package["dependencies"].values(), *package["devDependencies"].values()]

    assert [version for version in asked_for if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_npm_lock_names_no_registry():
    assert '"resolved"' not in PACKAGE_LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_a_python_lock_names_no_registry(lock):
    assert "://" not in lock.read_text(encoding="utf-8")


def test_there_are_four_python_locks():
    assert len(PYTHON_LOCKS) == 4
