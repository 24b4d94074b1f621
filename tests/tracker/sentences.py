"""Sentences that our code may say to a client, found in the code itself.

A sentence is a text that begins with a capital letter or a quotation mark and ends with a period.
Where an f-string puts a value there stands `VALUE`. Texts for other readers are left out: comments
of the code, words of the schema and of the admin, errors that no client is told.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
VALUE = "9"
SENTENCE = re.compile(r"[“`A-Z9].*\s.*\.", re.DOTALL)

SAYS = [
    *(ROOT / "tracker" / "api").glob("*.py"),
    *(ROOT / "projects" / "models").glob("*.py"),
    ROOT / "projects" / "recording.py",
    ROOT / "sources" / "countries.py",
    ROOT / "sources" / "fields.py",
    ROOT / "sources" / "geometry.py",
    ROOT / "sources" / "models.py",
]
OF_THE_SCHEMA = re.compile(r"descriptions|schema|\w+_schema")
FOR_READERS_OF_CODE = {"ImproperlyConfigured", "NoRevisionError", "RuntimeError", "TypeError"}
FOR_READERS_OF_THE_SCHEMA = re.compile(r"\w*(Field|_filter|Condition|Metaclass|parameter|Words)")
WORDS = {"help_text", "description", "summary", "__doc__", "docstring"}


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence and where it stands."""
    for path in SAYS:
        if not OF_THE_SCHEMA.fullmatch(path.stem):
            module = ast.parse(path.read_text(encoding="utf-8"))
            kept = [node for node in module.body if not is_description(node, module)]
            for node, text in said(ast.Module(kept, [])):
                if SENTENCE.fullmatch(text):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def is_description(node: ast.stmt, module: ast.Module) -> bool:
    """Whether a piece of code gives a name to a text that describes something for the schema."""
    told = {
        getattr(each.value, "id", "")
        for each in ast.walk(module)
        if isinstance(each, ast.keyword) and each.arg in WORDS
    }
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) in told


def said(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Each text in a piece of code that is not for other readers."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        # A text may itself be a template, such as of REST framework's.
        yield node, re.sub(r"{\w+}", VALUE, node.value)
    elif isinstance(node, ast.JoinedStr):
        yield node, "".join(part.value if is_text(part) else VALUE for part in node.values)
    elif not is_for_others(node):
        for child in ast.iter_child_nodes(node):
            if child not in described(node):
                yield from said(child)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant)


def is_for_others(node: ast.AST) -> bool:
    """Whether what stands in a piece of code is for readers of the code or of the schema."""
    if isinstance(node, ast.keyword):
        return node.arg in WORDS
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        is_called = FOR_READERS_OF_THE_SCHEMA.fullmatch(name) and not is_error_of(node)
        return name in FOR_READERS_OF_CODE or bool(is_called)
    # A docstring, or a text that stands alone behind an attribute.
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_error_of(node: ast.Call) -> bool:
    return any(each.arg in ("error_messages", "validators") for each in node.keywords)


def described(node: ast.AST) -> list[ast.AST]:
    """The values in a dictionary that describe something for the schema."""
    if not isinstance(node, ast.Dict):
        return []
    pairs = zip(node.keys, node.values, strict=True)
    return [value for key, value in pairs if getattr(key, "value", None) in WORDS]
