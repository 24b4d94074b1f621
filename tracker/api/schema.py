"""The OpenAPI schema: what drf-spectacular can't know by itself.

`Schema` describes one operation; the hooks at the end mend the whole document, and are named in
`SPECTACULAR_SETTINGS`.
"""

import uritemplate
from drf_spectacular.drainage import get_override
from drf_spectacular.openapi import AutoSchema

from projects import codes
from projects.timeline import DUE_SOON_DAYS
from sources.codes import ChangeAction, Code, SourceKind
from tracker.api.as_of import LONGEST_SOON
from tracker.api.descriptions import ABOUT, OPERATIONS, PATH_PARAMETERS, TAGS
from tracker.api.members_schema import member_parameters
from tracker.api.pagination import parameter
from tracker.api.problems import MEDIA_TYPE, ProblemSerializer
from tracker.api.writes_schema import (
    IDEMPOTENCY_KEY,
    ONLY_OF,
    SUCCESSES,
    add_reply_headers,
    problems_of,
)

CODES: dict[str, type[Code]] = {
    of_list.__name__: of_list
    for of_list in (
        codes.State,
        codes.Progress,
        codes.Lateness,
        codes.Move,
        codes.Stage,
        codes.Sector,
        codes.MilestoneKind,
        codes.Role,
        codes.ObservationKind,
        SourceKind,
        ChangeAction,
        codes.ChangeResource,
    )
}

CLOCK_PARAMETERS = [
    parameter(
        "as_of",
        {"type": "string", "format": "date"},
        "The day to answer as of: what was public by then, judged on that day. Not in the future; "
        "today if left out.",
    ),
    parameter(
        "recorded_as_of",
        {"type": "string", "format": "date-time"},
        "The instant to answer as recorded by, with its offset. Not in the future; now if left "
        "out. Without `as_of`, the day is that of this instant.",
    ),
    parameter(
        "due_soon_days",
        {"type": "integer", "minimum": 0, "maximum": LONGEST_SOON, "default": DUE_SOON_DAYS},
        "How many days off a deadline may be to count as due soon.",
    ),
]


class Schema(AutoSchema):
    """Describes one operation of the API."""

    def get_operation_id(self) -> str:
        """`milestones_versions` for a list below one row, else as drf-spectacular names it."""
        resource, *below = self._tokenize_path() or ["root"]
        return "_".join([resource, *below]) if below else super().get_operation_id()

    def get_tags(self) -> list[str]:
        """The resource: the first part of the path."""
        return (self._tokenize_path() or ["root"])[:1]

    def get_auth(self) -> list[dict]:
        """Nothing, to read; a token or a session, to write."""
        return super().get_auth() if self.method in ONLY_OF else [{}]

    def get_summary(self) -> str:
        """What one gets, in a few words."""
        return OPERATIONS[self.get_operation_id()].summary

    def get_description(self) -> str:
        """What one gets, in a sentence or two."""
        return OPERATIONS[self.get_operation_id()].description

    def get_serializer_name(self, serializer, direction) -> str:
        """The class's name without its kind: `DateRangeSchema` describes a `DateRange`."""
        name = super().get_serializer_name(serializer, direction)
        return name.removesuffix("Schema").removesuffix("Body")

    def get_request_serializer(self):
        """The body of a request: what the view has for the action in `bodies`."""
        bodies = getattr(self.view, "bodies", {})
        return bodies.get(getattr(self.view, "action", None)) or super().get_request_serializer()

    def get_paginated_name(self, serializer_name: str) -> str:
        """The name of a page of a list."""
        return f"{serializer_name}Page"

    def _get_parameters(self) -> list[dict]:
        known = getattr(self.view, "parameters", ())
        in_path = self._resolve_path_parameters(uritemplate.variables(self.path))
        for each in in_path:
            each["description"] = PATH_PARAMETERS[self.get_tags()[0]]
        if self.method in ONLY_OF:
            return [*in_path, *([IDEMPOTENCY_KEY] if self.method == "POST" else [])]
        clocks = [dict(each) for each in CLOCK_PARAMETERS if each["name"] in known]
        return [
            *in_path,
            *clocks,
            *(dict(each) for each in getattr(self.view, "own_parameters", ())),
            *member_parameters(self.view),
            *self._get_filter_parameters(),
            *self._get_pagination_parameters(),
        ]

    def _get_filter_parameters(self) -> list[dict]:
        if not self._is_list_view():
            return []
        filters = self.view.filterset_class.base_filters
        return [
            parameter(name, dict(get_override(each, "field")), each.extra["help_text"])
            for name, each in filters.items()
        ]

    def _get_response_bodies(self, direction="response") -> dict:
        responses = super()._get_response_bodies(direction)
        for status, response in responses.items():
            response["description"] = SUCCESSES[status]
        if self._is_list_view():
            responses["200"]["description"] = "A page of the list."
        for status, description in problems_of(self.method, self.path).items():
            problem = self._get_response_for_code(
                ProblemSerializer, status, [MEDIA_TYPE], direction
            )
            responses[status] = problem | {"description": description}
        add_reply_headers(responses)
        return responses


# Hooks: the whole document, in the order in which they run


def add_words(result: dict, **kwargs) -> dict:
    """What the API is about, and what each resource is."""
    result["info"]["description"] = ABOUT
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return result


def name_codes(result: dict, **kwargs) -> dict:
    """Closed lists described once, under their names, and linked from filters too."""
    schemas = result["components"]["schemas"]
    names = {}
    for name, of_list in CODES.items():
        labels = [f"* `{code.value}`: {code.labels['en']}" for code in of_list]
        schemas[name]["description"] = "\n".join([of_list.__doc__ or "", "", *labels])
        names[tuple(schemas[name]["enum"])] = name
    for path in result["paths"].values():
        for operation in path.values():
            for each in operation.get("parameters", ()):
                items = each["schema"].get("items", {})
                if tuple(items.get("enum", ())) in names:
                    name = names[tuple(items["enum"])]
                    each["schema"]["items"] = {"$ref": f"#/components/schemas/{name}"}
    return result


def say_null(result: dict, **kwargs) -> dict:
    """Null as JSON Schema has it, and nothing that only requests would need.

    drf-spectacular makes a component of null, which some generators of clients trip over, and
    marks what is read-only, which everything here is.
    """

    def mend(node):
        if isinstance(node, list):
            return [mend(each) for each in node]
        if not isinstance(node, dict):
            return node
        if node == {"$ref": "#/components/schemas/Null"}:
            return {"type": "null"}
        return {name: mend(value) for name, value in node.items() if name != "readOnly"}

    result["components"]["schemas"].pop("Null", None)
    result["paths"] = mend(result["paths"])
    result["components"] = mend(result["components"])
    return result
