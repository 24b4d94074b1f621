"""The work lists in the admin: a filter of its lists, and the columns that matter in each."""

from functools import lru_cache

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.db.models import FilteredRelation, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects import describe
from projects.models import Milestone, MilestoneVersion, Statement
from projects.worklists import LISTS, WorkList, count
from sources import clock
from sources.changelists import QuickChangeList
from sources.exporting import Column
from sources.recorded_admin import is_list
from sources.revisions import FOREVER
from sources.speaking import in_words

PARAMETER = "work"
NOTHING = "–"


def lists_of(model) -> dict[str, WorkList]:
    """The work lists of a model, by name."""
    return {one.name: one for one in LISTS if one.model is model}


def asked_for(request, model) -> WorkList | None:
    """The work list of a model that a request asks for."""
    return lists_of(model).get(request.GET.get(PARAMETER, ""))


def offered(request) -> list[dict]:
    """The work lists that a user may see, each with its count today and where it is."""
    day = clock.today()
    registry = admin.site._registry
    may_view = {
        model: registry[model].has_view_permission(request) for model in (Milestone, Statement)
    }
    return [_shown(one, day) for one in LISTS if may_view[one.model]]


def _shown(one: WorkList, day) -> dict:
    found, more = count(one, day)
    opts = one.model._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return {"list": one, "count": found, "more": more, "url": f"{page}?{PARAMETER}={one.name}"}


class WorkFilter(admin.SimpleListFilter):
    """The rows of a work list."""

    title = _("work list")
    parameter_name = PARAMETER

    def lookups(self, request, model_admin):
        return [(one.name, one.title) for one in lists_of(model_admin.model).values()]

    def queryset(self, request, queryset):
        one = lists_of(queryset.model).get(self.value() or "")
        return one.narrow(queryset, clock.today()) if one else queryset


class WorkChangeList(QuickChangeList):
    """A work list comes in the order in which it wants to be done, unless another is asked for."""

    def get_ordering(self, request, queryset):
        one = asked_for(request, self.model)
        if one and ORDER_VAR not in request.GET:
            return list(one.order)
        return super().get_ordering(request, queryset)

    def get_ordering_field_columns(self):
        """None is marked as that by which a work list is ordered: the list says it itself."""
        if PARAMETER in self.filter_params and ORDER_VAR not in self.params:
            return {}
        return super().get_ordering_field_columns()


class WorkedMixin:
    """A list with work lists among its filters, each with the columns that matter in it."""

    of_work: dict[str, list[str]]

    def get_changelist(self, request, **kwargs):
        return WorkChangeList

    def get_list_display(self, request):
        one = asked_for(request, self.model)
        return self.of_work[one.name] if one else super().get_list_display(request)

    def changelist_view(self, request, extra_context=None):
        one = asked_for(request, self.model)
        shown = {"subtitle": one.title, "work_list": one} if one else {}
        return super().changelist_view(request, {**shown, **(extra_context or {})})


class MilestoneColumns(WorkedMixin):
    """How each milestone of a list stands today; the rows have a list `present` of one version."""

    of_work = {
        "overdue": ["name", "initiative", "deadline", "days_late", "slip", "last_word"],
        "due_soon": ["name", "initiative", "deadline", "slip", "last_word"],
        "silent": ["name", "initiative", "state", "deadline", "slip", "last_word"],
        "disagreeing": ["name", "initiative", "deadline", "otherwise", "last_word"],
    }

    def get_queryset(self, request):
        """With `now`, to order by: the version that holds today."""
        rows = super().get_queryset(request)
        if not is_list(request):
            return rows
        day = clock.today()
        if PARAMETER in request.GET:
            stated = Statement.objects.with_deadline(day).select_related("source")
            rows = rows.prefetch_related(
                Prefetch("statements", stated.in_fold_order(), to_attr="stated")
            )
        holds = Q(
            versions__recorded_to=FOREVER, versions__known_from__lte=day, versions__known_to__gt=day
        )
        return rows.annotate(now=FilteredRelation("versions", condition=holds))

    @admin.display(description=_("state today"))
    def state(self, milestone) -> str:
        version = present(milestone)
        return (
            in_words(describe.standing(version, clock.today()).state)
            if version
            else _("No statement in force")
        )

    @admin.display(description=_("deadline"), ordering="now__due_latest")
    def deadline(self, milestone) -> str:
        version = present(milestone)
        return describe.words(version.due) if version and version.due else NOTHING

    @admin.display(description=_("another source said"))
    def otherwise(self, milestone) -> str:
        """The deadlines that contradict the last one, each with its source."""
        *earlier, last = milestone.stated
        return "; ".join(
            f"{describe.words(said.due)} ({said.source})"
            for said in earlier
            if said.contradicts(last)
        )

    @admin.display(description=_("days late"))
    def days_late(self, milestone) -> str:
        version = present(milestone)
        late = describe.standing(version, clock.today()).days_late if version else None
        if not late:
            return NOTHING
        fewest, most = late
        return f"{most}" if fewest == most else f"{fewest}–{most}"

    @admin.display(description=_("slip, days"), ordering="now__slip_days")
    def slip(self, milestone) -> str:
        version = present(milestone)
        if version is None or version.slip_days is None:
            return NOTHING
        return f"{version.slip_days:+}" if version.slip_days else "0"

    @admin.display(description=_("last word"), ordering="now__last_stated_on")
    def last_word(self, milestone) -> str:
        version = present(milestone)
        if version is None:
            return NOTHING
        silent = (clock.today() - version.last_stated_on).days
        told = ngettext("%(day)s, %(days)s day ago", "%(day)s, %(days)s days ago", silent)
        return told % {"day": version.last_stated_on, "days": silent}

    def export_columns(self) -> list[Column]:
        """Those of the milestone, and how it stands today, by the names that the API has."""
        today = clock.today()
        return [*super().export_columns(), *standing_columns(today)]


def standing_columns(day) -> list[Column]:
    """How a milestone stands on `day`; empty where no statement of it is in force."""

    @lru_cache(maxsize=1)  # of the row in hand, which several columns ask for
    def standing(version) -> describe.Standing:
        return describe.standing(version, day)

    def late(version, end: int) -> int | None:
        days_late = standing(version).days_late
        return days_late[end] if days_late else None

    def of(name: str, read) -> Column:
        return Column(name, lambda row: read(present(row)) if row.present else None)

    return [
        of("state", lambda version: standing(version).state.value),
        of("progress", lambda version: version.progress),
        of("due", lambda version: version.due_edtf or None),
        of("due_earliest", lambda version: version.due_earliest),
        of("due_latest", lambda version: version.due_latest),
        of("baseline", lambda version: version.baseline_edtf or None),
        of("slip_days", lambda version: version.slip_days),
        of("days_late_min", lambda version: late(version, 0)),
        of("days_late_max", lambda version: late(version, 1)),
        of("last_stated_on", lambda version: version.last_stated_on),
    ]


def present(milestone) -> MilestoneVersion | None:
    """The version that holds today, if any does."""
    return milestone.present[0] if milestone.present else None


class StatementColumns(WorkedMixin):
    """What matters of each statement, by the work list that it is in."""

    of_work = {
        "unquoted": ["public_on", "about", "said", "deadline", "phrase", "locator", "source"],
        "withdrawn": ["withdrawn_on", "about", "said", "why_withdrawn", "correction"],
    }

    def get_list_select_related(self, request):
        related = super().get_list_select_related(request)
        one = asked_for(request, self.model)
        return [*related, "source", "corrected_by"] if one else related

    @admin.display(description=_("withdrawn on"), ordering="withdrawn_at")
    def withdrawn_on(self, statement):
        return clock.day_of(statement.withdrawn_at)

    @admin.display(description=_("reason"))
    def why_withdrawn(self, statement) -> str:
        return statement.withdrawal_reason

    @admin.display(description=_("corrected"), boolean=True)
    def correction(self, statement) -> bool:
        return hasattr(statement, "corrected_by")
