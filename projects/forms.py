"""Forms in which editors say what a source said, correct it, and take it back."""

from datetime import date

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects import describe, recording
from projects.models import Milestone, Statement
from sources.models import LatestRevision
from sources.recorded_admin import REASON_LENGTH
from sources.seen import SEEN, SeenField, see_anew, told

MOST_TOLD = 20  # statements that came in while a form was open

EDTF_HELP = _(
    "Words of the source, such as “by the end of 2026”, to be offered their readings; or EDTF:"
    " 2026 (in 2026), 2026-12, 2026-12-31, 2026-35 (third quarter; 33 to 36 are the quarters),"
    " ../2026-12-31 (by the end of 2026), 2026/.. (2026 or later), 2026~ (about)."
)
HELP = {
    "announced_on": _(
        "The day it became public. Left empty: the source's own day. An earlier one"
        " only if the source reports it."
    ),
    "phrase": _("The source's own words for the date, up to 120 characters."),
    "due_edtf": EDTF_HELP,
    "due_within_offset": _(
        "Instead of a deadline: how long after a milestone or, without one, after"
        " the day it was said. P12M is twelve months, P2W two weeks, P90D ninety days."
    ),
    "due_within_of": _("The milestone of the same initiative that it counts from."),
    "due_dropped": _("The source takes the deadline back and gives no other."),
    "met_edtf": _(
        "Only with the progress “Met”, and if the source says when: 2025-11, 2025-11-17."
    ),
}


class DeadlineInput(AdminTextInputWidget):
    """A field for EDTF or words, with a place below it for what they mean and would do."""

    template_name = "projects/deadline_input.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["preview"] = reverse("admin:projects_statement_preview")
        return context


class StatementForm(forms.ModelForm):
    """What one source says, checked as the write path will check it; `day` is today."""

    day: date

    seen = SeenField()

    class Media:
        css = {"all": ["sources/desk.css"]}

    class Meta:
        model = Statement
        fields = [
            "source",
            "locator",
            "speaker",
            "post",
            "announced_on",
            "initiative",
            "milestone",
            "summary",
            "phrase",
            "reading",
            "due_edtf",
            "due_within_offset",
            "due_within_of",
            "due_dropped",
            "reason",
            "progress",
            "met_edtf",
            "stage",
        ]
        help_texts = HELP
        labels = {"reason": _("Why it moved"), "due_within_of": _("Counted from")}
        widgets = {
            "summary": AdminTextareaWidget(attrs={"rows": 3}),
            "due_edtf": DeadlineInput(
                attrs={"class": "vLargeTextField", "autocomplete": "off", "spellcheck": "false"}
            ),
            "reading": AdminTextareaWidget(attrs={"rows": 2}),
            "reason": AdminTextareaWidget(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial[SEEN] = LatestRevision.read().number
        for name in ("announced_on", "initiative"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self):
        cleaned = super().clean()
        left_empty = not cleaned.get("announced_on") and "announced_on" not in self.errors
        if left_empty and cleaned.get("source"):
            cleaned["announced_on"] = cleaned["source"].published_on
        if "initiative" in self.fields and not cleaned.get("initiative"):
            self._find_initiative(cleaned)
        return cleaned

    def _find_initiative(self, cleaned: dict) -> None:
        if cleaned.get("milestone"):
            cleaned["initiative"] = cleaned["milestone"].initiative
        elif "initiative" not in self.errors and "milestone" not in self.errors:
            self.add_error("initiative", _("Name the initiative, or a milestone of it."))

    def _post_clean(self):
        super()._post_clean()
        self.check()

    def check(self) -> None:
        """Add, at their fields, the errors with which recording it would fail."""
        self._check_what_came_in()
        if "announced_on" not in self.errors and self.instance.announced_on:
            self._add_errors_of(recording.check_day, self.instance, self.day)
        if not self.errors:
            self._add_errors_of(recording.check, self.instance, self.day)

    def _check_what_came_in(self) -> None:
        """Refuse what was written before others recorded or withdrew statements of the same."""
        seen, said = self.cleaned_data.get(SEEN), self.instance
        if seen is None or said.initiative_id is None:
            return
        of_the_same = Statement.objects.filter(
            initiative=said.initiative_id, milestone=said.milestone_id, revision__gt=seen
        )
        came_in = list(
            of_the_same.select_related("revision__user", "due_within_of").order_by("-revision")[
                : MOST_TOLD + 1
            ]
        )
        if came_in:
            rows = [{"statement": one, "deadline": describe.deadline(one)} for one in came_in]
            context = {"came_in": rows[:MOST_TOLD], "more": rows[MOST_TOLD:]}
            self.add_error(None, told("admin/projects/came_in.html", context))
            see_anew(self, LatestRevision.read().number)

    def _add_errors_of(self, checked, *args) -> None:
        try:
            checked(*args)
        except ValidationError as error:
            self._update_errors(error)

    def refuse(self, error: ValidationError) -> None:
        """Add an error that only what is recorded with it makes."""
        self._update_errors(error)

    def _update_errors(self, errors):
        """Add errors to the form's; those of fields that it does not show stand above it."""
        if hasattr(errors, "error_dict"):
            errors = ValidationError(dict(self._shown(errors.error_dict)))
        super()._update_errors(errors)

    def _shown(self, by_field):
        hidden = [name for name in by_field if name not in self.fields and name != NON_FIELD_ERRORS]
        above = [error for name in hidden for error in by_field[name]]
        for name, found in by_field.items():
            if name not in hidden and name != NON_FIELD_ERRORS:
                yield name, found
        if above or NON_FIELD_ERRORS in by_field:
            yield NON_FIELD_ERRORS, [*above, *by_field.get(NON_FIELD_ERRORS, [])]


class StatementOnPageForm(StatementForm):
    """What a source says of the milestone or the initiative on whose page the form stands.

    `about` is the name of the field that the page fixes. A page that adds its row checks what can
    be checked without it: nothing can count from a milestone that is not there yet.
    """

    about: str

    @property
    def page(self):
        return self.fields[self.about].parent_instance

    def _post_clean(self):
        if isinstance(self.page, Milestone):
            self.instance.initiative_id = self.page.initiative_id
        super()._post_clean()

    def check(self) -> None:
        if self.page.pk:
            super().check()
        elif "announced_on" not in self.errors and self.instance.announced_on:
            self._add_errors_of(recording.check_day, self.instance, self.day)

    def _update_errors(self, errors):
        if not self.page.pk and hasattr(errors, "error_dict"):
            # The page's own row has no number yet, and so seems not to be named.
            errors.error_dict.pop(self.about, None)
        super()._update_errors(errors)


class StatementOnPageFormSet(BaseInlineFormSet):
    """At most one statement, none of those that there are."""

    def get_queryset(self):
        return self.queryset.none()


class StatementsOnPageFormSet(StatementOnPageFormSet):
    """Some statements, recorded together: each is checked with those above it."""

    day: date

    def clean(self):
        said = [form for form in self.forms if form.has_changed() and form.is_valid()]
        for form in said:
            form.instance.source = self.instance
        try:
            recording.check_all([recording.Entry(form.instance) for form in said], self.day)
        except recording.RefusedError as refused:
            for index, error in refused.errors.items():
                said[index].refuse(error)


class CorrectionForm(StatementForm):
    """The right statement in the place of a wrong one, and why.

    `refusal` says why it is not saved this time, and where it goes when it is saved again.
    """

    refusal: str | None = None

    why = forms.CharField(
        label=_("What was recorded wrongly"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=_(
            "Kept with the statement that is withdrawn. Corrections mend our recording only:"
            " a source's own erratum is a new statement."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        return cleaned


class WithdrawalForm(forms.Form):
    """Why a statement is taken back."""

    required_css_class = "required"

    why = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=_(
            "Why it should not have been recorded. It stays in the record, with this reason."
        ),
    )


class GeometryField(forms.JSONField):
    """A GeoJSON geometry; nothing is shown where there is none."""

    def prepare_value(self, value):
        return "" if value is None else super().prepare_value(value)


class PlaceForm(forms.ModelForm):
    geometry = GeometryField(
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_(
            "GeoJSON, longitude first, such as"
            ' {"type": "Point", "coordinates": [71.4, 51.1]}; empty if not known with confidence.'
        ),
    )
