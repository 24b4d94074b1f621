"""`load_fixtures`: the seed data goes through the write path, once."""

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from projects.models import Initiative, MilestoneVersion, Statement
from projects.seeds import SeedError, read_seeds
from sources.models import Publisher
from sources.revisions import Revision, revision

FOLDER = settings.BASE_DIR / "fixtures"
NAMED = ("publishers", "people", "organisations", "indicators")

PUBLISHER = {"slug": "invented", "names": {"en": "Invented"}}
SOURCE = {
    "slug": "invented-report",
    "publisher": "invented",
    "kind": "report",
    "title": "Invented report",
    "language": "en",
    "published_on": "2025-01-31",
}
INITIATIVE = {
    "slug": "invented-cable",
    "names": {"en": "Invented cable"},
    "sector": "communications",
    "countries": ["KZ"],
    "milestones": [
        {"slug": "invented-laid", "names": {"en": "Laid"}, "kind": "works", "position": 1}
    ],
}
STATEMENT = {
    "id": "5f0c7f3e-3c1b-4ac7-9c5c-5dbb2a0f9a11",
    "initiative": "invented-cable",
    "milestone": "invented-laid",
    "summary": "Invented statement.",
    "due": "2026",
}


@pytest.fixture
def folder(tmp_path) -> Path:
    """Seed files with one invented statement."""
    for name in NAMED:
        write(tmp_path / f"{name}.yaml", [])
    write(tmp_path / "publishers.yaml", [PUBLISHER])
    write(tmp_path / "sources.yaml", [SOURCE])
    write(tmp_path / "initiatives.yaml", [INITIATIVE])
    (tmp_path / "statements").mkdir()
    say(tmp_path)
    return tmp_path


def write(path: Path, content) -> None:
    # A day in quotes would be a text: written plain, it is read as a day.
    text = yaml.safe_dump(content, allow_unicode=True).replace("'2025-01-31'", "2025-01-31")
    path.write_text(text, encoding="utf-8")


def say(folder: Path, **changed) -> None:
    """Change what the one statement says."""
    said = {"source": "invented-report", "statements": [STATEMENT | changed]}
    write(folder / "statements" / "invented-report.yaml", said)


def load(folder: Path) -> str:
    told = StringIO()
    call_command("load_fixtures", folder, stdout=told)
    return told.getvalue()


@pytest.mark.django_db
def test_the_seed_data_is_recorded_in_one_revision():
    call_command("load_fixtures", verbosity=0)

    assert Revision.objects.count() == 1
    assert Statement.objects.count() == len(read_seeds(FOLDER).statements)
    assert MilestoneVersion.objects.exists()


@pytest.mark.django_db
def test_loading_again_records_nothing(folder):
    load(folder)

    assert load(folder) == "All of it is there already.\n"
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_what_is_there_is_never_changed(folder):
    load(folder)
    with revision(None, "renamed by an editor"):
        publisher = Publisher.objects.get(slug="invented")
        publisher.name_en = "Renamed"
        publisher.save()

    load(folder)

    publisher.refresh_from_db()
    assert publisher.name_en == "Renamed"


@pytest.mark.django_db
def test_what_is_new_in_the_files_is_added_to_what_is_there(folder):
    load(folder)
    write(folder / "publishers.yaml", [PUBLISHER, {"slug": "second", "names": {"en": "Second"}}])

    assert load(folder) == "Recorded 1 publishers.\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"milestone": "unknown"}, "'unknown' is missing or is not known"),
        ({"due": 2026}, "put the expression 2026 in quotes"),
        ({"due": "soon"}, "due_edtf"),
        ({"deadline": "2026"}, "deadline"),
        ({"id": "not-a-uuid"}, "badly formed"),
        ({"progress": "done"}, "progress"),
        ({"due_within": {"of": "invented-laid"}, "due": None}, "due_within_offset"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_recorded_is_named_and_nothing_is_written(folder, changed, told):
    say(folder, **changed)

    with pytest.raises(CommandError, match=re.escape(told)):
        load(folder)

    assert not Initiative.objects.exists()
    assert not Revision.objects.exists()


def test_a_file_that_is_not_yaml_is_named(folder):
    (folder / "people.yaml").write_text("a: [", encoding="utf-8")

    with pytest.raises(SeedError, match=r"^people\.yaml"):
        read_seeds(folder)


def test_a_missing_file_is_named(folder):
    (folder / "people.yaml").unlink()

    with pytest.raises(SeedError, match=r"people\.yaml"):
        read_seeds(folder)


def test_the_readme_of_the_fixtures_names_each_statement_once():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")

    named = re.findall(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", readme)

    assert sorted(named) == sorted(
        str(seed.statement.uuid) for seed in read_seeds(FOLDER).statements
    )


def test_every_initiative_and_milestone_of_the_seeds_has_a_statement():
    seeds = read_seeds(FOLDER)

    said = [seed.statement for seed in seeds.statements]

    assert {statement.initiative.slug for statement in said} == set(seeds.initiatives)
    of_milestones = {statement.milestone.slug for statement in said if statement.milestone}
    assert of_milestones == set(seeds.milestones)


def test_every_date_in_the_seeds_has_the_phrase_it_was_read_from():
    dated = [
        seed.statement
        for seed in read_seeds(FOLDER).statements
        if seed.statement.due_edtf or seed.statement.due_within_offset or seed.statement.met_edtf
    ]

    assert dated
    assert not [str(statement.uuid) for statement in dated if not statement.phrase]


def test_every_statement_in_the_seeds_names_its_paragraph():
    said = [seed.statement for seed in read_seeds(FOLDER).statements]

    assert not [s.uuid for s in said if not re.fullmatch(r"paragraphs? \d+.*", s.locator)]
