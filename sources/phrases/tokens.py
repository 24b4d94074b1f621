"""A text as folded words, numbers and marks, each with its place in the text."""

import re
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, combining, normalize

# A number keeps the marks inside it: what 2026-35 or 31.12.2026 means is for a rule to say.
_TOKEN = re.compile(r"[0-9]+(?:[-./][0-9]+)*|[^\W\d_]+|\S")
_QUOTES = frozenset("\"'«»“”„‟‘‚‹›")
_SAME = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "−": "-", "\N{NUMERO SIGN}": "#"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark, folded, and where it stands in the text: `text[start:end]`."""

    text: str
    start: int
    end: int
    spaced: bool = False  # whether a blank stands before it

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def closes(self) -> bool:
        """Whether a clause ends here: at any mark but the hyphen inside a word."""
        return (
            not self.is_word and self.text not in {"'", "%"} and (self.text != "-" or self.spaced)
        )


def tokens(text: str) -> list[Token]:
    """The text's tokens in order; case, ё, accents, quotes, kinds of dash and of blank are lost."""
    letters = _letters(text)
    folded = "".join(letter for letter, _, _ in letters)
    found = [
        Token(
            match[0],
            letters[match.start()][1],
            letters[match.end() - 1][2],
            folded[match.start() - 1 : match.start()] == " ",
        )
        for match in _TOKEN.finditer(folded)
    ]
    return [token for token in found if token.text not in _QUOTES]


def _letters(text: str) -> list[tuple[str, int, int]]:
    """Folded characters, each with the start and end of what it was folded from."""
    starts = [place for place, letter in enumerate(text) if not combining(letter)]
    if starts[:1] != [0]:
        starts.insert(0, 0)
    return [
        (letter, start, end)
        for start, end in pairwise([*starts, len(text)])
        for letter in _folded(text[start:end])
    ]


def _folded(cluster: str) -> str:
    """One character with its accents, folded; an accent that makes no letter of its own goes."""
    if category(cluster[:1] or " ") == "Pd":
        return "-"
    if cluster.isspace():
        return " "
    composed = normalize("NFC", cluster).lower().translate(_SAME)
    return "".join(
        letter for letter in composed if not combining(letter) and category(letter) != "Cf"
    )
