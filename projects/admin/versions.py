"""What follows from the statements, on two clocks: lists to read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from projects.describe import date_range
from projects.models import InitiativeVersion, MilestoneVersion
from sources.dates import LAST_DAY
from sources.recorded_admin import ReadOnlyMixin, SearchedAdmin
from sources.revisions import FOREVER


class PresentFilter(admin.SimpleListFilter):
    """Versions that stand in the tracker now, or no longer do."""

    title = _("recording")
    parameter_name = "present"

    def lookups(self, request, model_admin):
        return [("yes", _("Present")), ("no", _("Closed"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(recorded_to=FOREVER)
        if self.value() == "no":
            return queryset.filter(recorded_to__lt=FOREVER)
        return queryset


class VersionAdmin(ReadOnlyMixin, SearchedAdmin):
    """What was known, from which day to which, and when the tracker had it so."""

    clocks = ["known", "recorded"]
    date_hierarchy = "known_from"

    class Media:
        css = {"all": ["projects/admin.css"]}

    @admin.display(description=_("known from – to"), ordering="known_from")
    def known(self, version) -> str:
        to = "" if version.known_to == LAST_DAY else version.known_to
        return f"{version.known_from} – {to}"

    @admin.display(description=_("recorded from – to (UTC)"), ordering="recorded_from")
    def recorded(self, version) -> str:
        to = "" if version.recorded_to == FOREVER else f"{version.recorded_to:%Y-%m-%d %H:%M}"
        return f"{version.recorded_from:%Y-%m-%d %H:%M} – {to}"


@admin.register(MilestoneVersion)
class MilestoneVersionAdmin(VersionAdmin):
    list_display = ["milestone", "known", "standing", "deadline", "move", "recorded"]
    list_filter = [PresentFilter, "standing", "progress", "move"]
    list_select_related = ["milestone"]
    search_fields = ["milestone__words", "initiative__words"]
    fields = [
        "milestone",
        "initiative",
        *VersionAdmin.clocks,
        "statement",
        "last_stated_on",
        "standing",
        "progress",
        "deadline",
        "provisional",
        "first_deadline",
        "slip_days",
        "width_days",
        "move",
        "restatements",
        "met_on",
    ]
    readonly_fields = fields

    @admin.display(description=_("deadline"), ordering="due_latest")
    def deadline(self, version) -> str:
        return date_range(version.due)

    @admin.display(description=_("first closed deadline"))
    def first_deadline(self, version) -> str:
        return date_range(version.baseline)

    @admin.display(description=_("met"))
    def met_on(self, version) -> str:
        return date_range(version.met)


@admin.register(InitiativeVersion)
class InitiativeVersionAdmin(VersionAdmin):
    list_display = ["initiative", "known", "stage", "max_slip_days", "recorded"]
    list_filter = [PresentFilter, "stage"]
    list_select_related = ["initiative"]
    search_fields = ["initiative__words"]
    fields = [
        "initiative",
        *VersionAdmin.clocks,
        "statement",
        "first_stated_on",
        "last_stated_on",
        "stage",
        "max_slip_days",
    ]
    readonly_fields = fields
