"""What is answered where no page is: problem documents of the API, pages elsewhere."""

import sys
from http import HTTPStatus

from django.http import HttpResponse
from django.template import loader

from tracker.api import problems
from tracker.databases import RETRY_AFTER, is_away

API = "/api/"


def not_found(request, exception: Exception) -> HttpResponse:
    """The reply at an address that there is not."""
    if request.path.startswith(API):
        return problems.nothing_here(request, exception)
    told = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    content = {"told": told, "path": request.path, "is_dated": bool(request.GET)}
    return _page(HTTPStatus.NOT_FOUND, content)


def bad_request(request, exception: Exception) -> HttpResponse:
    """The reply to a request that is refused before it reaches a view."""
    if request.path.startswith(API):
        return problems.refused(request, exception)
    return _page(HTTPStatus.BAD_REQUEST)


def failed(request) -> HttpResponse:
    """The reply where we failed; it needs neither the database nor anything of the request.

    While the database is away it is not us: 503 says so, and when to try again.
    """
    if is_away(sys.exception()):
        return away(request)
    if request.path.startswith(API):
        return problems.failed(request)
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR)


def away(request) -> HttpResponse:
    """The reply while the database is away."""
    if request.path.startswith(API):
        return problems.away(request)
    response = _page(HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _page(status: HTTPStatus, content: dict | None = None) -> HttpResponse:
    return HttpResponse(loader.render_to_string(f"board/{status:d}.html", content), status=status)
