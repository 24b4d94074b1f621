"""The admin for tests: who is signed in, and what an editor's browser sends."""

from datetime import date

from django.contrib.auth.models import Permission
from django.urls import reverse

from projects.models import MilestoneVersion, Statement
from sources.models import Revision
from tests.factories import SourceFactory, UserFactory
from tests.recorded import make

EMPTY_INLINES = {
    f"{prefix}-{name}_FORMS": 0
    for prefix in ("observations", "participations", "places")
    for name in ("TOTAL", "INITIAL")
}


def sign_in(client, *permissions: str, **fields):
    """Sign a member of staff in, with permissions such as `add_statement`; all if none is named."""
    user = UserFactory(is_staff=True, is_superuser=not permissions, **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


def page(model, row=None, action: str = "change") -> str:
    """The address of a page of the admin: of a list, of its add form, or about a row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if row is None:
        return reverse(f"{name}_{'changelist' if action == 'change' else action}")
    return reverse(f"{name}_{action}", args=[row.pk])


def source_of(day: date = date(2026, 1, 6), **fields):
    return make(SourceFactory, published_on=day, **fields)


def said(about, **fields) -> dict:
    """What the statement form sends: an untouched form, but for `fields` and what must be given."""
    initiative = getattr(about, "initiative", about)
    sent = {
        "initiative": initiative.pk,
        "milestone": "" if initiative is about else about.pk,
        "summary": "Invented statement.",
        **EMPTY_INLINES,
        **fields,
    }
    if "source" not in sent:
        sent["source"] = source_of().pk
    return sent


def on_page(prefix: str = "statements", **fields) -> dict:
    """What the page of a milestone or an initiative sends of the statement's form on it."""
    untouched = {f"{prefix}-{name}_FORMS": count for name, count in COUNTS.items()}
    return untouched | {f"{prefix}-0-{name}": value for name, value in fields.items()}


COUNTS = {"TOTAL": 1, "INITIAL": 0, "MIN_NUM": 0, "MAX_NUM": 1}


def errors(response) -> dict[str, list[str]]:
    """The errors by field of the page's form."""
    return dict(response.context["adminform"].form.errors)


def errors_on_page(response, prefix: str = "statements") -> dict[str, list[str]]:
    """The errors by field of the statement's form on a page."""
    formsets = {
        part.formset.prefix: part.formset for part in response.context["inline_admin_formsets"]
    }
    return dict(formsets[prefix].forms[0].errors)


def written() -> tuple[int, ...]:
    """How much is recorded: unchanged by whatever wrote nothing."""
    return tuple(model.objects.count() for model in (Statement, MilestoneVersion, Revision))
