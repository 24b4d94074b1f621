"""Every error as one problem document (RFC 9457)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

from tracker.api.languages import telling_of
from tracker.databases import RETRY_AFTER

MEDIA_TYPE = "application/problem+json"
# As RFC 9110 has them: Python's own words hang on its version.
TITLES = {413: "Content Too Large", 414: "URI Too Long", 422: "Unprocessable Content"}
TOO_LONG = "The address, with its query, is longer than what is read: 8,000 bytes always are."


class FieldErrorSerializer(serializers.Serializer):
    """One thing that is wrong with a request: in its body, or with a parameter."""

    pointer = serializers.CharField(
        required=False,
        help_text="Where in the body it is wrong: a JSON pointer (RFC 6901), such as `/due`.",
    )
    parameter = serializers.CharField(
        required=False, help_text="The parameter, or the header, that is wrong."
    )
    code = serializers.CharField(help_text="What is wrong, for programs.")
    detail = serializers.CharField(help_text="What is wrong and what would be accepted, in words.")


class ProblemSerializer(serializers.Serializer):
    """What went wrong, as RFC 9457 has it."""

    type = serializers.CharField(help_text="`about:blank`: the title says what kind it is.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What went wrong this time.")
    instance = serializers.CharField(help_text="The path that was asked for.")
    errors = FieldErrorSerializer(
        many=True, required=False, help_text="Each thing that is wrong, where there are several."
    )
    etag = serializers.CharField(
        required=False,
        help_text="Of what was changed since it was read (412): the ETag that it has now.",
    )


@dataclass(frozen=True)
class ParameterError:
    """One query parameter that is wrong."""

    parameter: str
    code: str
    detail: str


@dataclass(frozen=True)
class BodyError:
    """One thing that is wrong with a body; `pointer` is a JSON pointer, empty for all of it."""

    pointer: str
    code: str
    detail: str


class BadParameters(exceptions.APIException):
    """Query parameters that are wrong: all of them, each with what would be accepted."""

    status_code = HTTPStatus.BAD_REQUEST
    default_detail = "The query is not understood."

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(error.detail for error in self.errors))


class BadBody(exceptions.APIException):
    """A body that is wrong: everything about it, each with what would be accepted."""

    status_code = HTTPStatus.BAD_REQUEST
    most = 1000  # as many as there can be statements in one body

    def __init__(self, errors: Iterable[BodyError], detail: str = "") -> None:
        found = list(errors)
        self.errors = found[: self.most]
        super().__init__(detail or self.summary(found))

    def summary(self, found: list[BodyError]) -> str:
        """What is wrong, in a sentence."""
        if len(found) == 1:
            return found[0].detail
        shown = "`errors` has each" if len(found) <= self.most else f"here are {self.most}"
        return f"{len(found)} things are wrong with the body; {shown}."


class Conflict(BadBody):
    """What is asked for does not go with what there is."""

    status_code = HTTPStatus.CONFLICT


def problem(status: int, detail: str, instance: str, errors: list | None = None) -> dict:
    """A problem document."""
    document = {
        "type": "about:blank",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "instance": instance,
    }
    return document | ({"errors": errors} if errors else {})


def handle(error: Exception, context: dict) -> Response | None:
    """DRF's exception handler: its reply, as a problem document."""
    response = exception_handler(error, context)
    if response is None:
        return None
    errors = [asdict(each) for each in getattr(error, "errors", ())]
    request = context["request"]
    told = problem(response.status_code, _detail(error), request.path, errors or None)
    response.data = telling_of(request).problem(told)
    response.content_type = MEDIA_TYPE
    if etag := getattr(error, "etag", None):
        response.data["etag"] = response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-store"
    return response


def _detail(error: Exception) -> str:
    if isinstance(error, Http404):
        return str(error) or "There is nothing at this address."
    if isinstance(error, PermissionDenied):
        return "That is not allowed."
    if isinstance(error, exceptions.NotAcceptable):
        return "Replies are application/json; let `Accept` have that, or */*."
    if isinstance(error, exceptions.UnsupportedMediaType):
        return "Bodies are read as JSON: send it with `Content-Type: application/json`."
    return str(error.detail) if isinstance(error, exceptions.APIException) else str(error)


def respond(request, status: int, detail: str) -> HttpResponse:
    """A problem document outside DRF's views."""
    told = telling_of(request).problem(problem(status, detail, request.path))
    body = JSONRenderer().render(told)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def of_server(status: int, detail: str) -> bytes:
    """What the server in front of Django refuses, as a problem document.

    The request was not read: `instance` is empty, which as a reference means what was asked for.
    """
    return JSONRenderer().render(problem(status, TOO_LONG if status == 414 else detail, ""))


def refused(request, exception: Exception | None = None) -> HttpResponse:
    """The reply to a request that Django refuses before any view sees it."""
    return respond(
        request,
        HTTPStatus.BAD_REQUEST,
        "The request is refused: its host is not ours, or it has too many parameters.",
    )


def nothing_here(request, exception: Exception | None = None) -> HttpResponse:
    """The reply at an address that there is not."""
    return respond(
        request, HTTPStatus.NOT_FOUND, "There is nothing at this address; /api/v1/ lists what is."
    )


def failed(request) -> HttpResponse:
    """The reply where we failed; what happened stands in the log, not here."""
    return respond(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something is wrong on our side. It has been logged.",
    )


def away(request) -> HttpResponse:
    """The reply while the database is away."""
    response = respond(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The database does not answer just now. Try again in a few seconds.",
    )
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
