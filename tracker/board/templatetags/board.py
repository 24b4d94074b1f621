"""Words for templates, from what the API answers."""

from datetime import date

from babel import Locale
from django import template

from projects import codes, describe
from projects.codes import Lateness, State
from sources import speaking
from sources.codes import SourceKind
from sources.countries import country_names
from sources.dates import DateRange

register = template.Library()
LISTS = {
    name: getattr(codes, name)
    for name in ("Progress", "State", "Move", "Stage", "Sector", "Role", "ObservationKind")
} | {"SourceKind": SourceKind}


@register.filter
def words(code: str | None, of: str) -> str:
    """The label of a code of a closed list; empty for None."""
    return LISTS[of](code).labels[speaking.language()] if code else ""


@register.filter
def day(text: str) -> str:
    """A day in words."""
    return describe.day_in_words(_day(text))


@register.filter
def ago(silent: int) -> str:
    """How long ago something was."""
    return describe.days_ago(silent)


@register.filter
def days_since(text: str, later: str) -> int:
    """Days from one day to a later one."""
    return (_day(later) - _day(text)).days


@register.filter
def standing(milestone: dict) -> str:
    """How a milestone stands, in one line."""
    late = milestone["days_late"]
    return describe.in_words(
        describe.Standing(
            State(milestone["state"]),
            Lateness(milestone["lateness"]) if milestone["lateness"] else None,
            (late["min"], late["max"]) if late else None,
            _date_range(milestone["due"]),
            _date_range(milestone["met"]),
        )
    )


@register.filter
def counted(milestone_counts: dict[str, int]) -> list[tuple[State, str, int]]:
    """The states that some milestones are in, worst first: code, words, how many."""
    return [triple for triple in all_states(milestone_counts) if triple[2]]


@register.filter
def all_states(milestone_counts: dict[str, int]) -> list[tuple[State, str, int]]:
    """Every state, worst first: code, words, how many."""
    return [(state, words(state, "State"), milestone_counts[state]) for state in State]


@register.filter
def slip(slipped: int | None) -> str:
    """How far a deadline moved."""
    return describe.slip(slipped)


@register.filter
def window(width: int | None) -> str:
    """How wide a deadline's window is."""
    return describe.window(width)


@register.filter
def within(due_within: dict) -> str:
    """A relative deadline."""
    anchor = due_within["of"]
    return describe.within(due_within["offset"], anchor["name"] if anchor else None)


@register.filter
def quantity(observation: dict) -> str:
    """How much."""
    return describe.quantity(
        observation["low"],
        observation["high"],
        observation["unit"],
        approximate=observation["approximate"],
    )


@register.filter
def country(code: str) -> str:
    """A country's name."""
    return country_names(speaking.language()).get(code, code)


@register.filter
def language(code: str) -> str:
    """A language's name."""
    return Locale(speaking.language()).languages.get(code, code)


@register.filter
def own_language(names: dict[str, str | None]) -> str:
    """The language of the name that is shown: the first that there is."""
    return next((language for language, name in names.items() if name), speaking.language())


@register.filter
def other_names(names: dict[str, str | None]) -> list[tuple[str, str]]:
    """The names in the other languages, by language."""
    return [(language, name) for language, name in names.items() if name][1:]


@register.filter
def is_web_address(url: str | None) -> bool:
    """Whether a link may go there."""
    return bool(url) and url.startswith(("https://", "http://"))


def _day(text: str) -> date:
    return date.fromisoformat(str(text))


def _date_range(value: dict | None) -> DateRange | None:
    if value is None:
        return None
    ends = (value[end] and _day(value[end]) for end in ("earliest", "latest"))
    return DateRange(value["edtf"], *ends)
