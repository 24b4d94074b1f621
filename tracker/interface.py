"""The language of the admin: what an editor has chosen, else what their browser asks for.

The API has ways of its own (`tracker.api.languages`), and the board is in English; neither pays for
this.
"""

from collections.abc import Callable

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from sources.speaking import language
from tracker.api.translations import translated

ADMIN = "/admin/"


class InterfaceLanguageMiddleware:
    """Tells the pages of the admin in the language of whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        # Only for this request: the next one on this thread may be for the API.
        with translation.override(translation.get_language_from_request(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class Told(list):
    """Errors of a form, with what its templates ask of them."""

    field_id: str | None = None


class SpokenErrors(DjangoTemplates):
    """Tells what is wrong with a form in the active language.

    Models and the write path refuse in English; the API's translations of that serve here too.
    """

    def render(self, template_name, context, request=None):
        if template_name.startswith("django/forms/errors/list/"):
            errors = context["errors"]
            told = Told(translated(str(error), language()) or error for error in errors)
            told.field_id = getattr(errors, "field_id", None)
            context = {**context, "errors": told}
        return super().render(template_name, context, request)
