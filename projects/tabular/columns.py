"""The columns of a file of statements, and what a cell of each one says.

By django-import-export's resources: a field a column, whose widget reads a cell or says why it
can't, and all that is wrong with a row at once. Their own way of writing is not used: it saves row
by row, while statements are recorded all together or not at all, by `projects.recording` alone.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.resources import Resource
from import_export.widgets import Widget

from projects.codes import Progress, Stage
from projects.forms import StatementForm
from projects.models import Initiative, Milestone, Statement
from projects.tabular.reading import Formula
from sources.codes import Code
from sources.dates import DateRange, Offset
from sources.models import Person, Source

YES = {"true", "yes", "1", "x", "+", "да", "иә"}
NO = {"", "false", "no", "0", "-", "нет", "жоқ"}
DOTTED = "%d.%m.%Y"  # how spreadsheets write days in Russian and in Kazakh


class CellWidget(Widget):
    """Reads the text of a cell; raises `ValueError` with what would be accepted."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, Formula):
            raise ValueError(_("A formula: paste its value instead."))
        return self.read(value, **kwargs)

    def read(self, text: str, **kwargs):
        return text


class SlugWidget(CellWidget):
    """A row by its slug; `known` has the rows that a file names, by model."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def read(self, text, *, known, **kwargs):
        if not text:
            return None
        if text not in known[self.model]:
            told = _("There is no %(what)s “%(slug)s”: give a slug, as the list of them shows it.")
            what = self.model._meta.verbose_name
            raise ValueError(told % {"what": what, "slug": text[:80]})
        return known[self.model][text]


class CodeWidget(CellWidget):
    """A code of a closed list, or its label in any language."""

    def __init__(self, codes: type[Code]):
        super().__init__()
        self.codes = codes

    def read(self, text, **kwargs):
        if not text:
            return None
        sought = text.casefold()
        for code in self.codes:
            if sought in {code.value, *(label.casefold() for label in code.labels.values())}:
                return code
        told = _("“%(value)s” is not known here. Accepted are: %(codes)s.")
        raise ValueError(told % {"value": text[:40], "codes": ", ".join(self.codes)})


class DayWidget(CellWidget):
    """One day."""

    def read(self, text, **kwargs):
        if not text:
            return None
        try:
            return date.fromisoformat(undotted(text)[:10] if " " in text else undotted(text))
        except ValueError as error:
            told = _("“%(value)s” is no day. Accepted are, for example, 2026-01-06 and 06.01.2026.")
            raise ValueError(told % {"value": text[:40]}) from error


class EdtfWidget(CellWidget):
    """A date as EDTF; a dotted day is read as one."""

    def read(self, text, **kwargs):
        if text:
            DateRange.parse(undotted(text))  # or it raises what would be accepted
        return undotted(text)


class OffsetWidget(CellWidget):
    """A duration, such as P12M."""

    def read(self, text, **kwargs):
        if text:
            Offset.parse(text)
        return text


def undotted(text: str) -> str:
    """A day such as 31.12.2026 as 2026-12-31; any other text as it is."""
    try:
        return datetime.strptime(text, DOTTED).date().isoformat()  # noqa: DTZ007 (a day)
    except ValueError:
        return text


class FlagWidget(CellWidget):
    """Yes or no."""

    def read(self, text, **kwargs):
        if text.casefold() in YES | NO:
            return text.casefold() in YES
        raise ValueError(_("“%(value)s” is neither yes nor no.") % {"value": text[:40]})


class IdWidget(CellWidget):
    """A statement's id."""

    def read(self, text, **kwargs):
        if not text:
            return None
        try:
            return UUID(text)
        except ValueError as error:
            told = _("An id is a UUID, such as 8a6e1c1e-6f0b-4c57-9d5c-0f6a4c0d9b11, or empty.")
            raise ValueError(told) from error


def column(attribute: str, widget: type[CellWidget] | CellWidget = CellWidget, name: str = ""):
    widget = widget() if isinstance(widget, type) else widget
    return Field(attribute, name or attribute, widget)


class StatementColumns(Resource):
    """A statement from the cells of a row, each named as the API names it."""

    id = Field("uuid", "id", IdWidget(), saves_null_values=False)
    source = column("source", SlugWidget(Source))
    locator = column("locator")
    speaker = column("speaker", SlugWidget(Person))
    post = column("post")
    initiative = column("initiative", SlugWidget(Initiative))
    milestone = column("milestone", SlugWidget(Milestone))
    announced_on = column("announced_on", DayWidget)
    summary = column("summary")
    phrase = column("phrase")
    reading = column("reading")
    due = column("due_edtf", EdtfWidget, "due")
    due_within = column("due_within_offset", OffsetWidget, "due_within")
    due_within_of = column("due_within_of", SlugWidget(Milestone))
    due_dropped = column("due_dropped", FlagWidget)
    reason = column("reason")
    progress = column("progress", CodeWidget(Progress))
    met = column("met_edtf", EdtfWidget, "met")
    stage = column("stage", CodeWidget(Stage))


FIELDS: dict[str, Field] = {
    field.column_name: field for field in StatementColumns().fields.values()
}
NAMES: Sequence[str] = list(FIELDS)
COLUMN_OF = {field.attribute: name for name, field in FIELDS.items()}
REQUIRED = ("source", "summary")
# What exports say beside: known, and not read.
NOT_READ = ("seq", "recorded_at", "corrects", "withdrawn_at", "withdrawal_reason", "revision")
LINKS: dict[str, type] = {
    name: field.widget.model
    for name, field in FIELDS.items()
    if isinstance(field.widget, SlugWidget)
}
OF_ITS_OWN: dict[str, Promise] = {
    "id": gettext_lazy("A UUID; made up if empty. A row whose id is recorded already is left out."),
    "source": gettext_lazy("The slug of the source. Required."),
    "speaker": gettext_lazy("The slug of who said it, if the source says."),
    "initiative": gettext_lazy("The slug of the initiative; empty where a milestone is named."),
    "milestone": gettext_lazy("The slug of the milestone, if it is about one."),
    "due_within_of": gettext_lazy("The slug of the milestone that the deadline counts from."),
}


def help_of(name: str) -> str:
    """What a column takes, in the words of the form in which statements are typed."""
    if name in OF_ITS_OWN:
        return str(OF_ITS_OWN[name])
    field, widget = StatementForm.base_fields[FIELDS[name].attribute], FIELDS[name].widget
    told = [str(field.help_text)]
    if isinstance(widget, CodeWidget):
        told.append(", ".join(widget.codes))
    if isinstance(widget, FlagWidget):
        told.append(_("yes or no"))
    if name in REQUIRED:
        told.append(_("Required."))
    return " ".join(part for part in told if part)


def known_rows(cells: Sequence[dict[str, str]]) -> dict[type, dict[str, object]]:
    """The rows that cells name by slug, by model and slug: one query a model."""
    known = {}
    for model in set(LINKS.values()):
        names = [name for name, linked in LINKS.items() if linked is model]
        slugs = {row[name] for row in cells for name in names if row.get(name)}
        found = model.objects.filter(slug__in=slugs)
        if model is Milestone:
            found = found.select_related("initiative")
        known[model] = {row.slug: row for row in found}
    return known


def statement_from(cells: dict[str, str], known: dict[type, dict[str, object]]) -> Statement:
    """The unsaved statement that a row's cells make; raises `ValidationError` by attribute."""
    statement = Statement()
    StatementColumns().import_instance(statement, cells, known=known)
    if statement.announced_on is None and statement.source_id:
        statement.announced_on = statement.source.published_on
    if statement.initiative_id is None and statement.milestone_id:
        statement.initiative = statement.milestone.initiative
    return statement
