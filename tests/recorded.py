"""Recording for tests, each call in a revision of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from projects import recording
from projects.models import MilestoneVersion, Statement
from sources.revisions import revision
from tests.factories import statement


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction of which nothing stays: for one example of a property-based test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make(factory, **fields):
    """A row of a factory, in a revision."""
    with revision(None, "test"):
        return factory(**fields)


def record(about, announced_on: date, *, evidence=(), **fields) -> Statement:
    """Record what was said of a milestone or an initiative on a day."""
    with revision(None, "test"):
        return recording.record(statement(about, announced_on, **fields), evidence)


def correct(wrong: Statement, announced_on: date | None = None, **fields) -> Statement:
    """Record the right statement in the place of a wrong one."""
    with revision(None, "test"):
        right = statement(
            wrong.milestone or wrong.initiative, announced_on or wrong.announced_on, **fields
        )
        return recording.correct(wrong, right, "recorded wrongly")


def withdraw(wrong: Statement) -> None:
    """Withdraw a statement."""
    with revision(None, "test"):
        recording.withdraw(wrong, "recorded wrongly")


def version_on(milestone, day: date, recorded=None) -> MilestoneVersion | None:
    """What was known of a milestone on a day."""
    return MilestoneVersion.objects.as_of(day, recorded).filter(milestone=milestone).first()
