"""Quantities, roles and places: lists to read, and the parts of a statement's form."""

from decimal import Decimal

from django.contrib import admin
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from projects import describe
from projects.admin.liveness import LiveFilter
from projects.forms import PlaceForm
from projects.models import Indicator, Observation, Participation, Place
from sources.admin import CountingSources
from sources.recorded_admin import PickedMixin, ReadOnlyMixin, SearchedAdmin
from sources.revisions import FOREVER

ABOUT = ["statement", "initiative"]


def plain(quantity: Decimal | None) -> Decimal | None:
    """A quantity without the noughts that the database adds to it."""
    if quantity is None:
        return None
    whole = quantity.to_integral()
    return whole if quantity == whole else quantity.normalize()


@admin.register(Indicator)
class IndicatorAdmin(CountingSources):
    counted = "observations"
    list_display = ["name", "name_ru", "slug", "count"]
    fields = ["name_en", "name_ru", "name_kk", "slug"]
    search_fields = ["words"]

    @admin.display(description=_("observations"), ordering="counted")
    def count(self, row) -> int:
        return row.counted


class EvidenceAdmin(ReadOnlyMixin, SearchedAdmin):
    """Rows that hang on statements: recorded and withdrawn with them, and read here."""

    list_select_related = ABOUT
    date_hierarchy = "announced_on"

    class Media:
        css = {"all": ["projects/admin.css"]}

    @admin.display(description=_("said on"), ordering="announced_on")
    def said_on(self, row):
        return row.announced_on

    @admin.display(description=_("in force"), boolean=True)
    def live(self, row) -> bool:
        return row.statement.withdrawn_at == FOREVER


@admin.register(Observation)
class ObservationAdmin(EvidenceAdmin):
    list_display = ["indicator", "quantity", "kind", "initiative", "said_on", "live"]
    list_filter = ["kind", LiveFilter.on("statement"), "indicator"]
    list_select_related = [*ABOUT, "indicator"]
    search_fields = ["indicator__words", "statement__words", "initiative__words"]

    @admin.display(description=_("quantity"), ordering="low")
    def quantity(self, row) -> str:
        return describe.quantity(
            plain(row.low), plain(row.high), row.unit, approximate=row.approximate
        )


@admin.register(Participation)
class ParticipationAdmin(EvidenceAdmin):
    list_display = ["organisation", "role", "initiative", "said_on", "live"]
    list_filter = ["role", LiveFilter.on("statement")]
    list_select_related = [*ABOUT, "organisation"]
    search_fields = ["organisation__words", "statement__words", "initiative__words"]


@admin.register(Place)
class PlaceAdmin(EvidenceAdmin):
    list_display = [
        "name",
        "name_ru",
        "has_geometry",
        "approximate",
        "initiative",
        "said_on",
        "live",
    ]
    list_filter = ["approximate", LiveFilter.on("statement")]
    search_fields = ["name_en", "name_ru", "name_kk", "initiative__words"]

    @admin.display(description=_("geometry"), boolean=True)
    def has_geometry(self, row) -> bool:
        return row.geometry is not None


class EvidenceInline(PickedMixin, admin.StackedInline):
    """Part of the form that records a statement; afterwards only shown."""

    def rows_to_copy(self, request):
        """The rows of the statement that is being corrected; none otherwise."""
        corrects = getattr(request, "corrects", None)
        return (
            self.model.objects.filter(statement=corrects) if corrects else self.model.objects.none()
        )

    def initial(self, request) -> list[dict]:
        """What the form of a correction begins with."""
        rows = self.rows_to_copy(request)
        return [model_to_dict(row, exclude=["id", "statement"]) for row in rows]

    def get_extra(self, request, obj=None, **kwargs):
        return self.rows_to_copy(request).count()

    def has_add_permission(self, request, obj=None):
        """Who may record the statement may say what hangs on it."""
        needed = "change" if getattr(request, "corrects", None) else "add"
        return obj is None and request.user.has_perm(f"projects.{needed}_statement")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("projects.view_statement")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ObservationInline(EvidenceInline):
    model = Observation
    verbose_name = _("quantity")
    verbose_name_plural = _("Quantities")
    autocomplete_fields = ["indicator"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("indicator", "kind"),
                    ("low", "high"),
                    ("unit", "approximate"),
                    ("period_edtf", "phrase"),
                ]
            },
        )
    ]

    def initial(self, request):
        """Without the noughts that the database adds to a quantity."""
        rows = super().initial(request)
        for row in rows:
            row |= {name: plain(row[name]) for name in ("low", "high")}
        return rows


class ParticipationInline(EvidenceInline):
    model = Participation
    verbose_name = _("role")
    verbose_name_plural = _("Roles of organisations")
    autocomplete_fields = ["organisation"]
    fieldsets = [(None, {"fields": [("organisation", "role")]})]


class PlaceInline(EvidenceInline):
    model = Place
    form = PlaceForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name_en", "name_ru", "name_kk"),
                    "geometry",
                    ("origin", "approximate"),
                ]
            },
        )
    ]
