"""Text search by word prefixes, whatever the case, in any script and on any database.

A model that is searched has one column `words`, made of its texts. What looks words up in it is an
index of the database's own: see `sources.word_index`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import Self

from django.db import models
from django.db.models.expressions import Col

from sources import word_index

WORD = re.compile(r"\w+")
# PostgreSQL takes words of some 2,000 bytes, and a million bytes in a row.
LONGEST_WORD = 250
LONGEST_INDEXED = 250_000


def words(text: str) -> list[str]:
    """The words of a text, folded so that case, accents of form and ё do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return [word[:LONGEST_WORD] for word in WORD.findall(folded)]


def indexed(texts: Iterable[str]) -> str:
    """What is stored of some texts to find them: each distinct word after a blank."""
    distinct = dict.fromkeys(word for text in texts for word in words(text))
    stored = "".join(f" {word}" for word in distinct)
    return stored[:LONGEST_INDEXED]


def sought(text: str) -> list[str]:
    """The words to look up for a text, without those that others begin with."""
    ordered = sorted(set(words(text)))
    return [word for word, following in pairwise([*ordered, ""]) if not following.startswith(word)]


class WordsField(models.TextField):
    """The words of a row's texts, as `indexed` stores them, for `begin_with` to look up.

    They are made whenever the row is saved, from what the model's `searched()` gives.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": "", "editable": False, **kwargs})

    def deconstruct(self):
        # To the database it is a text: no table has to be made again for it.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        setattr(model_instance, self.attname, indexed(model_instance.searched()))
        return super().pre_save(model_instance, add)


@WordsField.register_lookup
class BeginWith(models.Lookup):
    """That for each of some folded words, the column has a word that begins with it."""

    lookup_name = "begin_with"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        model = self.lhs.target.model
        key, params = compiler.compile(Col(self.lhs.alias, model._meta.pk))
        found, match = word_index.matched_on_sqlite(model, self.rhs)
        return f"{key} IN ({found})", [*params, match]

    def as_postgresql(self, compiler, connection):
        column, params = compiler.compile(self.lhs)
        return f"{word_index.vector(column)} @@ %s::tsquery", [*params, word_index.query(self.rhs)]


def matching(model: type[models.Model], text: str, columns: Sequence[str]) -> models.Q:
    """The condition that, for each word of `text`, a column has a word that begins with it.

    The columns are paths from `model`. Words that may stand in any of several are looked up one by
    one, so that each path is followed from its own index.
    """
    wanted = sought(text)
    if not wanted or not columns:
        return models.Q()
    if len(columns) == 1:
        return begin_with(columns[0], wanted)
    return reduce(
        and_, (any_of(model, [begin_with(path, [word]) for path in columns]) for word in wanted)
    )


def begin_with(column: str, folded: list[str]) -> models.Q:
    """The condition that, for each folded word, a column has a word that begins with it."""
    return models.Q(**{f"{column}__begin_with": folded})


def any_of(model: type[models.Model], conditions: Iterable[models.Q]) -> models.Q:
    """The condition that a row of `model` meets one of some, each with a query of its own."""
    # With OR between tables, no database would use an index of any.
    first, *others = (
        model._base_manager.filter(condition).order_by().values("pk") for condition in conditions
    )
    return models.Q(pk__in=first.union(*others) if others else first)


class SearchQuerySet(models.QuerySet):
    """Rows of a model whose `search_columns` are columns of words, or paths to some."""

    def search(self, text: str) -> Self:
        """Rows that have, for each word of `text`, a word that begins with it."""
        return self.filter(matching(self.model, text, self.model.search_columns))
