"""A test client that checks every reply of the API against its schema.

The status has to be documented, the media type be the documented one, and the body fit its schema
with no member left over. What lies outside the schema has to be a problem document.
"""

import re
from collections.abc import Collection
from copy import deepcopy
from functools import cache

from django.http import QueryDict
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from sources.codes import LANGUAGES
from tracker.api.languages import Telling

PREFIX = "/api/v1/"
NOT_IN_IT = (
    "/api/v1/schema/",
    "/api/v1/docs/",
)  # the schema describes neither itself nor its pages
PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_TYPE = "application/problem+json"


class ContractError(AssertionError):
    """A reply that the schema does not allow."""


@cache
def document() -> dict:
    """The schema as the code gives it; not to be changed."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def operations_by_id() -> dict[str, dict]:
    """What the schema says of each operation."""
    return {
        operation["operationId"]: operation
        for of_path in document()["paths"].values()
        for operation in of_path.values()
    }


@cache
def strict_components() -> dict:
    """The components, without leave for members that they do not name."""
    components = deepcopy(document()["components"])
    for schema in components["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return components


@cache
def operations() -> list[tuple[re.Pattern, dict]]:
    """The paths of the schema as patterns, those without parameters first."""
    paths = sorted(document()["paths"].items(), key=lambda pair: pair[0].count("{"))
    return [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))), of) for path, of in paths]


def operation_at(path: str, method: str) -> dict | None:
    """What the schema says of a method at a path, or None."""
    for pattern, of_path in operations():
        if pattern.fullmatch(path):
            return of_path.get(method.lower())
    return None


def check_body(schema: dict, body: object, told: str) -> None:
    """Raise `ContractError` unless a body fits a schema of the document."""
    whole = {"components": strict_components(), **schema}
    validator = OAS31Validator(whole, format_checker=oas31_format_checker)
    errors = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(body)]
    if errors:
        raise ContractError("\n".join([f"{told} does not fit its schema:", *errors]))


def of_rows(schema: dict) -> str:
    """The component that describes one row of a reply."""
    name = schema["$ref"].rpartition("/")[2]
    properties = document()["components"]["schemas"][name]["properties"]
    return of_rows(properties["results"]["items"]) if "results" in properties else name


def picked(schema: dict, fields: Collection[str]) -> dict:
    """The schema of a reply whose rows have been asked for with these members, and have only them.

    What the reply is as of stays.
    """
    components = deepcopy(strict_components())
    row = components["schemas"][of_rows(schema)]
    kept = {*fields, *({"as_of", "recorded_as_of"} & set(row["properties"]))}
    row["properties"] = {name: row["properties"][name] for name in kept}
    row["required"] = sorted(kept)
    return {**schema, "components": components}


def check_languages(response, told: str) -> None:
    """Raise `ContractError` unless a reply says which languages it is in."""
    named = response.headers.get("Content-Language", "").split(", ")
    if not set(named) <= set(LANGUAGES) or len(set(named)) < len(named):
        raise ContractError(f"{told} is in the languages {named}.")
    if "Accept-Language" not in response.headers.get("Vary", ""):
        raise ContractError(f"{told} does not vary with Accept-Language.")


def check_translations(problem: dict) -> None:
    """Raise `ContractError` unless a problem can be told in Russian and in Kazakh."""
    for language in LANGUAGES:
        telling = Telling((language,))
        spoken = telling.problem(problem)
        if telling.told != {language}:
            raise ContractError(
                f"Of {spoken} something is not in tracker/api/translations in {language}."
            )


def check(response, method: str, path: str, fields: Collection[str] = ()) -> None:
    """Raise `ContractError` unless the schema allows this reply."""
    status, told = str(response.status_code), f"The reply {response.status_code} of {method} {path}"
    media_type = response.headers.get("Content-Type", "").partition(";")[0]
    documented = operation_at(path, "GET" if method == "HEAD" else method)
    if documented is None:
        if response.status_code < 400 or media_type != PROBLEM_TYPE:
            raise ContractError(f"{told} is {media_type}, and not in the schema.")
        content = {PROBLEM_TYPE: {"schema": PROBLEM}}
    else:
        if status not in documented["responses"]:
            raise ContractError(f"{told}: the schema knows {', '.join(documented['responses'])}.")
        content = documented["responses"][status].get("content", {})
    if media_type not in (content or {"": "no body"}):
        raise ContractError(f"{told} is {media_type}; the schema says {', '.join(content)}.")
    if media_type.endswith("json"):
        check_languages(response, told)
    if method != "HEAD" and media_type.endswith("json"):
        schema = content[media_type]["schema"]
        is_picked = fields and status == "200"
        check_body(picked(schema, fields) if is_picked else schema, response.json(), told)
        if media_type == PROBLEM_TYPE and response.headers["Content-Language"] == "en":
            check_translations(response.json())


class ContractClient(Client):
    """Django's test client; a reply of the API that its schema does not allow is an error."""

    def request(self, **request):
        response = super().request(**request)
        path, method = request["PATH_INFO"], request["REQUEST_METHOD"]
        is_checked = path.startswith(PREFIX) and not path.startswith(NOT_IN_IT)
        if is_checked and method != "OPTIONS":
            fields = QueryDict(request.get("QUERY_STRING", "")).get("fields", "")
            check(response, method, path, fields.split(",") if fields else ())
        return response
