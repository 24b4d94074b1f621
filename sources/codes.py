"""Closed lists of codes, each with its label in every language of the tracker."""

from enum import StrEnum
from typing import Self

LANGUAGES = ("en", "ru", "kk")


class Code(StrEnum):
    """A closed list: each member is its code, with `labels` by language.

    A member is declared as its code and its labels in the order of `LANGUAGES`.
    """

    labels: dict[str, str]

    def __new__(cls, value: str, *labels: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.labels = dict(zip(LANGUAGES, labels, strict=True))
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of code and English label, as Django's `choices` takes them."""
        return [(member.value, member.labels["en"]) for member in cls]


class SourceKind(Code):
    """What kind of document a source is."""

    REPORT = "report", "News report", "Новостное сообщение", "Жаңалық"
    INTERVIEW = "interview", "Interview", "Интервью", "Сұхбат"
    OFFICIAL_RELEASE = (
        "official_release",
        "Official release",
        "Официальное сообщение",
        "Ресми хабар",
    )
    LAW = "law", "Law", "Закон", "Заң"
    EDITORS_NOTE = "editors_note", "Editor's note", "Примечание редакции", "Редакция ескертпесі"


class ChangeAction(Code):
    """What a revision did to a row."""

    CREATED = "created", "Created", "Создано", "Жасалды"
    CHANGED = "changed", "Changed", "Изменено", "Өзгертілді"
    WITHDRAWN = "withdrawn", "Withdrawn", "Отозвано", "Қайтарып алынды"
    DELETED = "deleted", "Deleted", "Удалено", "Жойылды"
