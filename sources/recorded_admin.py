"""What every list and page of the admin shares: one revision a write, search by words, no 500s."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    AutocompleteSelect,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from sources.changelists import QuickChangeList
from sources.edits import Edit, edits_of
from sources.exported_admin import ExportedMixin
from sources.hanging import held
from sources.revisions import revision
from sources.search import any_of, begin_with, matching, sought
from sources.seen import SEEN, SeenField, check_row

REASON = "why"  # the input in which an editor says why; the same on every page
REASON_LENGTH = 500


@contextmanager
def writing(request, default: str) -> Iterator[None]:
    """Run what a POST does in one revision, its checks included; anything else in none.

    The revision's reason is what the editor gave, or `default`.
    """
    if request.method != "POST":
        yield
        return
    given = request.POST.get(REASON, "").replace("\0", "").strip()
    with revision(request.user, given[:REASON_LENGTH] or default):
        yield


class ReasonedForm(forms.ModelForm):
    """A form that asks why, without insisting, and saves over nobody's edit unseen."""

    why = forms.CharField(
        label=_("Reason for the edit"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=_("Why you change it: kept with your name and the time."),
    )
    seen = SeenField()

    class Media:
        css = {"all": ["sources/desk.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial[SEEN] = self.instance.revision_id

    def clean(self):
        cleaned = super().clean()
        if self.fields.keys() - {REASON, SEEN}:
            check_row(self)
        return cleaned


FIELDS = {
    models.CharField: {"widget": AdminTextInputWidget(attrs={"class": "vLargeTextField"})},
    models.URLField: {"assume_scheme": "https"},
}


def is_list(request) -> bool:
    """Whether a list is asked for, to see or as a file; not a page or the choices of a field."""
    return request.resolver_match.url_name.endswith(("_changelist", "_export"))


class SearchedSelect(AutocompleteSelect):
    """A field with search that shows nothing for a value that can't be a row's number.

    The one it extends asks the database for it, and fails.
    """

    @property
    def media(self):
        # Behind the script that makes such fields.
        return super().media + forms.Media(js=["admin/js/autocomplete.js", "sources/searched.js"])

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_number(one)], attr)


def is_number(value: object) -> bool:
    text = str(value)
    return text.isascii() and text.isdigit() and int(text) < 2**63


class PickedMixin:
    """Related rows are picked, or added in a pop-up; never changed or deleted in passing."""

    formfield_overrides = FIELDS
    picked_only: list[str] = []  # fields whose rows are not added in passing either

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
            field.widget.can_add_related &= db_field.name not in self.picked_only
        return field


class SearchedAdmin(ExportedMixin):
    """A list that finds what begins with each word typed, whatever the case, in any script.

    `search_fields` name columns `words` (see `sources.search`). Others are looked through for the
    word in lower case, in capitals and with a capital, as SQLite folds no case but the Latin.
    """

    list_per_page = 50
    show_full_result_count = False  # it would be counted beside those found
    show_facets = admin.ShowFacets.NEVER
    search_help_text = _("Words or their beginnings, in any case.")

    def get_changelist(self, request, **kwargs):
        return QuickChangeList

    def get_search_results(self, request, queryset, search_term):
        paths = self.get_search_fields(request)
        if all(is_indexed(path) for path in paths):
            return queryset.filter(matching(queryset.model, search_term, paths)), False
        for word in sought(search_term):
            found = [contains(path, word) for path in paths]
            queryset = queryset.filter(any_of(queryset.model, found))
        return queryset, False

    def get_deleted_objects(self, objs, request):
        """What hangs on rows, before who may delete it: nobody may, and the list says why."""
        deletable, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deletable, counts, set() if protected else lacking, protected


def is_indexed(path: str) -> bool:
    """Whether a path leads to a column `words`."""
    return path.rpartition("__")[2] == "words"


def contains(path: str, word: str) -> Q:
    """The condition for a column to hold a folded word, as `SearchedAdmin` says."""
    if is_indexed(path):
        return begin_with(path, [word])
    found = Q(**{f"{path}__icontains": word})
    for spelt in (word.capitalize(), word.upper()):
        found |= Q(**{f"{path}__contains": spelt})
    return found


class RecordedAdmin(PickedMixin, SearchedAdmin):
    """Rows that are written in revisions, and known by a slug that never changes."""

    form = ReasonedForm
    slug_from = "name_en"
    delete_confirmation_template = "admin/sources/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/sources/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs, request):
        """What hangs on rows, if anything does; else what is deleted with them."""
        if found := held(list(objs), self.admin_site, request.user):
            return [], {}, set(), found
        return super().get_deleted_objects(objs, request)

    def may_edit(self, request) -> bool:
        """Whether who asks may change the row itself; its page may have more to write."""
        return self.has_change_permission(request)

    def changeform_view(self, request, *args, **kwargs):
        with writing(request, "Edited in the admin"):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with writing(request, "Deleted in the admin"):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        with writing(request, "Changed from a list in the admin"):
            return super().changelist_view(request, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """Every edit of a row, from wherever it was made; of a deleted one, too."""
        key = unquote(object_id)
        edits = edits_of(self.model, key) if is_number(key) else []
        if not edits:
            return super().history_view(request, object_id, extra_context)
        row = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        title = _("History: %s") % (row or told_last(edits))
        return history_page(self, request, row, {"title": title, "edits": edits})

    def save_model(self, request, obj, form, change):
        if not change or set(form.changed_data) - {REASON, SEEN}:
            super().save_model(request, obj, form, change)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.may_edit(request):
            return fieldsets
        return [*fieldsets, (_("This edit"), {"fields": [REASON, "revision", SEEN]})]

    def get_readonly_fields(self, request, obj=None):
        named = super().get_readonly_fields(request, obj)
        return [*named, "revision", "slug"] if obj else named

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": [self.slug_from]}


def told_last(edits: Sequence[Edit]) -> str:
    """The slug of a row that is there no more."""
    return next(each.after for each in edits[-1].differences if each.name == "slug")


def history_page(model_admin, request, row, context: dict) -> TemplateResponse:
    """What became of a row, as a page: `edits`, newest first, under a `title`."""
    return TemplateResponse(
        request,
        "admin/sources/history.html",
        {
            **model_admin.admin_site.each_context(request),
            "object": row,
            "opts": model_admin.opts,
            **context,
        },
    )


class ReadOnlyMixin:
    """Rows that are read here and never written."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
