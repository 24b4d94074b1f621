"""Groups for whoever reads, records and manages; `docs/editing.md` says what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = (
    *(("sources", model) for model in ("publisher", "person", "organisation", "source")),
    ("sources", "revision"),
    *(("projects", model) for model in ("initiative", "initiativecountry", "milestone")),
    *(("projects", model) for model in ("statement", "indicator")),
    *(("projects", model) for model in ("observation", "participation", "place")),
    *(("projects", model) for model in ("milestoneversion", "initiativeversion")),
)
# What a statement names, and may not be there yet when it is recorded.
NAMED = (
    *(("sources", model) for model in ("publisher", "person", "organisation", "source")),
    ("projects", "indicator"),
)
TRACKED = tuple(("projects", model) for model in ("initiative", "initiativecountry", "milestone"))

VIEWER = {("view", *row) for row in SEEN}
EDITOR = {
    *VIEWER,
    *((verb, "projects", "statement") for verb in ("add", "change")),
    *((verb, *row) for verb in ("add", "change") for row in NAMED),
}
MANAGER = {
    *EDITOR,
    *(("delete", *row) for row in NAMED),
    *((verb, *row) for verb in ("add", "change", "delete") for row in TRACKED),
    *((verb, "tracker", "apitoken") for verb in ("view", "add", "change")),
}
GROUPS = {"viewer": VIEWER, "editor": EDITOR, "manager": MANAGER}


def make(apps, schema_editor):
    """The groups with their permissions; what a group of that name may do besides, it may still."""
    database = schema_editor.connection.alias
    for app in ("sources", "projects", "tracker"):
        make_permissions(apps, app, database)
    groups = apps.get_model("auth", "Group").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    for name, granted in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        for verb, app, model in sorted(granted):
            codename = f"{verb}_{model}"
            permission = permissions.get(codename=codename, content_type__app_label=app)
            group.permissions.add(permission)


def make_permissions(apps, app: str, database: str) -> None:
    """The permissions of an app's models, which else come only after the last migration."""
    config = apps.get_app_config(app)
    module = getattr(config, "models_module", None)
    # A historical app has no module of models, and so would seem to have no models.
    config.models_module = module or True
    create_permissions(config, apps=apps, using=database, verbosity=0)
    config.models_module = module


def remove(apps, schema_editor):
    """No groups; their members stay, and may no more what only a group let them."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("projects", "0004_list_orders"),
        ("sources", "0003_word_index"),
        ("tracker", "0003_idempotency_key"),
    ]

    operations = [migrations.RunPython(make, remove)]
