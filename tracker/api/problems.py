"""Every error as one problem document (RFC 9457)."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)


class FieldErrorSerializer(serializers.Serializer):
    """One thing that is wrong with a request."""

    parameter = serializers.CharField(help_text="The query parameter that is wrong.")
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


@dataclass(frozen=True)
class ParameterError:
    """One query parameter that is wrong."""

    parameter: str
    code: str
    detail: str


class BadParameters(exceptions.APIException):
    """Query parameters that are wrong: all of them, each with what would be accepted."""

    status_code = HTTPStatus.BAD_REQUEST
    default_detail = "The query is not understood."

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(error.detail for error in self.errors))


def problem(status: int, detail: str, instance: str, errors: list | None = None) -> dict:
    """A problem document."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
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
    response.data = problem(
        response.status_code, _detail(error), context["request"].path, errors or None
    )
    response.content_type = MEDIA_TYPE
    return response


def _detail(error: Exception) -> str:
    if isinstance(error, Http404):
        return str(error) or "There is nothing at this address."
    if isinstance(error, PermissionDenied):
        return "That is not allowed."
    if isinstance(error, exceptions.NotAcceptable):
        return "Replies are application/json; let `Accept` have that, or */*."
    return str(error.detail) if isinstance(error, exceptions.APIException) else str(error)


def respond(request, status: int, detail: str) -> HttpResponse:
    """A problem document outside DRF's views."""
    body = JSONRenderer().render(problem(status, detail, request.path))
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


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
