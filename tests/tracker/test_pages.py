"""Reads of the API pass by what finds sessions and users; pages and writes do not."""

import pytest
from django.test import RequestFactory

from tests.tracker.asking import V1
from tracker import pages

MIDDLEWARES = [
    pages.SessionMiddleware,
    pages.AuthenticationMiddleware,
    pages.MessageMiddleware,
    pages.CsrfViewMiddleware,
]


def passed_by(middleware, request) -> bool:
    """Whether a middleware did nothing to a request."""
    before = dict(vars(request))
    answering = middleware(lambda asked: dict(vars(asked)) == before)
    return answering(request)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("middleware", MIDDLEWARES)
def test_a_read_of_the_api_passes_by(middleware, method):
    assert passed_by(middleware, getattr(RequestFactory(), method)(f"{V1}milestones/"))


@pytest.mark.parametrize(
    ("method", "path"), [("get", "/"), ("get", "/admin/"), ("post", f"{V1}statements/")]
)
def test_a_page_and_a_write_have_a_session(method, path):
    request = getattr(RequestFactory(), method)(path)

    assert pages.SessionMiddleware(lambda asked: asked)(request).session is not None


def test_a_write_with_a_session_still_takes_a_csrf_token(admin_client):
    admin_client.handler.enforce_csrf_checks = True

    reply = admin_client.post(f"{V1}statements/", {}, content_type="application/json")

    assert (reply.status_code, "CSRF" in reply.json()["detail"]) == (403, True)
