"""Documents and who stands behind them, in the admin."""

from collections.abc import Sequence

from django import forms
from django.apps import apps
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sources.changelists import counted
from sources.countries import country_names
from sources.models import Change, Organisation, Person, Publisher, Revision
from sources.recorded_admin import (
    ReadOnlyMixin,
    ReasonedForm,
    RecordedAdmin,
    SearchedAdmin,
    is_list,
)
from sources.revisions import Recorded
from sources.speaking import language


def country_choices() -> list[tuple[str, str]]:
    """Every country's code with its name, by name."""
    names = sorted(country_names(language()).items(), key=lambda pair: pair[1])
    return [("", "—"), *((code, f"{name} ({code})") for code, name in names)]


class OrganisationForm(ReasonedForm):
    class Meta:
        widgets = {"country": forms.Select}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            self.fields["country"].widget.choices = country_choices()


class CountingSources(RecordedAdmin):
    """A list that says how many sources each row has."""

    counted = "sources"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if not is_list(request):
            return rows
        return rows.annotate(counted=counted(self.model, self.counted))

    @admin.display(description=_("sources"), ordering="counted")
    def count(self, row) -> int:
        return row.counted


@admin.register(Publisher)
class PublisherAdmin(CountingSources):
    list_display = ["name", "name_ru", "slug", "url", "count"]
    fields = ["name_en", "name_ru", "name_kk", "slug", "url"]
    search_fields = ["words"]


class CountingStatements(CountingSources):
    """A list that says how many statements each row has, withdrawn ones included."""

    counted = "statements"

    @admin.display(description=_("statements"), ordering="counted")
    def count(self, row) -> int:
        return row.counted


@admin.register(Person)
class PersonAdmin(CountingStatements):
    list_display = ["name", "name_ru", "slug", "count"]
    fields = ["name_en", "name_ru", "name_kk", "slug"]
    search_fields = ["words"]


@admin.register(Organisation)
class OrganisationAdmin(RecordedAdmin):
    form = OrganisationForm
    list_display = ["name", "name_ru", "slug", "country"]
    fields = ["name_en", "name_ru", "name_kk", "slug", "country"]
    list_filter = ["country"]
    search_fields = ["words"]


class SourceAdmin(CountingStatements):
    """The list and the form of sources; `projects.admin` adds the statements drawn from each."""

    list_display = ["title", "publisher", "kind", "published_on", "count"]
    list_filter = ["kind", "language", "title_is_ours", "publisher"]
    list_select_related = ["publisher"]
    search_fields = ["words", "publisher__words"]
    date_hierarchy = "published_on"
    fields = [
        "title",
        "title_is_ours",
        "slug",
        "publisher",
        "kind",
        "language",
        "published_on",
        "url",
        "relays",
    ]
    autocomplete_fields = ["publisher"]
    slug_from = "title"


@admin.register(Revision)
class RevisionAdmin(ReadOnlyMixin, SearchedAdmin):
    """Who wrote, when and why."""

    list_display = ["number", "at", "user", "reason"]
    list_display_links = ["number"]
    list_filter = [("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["reason", "user__username"]
    date_hierarchy = "at"
    most_changes = 200  # told on the page of one

    def render_change_form(self, request, context, obj=None, **kwargs):
        changes = obj.changes.order_by("position")
        told = list(changes[: self.most_changes])
        more = changes.count() - len(told) if len(told) == self.most_changes else 0
        context |= {"changes": told_changes(told), "more": more}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Its page: a revision never changes."""
        return HttpResponseRedirect(reverse("admin:sources_revision_change", args=[object_id]))


def told_changes(changes: Sequence[Change]) -> list[dict]:
    """What a revision changed: each row by its present name, with links to it and its history."""
    recorded = {
        model._meta.model_name: model for model in apps.get_models() if issubclass(model, Recorded)
    }
    rows = {
        name: recorded[name]._base_manager.in_bulk(
            [change.row for change in changes if change.resource == name]
        )
        for name in {change.resource for change in changes}
    }
    told = []
    for change in changes:
        model, row = recorded[change.resource], rows[change.resource].get(change.row)
        pages = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        told.append(
            {
                "change": change,
                "kind": model._meta.verbose_name,
                "name": row or change.key,
                "link": row and reverse(f"{pages}_change", args=[change.row]),
                "history": reverse(f"{pages}_history", args=[change.row]),
            }
        )
    return told
