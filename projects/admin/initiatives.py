"""Initiatives in the admin: their milestones and how each stands."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget, AdminTextareaWidget
from django.db.models import Prefetch
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy as _

from projects.admin.initiative_story import story
from projects.admin.milestones import with_versions
from projects.admin.next_statement import WHERE_IT_STANDS, NextStatement, StatedMixin
from projects.models import Initiative, InitiativeCountry, InitiativeVersion, Milestone
from sources import clock
from sources.admin import country_choices
from sources.changelists import counted
from sources.codes import LANGUAGES
from sources.recorded_admin import ReasonedForm, RecordedAdmin, is_list
from sources.seen import SEEN, SeenField, check_row


class CountryForm(forms.ModelForm):
    class Meta:
        widgets = {"country": forms.Select(attrs={"aria-label": _("Country")})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            self.fields["country"].widget.choices = country_choices()


class CountryFormSet(forms.BaseInlineFormSet):
    """Countries, each with a box that removes it, and a name for that box.

    What somebody else took off meanwhile stays off: the form of such a row asks for nothing.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            there = {str(row.pk) for row in self.get_queryset()}
            gone = [
                prefix
                for prefix in map(self.add_prefix, range(self.initial_form_count()))
                if self.data.get(f"{prefix}-id") not in there
            ]
            self.data = self.data.copy()
            self.data.update({f"{prefix}-{DELETION_FIELD_NAME}": "on" for prefix in gone})

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")


class InitiativeForm(ReasonedForm):
    class Meta:
        widgets = {
            f"summary_{language}": AdminTextareaWidget(attrs={"rows": 3}) for language in LANGUAGES
        }


class CountryInline(admin.TabularInline):
    """The countries of an initiative, for those who may change the initiative itself."""

    model = InitiativeCountry
    form = CountryForm
    formset = CountryFormSet
    verbose_name = _("country")
    verbose_name_plural = _("countries")
    extra = 0

    def may_write(self, request, obj=None) -> bool:
        return request.user.has_perm(f"projects.{'change' if obj else 'add'}_initiative")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("projects.view_initiative") or self.may_write(request, obj)

    has_add_permission = has_change_permission = has_delete_permission = may_write


class PositionForm(forms.ModelForm):
    """The place of a milestone among those of its initiative; saves over nobody's edit unseen."""

    seen = SeenField()

    class Meta:
        widgets = {"position": AdminIntegerFieldWidget(attrs={"min": 1, "class": "tracker-number"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial[SEEN] = self.instance.revision_id
        named = _("Number of %(milestone)s") % {"milestone": self.instance}
        self.fields["position"].widget.attrs["aria-label"] = named

    def clean(self):
        cleaned = super().clean()
        if "position" in self.changed_data:
            check_row(self)
        return cleaned


class MilestoneOrder(admin.TabularInline):
    """Milestones put in order by number, where the page tells how each stands."""

    model = Milestone
    form = PositionForm
    fields = ["position"]
    ordering = ["position", "slug"]
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return with_versions(super().get_queryset(request), clock.today())

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("projects.change_milestone")

    has_view_permission = has_change_permission

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class NextOfInitiative(NextStatement):
    fieldsets = [(None, {"fields": [*WHERE_IT_STANDS, "announced_on", "summary", "stage"]})]


@admin.register(Initiative)
class InitiativeAdmin(StatedMixin, RecordedAdmin):
    form = InitiativeForm
    list_display = ["name", "name_ru", "sector", "stage", "milestone_count"]
    list_filter = ["sector", "is_infrastructure", "countries__country"]
    search_fields = ["words"]
    fieldsets = [
        (None, {"fields": ["name_en", "name_ru", "name_kk", "slug"]}),
        (None, {"fields": ["sector", "is_infrastructure"]}),
        (
            _("What it is, never how it stands"),
            {"fields": ["summary_en", "summary_ru", "summary_kk"]},
        ),
    ]
    inlines = [CountryInline, MilestoneOrder, NextOfInitiative]

    class Media:
        css = {"all": ["projects/admin.css"]}
        js = ["projects/preview.js"]

    def get_queryset(self, request):
        initiatives = super().get_queryset(request)
        if not is_list(request):
            return initiatives
        versions = InitiativeVersion.objects.as_of(clock.today())
        count = counted(Initiative, "milestones")
        return initiatives.annotate(milestone_count=count).prefetch_related(
            Prefetch("versions", versions, to_attr="present")
        )

    @admin.display(description=_("stage today"))
    def stage(self, initiative) -> str | None:
        return initiative.present[0].get_stage_display() if initiative.present else None

    @admin.display(description=_("milestones"), ordering="milestone_count")
    def milestone_count(self, initiative) -> int:
        return initiative.milestone_count

    def get_inlines(self, request, obj):
        inlines = super().get_inlines(request, obj)
        return inlines if obj else [inline for inline in inlines if inline is not MilestoneOrder]

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            shown = context["inline_admin_formsets"]
            order = [part for part in shown if isinstance(part.opts, MilestoneOrder)]
            context["inline_admin_formsets"] = [part for part in shown if part not in order]
            context |= story(obj, clock.today(), order[0].formset if order else None)
        return super().render_change_form(request, context, obj=obj, **kwargs)
