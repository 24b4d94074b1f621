"""The language in which a page is told, and the names of what is stored, told in it.

Models name their fields and describe them in English. `speak` has these words looked up in the
catalogues of `locale/` when they are shown; migrations and the schema keep the English.
"""

from collections.abc import Iterator

from django.apps import AppConfig
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext_lazy

from sources.codes import LANGUAGES, Code


def language() -> str:
    """The active language if it is one of ours; English otherwise."""
    active = (get_language() or "").partition("-")[0]
    return active if active in LANGUAGES else LANGUAGES[0]


def in_words(code: Code) -> str:
    """A code in words."""
    return code.labels[language()]


when_shown = lazy(in_words, str)


def choices(codes: type[Code]) -> list[tuple[str, Promise]]:
    """Pairs of code and label, told in the language that is active when they are shown."""
    return [(code.value, when_shown(code)) for code in codes]


def speak(app: AppConfig) -> list[tuple[type, str]]:
    """Have the words of an app's models looked up: names, help, and the labels of codes.

    Returns each model with the English of its words, for the catalogues.
    """
    spoken = {tuple(codes.choices()): choices(codes) for codes in Code.__subclasses__()}
    words = list(words_of(app))
    for _, told, name, english in words:
        setattr(told, name, gettext_lazy(english))
    for model in app.get_models():
        for field in model._meta.local_fields:
            pairs = tuple((value, str(label)) for value, label in field.choices or ())
            if pairs in spoken:
                field.choices = spoken[pairs]
    return [(model, english) for model, _, _, english in words]


def words_of(app: AppConfig) -> Iterator[tuple[type, object, str, str]]:
    """Each word or sentence of an app's models: of which, kept where, by which name, and itself.

    Words of Django's are in its own catalogues; those of histories are the words of their models.
    """
    for model in app.get_models():
        if hasattr(model, "instance_type"):
            continue
        for told in (model._meta, *model._meta.local_fields):
            if not isinstance(told.verbose_name, Promise) and not getattr(told, "primary_key", 0):
                for name in ("verbose_name", "verbose_name_plural", "help_text"):
                    if english := getattr(told, name, ""):
                        yield model, told, name, str(english)
