"""The part of a milestone's or an initiative's page that records what was said of it next."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.utils.translation import gettext

from projects import effects, recording
from projects.forms import StatementOnPageForm, StatementOnPageFormSet
from projects.models import Statement
from sources import clock
from sources.recorded_admin import PickedMixin
from sources.seen import SEEN

WHERE_IT_STANDS = [("source", "locator"), ("speaker", "post")]
IN_WORDS = ["summary", ("phrase", "reading")]
DEADLINE = ["due_edtf", ("due_within_offset", "due_within_of"), "due_dropped", "reason"]


def record_and_tell(request, statement: Statement, evidence=()) -> None:
    """Record a statement, and say on the page that follows what that did."""
    told = effects.of_recording(statement, clock.today())
    recording.record(statement, evidence)
    messages.success(request, " ".join([gettext("Recorded."), *told]))


class NextStatement(PickedMixin, admin.StackedInline):
    """A form for one statement: the first when the row is added, the next one afterwards."""

    model = Statement
    form = StatementOnPageForm
    formset = StatementOnPageFormSet
    template = "admin/projects/next_statement.html"
    autocomplete_fields = ["source", "speaker"]
    picked_only = ["due_within_of"]
    max_num = 1
    can_delete = False

    def get_fieldsets(self, request, obj=None):
        return [*super().get_fieldsets(request, obj), (None, {"fields": [SEEN]})]

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj else 0

    def get_min_num(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_formset(self, request, obj=None, **kwargs):
        kwargs |= {"validate_min": True, "validate_max": True}
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.day = clock.today()
        formset.form.about = formset.fk.name
        return formset

    def has_view_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RecordingMixin:
    """Pages of rows on which statements are recorded.

    Whoever records statements need not be one who changes the row itself.
    """

    def may_edit(self, request) -> bool:
        return super().has_change_permission(request)

    def has_change_permission(self, request, obj=None):
        if self.may_edit(request) or obj is None:
            return self.may_edit(request)
        may_record = request.user.has_perm("projects.add_statement")
        return may_record and self.has_view_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        named = super().get_readonly_fields(request, obj)
        if obj is None or self.may_edit(request):
            return named
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def save_formset(self, request, form, formset, change):
        if formset.model is not Statement:
            super().save_formset(request, form, formset, change)
            return
        self.record(request, formset.save(commit=False))

    def record(self, request, statements: Sequence[Statement]) -> None:
        for statement in statements:
            record_and_tell(request, statement)


class StatedMixin(RecordingMixin):
    """Pages of rows that are added with their first statement, and show what was said of them."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.has_perm(
            "projects.add_statement"
        )
