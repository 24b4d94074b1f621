"""Statements from a file, in the admin: what it would do is shown first, then it is recorded."""

from pathlib import PurePath

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects import describe
from projects.tabular import importing, reading, template
from projects.tabular.columns import COLUMN_OF, NAMES, NOT_READ
from projects.tabular.reading import FileError, Formula, Line, Table
from sources import clock, exporting
from sources.exported_admin import FORMATS
from sources.recorded_admin import REASON_LENGTH
from sources.revisions import revision
from sources.speaking import in_words

SALT = "statements to be imported"
GOOD_FOR = 24 * 3600  # seconds in which what was shown may be confirmed
LONGEST_TOKEN = 900_000  # what a form may send, less the rest of it
SHOWN_ERRORS = 200


class UploadForm(forms.Form):
    """The file to import."""

    required_css_class = "required"

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ImportMixin(admin.ModelAdmin):
    """Statements may be imported by whoever may record them."""

    def get_urls(self):
        guard = self.admin_site.admin_view
        return [
            path("import/", guard(self.import_view), name="projects_statement_import"),
            path(
                "import/template.<str:kind>",
                guard(self.template_view),
                name="projects_statement_import_template",
            ),
            *super().get_urls(),
        ]

    def export_columns(self) -> list[exporting.Column]:
        """Those of the import, by the same names, and what the record says beside."""
        names = {**COLUMN_OF, **{name: name for name in NOT_READ}}
        columns = exporting.columns_of(self.model, list(names))
        return [exporting.Column(names[column.name], column.of) for column in columns]

    def template_view(self, request, kind):
        """The file to fill in."""
        self.refuse_strangers(request)
        if kind not in FORMATS:
            raise Http404(f"There is no template as {kind}; there are {', '.join(FORMATS)}.")
        if kind == "xlsx":
            return FileResponse(
                template.as_xlsx(),
                as_attachment=True,
                filename="statements.xlsx",
                content_type=FORMATS[kind],
            )
        headers = {"Content-Disposition": 'attachment; filename="statements.csv"'}
        return HttpResponse(template.as_csv(), content_type=FORMATS[kind], headers=headers)

    def refuse_strangers(self, request) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def import_view(self, request):
        """Asks for a file, shows what it would do, and records it when that is confirmed."""
        self.refuse_strangers(request)
        if "confirmed" in request.POST:
            return self.confirmed(request)
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        shown = {"form": form}
        if form.is_valid():
            shown |= self.foreseen(form.cleaned_data["file"])
        return self.import_page(request, shown)

    def foreseen(self, file) -> dict:
        """What a file would do, for the page to show."""
        name = PurePath(file.name).name[:100]
        try:
            content = file.read(reading.MOST_BYTES + 1)
            table = reading.read(content, NAMES)
            plan = importing.plan(table, clock.today())
            return {**told(plan), "name": name, "token": packed(name, table)}
        except FileError as error:
            return {"refused": str(error), "name": name}

    def confirmed(self, request):
        """Records what was shown, if it may still be recorded."""
        try:
            name, table = unpacked(request.POST["confirmed"])
        except signing.BadSignature:
            messages.error(
                request, _("What was shown is no longer at hand: choose the file again.")
            )
            return HttpResponseRedirect(reverse("admin:projects_statement_import"))
        reason = _("Imported from %(file)s") % {"file": name}
        with revision(request.user, reason[:REASON_LENGTH]):
            plan = importing.write(table, clock.today())
        if plan.errors:
            return self.import_page(request, {"form": UploadForm(), **told(plan), "name": name})
        recorded = [row.statement for row in plan.new]
        if recorded:
            LogEntry.objects.log_actions(
                request.user.pk, recorded, ADDITION, change_message=[{"added": {}}]
            )
        counted = ngettext(
            "Recorded %(count)s statement from %(file)s.",
            "Recorded %(count)s statements from %(file)s.",
            len(recorded),
        )
        messages.success(request, counted % {"count": len(recorded), "file": name})
        return HttpResponseRedirect(reverse("admin:projects_statement_changelist"))

    def import_page(self, request, shown):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import statements"),
            "opts": self.opts,
            "media": self.media,
            "most_rows": reading.MOST_ROWS,
            "most_megabytes": reading.MOST_BYTES // 1024**2,
            **shown,
        }
        return TemplateResponse(request, "admin/projects/statement/import.html", context)


def told(plan: importing.Plan) -> dict:
    """A plan as the page shows it."""
    return {
        "errors": plan.errors[:SHOWN_ERRORS],
        "more_errors": max(len(plan.errors) - SHOWN_ERRORS, 0),
        "rows": [] if plan.errors else [shown_row(row) for row in plan.rows],
        "new": 0 if plan.errors else len(plan.new),
        "known": len(plan.rows) - len(plan.new),
        "ignored": plan.ignored,
    }


def shown_row(row: importing.Planned) -> dict:
    """A row with what it does to its milestone today, in words."""
    day = clock.today()
    before = row.turn.before if row.turn else None
    after = row.turn.after if row.turn else None
    return {
        "row": row,
        "before": describe.state_in_words(before, day) if before else "",
        "after": describe.state_in_words(after, day) if after else "",
        "slip": describe.slip(after.slip_days) if after and row.deadline else "",
        "changes": bool(row.turn),
        "move": in_words(row.move) if row.move else "",
    }


# What was shown goes with the form, signed: no file has to be kept for whoever never confirms.


def packed(name: str, table: Table) -> str:
    lines = [
        [line.number, [line.cells.get(each, "") for each in table.columns]] for line in table.lines
    ]
    if any(isinstance(cell, Formula) for line in table.lines for cell in line.cells.values()):
        return ""  # it has an error: there is nothing to confirm
    token = signing.dumps([name, list(table.columns), lines], salt=SALT, compress=True)
    if len(token) > LONGEST_TOKEN:
        raise FileError(_("There is too much text in the file. Split it."))
    return token


def unpacked(token: str) -> tuple[str, Table]:
    """The file's name and its table; raises `BadSignature`."""
    name, columns, lines = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    read = [Line(number, dict(zip(columns, cells, strict=True))) for number, cells in lines]
    return name, Table(columns, read)
