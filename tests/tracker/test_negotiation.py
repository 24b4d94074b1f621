"""Which media type a reply comes in is chosen as REST framework chooses it, once a header."""

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.request import Request

from tracker.api.negotiation import LONGEST_KEPT, KeptNegotiation


def chosen(by: DefaultContentNegotiation, accept: str) -> tuple[type, str]:
    request = Request(RequestFactory().get("/", HTTP_ACCEPT=accept))
    renderer, media_type = by.select_renderer(request, [JSONRenderer(), BrowsableAPIRenderer()])
    return type(renderer), media_type


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "text/html",
        "application/json; indent=4",
        "application/*, text/html;q=0.1",
        "text/html, application/json",
        f"text/html, {'x' * LONGEST_KEPT}",
    ],
)
def test_the_choice_is_that_of_rest_framework_each_time(accept):
    wanted = chosen(DefaultContentNegotiation(), accept)

    assert [chosen(KeptNegotiation(), accept) for _ in range(2)] == [wanted, wanted]


def test_what_cannot_be_accepted_names_the_renderers_that_there_are():
    for _ in range(2):
        with pytest.raises(NotAcceptable) as caught:
            chosen(KeptNegotiation(), "image/png")

        assert [type(each) for each in caught.value.available_renderers] == [
            JSONRenderer,
            BrowsableAPIRenderer,
        ]
