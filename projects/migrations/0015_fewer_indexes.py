from django.db import migrations, models
from django.db.models import PROTECT, ForeignKey, Q

# Links with an index of their own, beside one that begins with them or one of the few rows that
# have such a link
DOUBLED = {
    "InitiativeVersion": ["initiative"],
    "MilestoneVersion": ["milestone"],
    "Statement": ["initiative", "milestone", "speaker", "due_within_of"],
}


def drop(apps, schema_editor) -> None:
    """Drop them. Django would make each table anew on SQLite, once for each of them."""
    connection, quoted = schema_editor.connection, schema_editor.quote_name
    for name, fields in DOUBLED.items():
        model = apps.get_model("projects", name)
        columns = [model._meta.get_field(field).column for field in fields]
        ours = {index.name for index in model._meta.indexes}
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        for index, told in found.items():
            is_plain = told["index"] and not told["unique"] and index not in ours
            if is_plain and len(told["columns"]) == 1 and told["columns"][0] in columns:
                schema_editor.execute(f"DROP INDEX {quoted(index)}")


def make(apps, schema_editor) -> None:
    """Make them again."""
    for name, fields in DOUBLED.items():
        model = apps.get_model("projects", name)
        for field in fields:
            made = schema_editor._create_index_sql(model, fields=[model._meta.get_field(field)])
            schema_editor.execute(made)


def unindexed(model: str, name: str, to: str, **options) -> migrations.AlterField:
    """What the state says of a link without an index."""
    link = ForeignKey(to, PROTECT, db_index=False, **options)
    return migrations.AlterField(model, name, link)


NONE = {"null": True, "blank": True}


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0014_day_of_evidence"),
        ("sources", "0005_history"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop, make)],
            [
                unindexed(
                    "initiativeversion",
                    "initiative",
                    "projects.initiative",
                    related_name="versions",
                ),
                unindexed(
                    "milestoneversion", "milestone", "projects.milestone", related_name="versions"
                ),
                unindexed(
                    "statement", "initiative", "projects.initiative", related_name="statements"
                ),
                unindexed(
                    "statement",
                    "milestone",
                    "projects.milestone",
                    related_name="statements",
                    **NONE,
                ),
                unindexed(
                    "statement",
                    "due_within_of",
                    "projects.milestone",
                    related_name="+",
                    verbose_name="after",
                    **NONE,
                ),
                unindexed(
                    "statement", "speaker", "sources.person", related_name="statements", **NONE
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(
                condition=Q(("speaker__isnull", False)),
                fields=["speaker"],
                name="statement_by_speaker",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(
                condition=Q(("due_within_of__isnull", False)),
                fields=["due_within_of"],
                name="statement_by_anchor",
            ),
        ),
        migrations.RemoveIndex(
            model_name="milestoneversion",
            name="milestone_version_siblings",
        ),
    ]
