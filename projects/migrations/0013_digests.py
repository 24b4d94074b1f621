import datetime

import django.db.models.deletion
from django.db import migrations, models


def forget_counts(apps, schema_editor) -> None:
    """Let the next write work out all that is kept, the digests too: it does when there is none."""
    using = schema_editor.connection.alias
    for name in ("TallyMember", "Tally"):
        apps.get_model("projects", name).objects.using(using).all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0012_orders_of_past_recordings"),
        ("sources", "0005_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="digest",
                        serialize=False,
                        to="projects.initiative",
                    ),
                ),
                (
                    "stands",
                    models.TextField(default="", help_text="As `projects.stands` writes it."),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Who leads it, as last said.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.organisation",
                    ),
                ),
                ("countries", models.TextField(default="", help_text="The codes, in order.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveIndex(
            model_name="milestoneversion",
            name="milestone_version_counted",
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                condition=models.Q(
                    (
                        "recorded_to",
                        datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC),
                    )
                ),
                fields=[
                    "initiative",
                    "known_to",
                    "known_from",
                    "standing",
                    "due_latest",
                    "provisional",
                    "milestone",
                    "due_edtf",
                ],
                name="milestone_version_counted",
            ),
        ),
        migrations.RunPython(forget_counts, migrations.RunPython.noop, elidable=True),
    ]
