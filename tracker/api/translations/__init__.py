"""Problem texts in Russian and Kazakh, found by the English that our code says.

Code refuses in English, wherever it knows what is wrong; what a client reads is translated where
the reply is made. The tables here are sentences in English with what stands for them in Russian
and in Kazakh. A name in braces stands for anything, `{count:number}` for digits, `{reason:text}`
for a text that is in the tables itself, and `{others:list}` for several with commas between them.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from string import Formatter

from tracker.api.translations.bodies import BODIES
from tracker.api.translations.dates import DATES
from tracker.api.translations.frameworks import FRAMEWORKS
from tracker.api.translations.queries import QUERIES
from tracker.api.translations.replies import REPLIES
from tracker.api.translations.requests import REQUESTS

LANGUAGES = ("ru", "kk")
LONGEST = 5000

TABLES = (REPLIES, QUERIES, REQUESTS, BODIES, DATES, FRAMEWORKS)
TEXTS: Mapping[str, tuple[str, str]] = {
    english: others for table in TABLES for english, others in table.items()
}
KINDS = {"": ".*?", "number": "[0-9,]+", "text": ".*?", "list": ".*?"}


class Sentence:
    """One English sentence of the tables; `fixed` says how much of it always stands there."""

    def __init__(self, english: str, translations: tuple[str, str]) -> None:
        self.parts = list(Formatter().parse(english))
        self.translations = dict(zip(LANGUAGES, translations, strict=True))
        self.fixed = sum(len(literal) for literal, *_ in self.parts)
        self.beginning = self.parts[0][0]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches the sentence, with a group for each name in it."""
        pieces = []
        for literal, name, kind, _ in self.parts:
            pieces.append(re.escape(literal))
            if name is not None:
                pieces.append(f"(?P<{name}>{KINDS[kind or '']})")
        return re.compile("".join(pieces), re.DOTALL)

    def read(self, text: str, language: str) -> str | None:
        """The text in a language, if it is this sentence."""
        if not text.startswith(self.beginning):
            return None
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        values = found.groupdict()
        for _, name, kind, _ in self.parts:
            if name and kind in ("text", "list"):
                texts = values[name].split(", ") if kind == "list" else [values[name]]
                values[name] = ", ".join(translated(text, language) or text for text in texts)
        return self.translations[language].format(**values)


@cache
def sentences() -> list[Sentence]:
    """The sentences with names in them, those that say most by themselves first."""
    found = (Sentence(english, others) for english, others in TEXTS.items() if "{" in english)
    return sorted(found, key=lambda sentence: -sentence.fixed)


def translated(text: str, language: str) -> str | None:
    """An English text in en, ru or kk; None if the tables do not have it."""
    if language not in LANGUAGES:
        return text
    if text in TEXTS:
        return TEXTS[text][LANGUAGES.index(language)]
    if len(text) > LONGEST:
        return None
    readings = (sentence.read(text, language) for sentence in sentences())
    return next((reading for reading in readings if reading is not None), None)
