import datetime

from django.db import migrations, models

import projects.codes


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0010_corrections_index"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                condition=models.Q(
                    ("recorded_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("known_to", datetime.date(9999, 12, 31)),
                ),
                fields=["due_latest", "milestone", "known_from"],
                name="milestone_version_last",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                condition=models.Q(
                    ("recorded_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC)),
                    ("known_to", datetime.date(9999, 12, 31)),
                    ("standing", projects.codes.Standing["RUNNING"]),
                ),
                fields=["due_latest", "milestone", "known_from"],
                name="milestone_version_last_running",
            ),
        ),
        migrations.AddIndex(
            model_name="milestoneversion",
            index=models.Index(
                condition=models.Q(
                    ("recorded_to", datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC))
                ),
                fields=[
                    "initiative",
                    "known_to",
                    "known_from",
                    "standing",
                    "due_latest",
                    "provisional",
                ],
                name="milestone_version_counted",
            ),
        ),
    ]
