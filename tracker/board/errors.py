"""What is answered where no page is: problem documents of the API, pages elsewhere."""

from http import HTTPStatus

from django.http import HttpResponse
from django.template import loader

from tracker.api import problems

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
    """The reply where we failed; it needs neither the database nor anything of the request."""
    if request.path.startswith(API):
        return problems.failed(request)
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(status: HTTPStatus, content: dict | None = None) -> HttpResponse:
    return HttpResponse(loader.render_to_string(f"board/{status:d}.html", content), status=status)
