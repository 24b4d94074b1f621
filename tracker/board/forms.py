"""The forms of the board. What their fields may hold, the API says; errors are put in."""

from collections.abc import Iterable

from django import forms

from projects.codes import Sector, State
from sources.codes import Code
from tracker.api.problems import ParameterError

ORDERINGS = [
    ("", "Short name, A to Z"),
    ("-last_stated_on", "Heard of last"),
    ("last_stated_on", "Silent longest"),
    ("-max_slip_days", "Slipped most"),
]


class QuestionForm(forms.Form):
    """Parameters of a page, shown as they were given, with the API's words where it refused."""

    template_name = "board/form.html"

    def __init__(self, parameters: dict[str, str], errors: Iterable[ParameterError] = ()) -> None:
        super().__init__(parameters, label_suffix="")
        self.is_valid()
        for error in errors:
            if error.parameter in self.fields:
                self.add_error(error.parameter, error.detail)


class KeepingSelect(forms.Select):
    """A choice that also shows what was given and is not in the list."""

    def optgroups(self, name, value, attrs=None):
        known = {str(code) for code, _ in self.choices}
        given = [text for text in value if text and text not in known]
        self.choices = [*self.choices, *((text, text) for text in given)]
        return super().optgroups(name, value, attrs)


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=KeepingSelect(choices=choices))


def _any_of(codes: type[Code]) -> list[tuple[str, str]]:
    return [("", "Any"), *codes.choices()]


class DayForm(QuestionForm):
    """The day that a page is as of."""

    as_of = forms.CharField(
        label="As of", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, day: str, last: str, errors: Iterable[ParameterError] = ()) -> None:
        super().__init__({"as_of": day}, errors)
        self.fields["as_of"].widget.attrs["max"] = last


class ListForm(QuestionForm):
    """Which initiatives the board lists."""

    sector = _choice("Sector", _any_of(Sector))
    state = _choice("Has a milestone that is", _any_of(State))
    q = forms.CharField(
        label="Words", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    ordering = _choice("Order", ORDERINGS)
