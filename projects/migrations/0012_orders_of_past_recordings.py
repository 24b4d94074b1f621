import datetime

from django.db import migrations, models

import projects.codes


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0011_indexes_of_reads"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="initiativeversion",
            name="initiative_version_by_first",
        ),
        migrations.RemoveIndex(
            model_name="initiativeversion",
            name="initiative_version_by_last",
        ),
        migrations.RemoveIndex(
            model_name="initiativeversion",
            name="initiative_version_by_slip",
        ),
        migrations.RemoveIndex(
            model_name="milestoneversion",
            name="milestone_version_by_due",
        ),
        migrations.RemoveIndex(
            model_name="milestoneversion",
            name="milestone_version_running",
        ),
        migrations.RemoveIndex(
            model_name="milestoneversion",
            name="milestone_version_by_slip",
        ),
        migrations.RemoveIndex(
            model_name="milestoneversion",
            name="milestone_version_by_last",
        ),
        migrations.AddIndex(
            model_name="initiativeversion",
            index=models.Index(
                fields=["first_stated_on", "initiative", "known_from", "known_to", "recorded_to"],
                name="initiative_version_by_first",
            ),
        ),
        migrations.AddIndex(
            model_name="initiativeversion",
            index=models.Index(
                fields=["last_stated_on", "initiative", "known_from", "known_to", "recorded_to"],
                name="initiative_version_by_last",
            ),
        ),
        migrations.AddIndex(
            model_name="initiativeversion",
            index=models.Index(
                fields=["max_slip_days", "initiative", "known_from", "known_to", "recorded_to"],
                name="initiative_version_by_slip",
            ),
        ),
        migrations.AddIndex(
            model_name="initiativeversion",
            index=models.Index(
                condition=models.Q(
                    ("recorded_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("known_to", datetime.date(9999, 12, 31)),
                ),
                fields=["last_stated_on", "initiative", "known_from"],
                name="initiative_version_last_said",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                fields=["due_latest", "milestone", "known_from", "known_to", "recorded_to"],
                name="milestone_version_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                condition=models.Q(("standing", projects.codes.Standing["RUNNING"])),
                fields=["due_latest", "milestone", "known_from", "known_to", "recorded_to"],
                name="milestone_version_running",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                fields=["slip_days", "milestone", "known_from", "known_to", "recorded_to"],
                name="milestone_version_by_slip",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                fields=["last_stated_on", "milestone", "known_from", "known_to", "recorded_to"],
                name="milestone_version_by_last",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                condition=models.Q(
                    ("recorded_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("known_to", datetime.date(9999, 12, 31)),
                ),
                fields=["last_stated_on", "milestone", "known_from"],
                name="milestone_version_last_said",
            ),
        ),
    ]
