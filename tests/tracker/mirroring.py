"""One of several processes that write at random, or the one that follows what they change.

Run as processes of their own, as gunicorn's workers are: `write SEED` or `follow`. Each says that
it is ready and waits for a line. The follower goes on until it is sent another one, compares what
it has with what all resources of the API say, and prints what it found.
"""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from threading import Thread

import django

DAY = date(2026, 1, 15)
REVISIONS = 40
NAMED = ("publishers", "people", "organisations", "indicators", "sources")


class Writer:
    """Writes at random, a revision at a time; what it names bears its own number."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.mark, self.made = f"writer-{seed}", 0
        acts = (self.name, self.rename, self.rename_many, self.delete, self.plan, self.move)
        # Most of what there is to say is said in statements.
        self.acts: list[Callable[[], None]] = [*acts, *3 * [self.record], self.correct]
        self.acts += [self.withdraw]

    def write(self) -> None:
        """One revision of one act or several; now and then one that fails after all."""
        from sources.revisions import revision

        with suppress(LookupError), revision(None, "at random"):
            for act in self.random.choices(self.acts, k=self.random.choice((1, 1, 1, 2, 5))):
                act()
            if self.random.random() < 0.1:
                raise LookupError

    def slug(self) -> str:
        self.made += 1
        return f"{self.mark}-{self.made}"

    def any(self, rows):
        """One of some rows. Raises `LookupError`."""
        return self.random.choice(list(rows))

    def model(self):
        from projects.models import Indicator
        from sources.models import Organisation, Person, Publisher

        return self.random.choice([Indicator, Organisation, Person, Publisher])

    def name(self) -> None:
        slug = self.slug()
        self.model().objects.create(slug=slug, name_en=f"Invented {slug}")

    def rename(self) -> None:
        row = self.any(self.model().objects.all())
        row.name_ru = f"Имя {self.slug()}"
        row.save()

    def rename_many(self) -> None:
        mine = self.model().objects.filter(slug__startswith=self.mark)
        mine.update(name_en=f"Invented {self.slug()}")

    def delete(self) -> None:
        from sources.models import Person, Publisher

        unused = Person.objects.filter(statements=None), Publisher.objects.filter(sources=None)
        self.any(self.random.choice(unused)).delete()

    def plan(self) -> None:
        from projects.models import Initiative, Milestone

        slug = self.slug()
        initiative = self.any(Initiative.objects.all())
        if self.random.random() < 0.3:
            initiative = Initiative.objects.create(
                slug=f"{slug}-initiative", name_en="Invented", sector="space"
            )
        Milestone.objects.create(
            slug=slug, name_en="Invented", initiative=initiative, kind="launch"
        )

    def move(self) -> None:
        from projects.models import Initiative, InitiativeCountry

        initiative = self.any(Initiative.objects.all())
        country = self.random.choice(["KZ", "AZ", "UZ"])
        if there := initiative.countries.filter(country=country).first():
            there.delete()
        else:
            InitiativeCountry.objects.create(initiative=initiative, country=country)

    def said(self):
        """An unsaved statement in a new source, and what hangs on it."""
        from projects.models import Indicator, Milestone, Observation, Participation, Place
        from sources.models import Organisation, Person, Publisher, Source
        from tests.factories import statement

        source = Source.objects.create(
            slug=self.slug(),
            publisher=self.any(Publisher.objects.all()),
            kind="report",
            title="Invented",
            language="en",
            published_on=DAY + timedelta(days=60),
        )
        evidence = [
            Observation(
                indicator=self.any(Indicator.objects.all()),
                kind="target",
                low=self.random.randint(1, 9),
                unit="cables",
            ),
            Participation(organisation=self.any(Organisation.objects.all()), role="lead"),
            Place(name_en="Invented"),
        ]
        unsaved = statement(
            self.any(Milestone.objects.all()),
            DAY + timedelta(days=self.random.randint(0, 60)),
            source=source,
            speaker=self.any([None, *Person.objects.all()]),
            due=f"2027-{self.random.randint(1, 12):02}",
        )
        return unsaved, self.random.sample(evidence, self.random.randint(0, 3))

    def live(self):
        from projects.models import Statement

        return self.any(Statement.objects.live())

    def record(self) -> None:
        from projects import recording

        recording.record(*self.said())

    def correct(self) -> None:
        from projects import recording

        wrong = self.live()
        right, evidence = self.said()
        recording.correct(wrong, right, "recorded wrongly", evidence)

    def withdraw(self) -> None:
        from projects import recording

        recording.withdraw(self.live(), "recorded wrongly")


def prepare() -> None:
    """Something of everything, so that there is what to write about."""
    from projects.models import Indicator, Initiative, Milestone
    from sources.models import Organisation, Person, Publisher
    from sources.revisions import revision

    with revision(None, "something of everything"):
        for model in (Indicator, Organisation, Person, Publisher):
            model.objects.create(slug="first", name_en="First")
        first = Initiative.objects.create(slug="first", name_en="First", sector="space")
        Milestone.objects.create(slug="first", name_en="First", initiative=first, kind="launch")


class Site:
    """Reads the API."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client()

    def ask(self, address: str) -> dict:
        reply = self.client.get(address)
        assert reply.status_code == 200, (address, reply.content)
        return reply.json()

    def all(self, path: str) -> list[dict]:
        """All rows of a list."""
        rows, address = [], f"/api/v1/{path}"
        while address:
            page = self.ask(address)
            rows += page["results"]
            address = page["next"]
        return rows


def differences(copy: dict, site: Site) -> list[str]:
    """What is not the same in a mirror's copy and in all that the API says."""
    return [
        *(f"{kind} {key}" for kind, key in copy if not same(copy[kind, key], kind, key, site)),
        *(
            f"{kind} {row['slug']} is not in the copy"
            for kind, path in COLLECTIONS.items()
            for row in site.all(f"{path}/?page_size=200")
            if kind != "statement" and (kind, row["slug"]) not in copy
        ),
        *(
            f"statement {row['id']} is not in the copy"
            for withdrawn in ("true", "false")
            for row in site.all(f"statements/?page_size=200&withdrawn={withdrawn}")
            if ("statement", row["id"]) not in copy
        ),
        *(name for name, (held, told) in evidence(copy, site).items() if held != told),
    ]


COLLECTIONS = {
    "publisher": "publishers",
    "person": "people",
    "organisation": "organisations",
    "indicator": "indicators",
    "source": "sources",
    "initiative": "initiatives",
    "milestone": "milestones",
    "statement": "statements",
}


def same(row: dict, kind: str, key: str, site: Site) -> bool:
    """Whether a row of the copy is what its detail says; names of what it refers to apart."""
    reply = site.client.get(f"/api/v1/{COLLECTIONS[kind]}/{key}/")
    if reply.status_code == 404:
        # Nothing is said of it any more, or yet.
        return kind in ("initiative", "milestone")
    there = reply.json()
    return all(linked(there[name]) == linked(row[name]) for name in row if name in there)


def linked(value):
    """A value, or of what is linked its name in addresses: its other names may be older."""
    return value["slug"] if isinstance(value, dict) and "slug" in value else value


def evidence(copy: dict, site: Site) -> dict[str, tuple]:
    """What hangs on live statements: as the copy has it, and as the API says."""
    live = [
        row for (kind, _), row in copy.items() if kind == "statement" and not row["withdrawn_at"]
    ]
    roles = Counter(
        (row["id"], part["organisation"]["slug"], part["role"])
        for row in live
        for part in row["participations"]
    )
    told = Counter(
        (part["statement"]["id"], part["organisation"]["slug"], part["role"])
        for initiative in site.all("initiatives/?page_size=200")
        for part in site.ask(f"/api/v1/initiatives/{initiative['slug']}/")["participants"]
    )
    found = {"participations": (roles, told)}
    for name, member in (("observations", "low"), ("places", "name")):
        held = {(part["id"], part[member], row["id"]) for row in live for part in row[name]}
        there = site.all(f"{name}/?page_size=200")
        found[name] = held, {(row["id"], row[member], row["statement"]["id"]) for row in there}
    return found


def write(seed: int) -> None:
    writer = Writer(seed)
    start()
    for _ in range(REVISIONS):
        writer.write()


def follow() -> None:
    from tests.tracker.following import Mirror

    prepare()
    site = Site()
    mirror = Mirror(site.ask, page_size=7)
    start()
    over = Thread(target=sys.stdin.readline, daemon=True)
    over.start()
    rounds = 0
    while over.is_alive():
        rounds += bool(mirror.follow())
    mirror.follow()
    revisions = [number for number, *_ in mirror.read]
    found = {
        "rounds": rounds,
        "changes": len(mirror.read),
        "repeated": len(mirror.read) - len(set(mirror.read)),
        "in_order": revisions == sorted(revisions),
        "different": differences(mirror.copy, site),
        "rows": Counter(kind for kind, _ in mirror.copy),
    }
    print(json.dumps(found))


def start() -> None:
    """Say that one is ready, and wait for the others."""
    print("ready", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    follow() if sys.argv[1] == "follow" else write(int(sys.argv[2]))
