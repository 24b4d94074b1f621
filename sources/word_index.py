"""The index that finds rows by the beginnings of their words: FTS5 on SQLite, GIN on PostgreSQL.

Words are folded and cut before they come here (`sources.search`), so an index takes them as they
are: it has no dictionary, drops nothing and folds nothing. The database keeps it in step itself,
whatever writes the rows: SQLite by triggers, PostgreSQL since it is an index of an expression.

SQLite loses a table's triggers when a migration makes the table again, as most changes of columns
and constraints do. Such a migration ends with `index_words` for the table; a test sees that.
"""

from collections.abc import Iterable

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Model = type[models.Model]

# To look up


def matched_on_sqlite(model: Model, words: Iterable[str]) -> tuple[str, str]:
    """SQL for the keys of rows in which each word begins one, and its parameter."""
    index = f'"{_name(model)}"'
    # Words hold letters, digits and "_" only: nothing has to be escaped.
    match = " ".join(f'"{word}"*' for word in words)
    return f"SELECT rowid FROM {index} WHERE {index} MATCH %s", match  # noqa: S608 (our names)


def vector(column: str) -> str:
    """SQL for the words in a column, as PostgreSQL indexes them."""
    return f"words_vector({column})"


def query(words: Iterable[str]) -> str:
    """The text of PostgreSQL's `tsquery` for rows in which each word begins one."""
    return " & ".join(f"'{word}':*" for word in words)


# To migrate

# What takes the words as they are. PostgreSQL would count it as free, and rather work it out for
# every row than look into an index: so it is a function that says what it costs. In this language
# it stays one; in SQL its body would be put in its place.
FUNCTION = """
CREATE OR REPLACE FUNCTION words_vector(words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
    RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), ''));
END
$$
"""


def make_function() -> migrations.RunPython:
    """A migration's operation that makes the function by which PostgreSQL indexes words."""

    def make(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(FUNCTION, params=None)

    def undo(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("DROP FUNCTION words_vector(text)", params=None)

    return migrations.RunPython(make, undo)


def index_words(*labels: str) -> migrations.RunPython:
    """A migration's operation that indexes the column `words` of models, rows there are included.

    Models are named as in `sources.Publisher`. An index that is there is made anew.
    """

    def index(apps, schema_editor):
        for label in labels:
            _create(schema_editor, apps.get_model(label))

    def undo(apps, schema_editor):
        for label in labels:
            _drop(schema_editor, apps.get_model(label))

    return migrations.RunPython(index, undo)


def _create(schema_editor: BaseDatabaseSchemaEditor, model: Model) -> None:
    _drop(schema_editor, model)
    if schema_editor.connection.vendor == "sqlite":
        statements = _for_sqlite(model)
    else:
        # Without its list of what is still to be sorted in: rows are read far more than written.
        on = f'"{model._meta.db_table}" USING gin ({vector("words")})'
        statements = [f'CREATE INDEX "{_name(model)}" ON {on} WITH (fastupdate = off)']
    for statement in statements:
        schema_editor.execute(statement, params=None)


def _for_sqlite(model: Model) -> list[str]:
    table, key, index = model._meta.db_table, model._meta.pk.column, f'"{_name(model)}"'
    into = f"INSERT INTO {index}"
    insert = f'{into} (rowid, words) VALUES (new."{key}", new.words);'
    # An index that keeps no words of its own has to be told which ones to forget.
    forget = f"{into} ({index}, rowid, words) VALUES ('delete', old.\"{key}\", old.words);"
    on_insert, on_delete, on_update = (f'"{trigger}"' for trigger in _triggers(model))
    return [
        # Its tokenizer "ascii" parts words at blanks only, as they are stored. Without places of
        # words in rows it has all that is asked of it, at a seventh of the size.
        f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='{table}', content_rowid='{key}', "
        "tokenize=\"ascii tokenchars '_'\", detail=none, columnsize=0)",
        f"{into} ({index}) VALUES ('rebuild')",
        f'CREATE TRIGGER {on_insert} AFTER INSERT ON "{table}" BEGIN {insert} END',
        f'CREATE TRIGGER {on_delete} AFTER DELETE ON "{table}" BEGIN {forget} END',
        f'CREATE TRIGGER {on_update} AFTER UPDATE OF words ON "{table}" '
        f"WHEN old.words <> new.words BEGIN {forget} {insert} END",
    ]


def _triggers(model: Model) -> list[str]:
    return [f"{_name(model)}_{event}" for event in ("insert", "delete", "update")]


def _drop(schema_editor: BaseDatabaseSchemaEditor, model: Model) -> None:
    index = _name(model)
    if schema_editor.connection.vendor == "sqlite":
        statements = [
            *(f'DROP TRIGGER IF EXISTS "{trigger}"' for trigger in _triggers(model)),
            f'DROP TABLE IF EXISTS "{index}"',
        ]
    else:
        statements = [f'DROP INDEX IF EXISTS "{index}"']
    for statement in statements:
        schema_editor.execute(statement, params=None)


def _name(model: Model) -> str:
    return f"{model._meta.db_table}_words"
