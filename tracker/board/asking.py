"""Asks the API from within: the board shows what any client would be answered."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

import orjson
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve, reverse

from tracker.api.filters import refuse_unknown
from tracker.api.problems import BadParameters, ParameterError

CLOCKS = ("as_of", "recorded_as_of")


class Question:
    """What a page was asked for, to be put to the API.

    Fields that a form sends empty were not asked for. Raises nothing until `check` or `ask`.
    """

    def __init__(self, request, known: Iterable[str] = ()) -> None:
        self.request = request
        self.known = {*CLOCKS, *known}
        self.parameters = QueryDict(mutable=True)
        for name, values in request.GET.lists():
            if name not in self.known or any(value.strip() for value in values):
                self.parameters.setlist(name, values)

    def check(self) -> None:
        """Raise `BadParameters` for what the page does not know."""
        refuse_unknown(self.parameters, self.known)

    @property
    def clocks(self) -> dict[str, str]:
        """The clocks that were asked for."""
        return {name: self.parameters[name] for name in CLOCKS if name in self.parameters}

    def but(self, *names: str) -> dict[str, str]:
        """What was asked for, and is known, but for some parameters."""
        kept = self.known.difference(names)
        return {name: value for name, value in self.parameters.items() if name in kept}

    def ask(self, name: str, parameters: Mapping[str, str] | None = None, **kwargs) -> dict:
        """The API's answer as JSON; raises `Http404` and `BadParameters` as it refuses."""
        inner = HttpRequest()
        inner.method, inner.path = "GET", reverse(name, kwargs=kwargs)
        inner.META = {"HTTP_HOST": self.request.get_host()}
        inner.GET = QueryDict(mutable=True)
        inner.GET.update({**self.clocks, **(parameters or {})})
        view = resolve(unquote(inner.path))
        reply = view.func(inner, *view.args, **view.kwargs)
        reply.render()
        content = orjson.loads(reply.content)
        if reply.status_code == 404:
            raise Http404(content["detail"])
        if reply.status_code == 400:
            raise BadParameters(ParameterError(**error) for error in content["errors"])
        return content


def address(name: str, parameters: Mapping[str, str], **kwargs) -> str:
    """The address of an answer of the API."""
    query = QueryDict(mutable=True)
    query.update(parameters)
    return reverse(name, kwargs=kwargs) + (f"?{query.urlencode()}" if query else "")
