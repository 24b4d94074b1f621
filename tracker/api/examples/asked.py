"""Examples: what each is, and as much of a request as it takes to make one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from rest_framework.exceptions import APIException
from rest_framework.settings import api_settings

from tracker.api import problems

HOST = "http://127.0.0.1:8000"
BASE = "/api/v1/"


@dataclass(frozen=True)
class Example:
    """A request, and the reply to it as JSON; `operation` is its id in the schema.

    `scope` is that of the token which the request bears; empty: none. `again`: it is the second
    of two requests that are alike.
    """

    operation: str
    address: str
    reply: Any
    status: int = 200
    name: str = "seed_data"
    in_path: Mapping[str, Any] = field(default_factory=dict)
    accept: str = "application/json"
    # Of requests that write
    method: str = "GET"
    body: Any = None
    scope: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    again: bool = False


class Asked:
    """As much of a request as the views look at."""

    method = "GET"

    def __init__(self, address: str, language: str = "") -> None:
        self.path, _, query = address.partition("?")
        self.query_params = QueryDict(query)
        self.META = {"HTTP_ACCEPT_LANGUAGE": language}

    def build_absolute_uri(self, path: str) -> str:
        """An address with its host."""
        return f"{HOST}{path}"


def as_json(data: Any) -> Any:
    """What a client reads of a reply's data."""
    return json.loads(api_settings.DEFAULT_RENDERER_CLASSES[0]().render(data))


def refused(error: APIException | Http404, address: str) -> Any:
    """The problem document that an error becomes."""
    return as_json(problems.handle(error, {"request": Asked(address)}).data)


def responded(response: HttpResponse) -> Any:
    """The problem document of a reply that is given outside the views."""
    return json.loads(response.content)


def too_long() -> Any:
    """What an address is answered of which not all is read."""
    return json.loads(problems.of_server(HTTPStatus.REQUEST_URI_TOO_LONG, ""))
