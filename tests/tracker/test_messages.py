"""The admin says everything in Russian and in Kazakh."""

import ast
import re

import pytest
from django.conf import settings

from tracker.messages import LANGUAGES, collected, compiled, kept, place_of, said_in, untranslated

NAMES = re.compile(r"%\(\w+\)[sd]|{\w+}")
READ = ("description", "label", "help_text", "verbose_name", "verbose_name_plural", "title")
ADMIN = [
    *(settings.BASE_DIR / "projects" / "admin").glob("*.py"),
    *(settings.BASE_DIR / "sources").glob("*admin.py"),
    settings.BASE_DIR / "projects" / "forms.py",
    settings.BASE_DIR / "tracker" / "admin.py",
]


def forms(text) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def keys(catalog) -> dict:
    return {(str(each.id), each.context): each.string for each in catalog if each.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_just_what_the_admin_says(language):
    assert keys(kept(language)) == keys(collected(language)), "make messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(language):
    assert untranslated(kept(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_what_its_message_names(language):
    for message in kept(language):
        if message.id:
            wanted = {name for form in forms(message.id) for name in NAMES.findall(form)}
            for form in forms(message.string):
                assert set(NAMES.findall(form)) == wanted, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_compiled_catalogue_is_fresh(language):
    assert place_of(language, ".mo").read_bytes() == compiled(kept(language)), "make messages"


def test_a_message_of_a_template_is_found():
    filled = "{% blocktranslate %}Two {{ n }}{% endblocktranslate %}"
    template = '{% load i18n %}{% translate "One" %}' + filled

    assert [message for message, _ in said_in(template)] == ["One", "Two %(n)s"]


def test_whatever_names_something_in_the_admin_can_be_translated():
    plain = [
        f"{path.name}:{node.value.lineno}"
        for path in ADMIN
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword | ast.Assign)
        and name_of(node) in READ
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]

    assert plain == []


def name_of(node) -> str | None:
    if isinstance(node, ast.keyword):
        return node.arg
    return getattr(node.targets[0], "id", None)
