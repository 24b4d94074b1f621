"""Text search by word prefixes, whatever the case, in any script and on any database."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Self

from django.db import models

WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text, folded so that case, accents of form and ё do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return WORD.findall(folded)


def indexed(texts: Iterable[str]) -> str:
    """What is stored of some texts to find them: each distinct word after a blank."""
    distinct = dict.fromkeys(word for text in texts for word in words(text))
    return "".join(f" {word}" for word in distinct)


def matching(text: str, *columns: str) -> models.Q:
    """The condition that, for each word of `text`, a column has a word that begins with it."""
    condition = models.Q()
    for word in words(text):
        in_any = models.Q()
        for column in columns:
            in_any |= models.Q(**{f"{column}__contains": f" {word}"})
        condition &= in_any
    return condition


class SearchQuerySet(models.QuerySet):
    """Rows that keep their words in a column `words`."""

    def search(self, text: str) -> Self:
        """Rows that have, for each word of `text`, a word that begins with it."""
        return self.filter(matching(text, "words"))
