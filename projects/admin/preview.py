"""What an editor has written of a statement so far: what it means, and what it would do.

One address answers for every form in which statements are written. It writes nothing.
"""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from projects import describe, effects, recording
from projects.folding import CycleError
from projects.forms import StatementForm
from projects.models import Milestone, Statement
from projects.preview import Effect, foresee
from projects.recording import Entry
from sources import clock
from sources.dates import FIRST_YEAR, LAST_YEAR, DateRange, DateSyntaxError
from sources.phrases import MAX_LENGTH, Reading, read

NOT_THERE_YET = 0  # the number of a milestone, or an initiative, that the page is to add
DATES = ["due_edtf", "due_within_offset", "due_within_of", "due_dropped"]


class PreviewForm(StatementForm):
    """A statement as far as it is written: nothing is demanded of it.

    `new` says that the page adds the milestone with it; `corrects` names the wrong statement.
    """

    new = forms.BooleanField(required=False)
    corrects = forms.ModelChoiceField(Statement.objects.live(), required=False)

    class Meta(StatementForm.Meta):
        fields = [
            *("source", "announced_on", "initiative", "milestone"),
            *DATES,
            *("progress", "met_edtf", "stage"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
        for name in ("milestone", "due_within_of"):
            self.fields[name].queryset = Milestone.objects.select_related("initiative")
        # `clean` says by field what the constraints say by row. They would be a transaction each,
        # and so wait for who writes.
        self.instance.validate_constraints = lambda exclude=None: None

    def _get_validation_exclusions(self):
        picked = {"source", "initiative", "milestone", "due_within_of"}
        return super()._get_validation_exclusions() | picked

    def _find_initiative(self, cleaned: dict) -> None:
        if cleaned.get("milestone"):
            cleaned["initiative"] = cleaned["milestone"].initiative

    def _update_errors(self, errors):
        if hasattr(errors, "error_dict") and self.cleaned_data.get("new"):
            errors.error_dict.pop("milestone", None)
        super()._update_errors(errors)

    def check(self) -> None:
        statement = self.instance
        self.said_on, self.said_on_is = self._said_on()
        statement.announced_on = statement.announced_on or self.said_on
        if self.cleaned_data.get("new"):
            statement.milestone_id = NOT_THERE_YET
            statement.initiative_id = statement.initiative_id or NOT_THERE_YET
        if "announced_on" not in self.errors:
            self._add_errors_of(recording.check_day, statement, self.day)
        if not self.errors:
            self._add_errors_of(recording.check_anchors, statement, self._leaving)

    def _said_on(self) -> tuple[date, str]:
        """The day that words are read as said on, and what it is."""
        source = self.cleaned_data.get("source")
        given = self.cleaned_data.get("announced_on")
        if given and "announced_on" in self.changed_data and has_words(given):
            return given, _("the day given")
        if source and has_words(source.published_on):
            return source.published_on, _("the source's day")
        return self.day, _("today, until a source is chosen")

    @property
    def _leaving(self) -> int | None:
        wrong = self.cleaned_data.get("corrects")
        return wrong.pk if wrong else None

    @property
    def says_something(self) -> bool:
        named = ("due_edtf", "due_within_offset", "due_dropped", "progress", "stage")
        return any(self.cleaned_data.get(name) for name in named)

    def effect(self) -> Effect | None:
        """What recording it would do, with its `move`; None as long as it can't be told."""
        self.move = None
        statement = self.instance
        if self.errors or not self.says_something or statement.initiative_id is None:
            return None
        wrong = self.cleaned_data.get("corrects")
        try:
            foreseen = foresee([Entry(statement, wrong=wrong)])
        except CycleError:  # of anchors that changed in between
            return None
        effect = foreseen.effect(statement)
        self.move = effect.moves.get(foreseen.numbers[0])
        return effect


def has_words(day: date) -> bool:
    """Whether a day is among those of which expressions speak."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


@require_POST
def preview_view(request: HttpRequest) -> JsonResponse:
    """What the statement means and would do, for who may record or correct one."""
    user = request.user
    if not (user.has_perm("projects.add_statement") or user.has_perm("projects.change_statement")):
        raise PermissionDenied
    form = PreviewForm(request.POST)
    form.day = clock.today()
    form.full_clean()
    return JsonResponse(answer(form, request.POST.get("phrase", "")))


def answer(form: PreviewForm, phrase: str) -> dict:
    """All that the page shows under the deadline."""
    text = form.data.get("due_edtf", "").strip()
    meaning, problem = _read(text)
    words = text if problem else (phrase if not _has_deadline(form) else "")
    readings = read(words[:MAX_LENGTH], form.said_on) if words else []
    effect = form.effect()
    return {
        "said_on": form.said_on.isoformat(),
        "read_as": _("Read as said on %(day)s, %(which)s.")
        % {"day": describe.day_in_words(form.said_on), "which": form.said_on_is},
        "meaning": meaning or _within(form, effect),
        "problem": problem,
        "readings": [_reading(reading) for reading in readings],
        "errors": _errors(form),
        "effect": _effect(form, effect) if effect else None,
    }


def _has_deadline(form: PreviewForm) -> bool:
    return any(form.data.get(name) for name in DATES)


def _read(text: str) -> tuple[dict | None, dict | None]:
    """What an expression means, or why it can't be read; neither where there is none."""
    if not text:
        return None, None
    try:
        return _meaning(DateRange.parse(text)), None
    except DateSyntaxError as error:
        return None, {"detail": error.message, "position": error.position}


def _meaning(value: DateRange) -> dict:
    return {"words": effects.words(value), "days": effects.window(value)}


def _within(form: PreviewForm, effect: Effect | None) -> dict | None:
    """What a length of time means, as far as its anchor is known."""
    statement = form.instance
    if not effect or not statement.due_within_offset or statement.milestone_id is None:
        return None
    after = effect.turn(statement.milestone_id, statement.announced_on).after
    resolved = after.due if after else None
    unresolved = _("No day follows yet: what it counts from has no last day.")
    return {
        "words": describe.deadline(statement),
        "days": effects.window(resolved) if resolved else unresolved,
    }


def _reading(reading: Reading) -> dict:
    """One reading, with what goes into which field when it is picked."""
    if reading.due:
        told = _meaning(DateRange.parse(reading.due))
    elif reading.due_within:
        offset = str(reading.due_within)
        told = {"words": describe.within(offset, reading.anchor or None), "days": ""}
    else:
        told = {"words": _("No deadline"), "days": ""}
    return told | {
        "due_edtf": reading.due or "",
        "due_within_offset": str(reading.due_within or ""),
        "anchor": reading.anchor,
        "rule": reading.rule,
        "reading": reading.convention,
        "phrase": reading.phrase,
    }


def _errors(form: PreviewForm) -> list[dict]:
    """What stands in the way, but for a deadline that can't be read: that has its own place."""
    return [
        {"field": name, "detail": " ".join(found)}
        for name, found in form.errors.items()
        if name != "due_edtf" or not _read(form.data.get(name, "").strip())[1]
    ]


def _effect(form: PreviewForm, effect: Effect) -> dict:
    """What recording it would do, in words and in codes."""
    milestone = form.instance.milestone_id
    after = effect.turn(milestone, form.day).after if milestone is not None else None
    now = describe.standing(after, form.day) if after else None
    others = effects.told_of_others(effect, milestone, form.day)
    return {
        "told": effects.told(effect, milestone, form.day),
        "others": [{"name": name, "told": told} for name, told in others],
        "state": now and now.state,
        "lateness": now and now.lateness,
        "days_late": now and now.days_late,
        "due": after and after.due_edtf,
        "move": form.move,
        "slip_days": after and after.slip_days,
    }
