"""Begins the history of the rows that there are: each with the state that it has now.

What a row was before is not known. It is taken to be created in the last revision that wrote it
where the list of changes says so, and else to be changed in it.
"""

from django.db import migrations

MODELS = (
    *(("sources", name) for name in ("Publisher", "Person", "Organisation", "Source")),
    *(("projects", name) for name in ("Indicator", "Initiative", "Milestone")),
)
OF_THE_WRITE = (
    *("history_id", "history_date", "history_user", "history_type"),
    "history_change_reason",
)
AT_ONCE = 500


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    countries = countries_of(apps, using)
    for app, name in MODELS:
        Kept = apps.get_model(app, f"Historical{name}")
        created = created_in(apps, using, name.lower())
        columns = [
            field.attname
            for field in Kept._meta.concrete_fields
            if field.name not in (*OF_THE_WRITE, "countries")
        ]
        Kept.objects.using(using).bulk_create(
            (
                Kept(
                    **{column: getattr(row, column) for column in columns},
                    **({"countries": countries.get(row.pk, "")} if name == "Initiative" else {}),
                    history_date=row.revision.at,
                    history_user_id=row.revision.user_id,
                    history_change_reason=row.revision.reason,
                    history_type="+" if (row.pk, row.revision_id) in created else "~",
                )
                for row in without_history(apps.get_model(app, name), Kept, using)
            ),
            batch_size=AT_ONCE,
        )


def without_history(Model, Kept, using: str):
    rows = Model.objects.using(using).exclude(pk__in=Kept.objects.using(using).values("id"))
    return rows.select_related("revision").order_by("pk").iterator(AT_ONCE)


def created_in(apps, using: str, name: str) -> set[tuple[int, int]]:
    """Rows of a model, each with the revision that created it."""
    listed = apps.get_model("sources", "Change").objects.using(using)
    listed = listed.filter(resource=name, action="created")
    return set(listed.values_list("row", "revision"))


def countries_of(apps, using: str) -> dict[int, str]:
    """The codes of each initiative's countries."""
    rows = apps.get_model("projects", "InitiativeCountry").objects.using(using).order_by("country")
    codes: dict[int, list[str]] = {}
    for initiative, country in rows.values_list("initiative", "country"):
        codes.setdefault(initiative, []).append(country)
    return {initiative: ", ".join(found) for initiative, found in codes.items()}


def empty(apps, schema_editor):
    """As before history was kept: what has been kept since goes as well."""
    for app, name in MODELS:
        kept = apps.get_model(app, f"Historical{name}").objects
        kept.using(schema_editor.connection.alias).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0008_history"),
        ("sources", "0005_history"),
        ("tracker", "0005_groups"),
    ]

    operations = [migrations.RunPython(fill, empty)]
