"""One write, its number and its instant.

Every write runs inside one `revision(user, reason)`. It locks and advances a single row, so writes
come one after the other; whatever saves outside a revision raises `NoRevisionError`.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connections, models, router, transaction

from sources import clock, compiled, row_writes
from sources.changes import Written

# The last instant there is, stored where a bound is open. A day short of the calendar's end, so
# that no time zone carries it into the year 10000.
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
# The instant of a tracker in which nothing has been recorded yet.
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)

_current: ContextVar["Revision | None"] = ContextVar("revision", default=None)


class NoRevisionError(RuntimeError):
    """Something was written outside a revision."""


class Revision(models.Model):
    """One write, by somebody, for a reason."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["-number"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whether anything was saved in it.
        self.is_kept = False
        # What is done once, before the revision ends, however often it is asked for.
        self.at_end: dict[Hashable, Callable[[], None]] = {}
        # What was saved in it, for the log of changes.
        self.written = Written()

    def __str__(self) -> str:
        return f"revision {self.number}"

    def finish(self) -> None:
        """Do what waits for the end, and what that leaves to be done."""
        for model in self.written.kinds:
            model.settle(self)
        while self.at_end:
            self.at_end.pop(next(iter(self.at_end)))()


class Newest(NamedTuple):
    """The newest revision's number and instant."""

    number: int = 0
    at: datetime = NOTHING_YET


class LatestRevision(models.Model):
    """The one row that every write locks and advances: the version of all data."""

    number = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=NOTHING_YET)

    def __str__(self) -> str:
        return f"at revision {self.number}"

    @classmethod
    def read(cls) -> Newest:
        """The newest revision; number 0 before the first."""
        found = compiled.tuples(cls.read, cls._newest)
        return Newest(*found[0]) if found else Newest()

    @classmethod
    def lock(cls) -> Newest:
        """The same, locked until the transaction ends; the row is made if there is none."""
        found = compiled.tuples(cls.lock, cls._newest_locked)
        if found:
            return Newest(*found[0])
        row, _ = cls.objects.select_for_update().get_or_create(pk=1)
        return Newest(row.number, row.at)

    @classmethod
    def _newest(cls) -> models.QuerySet:
        return cls.objects.filter(pk=1).values("number", "at")

    @classmethod
    def _newest_locked(cls) -> models.QuerySet:
        return cls._newest().select_for_update()


@contextmanager
def revision(user, reason: str, *, savepoint: bool = True) -> Iterator[Revision]:
    """Run one write in a transaction of its own; inside another revision, be part of that.

    `user` is None for a command. A revision in which nothing is saved leaves no trace. Its own row
    is written at its end, outside any savepoint within it. Without a savepoint, a transaction
    around it has to end with it if it fails.
    """
    if (outer := _current.get()) is not None:
        yield outer
        return
    with transaction.atomic(savepoint=savepoint):
        latest = LatestRevision.lock()
        at = max(clock.now(), latest.at + timedelta(microseconds=1))
        under_way = Revision(number=latest.number + 1, at=at, user=user, reason=reason)
        token = _current.set(under_way)
        try:
            yield under_way
            under_way.finish()
        finally:
            _current.reset(token)
        if under_way.is_kept:
            row_writes.insert(Revision, [under_way])
            under_way.written.keep(under_way)
            row_writes.update(LatestRevision, [1], number=under_way.number, at=at)


def current() -> Revision:
    """The revision under way; raises `NoRevisionError` outside one."""
    under_way = _current.get()
    if under_way is None:
        raise NoRevisionError("Saving needs a revision: `with revision(user, reason): …`.")
    return under_way


def writing() -> Revision:
    """The revision under way, which is to be kept; raises `NoRevisionError` outside one."""
    under_way = current()
    under_way.is_kept = True
    return under_way


class RecordedQuerySet(models.QuerySet):
    """Refuses to write outside a revision, in bulk too."""

    @property
    def _is_listed(self) -> bool:
        """Whether the rows know their revision, and what happens to them is listed."""
        return issubclass(self.model, Recorded)

    def update(self, **kwargs):
        under_way = writing()
        if self._is_listed:
            under_way.written.note(self.model)
            kwargs["revision"] = under_way
        return super().update(**kwargs)

    def bulk_create(self, objs, *args, **kwargs):
        under_way, rows = writing(), list(objs)
        if not self._is_listed:
            return super().bulk_create(rows, *args, **kwargs)
        for row in rows:
            row.revision = under_way
        created = super().bulk_create(rows, *args, **kwargs)
        under_way.written.note(self.model, [row.pk for row in created])
        return created

    def insert(self, rows: Sequence[models.Model]) -> None:
        """Write new rows, at less cost if they are few; their keys have to be given or unused."""
        under_way = writing()
        if self._is_listed:
            for row in rows:
                row.revision = under_way
        row_writes.insert(self.model, rows)
        if self._is_listed:
            under_way.written.note(self.model, [row.pk for row in rows])

    def bulk_update(self, *args, **kwargs):
        writing()
        return super().bulk_update(*args, **kwargs)

    def delete(self):
        under_way = writing()
        if self._is_listed:
            under_way.written.note_deletion(self.order_by())
        return super().delete()

    update.alters_data = True
    insert.alters_data = True
    delete.alters_data = True


class Guarded(models.Model):
    """A row that is written in revisions only."""

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs):
        writing()
        super().save(**kwargs)

    def delete(self, **kwargs):
        writing()
        return super().delete(**kwargs)


class Recorded(Guarded):
    """A row that is written in revisions only, and knows the last one that wrote it.

    What happens to it is listed among the changes, under its name in addresses; what happens to a
    part of another row is listed as a change of that.
    """

    named_by = "slug"
    part_of: str | None = None
    withdrawn_column: str | None = None

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        self.revision, is_new = writing(), self._state.adding
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
        super().save(**kwargs)
        self.revision.written.note(type(self), [self.pk] if is_new else ())

    def delete(self, **kwargs):
        current().written.note_deletion(type(self)._base_manager.filter(pk=self.pk))
        return super().delete(**kwargs)

    @classmethod
    def settle(cls, under_way: Revision) -> None:
        """Bring up what is kept of such rows, as the revision that wrote some of them ends."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Let everything read within see the database as it is at the first query.

    That is the one which answers reads just now: where there is a replica, a router says which.
    """
    connection = connections[router.db_for_read(LatestRevision)]
    if connection.in_atomic_block:
        yield
        return
    # Not `atomic`, which on SQLite would take the lock that writes need.
    begin, end = "BEGIN", "ROLLBACK"
    if connection.vendor == "postgresql":
        # Nothing is written, so both ends are the same, but for psycopg: it forgets what it has
        # prepared when something is rolled back.
        begin, end = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", "COMMIT"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute(end)
