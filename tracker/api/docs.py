"""The schema over HTTP: the file that `make schema` wrote, kept in memory."""

import hashlib
import json
from functools import cache
from http import HTTPStatus

import yaml
from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import APIView

from tracker.api.conditional import RELEASE, ConditionalMixin
from tracker.api.filters import refuse_unknown
from tracker.api.problems import BadParameters, ParameterError

# By what `format` takes; the first media type is the one that is sent.
FORMATS = {
    "yaml": ("application/yaml", "application/vnd.oai.openapi"),
    "json": ("application/json", "application/vnd.oai.openapi+json"),
}
FILE = settings.BASE_DIR / "docs" / "openapi.yaml"


@cache
def written(form: str) -> bytes:
    """The schema in one of `FORMATS`, as `make schema` wrote it."""
    text = FILE.read_bytes()
    if form == "yaml":
        return text
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return json.dumps(yaml.load(text, loader), ensure_ascii=False).encode()  # noqa: S506 (is safe)


@cache
def digest(form: str) -> str:
    """A digest of the schema in one of `FORMATS`."""
    return hashlib.sha256(written(form)).hexdigest()


class NoSuchForm(APIException):
    """The schema was asked for in forms in which it can't be had."""

    status_code = HTTPStatus.NOT_ACCEPTABLE
    default_detail = "The schema can be had as application/yaml and as application/json."


class ProblemsOnly(BaseContentNegotiation):
    """Leaves the choice to the view; what goes wrong is told in the first renderer's way."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


@extend_schema(exclude=True)
class SchemaView(ConditionalMixin, APIView):
    """The schema, in the form that `format` or the `Accept` header asks for."""

    content_negotiation_class = ProblemsOnly

    def get(self, request):
        """The schema."""
        refuse_unknown(request.query_params, ["format"])
        form = request.query_params.get("format") or accepted(request)
        if form not in FORMATS:
            known = ", ".join(FORMATS)
            detail = f"There is no such form of the schema; known are: {known}."
            raise BadParameters([ParameterError("format", "invalid", detail)])
        self.revalidate(request, RELEASE, form, digest(form))
        reply = HttpResponse(written(form), content_type=FORMATS[form][0])
        reply["Content-Disposition"] = f'inline; filename="openapi.{form}"'
        return reply


def accepted(request) -> str:
    """The form that the `Accept` header likes best, YAML if it does not mind."""
    forms = {media_type: form for form, types in FORMATS.items() for media_type in types}
    preferred = request._request.get_preferred_type(list(forms))
    if preferred is None:
        raise NoSuchForm
    return forms[preferred]
