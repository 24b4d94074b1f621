"""The language of a reply: which one `Accept-Language` asks for, and which ones the reply is in.

Names, summaries and labels are told in the language asked for; a text that has no translation, in
the next one that the request would have, then in English, Russian or Kazakh. `Content-Language`
names every language that was told in, so the asked one alone where nothing had to fall back. Texts
that are kept in one language only do not count: titles of documents, words of sources, our
summaries of statements.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sources.codes import LANGUAGES, Code
from sources.dates import DateRange
from sources.wording import label
from tracker.api.translations import translated

API = "/api/"
WITHOUT_CONTENT = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
FALLBACK = LANGUAGES[0]  # what our code is written in

# RFC 9110, 12.5.4 and 12.4.2; a list may have empty elements (5.6.1).
RANGE = re.compile(
    r"[ \t]*(?:(?P<language>[A-Za-z]{1,8})(?P<more>(?:-[A-Za-z0-9]{1,8})*)|(?P<any>\*))"
    r"(?:[ \t]*;[ \t]*[qQ]=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?[ \t]*"
)


@lru_cache(maxsize=256)
def order_of(header: str) -> tuple[str, ...]:
    """Our languages, in the order in which an `Accept-Language` header likes them.

    Of two that it likes alike, the one it names first; then those that it does not name, English
    first; last those that it refuses. The usual order if it wants none of ours, or can't be read.
    """
    weights: dict[str, float] = {}
    others = 0.0
    for element in header.split(","):
        if not element.strip(" \t"):
            continue
        found = RANGE.fullmatch(element)
        if found is None:
            return LANGUAGES
        weight = float(found["weight"] or 1)
        if found["any"]:
            others = max(others, weight)
        elif weight or not found["more"]:  # `ru-UA;q=0` says nothing against other Russian
            language = found["language"].lower()
            weights[language] = max(weights.get(language, 0.0), weight)
    if not any(weights.get(language, others) for language in LANGUAGES):
        return LANGUAGES
    named = [language for language in weights if language in LANGUAGES]
    ranked = dict.fromkeys((*named, *LANGUAGES))
    return tuple(sorted(ranked, key=lambda language: _dislike(weights.get(language), others)))


def _dislike(weight: float | None, others: float) -> float:
    """How far back a language stands; `weight` is None of one that is not named."""
    return -others if weight is None else -weight or 1.0


def order_asked(request) -> tuple[str, ...]:
    """The languages in which a request is answered, as far as texts have them, the best first."""
    return order_of(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


class Telling:
    """Tells the texts of one reply, and keeps which languages they came to be in.

    `order` has all of ours, the one asked for first.
    """

    def __init__(self, order: tuple[str, ...] = LANGUAGES) -> None:
        self.asked = order[0]
        self.order = order
        self.told: set[str] = set()

    def text(self, row: Mapping[str, Any], prefix: str) -> str:
        """A text of a row, kept in columns such as `name_ru`; empty if no language has it."""
        return self.reader(prefix)(row)

    def reader(self, prefix: str) -> Callable[[Mapping[str, Any]], str]:
        """What reads such a text of many rows."""
        (asked, first), *others = ((language, f"{prefix}_{language}") for language in self.order)
        tell = self.told.add

        def read(row: Mapping[str, Any]) -> str:
            if text := row[first]:
                tell(asked)
                return text
            for language, column in others:
                if text := row[column]:
                    tell(language)
                    return text
            return ""

        return read

    def label(self, value: DateRange) -> str:
        """A date range in words."""
        self.told.add(self.asked)
        return label(value, self.asked)

    def name(self, code: Code) -> str:
        """A code in words."""
        self.told.add(self.asked)
        return code.labels[self.asked]

    def sentence(self, text: str) -> str:
        """What is wrong, which our code says in English."""
        found = translated(text, self.asked)
        self.told.add(FALLBACK if found is None else self.asked)
        return text if found is None else found

    def problem(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A problem document, which is the whole reply.

        Its detail may be those of its errors, one behind the other.
        """
        self.told = set()
        said = [error["detail"] for error in document.get("errors", ())]
        told = [self.sentence(detail) for detail in said]
        is_joined = document["detail"] == " ".join(said)
        spoken = {
            "title": self.sentence(document["title"]),
            "detail": " ".join(told) if is_joined else self.sentence(document["detail"]),
        }
        if said:
            pairs = zip(document["errors"], told, strict=True)
            spoken["errors"] = [{**error, "detail": detail} for error, detail in pairs]
        return {**document, **spoken}

    @property
    def languages(self) -> str:
        """What `Content-Language` says: the languages told in, the one asked for first."""
        told = [language for language in self.order if language in self.told]
        return ", ".join(told or [self.asked])


def telling_of(request) -> Telling:
    """What tells the texts of the reply to a request."""
    plain = getattr(request, "_request", request)
    if not hasattr(plain, "telling"):
        plain.telling = Telling(order_asked(plain))
    return plain.telling


class LanguageMiddleware:
    """Says of every reply of the API that speaks which languages it is in, and what that hangs on.

    The schema and its pages are the same in every language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        telling = getattr(request, "telling", None)
        if telling is not None and request.path_info.startswith(API):
            if response.status_code not in WITHOUT_CONTENT:
                response.headers.setdefault("Content-Language", telling.languages)
            if "Accept-Language" not in response.headers.get("Vary", ""):
                patch_vary_headers(response, ["Accept-Language"])
        return response
