"""`manage.py copy_database`: move everything from one database to another, and verify it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from sources.models import LatestRevision
from tracker import environment
from tracker.copying import GIVEN, CopyError, Table, Tally, clear, copy, tables, tally_of

SOURCE, TARGET = "copied_from", "copied_to"
ACCEPTED = "postgresql://user:password@host:5432/name or sqlite:////absolute/path"


class Command(BaseCommand):
    """Copies in one transaction: a target is filled whole, or stays as it was."""

    help = (
        "Copy everything from one database to an empty one, in one transaction, and verify the "
        "number of rows and a checksum of every table."
    )

    def add_arguments(self, parser):
        own = settings.VAR_DIR / "tracker.sqlite3"
        parser.add_argument(
            "--from",
            dest="source",
            metavar="URL",
            default=f"sqlite:///{own}",
            help="The database to copy (default: %(default)s).",
        )
        parser.add_argument(
            "--to",
            dest="target",
            metavar="URL",
            help="The database to fill, which has to be empty (default: the one in DATABASE_URL).",
        )
        parser.add_argument(
            "--without-sessions",
            action="store_true",
            help="Leave out the sessions: editors log in again.",
        )

    def handle(self, *, source: str, target: str | None, without_sessions: bool, **options):
        target = target or environment.text("DATABASE_URL")
        if not target:
            raise CommandError(f"Say with --to, or in DATABASE_URL, what to fill: {ACCEPTED}.")
        with ExitStack() as stack:
            for alias, option, url in ((SOURCE, "--from", source), (TARGET, "--to", target)):
                stack.enter_context(connected(alias, option, url))
            refuse_the_same()
            refuse_unready_source()
            wanted = tables(with_sessions=not without_sessions)
            self.make_ready(tables())
            try:
                self.copy(wanted)
            except (CopyError, DatabaseError) as error:
                raise CommandError(f"{str(error).strip()}\nNothing was copied.") from error
            if connections[TARGET].vendor == "postgresql":
                with connections[TARGET].cursor() as cursor:
                    cursor.execute("ANALYZE")  # or its first plans would be those of empty tables
        self.stdout.write(self.style.SUCCESS(f"Copied and verified {len(wanted)} tables."))

    def make_ready(self, known: list[Table]) -> None:
        """Give the target its tables; refuses one in which there is something."""
        there = set(connections[TARGET].introspection.table_names())
        own = [table for table in known if table.model not in GIVEN and table.name in there]
        if filled := [table.name for table in own if table.has_rows(TARGET)]:
            raise CommandError(
                f"The target is not empty: there are rows in {', '.join(filled)}. "
                "Nothing was copied. Give the URL of a new database."
            )
        self.stdout.write("Making the tables …")
        call_command("migrate", database=TARGET, interactive=False, verbosity=0)

    def copy(self, wanted: list[Table]) -> None:
        """Copy all tables, and verify each before anything is kept; raises `CopyError`."""
        with transaction.atomic(using=TARGET), at_rest(SOURCE):
            clear([Table(model) for model in reversed(GIVEN)], TARGET)
            read = {each: copy(each, SOURCE, TARGET, self.tell(each)) for each in wanted}
            try:
                connections[TARGET].check_constraints()
            except IntegrityError as error:
                raise CopyError(f"A row refers to one that there is not: {error}") from error
            for table, tally in read.items():
                self.verify(table, tally)

    def tell(self, table: Table):
        def tell(count: int) -> None:
            self.stdout.write(f"{table.name}: {count:,} rows so far …")
            self.stdout.flush()

        return tell

    def verify(self, table: Table, read: Tally) -> None:
        """Say what arrived; raises `CopyError` if that is not what was read."""
        arrived = tally_of(table.rows(TARGET))
        if arrived != read:
            raise CopyError(f"{table.name}: of{read} there arrived{arrived}.")
        self.stdout.write(f"{table.name:<40} {arrived}")


@contextmanager
def connected(alias: str, option: str, url: str) -> Iterator[None]:
    """A database by its URL, under an alias, for as long as it is needed."""
    try:
        found = environment.database_at(url)
    except ValueError as error:
        raise CommandError(f"{option} cannot be used. It takes {ACCEPTED}.") from error
    is_file = found["ENGINE"] == environment.SQLITE
    if is_file and alias == SOURCE and not Path(found["NAME"]).is_file():
        raise CommandError(f"{option}: there is no database at {found['NAME']}.")
    of_two = {DEFAULT_DB_ALIAS: connections.settings[DEFAULT_DB_ALIAS], alias: found}
    connections.settings[alias] = connections.configure_settings(of_two)[alias]
    try:
        try:
            connections[alias].ensure_connection()
        except DatabaseError as error:
            raise CommandError(f"{option}: {str(error).strip()}") from error
        yield
    finally:
        connections[alias].close()
        del connections[alias], connections.settings[alias]


def refuse_the_same() -> None:
    source, target = (
        [connections.settings[alias][part] for part in ("ENGINE", "HOST", "PORT", "NAME")]
        for alias in (SOURCE, TARGET)
    )
    if source == target:
        raise CommandError("--from and --to are the same database.")


def refuse_unready_source() -> None:
    """Refuse a source whose tables are not those of this release."""
    executor = MigrationExecutor(connections[SOURCE])
    loader = executor.loader
    if executor.migration_plan(loader.graph.leaf_nodes()):
        raise CommandError(
            "The source has no tables of the tracker, or those of an older release: run "
            "`manage.py migrate` on it first, with DATABASE_URL set to it."
        )
    if unknown := set(loader.applied_migrations) - set(loader.disk_migrations):
        names = ", ".join(".".join(each) for each in sorted(unknown))
        raise CommandError(f"The source is of a newer release: this one does not know {names}.")


@contextmanager
def at_rest(alias: str) -> Iterator[None]:
    """A database as it is at one moment; whoever wants to write to it waits."""
    with transaction.atomic(using=alias):  # on SQLite this takes the lock that writes need
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            LatestRevision.objects.using(alias).select_for_update().filter(pk=1).first()
        yield
