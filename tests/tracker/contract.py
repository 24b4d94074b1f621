"""A test client that checks every reply of the API against its schema.

The status has to be documented, the media type be the documented one, and the body fit its schema
with no member left over. What lies outside the schema has to be a problem document.
"""

import re
from copy import deepcopy
from functools import cache

from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from openapi_schema_validator import OAS31Validator, oas31_format_checker

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
    whole = {**schema, "components": strict_components()}
    validator = OAS31Validator(whole, format_checker=oas31_format_checker)
    errors = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(body)]
    if errors:
        raise ContractError("\n".join([f"{told} does not fit its schema:", *errors]))


def check(response, method: str, path: str) -> None:
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
    if media_type not in content:
        raise ContractError(f"{told} is {media_type}; the schema says {', '.join(content)}.")
    if method != "HEAD" and media_type.endswith("json"):
        check_body(content[media_type]["schema"], response.json(), told)


class ContractClient(Client):
    """Django's test client; a reply of the API that its schema does not allow is an error."""

    def request(self, **request):
        response = super().request(**request)
        path, method = request["PATH_INFO"], request["REQUEST_METHOD"]
        is_checked = path.startswith(PREFIX) and not path.startswith(NOT_IN_IT)
        if is_checked and method != "OPTIONS":
            check(response, method, path)
        return response
