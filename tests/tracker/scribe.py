"""A process that writes, beside a server that answers: it is told what to, a line at a time.

A line is a list of words, the first of which is one of the functions below. When the write is
finished it says the instant of the newest revision, and what the function gives.
"""

import json
import os
import sys
from datetime import date

import django

DAY = date(2026, 1, 15)


def migrate() -> dict:
    """All tables, in a database that has none."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {}


def track(slug: str) -> dict:
    """A milestone of an initiative of that name, with its first statement."""
    from tests.factories import InitiativeFactory, MilestoneFactory
    from tests.recorded import make

    initiative = make(InitiativeFactory, slug=slug, name_ru="Инициатива", name_kk="Бастама")
    make(MilestoneFactory, slug=slug, initiative=initiative)
    return record(slug)


def record(slug: str) -> dict:
    """One more statement about it; how many there are then, at the least."""
    from projects.models import Milestone, Statement
    from sources.models import Source
    from tests.factories import SourceFactory
    from tests.recorded import make
    from tests.recorded import record as recorded

    named = f"source-{os.getpid()}"
    source = Source.objects.filter(slug=named).first() or make(
        SourceFactory, slug=named, publisher__slug=named, published_on=DAY
    )
    milestone = Milestone.objects.get(slug=slug)
    seq = recorded(milestone, DAY, source=source, due="2026-07").seq
    return {"statements": Statement.objects.filter(milestone=milestone, seq__lte=seq).count()}


def token() -> dict:
    """A new user's token."""
    from tests.tracker.bearing import token
    from tracker.models import User

    made, secret = token(User.objects.create(username=f"user-{User.objects.count()}"))
    return {"pk": made.pk, "secret": secret}


def editor() -> dict:
    """The token of a new user who may do everything."""
    from tests.tracker.bearing import token
    from tracker.models import Scope, User

    name = f"editor-{User.objects.count()}"
    _, secret = token(User.objects.create(username=name, is_superuser=True), Scope.MANAGE)
    return {"secret": secret}


def revoke(pk: int) -> dict:
    """No longer a token."""
    from sources import clock
    from tracker.models import ApiToken

    ApiToken.objects.get(pk=pk).revoke(clock.now())
    return {}


def main() -> None:
    from sources.revisions import LatestRevision

    known = {each.__name__: each for each in (migrate, track, record, token, editor, revoke)}
    for line in sys.stdin:
        name, *words = json.loads(line)
        told = known[name](*words)
        print(json.dumps({"at": LatestRevision.read().at.isoformat(), **told}), flush=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    main()
