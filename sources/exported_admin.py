"""Every list of the admin as a file: the rows and the order in sight, as CSV or XLSX."""

from collections.abc import Sequence

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from sources import clock, exporting

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS_OF_XLSX = 200_000  # it takes a minute; a sheet could hold five times as many
OF_PAGES = ("p", "all", "e")  # what addresses of lists say beside filters, words and order


class ExportedMixin(admin.ModelAdmin):
    """A list that may be taken along by whoever may see it, with its filters in force."""

    exported: Sequence[str] = ()  # the columns of the model; all if empty

    def export_columns(self) -> list[exporting.Column]:
        return exporting.columns_of(self.model, self.exported)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(require_GET(self.export_view))
        return [path("export.<str:kind>", view, name=name), *super().get_urls()]

    def export_links(self, request) -> list[tuple[str, str]]:
        """What each format is called, and where the list in sight is in it."""
        query = request.GET.copy()
        for name in OF_PAGES:
            query.pop(name, None)
        asked = f"?{query.urlencode()}" if query else ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        return [(kind.upper(), reverse(name, args=[kind]) + asked) for kind in FORMATS]

    def changelist_view(self, request, extra_context=None):
        shown = {"exports": self.export_links(request), **(extra_context or {})}
        return super().changelist_view(request, shown)

    def export_view(self, request, kind):
        if kind not in FORMATS:
            raise Http404(f"There is no export as {kind}; there are {', '.join(FORMATS)}.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        list_page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        try:
            found = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{list_page}?e=1")
        if kind == "xlsx" and found.result_count > MOST_ROWS_OF_XLSX:
            told = gettext(
                "An XLSX file holds up to %(most)s rows here. Filter the list, or take CSV."
            )
            messages.error(request, told % {"most": MOST_ROWS_OF_XLSX})
            return HttpResponseRedirect(f"{list_page}?{request.GET.urlencode()}")
        return self.sent(kind, found.queryset)

    def sent(self, kind, rows):
        """The rows as a file, asked for and sent a few at a time."""
        columns = self.export_columns()
        rows = rows.select_related(*exporting.linked_by(self.model))
        rows = rows.iterator(chunk_size=exporting.CHUNK)
        name = f"{self.opts.model_name}-{clock.today()}.{kind}"
        if kind == "xlsx":
            from sources import workbooks  # not before there is one to write

            file = workbooks.as_xlsx(columns, rows, self.opts.model_name)
            return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[kind])
        sent = StreamingHttpResponse(exporting.as_csv(columns, rows), content_type=FORMATS[kind])
        sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return sent
