"""The OpenAPI schema says what the API does, all of it, and is kept at docs/openapi.yaml."""

import re

import pytest
from django.urls import URLPattern
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.renderers import OpenApiYamlRenderer
from openapi_spec_validator import validate

from tests.tracker.contract import document, operations_by_id
from tracker.api.descriptions import OPERATIONS, PATH_PARAMETERS, TAGS
from tracker.api.docs import FILE
from tracker.api.examples import examples
from tracker.api.examples.views import seed_data
from tracker.api.members_schema import LINKS
from tracker.api.schema import CODES
from tracker.api.urls import urlpatterns

NOT_IN_IT = {"schema", "docs", "redoc"}


def schemas() -> dict[str, dict]:
    return document()["components"]["schemas"]


def parameters(operation: dict, place: str = "query") -> dict[str, dict]:
    return {each["name"]: each for each in operation.get("parameters", ()) if each["in"] == place}


def view_of(pattern: URLPattern):
    """The view behind an address, as it is when it answers a GET."""
    view = pattern.callback.cls(**pattern.callback.initkwargs)
    view.action = getattr(pattern.callback, "actions", {}).get("get")
    return view


def templates() -> dict[str, URLPattern]:
    """The addresses of the API, as the schema writes them."""
    return {
        "/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(each.pattern)): each
        for each in urlpatterns
        if each.name not in NOT_IN_IT
    }


def is_read(pattern: URLPattern) -> bool:
    """Whether an address answers a GET."""
    return "get" in getattr(pattern.callback, "actions", {"get": ""})


def nodes(node):
    """Every object in a piece of the schema, at any depth."""
    if isinstance(node, list):
        for each in node:
            yield from nodes(each)
    elif isinstance(node, dict):
        yield node
        yield from nodes(list(node.values()))


def test_the_kept_schema_is_the_one_that_the_code_gives():
    written = OpenApiYamlRenderer().render(document(), renderer_context={})

    assert FILE.read_bytes() == written, "docs/openapi.yaml is stale: make schema"


def test_the_schema_and_its_examples_are_made_without_a_database():
    for kept in (document, examples, seed_data):
        kept.cache_clear()

    # No test may ask the database unless it says so: the first query would raise.
    assert document()["paths"]


def test_the_schema_is_valid_openapi_3_1():
    assert document()["openapi"] == "3.1.0"
    validate(document())


def test_the_schema_is_made_without_a_warning():
    document()

    assert not GENERATOR_STATS


def test_every_address_of_the_api_is_in_the_schema():
    assert set(document()["paths"]) == set(templates())


def test_every_operation_says_what_it_is_for():
    for operation in operations_by_id().values():
        assert operation["summary"]
        assert len(operation["description"]) > len(operation["summary"])
        assert operation["tags"] == [operation["operationId"].partition("_")[0]]


def test_words_are_kept_for_what_there_is_and_for_nothing_else():
    resources = {tag for each in operations_by_id().values() for tag in each["tags"]}
    with_a_name = {
        tag
        for path, of_path in document()["paths"].items()
        for operation in of_path.values()
        for tag in operation["tags"]
        if "{" in path
    }

    assert set(OPERATIONS) == set(operations_by_id())
    assert set(TAGS) == resources
    assert set(PATH_PARAMETERS) == with_a_name
    assert [each["name"] for each in document()["tags"]] == list(TAGS)


@pytest.mark.parametrize("path", [path for path, at in templates().items() if is_read(at)])
def test_an_operation_documents_the_parameters_that_its_view_takes(path):
    view = view_of(templates()[path])
    operation = document()["paths"][path]["get"]

    assert set(parameters(operation)) == set(getattr(view, "parameters", ()))
    assert set(parameters(operation, "path")) == set(re.findall(r"{(\w+)}", path))


def test_every_parameter_says_what_it_is_for():
    for operation in operations_by_id().values():
        for parameter in operation.get("parameters", ()):
            assert parameter["description"].endswith("."), parameter


def test_lists_in_parameters_stand_with_commas_between_their_values():
    lists = [
        parameter
        for operation in operations_by_id().values()
        for parameter in operation.get("parameters", ())
        if parameter["schema"]["type"] == "array"
    ]

    assert lists
    assert all((each["style"], each["explode"]) == ("form", False) for each in lists)


ALWAYS = {"400", "401", "406", "414", "429", "500", "503"}
WRITES = {"403", *ALWAYS}
OF_METHOD = {
    "get": {"200", "304", *ALWAYS},
    "post": {"201", "409", "413", "415", "422", *WRITES},
    "patch": {"200", "404", "412", "413", "415", "428", *WRITES},
    "delete": {"204", "404", "409", "412", "428", *WRITES},
}


def test_every_operation_documents_the_statuses_that_can_come():
    for path, of_path in document()["paths"].items():
        for method, operation in of_path.items():
            statuses = OF_METHOD[method] | ({"404"} if "{" in path else set())
            if path.endswith("/withdraw/"):
                statuses = statuses - {"201"} | {"200"}
            assert set(operation["responses"]) == statuses, (method, path)


def test_every_problem_is_the_same_kind_of_document():
    for operation in operations_by_id().values():
        for status, response in operation["responses"].items():
            if status >= "400":
                content = response["content"]["application/problem+json"]
                assert content["schema"] == {"$ref": "#/components/schemas/Problem"}


@pytest.mark.parametrize("name", CODES)
def test_a_closed_list_has_its_name_and_its_labels(name):
    schema = schemas()[name]

    assert schema["enum"] == [code.value for code in CODES[name]]
    assert all(
        f"`{code.value}`: {code.labels['en']}" in schema["description"] for code in CODES[name]
    )


def test_codes_are_listed_nowhere_but_under_their_names():
    described = nodes([document()["paths"], schemas()])
    unnamed = [node["enum"] for node in described if isinstance(node.get("enum"), list)]
    members = [
        parameter["schema"]["items"]["enum"]
        for operation in operations_by_id().values()
        for name, parameter in parameters(operation).items()
        if name in ("fields", "expand")
    ]

    for values in unnamed:
        is_ordering = all(f"-{value}" in values or value.startswith("-") for value in values)
        is_of_codes = values in [schemas()[name]["enum"] for name in CODES]
        assert is_ordering or is_of_codes or values in members


def test_components_are_named_for_what_they_are():
    kinds = ("Schema", "Serializer", "Enum", "Null", "List")

    assert [name for name in schemas() if name.endswith(kinds)] == []
    assert {"DateRange", "Reference", "StatementReference", "Names", "DaysLate"} <= set(schemas())


def test_every_component_and_every_member_says_what_it_is():
    for name, schema in schemas().items():
        assert schema.get("description") or name.endswith("Page"), name
        for member, described in schema.get("properties", {}).items():
            assert described.get("description") or member == "results", f"{name}.{member}"


def test_replies_have_all_their_members_but_the_count_and_the_errors():
    optional = {
        f"{name}.{member}"
        for name, schema in schemas().items()
        for member in set(schema.get("properties", ())) - set(schema.get("required", ()))
        if not name.endswith("Request")
    }

    links = {
        f"{name}.{member}"
        for name in LINKS.values()
        for member in {*schemas()[name]["properties"]} - {"slug", "name"}
    }
    counts = {f"{name}.count" for name in schemas() if name.endswith("Page")}
    assert optional - links - counts == {
        "Initiative.milestones",
        "Problem.errors",
        "Problem.etag",
        "FieldError.pointer",
        "FieldError.parameter",
    }


def test_requests_take_no_members_but_theirs():
    requests = {name: schema for name, schema in schemas().items() if name.endswith("Request")}

    assert {"StatementRequest", "WithdrawalRequest"} <= set(requests)
    assert all(schema["additionalProperties"] is False for schema in requests.values())


def test_null_is_said_as_json_schema_has_it():
    assert schemas()["Milestone"]["properties"]["progress"]["oneOf"] == [
        {"$ref": "#/components/schemas/Progress"},
        {"type": "null"},
    ]
    assert schemas()["Milestone"]["properties"]["due"]["oneOf"] == [
        {"$ref": "#/components/schemas/DateRange"},
        {"type": "null"},
    ]
    assert schemas()["DateRange"]["properties"]["latest"]["type"] == ["string", "null"]
    assert not [node for node in nodes(document()) if "nullable" in node]
