"""The pieces of a text that say when, and what they say."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sources.dates import DateRange, DateSyntaxError, Offset
from sources.phrases.english import ENGLISH
from sources.phrases.findings import Finding
from sources.phrases.grammar import Chart, Language, Words
from sources.phrases.kazakh import KAZAKH
from sources.phrases.numerals import numerals
from sources.phrases.russian import RUSSIAN
from sources.phrases.tokens import Token, tokens

MAX_LENGTH = 500
ALREADY_EDTF = "Written as EDTF already."
_KAZAKH_LETTERS = frozenset("әғқңөұүһі")


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of one piece of a text, by the rules of one language, or as EDTF itself.

    `due` is EDTF, `due_within` a length of time; both are None where the words set no deadline.
    `anchor`: the event that `due_within` counts from, in the text's words; "" for that day.
    """

    due: str | None
    due_within: Offset | None
    anchor: str
    language: str  # en, ru or kk; "" for EDTF
    rule: str  # a stable name, such as until_end_of_year; edtf for EDTF
    convention: str  # a sentence of English
    phrase: str  # the piece as written
    position: int  # of its first character, counted from 0


def read(text: str, said_on: date) -> list[Reading]:
    """What the text's words for dates mean, said on that day; an empty list where no rule fits.

    Pieces come in the text's order, and where a piece is ambiguous its readings in order of
    plausibility. A text that is EDTF from end to end means just that. ValueError for more than 500
    characters.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"Dates are read from up to {MAX_LENGTH} characters, not from {len(text)}")
    if written := _already_edtf(text):
        return [written]
    pieces = _pieces(text, tokens(text), said_on)
    return [reading for span in _chosen(pieces) for reading in pieces[span]]


def _already_edtf(text: str) -> Reading | None:
    """The text as EDTF, but for blanks around it; None if it is anything else."""
    phrase = text.strip()
    try:
        DateRange.parse(phrase)
    except DateSyntaxError:
        return None
    return Reading(
        due=phrase,
        due_within=None,
        anchor="",
        language="",
        rule="edtf",
        convention=ALREADY_EDTF,
        phrase=phrase,
        position=text.index(phrase),
    )


def _pieces(text: str, words: Sequence[Token], day: date) -> dict[tuple[int, int], list[Reading]]:
    """By start and end of each piece, its readings in one language; none if it only looks dated."""
    pieces: dict[tuple[int, int], list[Reading]] = {}
    for language in _languages(text):
        found = _found(text, Chart.of(words, language, numerals, day), language)
        for span, readings in found.items():
            pieces.setdefault(span, readings)
    return pieces


def _languages(text: str) -> list[Language]:
    """Those whose letters the text has, the likeliest first: its rules win where several would."""
    letters = set(text.lower())
    if letters & _KAZAKH_LETTERS:
        local = [KAZAKH, RUSSIAN]
    elif any("а" <= letter <= "я" for letter in letters):
        local = [RUSSIAN, KAZAKH]
    else:
        return [ENGLISH]
    return local + [ENGLISH] * any("a" <= letter <= "z" for letter in letters)


def _found(text: str, chart: Chart, language: Language) -> dict[tuple[int, int], list[Reading]]:
    findings: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for kind in ("phrase", "void"):
        for start, end, finding in chart.all(kind):
            if start < end:
                span = chart.tokens[start].start, chart.tokens[end - 1].end
                findings[span] += [finding] if finding else []
    return {
        span: list(_readings(text, span, sorted(found, key=_rank), chart, language))
        for span, found in findings.items()
    }


def _rank(finding: Finding) -> int:
    return finding.rank


def _readings(
    text: str, span: tuple[int, int], findings: list[Finding], chart: Chart, language: Language
) -> Iterator[Reading]:
    seen = set()
    for finding in findings:
        anchor = _anchor(text, finding.anchor, chart)
        if (meaning := (finding.due, finding.due_within, anchor)) not in seen:
            seen.add(meaning)
            yield Reading(
                due=finding.due,
                due_within=finding.due_within,
                anchor=anchor,
                language=language.code,
                rule=finding.rule,
                convention=finding.convention,
                phrase=text[span[0] : span[1]],
                position=span[0],
            )


def _anchor(text: str, words: Words | None, chart: Chart) -> str:
    """The anchor's words as written; "" without one."""
    if words is None:
        return ""
    return text[chart.tokens[words.start].start : chart.tokens[words.end - 1].end]


def _chosen(pieces: dict[tuple[int, int], list[Reading]]) -> list[tuple[int, int]]:
    """Pieces that do not overlap, in order: the longest first, then the earliest."""
    chosen: list[tuple[int, int]] = []
    for span in sorted(pieces, key=lambda span: (span[0] - span[1], span[0])):
        if all(span[1] <= start or end <= span[0] for start, end in chosen):
            chosen.append(span)
    return sorted(chosen)
