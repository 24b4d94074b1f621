"""Lists what is there as changes, for the mirrors of trackers that are older than the list.

Of a row only the last revision that wrote it is known: it is listed as created in that one.
Statements are listed as created when they were recorded, and as withdrawn when they were.
"""

from datetime import UTC, datetime
from itertools import count

from django.db import migrations

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
# What is referred to before what refers to it.
NAMED = (
    ("projects", "Indicator"),
    ("projects", "Initiative"),
    ("sources", "Organisation"),
    ("sources", "Person"),
    ("sources", "Publisher"),
    ("projects", "Milestone"),
    ("sources", "Source"),
)


def fill(apps, schema_editor):
    """One change for each row, and one for each withdrawal, in the order of revisions."""

    def rows(app: str, model: str):
        return apps.get_model(app, model).objects.using(schema_editor.connection.alias)

    listed = [
        (revision, "created", model.lower(), row, slug)
        for app, model in NAMED
        for row, revision, slug in rows(app, model)
        .order_by("pk")
        .values_list("pk", "revision", "slug")
    ]
    numbers = dict(rows("sources", "Revision").values_list("at", "number"))
    statements = rows("projects", "Statement").order_by("seq")
    columns = ("seq", "uuid", "recorded_at", "withdrawn_at")
    for seq, uuid, recorded_at, withdrawn_at in statements.values_list(*columns):
        row = "statement", seq, str(uuid)
        listed.append((numbers[recorded_at], "created", *row))
        if withdrawn_at not in (FOREVER, recorded_at):
            listed.append((numbers[withdrawn_at], "withdrawn", *row))
    positions = {}
    changes = rows("sources", "Change")
    changes.bulk_create(
        changes.model(
            revision_id=revision,
            position=next(positions.setdefault(revision, count(1))),
            action=action,
            resource=resource,
            row=row,
            key=key,
        )
        for revision, action, resource, row, key in sorted(listed, key=lambda each: each[0])
    )


def empty(apps, schema_editor):
    """As it was before the list was kept."""
    changes = apps.get_model("sources", "Change").objects
    changes.using(schema_editor.connection.alias).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0001_initial"),
        ("sources", "0002_change_log"),
    ]

    operations = [migrations.RunPython(fill, empty)]
