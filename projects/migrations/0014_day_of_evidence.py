import datetime

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

MODELS = ("Observation", "Participation", "Place")


def fill(apps, schema_editor) -> None:
    """Take over the days of the statements."""
    using = schema_editor.connection.alias
    statements = apps.get_model("projects", "Statement").objects.using(using)
    day = statements.filter(pk=OuterRef("statement")).values("announced_on")
    for name in MODELS:
        rows = apps.get_model("projects", name).objects.using(using)
        rows.update(announced_on=Subquery(day))


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0013_digests"),
    ]

    operations = [
        migrations.AddField(
            model_name="observation",
            name="announced_on",
            field=models.DateField(default=datetime.date(1, 1, 1), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="participation",
            name="announced_on",
            field=models.DateField(default=datetime.date(1, 1, 1), editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="place",
            name="announced_on",
            field=models.DateField(default=datetime.date(1, 1, 1), editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["announced_on", "id"], name="observation_by_day"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["announced_on", "id"], name="place_by_day"),
        ),
    ]
