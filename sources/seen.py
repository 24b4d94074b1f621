"""Pages that went stale: what was written after they were opened is never saved over unseen."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sources.edits import edits_of

SEEN = "seen"  # the input that holds the newest revision that an editor saw


class SeenField(forms.IntegerField):
    """The newest revision that was there when a form was opened; never something that changed."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        bounds = {"required": False, "min_value": 0, "max_value": 2**63 - 1}
        super().__init__(**{**bounds, **kwargs})

    def has_changed(self, initial, data):
        return False


def see_anew(form: forms.BaseForm, revision: int) -> None:
    """Let a form that is shown again hold a newer revision: what is new is told above it."""
    form.data = form.data.copy()
    form.data[form.add_prefix(SEEN)] = str(revision)


def told(template: str, context: dict) -> ValidationError:
    """An error that tells, in words of a template, what was written meanwhile."""
    return ValidationError(SafeString(render_to_string(template, context)), code="stale")


def check_row(form: forms.ModelForm) -> None:
    """Add an error to the form of a row that somebody wrote since the form was opened."""
    row, seen = form.instance, form.cleaned_data.get(SEEN)
    if row.pk is None or seen is None or seen >= row.revision_id:
        return
    edits = edits_of(type(row), row.pk, since=seen)
    form.add_error(None, told("admin/sources/meanwhile.html", {"edits": edits}))
    see_anew(form, row.revision_id)
