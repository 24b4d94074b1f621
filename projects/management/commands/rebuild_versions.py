"""`manage.py rebuild_versions`: make the stored versions what the statements say, or check them."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from projects import kept, projection
from projects.models import Initiative, Milestone
from sources.clock import day_of
from sources.dates import FIRST_DAY, LAST_DAY
from sources.revisions import FOREVER, revision


class Command(BaseCommand):
    """Reproduces every version, past recordings included, from the statements alone."""

    help = "Make the stored versions what the statements say; rows that say it stay untouched."

    def add_arguments(self, parser):
        parser.add_argument(
            "slugs", nargs="*", metavar="initiative", help="Slugs of initiatives (default: all)."
        )
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; exit with 1 if anything differs."
        )

    def handle(self, *, slugs: list[str], check: bool, **options):
        initiatives = _named(slugs)
        if check:
            self._check(initiatives)
        else:
            with revision(None, "Versions rebuilt"):
                self._rebuild(initiatives)

    def _check(self, initiatives: dict[str, int]) -> None:
        differing = 0
        for slug, pk in initiatives.items():
            # A revision of its own, in which nothing is saved: no write comes in between.
            with revision(None, "Versions checked"):
                found = projection.difference(pk)
            differing += bool(found)
            self._tell(slug, pk, found)
        miskept = self._miskept()
        if differing:
            raise CommandError(
                f"Versions differ from the statements in {_of(differing, initiatives)}. "
                "Mend them: manage.py rebuild_versions"
            )
        if miskept:
            raise CommandError(
                "What is kept of initiatives is wrong. Mend it: manage.py rebuild_versions"
            )
        self.stdout.write(f"All versions follow from the statements: {_count(initiatives)}.")

    def _rebuild(self, initiatives: dict[str, int]) -> None:
        differing = 0
        for slug, pk in initiatives.items():
            found = projection.rebuild(pk)
            differing += bool(found)
            self._tell(slug, pk, found)
        miskept = self._miskept() or not kept.is_there()
        mended = f"Mended {_of(differing, initiatives)}."
        if differing or not miskept:
            self.stdout.write(mended if differing else f"Nothing to mend: {_count(initiatives)}.")
        if miskept:
            kept.recount()
            self.stdout.write("What is kept was made anew.")

    def _miskept(self) -> bool:
        """Whether what is kept does not follow from the versions; says where."""
        # A revision in which nothing is saved: no write comes in between.
        with revision(None, "What is kept checked") as under_way:
            lines = kept.differences(day_of(under_way.at))
        for line in lines:
            self.stdout.write(line)
        return bool(lines)

    def _tell(self, slug: str, pk: int, found: projection.Difference) -> None:
        if found:
            milestones = dict(Milestone.objects.filter(initiative=pk).values_list("pk", "slug"))
            for line in _lines(found, milestones):
                self.stdout.write(f"{slug}: {line}")


def _named(slugs: list[str]) -> dict[str, int]:
    """The initiatives of these slugs, or all of them: slug to key."""
    there = dict(Initiative.objects.order_by("slug").values_list("slug", "pk"))
    if unknown := sorted(set(slugs) - there.keys()):
        raise CommandError(f"There is no initiative {', '.join(unknown)}.")
    return {slug: pk for slug, pk in there.items() if not slugs or slug in slugs}


def _count(initiatives: dict[str, int]) -> str:
    return f"{len(initiatives)} initiative{'' if len(initiatives) == 1 else 's'}"


def _of(some: int, initiatives: dict[str, int]) -> str:
    return f"{some} of {_count(initiatives)}"


def _lines(found: projection.Difference, milestones: dict[int, str]) -> Iterator[str]:
    """What differs, a line a row: which row, and what is wrong with it."""
    wanted = {_place(row): row for row in found.missing}
    for row in found.surplus:
        right = wanted.pop(_place(row), None)
        wrong = ", ".join(_wrong(row, right)) if right else "should not be there"
        yield f"{_which(row, milestones)}: {wrong}"
    for row in wanted.values():
        yield f"{_which(row, milestones)}: is missing"


def _place(row: projection.type_of_row) -> tuple:
    return type(row), getattr(row, "milestone_id", None), row.known_from, row.recorded_from


def _which(row: projection.type_of_row, milestones: dict[int, str]) -> str:
    slug = milestones.get(getattr(row, "milestone_id", None), "the initiative")
    recorded = f"recorded {_shown(row.recorded_from)} to {_shown(row.recorded_to)}"
    return f"{slug}, known {_shown(row.known_from)} to {_shown(row.known_to)}, {recorded}"


def _wrong(row: projection.type_of_row, right: projection.type_of_row) -> Iterator[str]:
    for column in (*projection.COLUMNS[type(row)], *projection.CLOCK):
        stored, wanted = getattr(row, column), getattr(right, column)
        if stored != wanted:
            yield f"{column} is {_shown(stored)} and should be {_shown(wanted)}"


def _shown(value: object) -> str:
    if value in (FIRST_DAY, LAST_DAY, FOREVER):
        return "open"
    return "empty" if value in (None, "") else str(value)
