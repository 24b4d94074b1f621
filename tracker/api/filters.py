"""Shared filters: comma lists, bounds of days and numbers, text; each declares its OpenAPI shape.

A filter turns one query parameter into a condition on the rows of a list. Parameters are read one
by one and all errors are told at once; a parameter that is unknown, repeated or empty is refused.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.forms import Field
from django.http import QueryDict
from django_filters import Filter
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.drainage import set_override

from projects.models import InitiativeCountry, Participation, Statement
from sources.among import Among
from sources.codes import Code
from sources.countries import country_names
from sources.inputs import Free
from sources.models import Organisation
from sources.search import begin_with, sought, words
from tracker.api.as_of import Clocks, read_day, read_flag, read_integer, shorten
from tracker.api.problems import BadParameters, ParameterError

LONGEST_LIST = 50
LONGEST_TEXT = 200
MANY_DAYS = 100_000


class ReaderField(Field):
    """A form field that reads a text with a function which raises `ValueError`."""

    def __init__(self, reader: Callable[[str], Any], **kwargs):
        super().__init__(**{**kwargs, "required": False})
        self.reader = reader

    def clean(self, text: str) -> Any:
        try:
            return self.reader(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error


class Condition(Filter):
    """A filter whose condition may depend on the clocks: `when(value, clocks)` gives it.

    `is_bound`: values are only compared with, so that of two the SQL is the same.
    """

    def __init__(
        self,
        help_text: str,
        when: Callable[[Any, Clocks], Q],
        reader: Callable[[str], Any],
        schema: Mapping[str, Any],
        is_bound: bool = False,
    ) -> None:
        super().__init__(help_text=help_text)
        self.when, self.is_bound = when, is_bound
        self._field = ReaderField(reader, help_text=help_text)
        set_override(self, "field", dict(schema))


class Conditions(FilterSet):
    """The conditions that a list takes, one a query parameter."""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> dict[str, Any]:
        """The values that are asked for, by parameter; raises `BadParameters`."""
        errors: list[ParameterError] = []
        values = {}
        for name in parameters:
            if (condition := cls.base_filters.get(name)) is None:
                continue
            try:
                values[name] = condition.field.clean(parameters[name])
            except ValidationError as error:
                errors.append(ParameterError(name, "invalid", " ".join(error.messages)))
        if errors:
            raise BadParameters(errors)
        return values

    @classmethod
    def inputs(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same values, as inputs of a query whose SQL is kept."""
        filters = cls.base_filters
        return {
            name: Free(value) if filters[name].is_bound else value for name, value in values.items()
        }

    @classmethod
    def conditions(cls, values: Mapping[str, Any], clocks: Clocks) -> Q:
        """What a row must meet: all that is asked for, by parameter."""
        asked = (cls.base_filters[name].when(value, clocks) for name, value in values.items())
        return reduce(and_, asked, Q())


# What values are


def comma_list(text: str) -> list[str]:
    """The values between commas; raises `ValueError` for none, an empty one or too many."""
    values = text.split(",")
    if "" in values or len(values) > LONGEST_LIST:
        raise ValueError(f"Give 1 to {LONGEST_LIST} values with commas between them.")
    if len(set(values)) < len(values):
        raise ValueError("A value stands there twice.")
    return values


def one_of(text: str, known: Iterable[str]) -> list[str]:
    """The values between commas, each from a closed list; raises `ValueError`."""
    known = list(known)
    values = comma_list(text)
    for value in values:
        if value not in known:
            raise ValueError(f"“{shorten(value)}” is not known; known are: {', '.join(known)}.")
    return values


def array_of(items: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI shape of a comma list."""
    return {
        "type": "array",
        "items": dict(items),
        "minItems": 1,
        "maxItems": LONGEST_LIST,
        "uniqueItems": True,
    }


def read_text(text: str) -> str:
    """A text with a word in it to search for; raises `ValueError`."""
    if len(text) > LONGEST_TEXT or not words(text):
        raise ValueError(f"Give one or more words, up to {LONGEST_TEXT} characters in all.")
    return text


# Filters by the kind of their value


def codes_filter(codes: type[Code], when: Callable[[Any, Clocks], Q], help_text: str) -> Condition:
    """One or more codes of a closed list; a row that has one of them passes."""

    def any_of(values: list[Code], clocks: Clocks) -> Q:
        return reduce(or_, (when(value, clocks) for value in values))

    def read(text: str) -> list[Code]:
        return [codes(value) for value in one_of(text, codes)]

    schema = array_of({"type": "string", "enum": [code.value for code in codes]})
    return Condition(help_text, any_of, read, schema)


def slugs_filter(
    model: type[Model], when: Callable[[list[int], Clocks], Q], help_text: str
) -> Condition:
    """One or more slugs of a model's rows; `when` takes the rows' keys."""

    def read(text: str) -> list[int]:
        values = comma_list(text)
        found = dict(model.objects.filter(slug__in=values).values_list("slug", "pk"))
        for value in values:
            if value not in found:
                of = model._meta.verbose_name
                raise ValueError(
                    f"There is no {of} “{shorten(value)}”; the list of them shows all."
                )
        return list(found.values())

    schema = array_of({"type": "string", "minLength": 1})
    return Condition(help_text, when, read, schema, is_bound=True)


def day_filter(when: Callable[[Any, Clocks], Q], help_text: str) -> Condition:
    """A day."""
    return Condition(help_text, when, read_day, {"type": "string", "format": "date"})


def integer_filter(
    when: Callable[[int, Clocks], Q], help_text: str, least: int = 0, most: int = MANY_DAYS
) -> Condition:
    """A whole number within bounds."""

    def read(text: str) -> int:
        return read_integer(text, least, most)

    return Condition(help_text, when, read, {"type": "integer", "minimum": least, "maximum": most})


def flag_filter(help_text: str) -> Condition:
    """True or false, for the view to act on: by itself it takes nothing away."""
    return Condition(help_text, lambda value, clocks: Q(), read_flag, {"type": "boolean"})


def text_filter(column: str, of: type[Model] | None = None) -> Condition:
    """Words to search for in a column of words or, by a column that links to it, in a model."""

    def when(text: str, clocks: Clocks) -> Q:
        if of is None:
            return begin_with(column, sought(text))
        return Q(**{f"{column}__in": of._default_manager.search(text)})

    return Condition(
        "Words to find, whatever their case; the beginning of a word is enough.",
        when,
        read_text,
        {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
    )


def iso_reader(known: Callable[[], Iterable[str]], refusal: str) -> Callable[[str], list[str]]:
    """A reader of codes between commas, from a list too long to be shown in an error."""

    def read(text: str) -> list[str]:
        values = comma_list(text)
        for value in values:
            if value not in known():
                raise ValueError(f"“{shorten(value)}” is not {refusal}")
        return values

    return read


def countries_filter(when: Callable[[list[str], Clocks], Q], help_text: str) -> Condition:
    """One or more countries."""
    refusal = "a country; give ISO 3166-1 codes such as KZ,AZ."
    read = iso_reader(lambda: country_names("en"), refusal)
    schema = array_of({"type": "string", "pattern": "^[A-Z]{2}$"})
    return Condition(f"{help_text} By ISO 3166-1 code.", when, read, schema)


@cache
def language_codes() -> set[str]:
    """The codes of ISO 639-1."""
    return {code for code in Locale("en").languages if len(code) == 2}


def languages_filter(when: Callable[[list[str], Clocks], Q], help_text: str) -> Condition:
    """One or more languages."""
    read = iso_reader(language_codes, "a language; give ISO 639-1 codes such as ru,kk.")
    schema = array_of({"type": "string", "pattern": "^[a-z]{2}$"})
    return Condition(f"{help_text} By ISO 639-1 code.", when, read, schema)


def initiative_countries_filter() -> Condition:
    """One or more countries of an initiative."""

    def when(values: list[str], clocks: Clocks) -> Q:
        rows = InitiativeCountry.objects.filter(initiative=OuterRef("initiative"))
        return Q(Exists(rows.filter(country__in=values)))

    return countries_filter(when, "Countries that the initiative concerns.")


def statement_filter(model: type[Model], column: str, help_text: str, about: str) -> Condition:
    """Slugs of rows that a public statement names in `column`; `about` links it to the list."""

    def when(keys: list[int], clocks: Clocks) -> Q:
        said = Statement.objects.public(clocks.day, clocks.recorded)
        return Q(Among(about, said.filter(**{f"{column}__in": keys}).values(about)))

    return slugs_filter(model, when, help_text)


def organisations_filter() -> Condition:
    """Slugs of organisations that take part in an initiative."""

    def when(keys: list[int], clocks: Clocks) -> Q:
        roles = Participation.objects.public(clocks.day, clocks.recorded)
        return Q(Among("initiative", roles.filter(organisation__in=keys).values("initiative")))

    return slugs_filter(Organisation, when, "Organisations that take part in the initiative.")


# Reading them


class ConditionBackend(DjangoFilterBackend):
    """Applies a list's conditions; each is read by its own field, without a form of them all."""

    def filter_queryset(self, request, queryset, view):
        """The rows that meet every condition asked for; raises `BadParameters`."""
        values = view.filterset_class.read(request.query_params)
        return meeting(queryset, view.filterset_class.conditions(values, view.clocks))


def meeting(rows: QuerySet, condition: Q) -> QuerySet:
    """The rows that meet a condition, which may be none."""
    return rows.filter(condition) if condition else rows


def refuse_unknown(parameters: QueryDict, known: Collection[str]) -> None:
    """Raise `BadParameters` for each parameter that is unknown, repeated, empty or has a NUL."""
    errors = []
    for name, values in parameters.lists():
        shown = shorten(name)
        if name not in known:
            names = ", ".join(sorted(known)) or "none"
            detail = f"“{shown}” is not known here; known are: {names}."
            errors.append(ParameterError(shown, "unknown", detail))
        elif len(values) > 1:
            detail = f"“{shown}” stands there {len(values)} times; give it once."
            errors.append(ParameterError(shown, "repeated", detail))
        elif not values[0].strip():
            detail = f"“{shown}” has no value; give one, or leave it out."
            errors.append(ParameterError(shown, "empty", detail))
        elif "\0" in values[0]:
            detail = f"“{shown}” has a NUL character in it; give text without one."
            errors.append(ParameterError(shown, "invalid", detail))
    if errors:
        raise BadParameters(errors)
