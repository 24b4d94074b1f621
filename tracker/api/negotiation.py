"""Which of its media types a reply comes in: chosen once for each `Accept` header."""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

LONGEST_KEPT = 200  # characters of a header; a browser's are fewer


class KeptNegotiation(DefaultContentNegotiation):
    """REST framework's choice of a renderer, kept: it follows from the header alone."""

    def select_renderer(self, request, renderers, format_suffix=None):
        accept = request.META.get("HTTP_ACCEPT", "*/*")
        if format_suffix or len(accept) > LONGEST_KEPT:
            return super().select_renderer(request, renderers, format_suffix)
        try:
            place, media_type = _chosen(accept, tuple(each.media_type for each in renderers))
        except NotAcceptable:
            raise NotAcceptable(available_renderers=renderers) from None
        return renderers[place], media_type


@lru_cache(maxsize=256)
def _chosen(accept: str, media_types: tuple[str, ...]) -> tuple[int, str]:
    """The place of the media type that a header likes best, and how the reply names it."""
    asked = HttpRequest()
    asked.META["HTTP_ACCEPT"] = accept
    renderers: list[Any] = [SimpleNamespace(media_type=media_type) for media_type in media_types]
    chosen, media_type = DefaultContentNegotiation().select_renderer(Request(asked), renderers)
    return renderers.index(chosen), media_type
