"""Statements in the admin: recorded, corrected and withdrawn, never edited."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from projects import describe, effects, recording
from projects.admin.evidence import ObservationInline, ParticipationInline, PlaceInline
from projects.admin.imports import ImportMixin
from projects.admin.in_the_record import already_withdrawn, written_at
from projects.admin.liveness import LiveFilter
from projects.admin.milestones import MilestoneChoiceField, MilestoneSelect
from projects.admin.next_statement import DEADLINE, IN_WORDS, WHERE_IT_STANDS, record_and_tell
from projects.admin.preview import preview_view
from projects.admin.work_lists import StatementColumns, WorkFilter
from projects.folding import fold
from projects.forms import CorrectionForm, StatementForm, WithdrawalForm
from projects.models import Milestone, Statement
from sources import clock
from sources.edits import Edit
from sources.models import Change
from sources.recorded_admin import PickedMixin, SearchedAdmin, history_page, writing
from sources.revisions import FOREVER
from sources.seen import SEEN
from sources.speaking import in_words

NOTHING = "–"
SAID = [
    (_("Where it stands"), {"fields": [*WHERE_IT_STANDS, "announced_on"]}),
    (_("What it is about"), {"fields": [("initiative", "milestone")]}),
    (_("What was said"), {"fields": IN_WORDS}),
    (_("Deadline"), {"fields": DEADLINE}),
    (_("Progress"), {"fields": [("progress", "met_edtf", "stage"), SEEN]}),
]
SHOWN = [
    (
        _("Where it stands"),
        {"fields": ["source", "locator", "speaker", "post", "announced_on"]},
    ),
    (_("What it is about"), {"fields": ["initiative", "milestone"]}),
    (_("What was said"), {"fields": ["summary", "phrase", "reading"]}),
    (_("What follows"), {"fields": ["deadline", "reason", "move", "progress", "met_on", "stage"]}),
    (_("In the record"), {"fields": ["seq", "uuid", "recorded", "withdrawn"]}),
]


@admin.register(Statement)
class StatementAdmin(ImportMixin, StatementColumns, PickedMixin, SearchedAdmin):
    """What is recorded stays: its page only shows it, and leads to its correction."""

    list_display = ["public_on", "about", "said", "deadline", "progress", "live"]
    list_filter = [
        WorkFilter,
        LiveFilter,
        "progress",
        "stage",
        "source__kind",
        "initiative__sector",
    ]
    list_select_related = ["initiative", "milestone", "due_within_of"]
    search_fields = ["words", "milestone__words", "initiative__words", "source__words"]
    date_hierarchy = "announced_on"
    autocomplete_fields = ["source", "speaker", "initiative"]
    picked_only = ["initiative", "milestone", "due_within_of"]
    readonly_fields = ["deadline", "met_on", "move", "recorded", "withdrawn"]
    inlines = [ObservationInline, ParticipationInline, PlaceInline]

    class Media:
        css = {"all": ["projects/admin.css"]}
        js = ["projects/preview.js"]

    # Lists

    @admin.display(description=_("public"), ordering="announced_on")
    def public_on(self, statement):
        return statement.announced_on

    @admin.display(description=_("about"), ordering="initiative__slug")
    def about(self, statement) -> str:
        milestone = statement.milestone
        return f"{statement.initiative}: {milestone}" if milestone else str(statement.initiative)

    @admin.display(description=_("what was said"))
    def said(self, statement) -> str:
        text = statement.summary
        return text if len(text) <= 100 else f"{text[:100].rsplit(' ', 1)[0]} …"

    @admin.display(description=_("deadline"), ordering="due_latest")
    def deadline(self, statement) -> str:
        return describe.deadline(statement) or NOTHING

    @admin.display(description=_("live"), boolean=True, ordering="withdrawn_at")
    def live(self, statement) -> bool:
        return statement.withdrawn_at == FOREVER

    # The page of one

    @admin.display(description=_("met"))
    def met_on(self, statement) -> str:
        return describe.date_range(statement.met) or NOTHING

    @admin.display(description=_("what it did to the deadline"))
    def move(self, statement) -> str:
        live = Statement.objects.filter(initiative=statement.initiative_id).live()
        made = fold(other.said for other in live).moves.get(statement.seq)
        return in_words(made) if made else NOTHING

    @admin.display(description=_("recorded"))
    def recorded(self, statement) -> str:
        return written_at(statement.recorded_at, with_reason=True)

    @admin.display(description=_("withdrawn"))
    def withdrawn(self, statement) -> str:
        if statement.withdrawn_at == FOREVER:
            return _("No")
        told = written_at(statement.withdrawn_at)
        return format_html("{}: {}", told, statement.withdrawal_reason)

    def get_fieldsets(self, request, obj=None):
        if obj:
            return SHOWN
        if getattr(request, "corrects", None):
            return [*SAID, (_("Why it is corrected"), {"fields": ["why"]})]
        return SAID

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """Those in which there is anything to see or to add."""
        shown = super().get_inline_formsets(request, formsets, inline_instances, obj)
        return [part for part in shown if obj is None or part.formset.initial_form_count()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = CorrectionForm if getattr(request, "corrects", None) else StatementForm
        form = super().get_form(request, obj, change, **kwargs)
        form.day = clock.today()
        form.refusal = getattr(request, "refusal", None)
        return form

    def get_readonly_fields(self, request, obj=None):
        return super().get_readonly_fields(request, obj) if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ("milestone", "due_within_of"):
            kwargs |= {
                "widget": MilestoneSelect(db_field, self.admin_site),
                "form_class": MilestoneChoiceField,
                "queryset": Milestone.objects.select_related("initiative"),
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        """When it was recorded and withdrawn: a statement never changes otherwise."""
        statement = self.get_object(request, unquote(object_id))
        if statement is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, statement):
            raise PermissionDenied
        listed = Change.objects.filter(resource="statement", row=statement.pk)
        changes = listed.select_related("revision__user").order_by("-revision_id")
        context = {
            "title": _("History: %s") % statement,
            "note": _("A statement never changes: it is recorded, and may be withdrawn."),
            "edits": [Edit(each.revision, each.action, False, ()) for each in changes],
        }
        return history_page(self, request, statement, context)

    # Who may do what

    def has_add_permission(self, request):
        if getattr(request, "corrects", None):
            return self.may_correct(request)
        return super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def may_correct(self, request) -> bool:
        return request.user.has_perm("projects.change_statement")

    # Recording and correcting

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra_context = {"may_correct": self.may_correct(request), **(extra_context or {})}
        with writing(request, "Recorded in the admin"):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context["withdrawn"] = obj.withdrawn_at != FOREVER
            context["withdrawal"] = self.withdrawn(obj)
            context["corrected_by"] = Statement.objects.filter(corrects=obj).first()
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_changeform_initial_data(self, request):
        corrects = getattr(request, "corrects", None)
        if corrects is None:
            return super().get_changeform_initial_data(request)
        return model_to_dict(corrects)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        corrects = getattr(request, "corrects", None)
        if corrects and request.method != "POST":
            # On the way back nothing is initial: what was not touched is evidence all the same.
            kwargs["initial"] = inline.initial(request)
        return kwargs

    def save_model(self, request, obj, form, change):
        """Nothing yet: a statement and its evidence are recorded together."""

    def save_related(self, request, form, formsets, change):
        evidence = [row for formset in formsets for row in formset.save(commit=False)]
        corrects = getattr(request, "corrects", None)
        if corrects:
            lines = effects.of_correcting(corrects, form.instance, clock.today())
            messages.success(request, " ".join(lines))
            recording.correct(corrects, form.instance, form.cleaned_data["why"], evidence)
        else:
            record_and_tell(request, form.instance, evidence)

    def response_add(self, request, obj, post_url_continue=None):
        if getattr(request, "corrects", None) is None:
            return super().response_add(request, obj, post_url_continue)
        messages.success(
            request, _("Corrected. The statement that this one replaces is withdrawn.")
        )
        return HttpResponseRedirect(self.page_of(obj))

    # Correction and withdrawal

    def get_urls(self):
        guard = self.admin_site.admin_view
        return [
            path("preview/", guard(preview_view), name="projects_statement_preview"),
            path(
                "<path:object_id>/correct/",
                guard(self.correct_view),
                name="projects_statement_correct",
            ),
            path(
                "<path:object_id>/withdraw/",
                guard(self.withdraw_view),
                name="projects_statement_withdraw",
            ),
            *super().get_urls(),
        ]

    def page_of(self, statement) -> str:
        return reverse("admin:projects_statement_change", args=[statement.pk])

    def correct_view(self, request, object_id):
        """A form with the statement's values: what it records replaces the statement."""
        with writing(request, "Corrected in the admin"):
            statement = self.found(request, object_id)
            form_url = ""
            if statement.withdrawn_at != FOREVER:
                if request.method != "POST":
                    return self.refuse_withdrawn(request, statement)
                statement, form_url = self.where_to_go_on(request, statement)
            request.corrects = statement
            context = {
                "title": _("Correct statement"),
                "corrects": statement,
                "show_save_and_add_another": False,
                "show_save_and_continue": False,
            }
            return self.add_view(request, form_url, extra_context=context)

    def where_to_go_on(self, request, statement: Statement) -> tuple[Statement, str]:
        """What is in force in the place of a withdrawn statement, and where it is corrected.

        Where nothing is, what was entered can be recorded as a statement of its own.
        """
        told = already_withdrawn(statement)
        while later := Statement.objects.filter(corrects=statement).first():
            statement = later
        if statement.withdrawn_at == FOREVER:
            then = _("Nothing is saved yet: saving again corrects what is in its place now.")
            way = reverse("admin:projects_statement_correct", args=[statement.pk])
        else:
            then = _("Nothing is saved yet: saving again records a statement of its own.")
            way = reverse("admin:projects_statement_add")
        request.refusal = format_html("{} {}", told, then)
        return statement, way

    def withdraw_view(self, request, object_id):
        """Asks why, and withdraws the statement."""
        with writing(request, "Withdrawn in the admin"):
            statement = self.found(request, object_id)
            if statement.withdrawn_at != FOREVER:
                return self.refuse_withdrawn(request, statement)
            form = WithdrawalForm(request.POST if request.method == "POST" else None)
            if form.is_valid():
                recording.withdraw(statement, form.cleaned_data["why"])
                self.log_change(request, statement, "Withdrawn.")
                messages.success(request, _("Withdrawn. The statement stays in the record."))
                return HttpResponseRedirect(self.page_of(statement))
        lines, of_others = effects.of_withdrawing(statement, clock.today())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw statement"),
            "effect": lines,
            "of_others": of_others,
            "opts": self.opts,
            "original": statement,
            "form": form,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/projects/statement/withdraw.html", context)

    def found(self, request, object_id) -> Statement:
        """The statement that an editor may correct or withdraw; 403 or 404 otherwise."""
        if not self.may_correct(request):
            raise PermissionDenied
        statement = self.get_object(request, unquote(object_id))
        if statement is None:
            raise Http404(f"There is no statement {object_id}.")
        return statement

    def refuse_withdrawn(self, request, statement):
        messages.error(request, already_withdrawn(statement))
        return HttpResponseRedirect(self.page_of(statement))
