"""What is wrong with a body, as serializers and models tell it, with JSON pointers into it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from rest_framework.exceptions import ErrorDetail
from rest_framework.settings import api_settings

from tracker.api.as_of import shorten
from tracker.api.problems import BadBody, BodyError, Conflict

# Codes of what does not go with what there is.
CONFLICTS = {"unique", "withdrawn"}


def pointed(detail: Any, at: str = "") -> Iterator[BodyError]:
    """What is wrong, as REST framework nests it, as errors with JSON pointers."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from pointed(inner, at if own else f"{at}/{escaped(name)}")
    else:
        for index, each in enumerate(detail):
            if isinstance(each, ErrorDetail):
                yield BodyError(at, each.code, str(each))
            else:
                yield from pointed(each, f"{at}/{index}")


def escaped(name: object) -> str:
    """The name of a member as a JSON pointer has it, no longer than can be read."""
    return shorten(str(name)).replace("~", "~0").replace("/", "~1")


def nested(error: ModelError, members: Mapping[str, str] | None = None) -> dict:
    """What a model refuses, as REST framework nests it.

    `members` says where a field of the model stands in the body, if not under its own name:
    `{"due_within_of": "due_within/of"}`.
    """
    by_field = getattr(error, "error_dict", None) or {NON_FIELD_ERRORS: error.error_list}
    found: dict = {}
    for field, errors in by_field.items():
        inner = found
        *way, name = _member(field, members or {}).split("/")
        for part in way:
            inner = inner.setdefault(part, {})
        inner.setdefault(name, []).extend(
            ErrorDetail(message, code=each.code or "invalid")
            for each in errors
            for message in each.messages
        )
    return found


def _member(field: str, members: Mapping[str, str]) -> str:
    if field == NON_FIELD_ERRORS:
        return members.get(field, api_settings.NON_FIELD_ERRORS_KEY)
    return members.get(field, field)


def refused(error: ModelError, members: Mapping[str, str] | None = None, at: str = "") -> BadBody:
    """The problem that a model's refusal is: a conflict where nothing else is wrong."""
    return problem_of(pointed(nested(error, members), at))


def problem_of(errors: Iterator[BodyError]) -> BadBody:
    """The problem that errors make: a conflict where all of them are."""
    found = list(errors)
    kind = Conflict if all(each.code in CONFLICTS for each in found) else BadBody
    return kind(found)
