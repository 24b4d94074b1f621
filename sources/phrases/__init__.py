"""Words read as dates, in English, Russian and Kazakh: each reading with the rule behind it.

`reading` picks the pieces of a text that a language's rules found; `english`, `russian` and
`kazakh` are those rules, as tables; `findings` says what each kind of phrase means, and by which
convention; `periods`, `spans` and `numerals` what its dates are; `grammar` finds patterns in
`tokens`.
"""

from sources.phrases.reading import MAX_LENGTH, Reading, read

__all__ = ["MAX_LENGTH", "Reading", "read"]
