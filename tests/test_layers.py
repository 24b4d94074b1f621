"""Imports run one way, `tracker` → `projects` → `sources`; PURE modules keep to themselves."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HTTP = {"rest_framework", "django_filters", "drf_spectacular"}
PURE = {
    "sources.dates": set(),
    "sources.codes": set(),
    "sources.wording": {"babel"},
    "sources.phrases.__init__": set(),
    "sources.phrases.reading": set(),
    "sources.phrases.grammar": set(),
    "sources.phrases.tokens": set(),
    "sources.phrases.numerals": set(),
    "sources.phrases.periods": set(),
    "sources.phrases.spans": set(),
    "sources.phrases.findings": set(),
    "sources.phrases.english": set(),
    "sources.phrases.russian": {"babel"},
    "sources.phrases.kazakh": {"babel"},
    "projects.codes": set(),
    "projects.timeline": set(),
    "projects.folding": set(),
    "tracker.api.translations.__init__": set(),
    "tracker.api.translations.bodies": set(),
    "tracker.api.translations.dates": set(),
    "tracker.api.translations.frameworks": set(),
    "tracker.api.translations.queries": set(),
    "tracker.api.translations.replies": set(),
    "tracker.api.translations.requests": set(),
}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The full names of what a file imports, wherever in it."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{source}.{alias.name}" for alias in node.names}
    return found


def imported_by(package: str) -> set[str]:
    """The top-level names that a package's files import."""
    return {name.partition(".")[0] for path in modules(package) for name in imports(path)}


def test_sources_knows_neither_projects_nor_http():
    assert modules("sources")
    assert not imported_by("sources") & {"projects", "tracker", "tests", *HTTP}


def test_projects_knows_nothing_of_http():
    assert modules("projects")
    assert not imported_by("projects") & {"tracker", "tests", *HTTP}


def test_the_tracker_does_not_lean_on_its_tests():
    assert modules("tracker")
    assert "tests" not in imported_by("tracker")


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_only_the_standard_library_and_pure_modules(module):
    path = ROOT / f"{module.replace('.', '/')}.py"

    def is_allowed(name: str) -> bool:
        top = name.partition(".")[0]
        return (
            top in sys.stdlib_module_names
            or top in PURE[module]
            or name in PURE
            or name.rpartition(".")[0] in PURE
        )

    assert {name for name in imports(path) if not is_allowed(name)} == set()


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_reads_no_clock(module):
    path = ROOT / f"{module.replace('.', '/')}.py"
    calls = [
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]

    assert not CLOCKS & set(calls)
    assert "time" not in imports(path)
