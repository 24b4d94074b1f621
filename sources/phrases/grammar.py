"""Patterns over tokens: a language's vocabulary and rules, and the chart of what they find.

A pattern is written as its elements with blanks between: `by|until` is either word, `<month>` is
anything already found of that kind, whose value the rule's function is given, `[stop]` is the same
without its value, and `![base]` holds where nothing of that kind begins. `?` behind an element
makes it optional; a value left out is None.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sources.phrases.tokens import Token

MAX_ANCHOR = 8  # words of an event that time is counted from

Builder = Callable[..., Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that no rule reads: tokens `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Element:
    words: frozenset[str]  # either any of these words
    kinds: tuple[str, ...]  # or something of one of these kinds
    captured: bool
    optional: bool
    absent: bool  # nothing may be found here

    @classmethod
    def read(cls, text: str) -> "_Element":
        body = text.removesuffix("?").removeprefix("!") if len(text) > 1 else text
        is_kind = body[0] in "<[" and len(body) > 1
        names = (body.strip("<>[]") if is_kind else body).split("|")
        return cls(
            words=frozenset() if is_kind else frozenset(names),
            kinds=tuple(names) if is_kind else (),
            captured=body[0] == "<",
            optional=len(text) > 1 and text.endswith("?"),
            absent=len(text) > 1 and text.startswith("!"),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """Where a pattern matches, `build(day, *values)` gives the values found there, of `kind`."""

    kind: str
    build: Builder
    patterns: tuple[tuple[_Element, ...], ...]


def rule(kind: str, build: Builder, *patterns: str) -> Rule:
    """A rule of a table, its patterns as text."""
    return Rule(kind, build, tuple(tuple(map(_Element.read, text.split())) for text in patterns))


def listed(words: str) -> list[str]:
    """Words of a table, written with blanks between."""
    return words.split()


def same(day: date, value: Any) -> list[Any]:
    """For rules that only give a thing found another name."""
    return [value]


def nothing(day: date, *values: Any) -> list[Any]:
    """For rules that say what is no date: a longer piece of it wins over the date inside."""
    return [None]


def constant(value: Any) -> Builder:
    """For rules whose words alone say it."""
    return lambda day: [value]


def swapped(build: Builder) -> Builder:
    """The same function for words that stand the other way round."""
    return lambda day, second, first: build(day, first, second)


def given(build: Builder, *values: Any) -> Builder:
    """The same function with its first values settled by the words of the pattern."""
    return lambda day, *rest: build(day, *values, *rest)


@dataclass(frozen=True)
class Language:
    """One language's rules, in an order in which each finds only what those above it found.

    `vocabulary` has, for each kind, the forms of its words and what they mean. `fillers` are passed
    over everywhere, and so is the full stop behind a `short` word. `stops` end the words of an
    anchor; `today` are anchors that only say "now", found as [today] and never as <words>.
    """

    code: str
    vocabulary: Mapping[str, Mapping[str, Any]]
    rules: Sequence[Rule]
    fillers: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    today: frozenset[str] = frozenset()

    def heard(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens that its rules look at."""
        before = ["", *(token.text for token in tokens)]
        return [
            token
            for token, last in zip(tokens, before, strict=False)
            if token.text not in self.fillers and not (token.text == "." and last in self.short)
        ]


@dataclass
class Chart:
    """What was found in a text so far: for each kind and first token, ends and values.

    `places` has where each word stands.
    """

    tokens: Sequence[Token]
    found: dict[str, dict[int, dict[tuple[int, Any], None]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls, tokens: Sequence[Token], language: Language, numerals: Callable[[str], Any], day: date
    ) -> "Chart":
        """All that the language's rules find in the tokens, read on `day`."""
        chart = cls(language.heard(tokens))
        for place, token in enumerate(chart.tokens):
            chart.places[token.text].append(place)
        chart._add_words(language, numerals)
        chart._add_clauses()
        chart._add_anchors(language)
        for row in language.rules:
            for pattern in row.patterns:
                chart._apply(row, pattern, day)
        return chart

    def all(self, kind: str) -> Iterator[tuple[int, int, Any]]:
        """Start, end and value of everything of a kind, ends not included."""
        for start, ends in self.found[kind].items():
            for end, value in ends:
                yield start, end, value

    def _add(self, kind: str, start: int, end: int, value: Any) -> None:
        self.found[kind][start][end, value] = None

    def _add_words(self, language: Language, numerals: Callable[[str], Any]) -> None:
        for place, token in enumerate(self.tokens):
            for kind, forms in language.vocabulary.items():
                if token.text in forms:
                    self._add(kind, place, place + 1, forms[token.text])
            for kind, value in numerals(token.text):
                self._add(kind, place, place + 1, value)

    def _add_clauses(self) -> None:
        """Where clauses start and stop, with nothing in between."""
        bounds = [place for place, token in enumerate(self.tokens) if token.closes]
        for place in {0, *(bound + 1 for bound in bounds)}:
            self._add("start", place, place, None)
        for place in {len(self.tokens), *bounds}:
            self._add("stop", place, place, None)

    def _add_anchors(self, language: Language) -> None:
        """The words of a clause from each place on, and those before each place."""
        begins, ends = self._clauses(language.stops)
        for place in range(len(self.tokens) + 1):
            last = min(ends[place], place + MAX_ANCHOR)
            first = max(begins[place], place - MAX_ANCHOR)
            if place < last:
                self._add_anchor("words", place, last, language.today)
            if first < place:
                self._add_anchor("words_before", first, place, language.today)

    def _clauses(self, stops: frozenset[str]) -> tuple[list[int], list[int]]:
        """For each place, where the run of words that it lies in begins, and where it ends."""
        begins, ends = [0], [len(self.tokens)]
        for place, token in enumerate(self.tokens):
            begins.append(place + 1 if token.closes or token.text in stops else begins[-1])
        for place in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[place]
            ends.append(place if token.closes or token.text in stops else ends[-1])
        return begins, ends[::-1]

    def _add_anchor(self, kind: str, start: int, end: int, today: frozenset[str]) -> None:
        words = [token.text for token in self.tokens[start:end]]
        for size in range(1, len(words) + 1):
            if kind == "words" and " ".join(words[:size]) in today:
                self._add("today", start, start + size, None)
                return
            if kind == "words_before" and " ".join(words[-size:]) in today:
                self._add("today", end - size, end, None)
                return
        self._add(kind, start, end, Words(start, end))

    def _apply(self, row: Rule, pattern: tuple[_Element, ...], day: date) -> None:
        for start in self._starts(pattern):
            for end, values in list(self._match(pattern, start)):
                try:
                    built = list(row.build(day, *values))
                except (ValueError, OverflowError):  # no such date: 31 June, the year 0
                    continue
                for value in built:
                    self._add(row.kind, start, end, value)

    def _starts(self, pattern: tuple[_Element, ...]) -> list[int]:
        """Where the pattern may begin: at its first element, or the next if that is optional."""
        places: set[int] = set()
        for element in pattern:
            for word in element.words:
                places.update(self.places.get(word, ()))
            for kind in element.kinds:
                places.update(self.found.get(kind, ()))
            if not element.optional:
                break
        return sorted(places)

    def _match(
        self, pattern: tuple[_Element, ...], place: int, values: tuple[Any, ...] = ()
    ) -> Iterator[tuple[int, tuple[Any, ...]]]:
        if not pattern:
            yield place, values
            return
        element, rest = pattern[0], pattern[1:]
        for end, value in self._step(element, place):
            yield from self._match(rest, end, (*values, value) if element.captured else values)
        if element.optional:
            yield from self._match(rest, place, (*values, None) if element.captured else values)

    def _step(self, element: _Element, place: int) -> list[tuple[int, Any]]:
        if element.words:
            here = place < len(self.tokens) and self.tokens[place].text in element.words
            return [(place + 1, None)] if here else []
        edges = [e for kind in element.kinds for e in self.found.get(kind, {}).get(place, ())]
        if element.absent:
            return [] if edges else [(place, None)]
        return edges
