"""`manage.py load_fixtures`: record the seed data through the write path."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from projects import recording
from projects.models import InitiativeCountry, Statement
from projects.seeds import SeedError, Seeds, read_seeds
from sources.revisions import revision


class Command(BaseCommand):
    """Records what is not there yet, all or nothing, and never changes what is."""

    help = "Record the seed data: what is there already is skipped, and never changed."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="Where the seed files are (default: fixtures/).",
        )

    def handle(self, *, folder: Path, **options):
        try:
            with revision(None, "Seed data loaded"):
                counts = load(read_seeds(folder))
        except SeedError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(f"Refused: {error}") from error
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        self.stdout.write(f"Recorded {told}." if told else "All of it is there already.")


def load(seeds: Seeds) -> dict[str, int]:
    """Record the seeds that are missing; how many of each kind were.

    Raises `ValidationError` with the slug or UUID of the row that is refused.
    """
    counts = {}
    for name in ("publishers", "people", "organisations", "indicators", "sources", "initiatives"):
        counts[name] = _save_missing(getattr(seeds, name).values())
        if name == "initiatives":
            _save_countries(seeds.countries)
    counts["milestones"] = _save_missing(seeds.milestones.values())
    known = set(Statement.objects.values_list("uuid", flat=True))
    missing = [seed for seed in seeds.statements if seed.statement.uuid not in known]
    for seed in missing:
        _link(seed.statement, *seed.evidence)
        _naming(
            seed.statement.uuid, lambda seed=seed: recording.record(seed.statement, seed.evidence)
        )
    return counts | {"statements": len(missing)}


def _save_missing(rows: Iterable[Model]) -> int:
    """Save the rows whose slugs are not there, and give the others the keys they have."""
    rows = list(rows)
    if not rows:
        return 0
    there = dict(type(rows[0]).objects.values_list("slug", "pk"))
    missing = [row for row in rows if row.slug not in there]
    for row in rows:
        row.pk = there.get(row.slug)
    for row in missing:
        _link(row)
        _naming(row.slug, lambda row=row: row.full_clean(exclude=["revision"]))
        row.save(force_insert=True)
    return len(missing)


def _save_countries(rows: Iterable[InitiativeCountry]) -> None:
    of_known = set(InitiativeCountry.objects.values_list("initiative_id", flat=True))
    for row in rows:
        _link(row)
        if row.initiative_id not in of_known:
            _naming(row.country, lambda row=row: row.full_clean(exclude=["revision"]))
            row.save(force_insert=True)


def _link(*rows: Model) -> None:
    """Take over the keys that linked rows were given since they were set."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if field.is_relation and field.is_cached(row):
                setattr(row, field.name, getattr(row, field.name))


def _naming(name: object, act) -> None:
    try:
        act()
    except ValidationError as error:
        raise ValidationError(f"{name}: {error}") from error
