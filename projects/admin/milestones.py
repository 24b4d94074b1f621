"""Milestones in the admin: how each stands, what was said of it, and what is said next."""

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from projects import describe
from projects.admin.milestone_story import story
from projects.admin.next_statement import (
    DEADLINE,
    IN_WORDS,
    WHERE_IT_STANDS,
    NextStatement,
    StatedMixin,
)
from projects.admin.work_lists import MilestoneColumns, WorkFilter
from projects.codes import State
from projects.models import Milestone, MilestoneVersion
from sources import clock
from sources.recorded_admin import RecordedAdmin, SearchedSelect, is_list
from sources.speaking import choices


def with_versions(milestones, day):
    """Milestones, each with a list `present` of the one version that holds on `day`, or none."""
    versions = MilestoneVersion.objects.as_of(day)
    return milestones.prefetch_related(Prefetch("versions", versions, to_attr="present"))


def state_of(milestone, day) -> str:
    """How a milestone stands on `day`, in words; `with_versions` has looked it up."""
    if not milestone.present:
        return _("No statement in force")
    return describe.state_in_words(milestone.present[0], day)


class StateFilter(admin.SimpleListFilter):
    """Milestones by the state that they have today."""

    title = _("state today")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return choices(State)

    def queryset(self, request, queryset):
        if self.value() not in list(State):
            return queryset
        day = clock.today()
        versions = MilestoneVersion.objects.as_of(day).in_state(State(self.value()), day)
        return queryset.filter(pk__in=versions.values("milestone"))


class MilestoneChoiceField(forms.ModelChoiceField):
    """A choice of milestones, each named after its initiative."""

    def label_from_instance(self, milestone) -> str:
        return named(milestone)


def named(milestone) -> str:
    return f"{milestone.initiative}: {milestone}"


class MilestoneSelect(SearchedSelect):
    """Looks up milestones by words of their own and of their initiatives."""

    def get_url(self):
        return reverse("admin:projects_milestone_choices")


class MilestoneChoices(AutocompleteJsonView):
    """Answers `MilestoneSelect`."""

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": named(obj)}

    def get_queryset(self):
        return super().get_queryset().select_related("initiative")


class NextOfMilestone(NextStatement):
    fk_name = "milestone"
    fieldsets = [
        (None, {"fields": [*WHERE_IT_STANDS, "announced_on", *IN_WORDS]}),
        (_("Deadline"), {"fields": DEADLINE}),
        (_("Progress"), {"fields": [("progress", "met_edtf", "stage")]}),
    ]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        siblings = Milestone.objects.select_related("initiative")
        if obj:
            siblings = siblings.filter(initiative=obj.initiative_id).exclude(pk=obj.pk)
        formset.form.base_fields["due_within_of"].queryset = siblings
        return formset

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "due_within_of":
            on_its_page = request.resolver_match.kwargs.get("object_id")
            widget = forms.Select() if on_its_page else MilestoneSelect(db_field, self.admin_site)
            kwargs |= {"widget": widget, "form_class": MilestoneChoiceField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Milestone)
class MilestoneAdmin(MilestoneColumns, StatedMixin, RecordedAdmin):
    list_display = ["name", "initiative", "state", "deadline", "days_late", "slip", "last_word"]
    list_filter = [WorkFilter, StateFilter, "kind", "initiative__sector"]
    list_select_related = ["initiative"]
    search_fields = ["words", "initiative__words"]
    autocomplete_fields = ["initiative"]
    picked_only = ["initiative"]
    fields = ["initiative", "name_en", "name_ru", "name_kk", "slug", ("kind", "position")]
    inlines = [NextOfMilestone]

    class Media:
        css = {"all": ["projects/admin.css", "projects/picture.css"]}
        js = ["projects/preview.js"]

    def get_urls(self):
        choices = MilestoneChoices.as_view(admin_site=self.admin_site)
        guarded = self.admin_site.admin_view(choices)
        return [path("choices/", guarded, name="projects_milestone_choices"), *super().get_urls()]

    def get_queryset(self, request):
        milestones = super().get_queryset(request)
        return with_versions(milestones, clock.today()) if is_list(request) else milestones

    def get_readonly_fields(self, request, obj=None):
        named = super().get_readonly_fields(request, obj)
        return [*named, "initiative"] if obj else named

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= story(obj, clock.today())
        return super().render_change_form(request, context, obj=obj, **kwargs)
