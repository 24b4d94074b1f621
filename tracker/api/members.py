"""`fields` and `expand`: which members the rows of a reply have, and which of them stand whole."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.api.as_of import Clocks, shorten
from tracker.api.filters import comma_list
from tracker.api.problems import BadParameters, ParameterError

MOST_EXPANDED = 3
LARGEST_EXPANDED_PAGE = 50
ALWAYS = frozenset({"as_of", "recorded_as_of"})


@dataclass(frozen=True)
class Members:
    """The members that rows have: `picked`, or all if that is None; those in `expanded` whole."""

    picked: frozenset[str] | None = None
    expanded: tuple[str, ...] = ()

    def has(self, *names: str) -> bool:
        """Whether rows have one of these."""
        return self.picked is None or not self.picked.isdisjoint(names)


ALL = Members()


# What stands for a linked row where `expand` names it


@dataclass(frozen=True)
class Expansion:
    """How a member of rows is expanded.

    `read` finds what is linked by the keys that rows have in `column`, as rows of `serializer`: so
    many queries, however many rows. What was not public it leaves out.
    """

    serializer: type
    column: str
    read: Callable[[Collection[int], Clocks], Mapping[int, Any]]


EXPANSIONS: dict[str, Expansion] = {}


def expansion(name: str, serializer: type, column: str | None = None) -> Callable:
    """Make a function the `read` of the expansion of a member, in whichever rows have it."""

    def register(read: Callable) -> Callable:
        EXPANSIONS[name] = Expansion(serializer, column or name, read)
        return read

    return register


def whole(name: str) -> str:
    """Where a row holds what a member is expanded to."""
    return f"whole {name}"


# Reading the parameters


def read_members(
    parameters: Mapping[str, str], known: Iterable[str], expandable: Collection[str]
) -> Members:
    """What `fields` and `expand` ask for, of rows that have the members `known`.

    Raises `BadParameters`.
    """
    errors: list[ParameterError] = []

    def read(name: str, check: Callable[[list[str]], None]) -> list[str]:
        try:
            values = comma_list(parameters[name]) if name in parameters else []
            check(values)
        except ValueError as error:
            errors.append(ParameterError(name, "invalid", str(error)))
            return []
        return values

    expanded = read("expand", lambda names: _check_expanded(names, expandable))
    fields = read("fields", lambda names: _check_known(names, [*known, *expanded]))
    for name in expanded if fields else ():
        if name not in fields:
            detail = f"`fields` leaves “{name}” out; name it there too."
            errors.append(ParameterError("expand", "left_out", detail))
    if expanded and _is_more(parameters.get("page_size", ""), LARGEST_EXPANDED_PAGE):
        detail = f"With `expand`, a page has {LARGEST_EXPANDED_PAGE} rows at most."
        errors.append(ParameterError("page_size", "invalid", detail))
    if errors:
        raise BadParameters(errors)
    return Members(ALWAYS.union(fields) if fields else None, tuple(expanded))


def _check_known(names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            listed = ", ".join(dict.fromkeys(known))
            raise ValueError(f"“{shorten(name)}” is not known; known are: {listed}.")


def _check_expanded(names: Collection[str], expandable: Collection[str]) -> None:
    _check_known(names, expandable)
    if len(names) > MOST_EXPANDED:
        raise ValueError(f"Expand {MOST_EXPANDED} at most at once.")


def _is_more(text: str, most: int) -> bool:
    """Whether a text is a number beyond `most`; what is none is refused elsewhere."""
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) > most
