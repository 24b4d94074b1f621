"""A filter of lists: statements in force, and those that were withdrawn."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from sources.revisions import FOREVER


class LiveFilter(admin.SimpleListFilter):
    """Statements in force or withdrawn; `on` makes it look at the statement of a row."""

    title = _("in force")
    parameter_name = "live"
    column = "withdrawn_at"

    @classmethod
    def on(cls, path: str) -> type:
        return type("LiveFilter", (cls,), {"column": f"{path}__{cls.column}"})

    def lookups(self, request, model_admin):
        return [("yes", _("In force")), ("no", _("Withdrawn"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(**{self.column: FOREVER})
        if self.value() == "no":
            return queryset.filter(**{f"{self.column}__lt": FOREVER})
        return queryset
