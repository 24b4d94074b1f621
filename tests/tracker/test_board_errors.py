"""What is answered where there is no page: problem documents of the API, pages elsewhere."""

import pytest
from django.test import RequestFactory
from django.urls import get_resolver

from tests.tracker.pages import Page, shown

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/initiatives/", "/initiatives/%00/", "/milestones/<b>/", "/initiatives/a/"],
)
def test_an_address_that_there_is_not_has_a_page_that_says_so(client, db, path):
    page = shown(client, path, status=404)

    assert "There is no such page" in page.text
    assert "/" in page.links


def test_below_the_api_an_address_that_there_is_not_has_a_problem_document(client, db):
    response = client.get("/api/nothing/")

    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)


def test_a_host_that_is_not_ours_is_refused_with_a_page(client, db):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "The request is not understood" in response.text


def test_below_the_api_a_host_that_is_not_ours_is_refused_with_a_problem_document(client, db):
    response = client.get("/api/v1/", headers={"host": "elsewhere.example"})

    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)


def test_a_failure_of_ours_has_a_page_that_needs_neither_database_nor_request():
    request = RequestFactory().get("/")
    del request.META

    response = get_resolver().resolve_error_handler(500)(request)

    assert response.status_code == 500
    assert "It has been logged." in Page(response).text


def test_below_the_api_a_failure_of_ours_has_a_problem_document():
    response = get_resolver().resolve_error_handler(500)(RequestFactory().get("/api/v1/"))

    assert (response.status_code, response.headers["Content-Type"]) == (500, PROBLEM)
