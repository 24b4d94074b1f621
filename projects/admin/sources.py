"""The page of a source: all that was drawn from it, and forms for what is drawn from it next."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects import describe, effects, recording
from projects.admin.milestones import MilestoneChoiceField, MilestoneSelect
from projects.admin.next_statement import NextStatement, RecordingMixin
from projects.forms import StatementOnPageForm, StatementsOnPageFormSet
from projects.models import Milestone, Statement
from projects.preview import foresee
from projects.recording import Entry
from sources import clock
from sources.admin import SourceAdmin
from sources.models import Source

MOST_FORMS = 40  # some 20 fields each: a request has 1,000 at most
MOST_TOLD = 200  # statements drawn from a source; the list of statements has the others


class StatementsOfSource(NextStatement):
    """Forms for statements about several milestones, all recorded in one save or none."""

    fk_name = "source"
    form = StatementOnPageForm
    formset = StatementsOnPageFormSet
    template = "admin/edit_inline/stacked.html"
    verbose_name = _("statement to record")
    verbose_name_plural = _("Record what it says")
    autocomplete_fields = ["initiative", "speaker"]
    picked_only = ["initiative", "milestone", "due_within_of"]
    max_num = MOST_FORMS
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("milestone", "initiative"),
                    ("locator", "speaker", "post"),
                    "summary",
                    ("phrase", "reading"),
                    "due_edtf",
                    ("progress", "met_edtf"),
                    "reason",
                ]
            },
        ),
        (
            _("Seldom needed"),
            {
                "classes": ["collapse"],
                "fields": [
                    "announced_on",
                    ("due_within_offset", "due_within_of"),
                    "due_dropped",
                    "stage",
                ],
            },
        ),
    ]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.day = clock.today()
        initiative = formset.form.base_fields["initiative"]
        initiative.help_text = _("Needed only where it speaks of no milestone.")
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ("milestone", "due_within_of"):
            kwargs |= {
                "widget": MilestoneSelect(db_field, self.admin_site),
                "form_class": MilestoneChoiceField,
                "queryset": Milestone.objects.select_related("initiative"),
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Source)
class SourcePageAdmin(RecordingMixin, SourceAdmin):
    """Sources, each with what it says: an editor works through an article once."""

    change_form_template = "admin/projects/source_change_form.html"
    inlines = [StatementsOfSource]

    class Media:
        css = {"all": ["projects/admin.css"]}
        js = ["projects/preview.js"]

    def get_inlines(self, request, obj):
        """None where a source is added: what it says is recorded on the page that follows."""
        return super().get_inlines(request, obj) if obj else []

    def response_post_save_add(self, request, obj):
        if not request.user.has_perm("projects.add_statement"):
            return super().response_post_save_add(request, obj)
        messages.info(request, _("Now record what it says."))
        return HttpResponseRedirect(reverse("admin:sources_source_change", args=[obj.pk]))

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= story(obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def record(self, request, statements: Sequence[Statement]) -> None:
        entries = [Entry(statement) for statement in statements]
        if not entries:
            return
        day, foreseen = clock.today(), foresee(entries)
        recording.record_all(entries)
        count = len(statements)
        told = ngettext("Recorded %(count)d statement.", "Recorded %(count)d statements.", count)
        messages.success(request, told % {"count": count})
        for milestone in dict.fromkeys(one.milestone for one in statements if one.milestone):
            effect = foreseen.effects[milestone.initiative_id]
            lines = " ".join(effects.told(effect, milestone.pk, day))
            messages.success(request, f"{milestone}: {lines}")


def story(source: Source) -> dict:
    """What was drawn from a source so far, in the order in which it was recorded."""
    statements = (
        Statement.objects.filter(source=source)
        .select_related(
            *("initiative", "milestone", "speaker", "due_within_of"), "corrects", "corrected_by"
        )
        .order_by("seq")
    )
    told = list(statements[: MOST_TOLD + 1])
    return {
        "drawn": [
            {
                "statement": statement,
                "deadline": describe.deadline(statement),
                "met": describe.date_range(statement.met),
            }
            for statement in told[:MOST_TOLD]
        ],
        "has_more": len(told) > MOST_TOLD,
    }
