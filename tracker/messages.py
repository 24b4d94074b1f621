"""The catalogues of `locale/`: what the admin says, in Russian and in Kazakh.

What there is to say is found in the code, in the templates and in the models; no gettext tools are
needed. A catalogue may also have messages of Django itself, where Django has no translation: these
are kept in a comment `Django`, and never found.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.contrib.admin import site
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

APPS = ("sources", "projects", "tracker")
LANGUAGES = ("ru", "kk")
OF_DJANGO = "Django"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
Found = tuple[str | tuple[str, ...], str | None, str]  # the message, its context, where it is


def found() -> Iterator[Found]:
    """Everything that the admin says, with the file that says it."""
    shown = models_shown()
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*")):
            place = str(path.relative_to(settings.BASE_DIR))
            if path.suffix == ".py" and "migrations" not in path.parts:
                for _, message, _, context in extract_from_file("python", path, KEYWORDS):
                    yield message, context, place
            elif path.suffix == ".html" and "board" not in path.parts:
                for message, context in said_in(path.read_text(encoding="utf-8")):
                    yield message, context, place
        for model, english in apps.get_app_config(app).words:
            if model in shown:
                yield english, None, f"{app}/models"


def models_shown() -> set[type]:
    """The models that have a page in the admin, or a part in one."""
    parts = {part.model for page in site._registry.values() for part in page.inlines}
    return {*site._registry, *parts}


def said_in(template: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of a template, with their contexts."""
    nodes = engines["django"].engine.from_string(template).nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        yield node.filter_expression.var.literal, context_of(node)
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        forms = [form for form in (node.singular, node.plural) if form]
        told = tuple(node.render_token_list(form)[0] for form in forms)
        yield told if len(told) > 1 else told[0], context_of(node)


def context_of(node) -> str | None:
    return node.message_context.var if node.message_context else None


def place_of(language: str, suffix: str = ".po") -> Path:
    return settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / f"django{suffix}"


def kept(language: str) -> Catalog:
    """The catalogue of a language as it is."""
    with place_of(language).open("rb") as file:
        return read_po(file, locale=language)


def collected(language: str) -> Catalog:
    """The catalogue of a language: what the admin says now, with its translations so far."""
    old = kept(language)
    new = Catalog(locale=language, fuzzy=False, header_comment=old.header_comment)
    new.creation_date, new.revision_date = old.creation_date, old.revision_date
    of_django = ((each.id, each.context, "") for each in old if OF_DJANGO in each.user_comments)
    for message, context, place in chain(sorted(found(), key=str), of_django):
        before = old.get(message, context) or Message(message)
        locations = [(place, None)] if place else []
        new.add(
            message,
            before.string,
            locations,
            before.flags - {"fuzzy"},
            user_comments=[] if place else [OF_DJANGO],
            context=context,
        )
    return new


def untranslated(catalog: Catalog) -> list[str]:
    """The messages that a catalogue has no words for, or not all forms of them."""
    return [str(each.id) for each in catalog if each.id and not is_whole(each)]


def is_whole(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or all(message.string))


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as Django reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(catalog: Catalog) -> None:
    with place_of(catalog.locale_identifier).open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    place_of(catalog.locale_identifier, ".mo").write_bytes(compiled(catalog))
