"""How the database goes about answering a request."""

from django.db import connection

from tests.tracker.asking import told
from tracker.api.kept import replies


def page_plan(client, path: str) -> list[str]:
    """The steps of the query that reads a page of a list, as SQLite or PostgreSQL tells them."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    replies.clear()
    with connection.execute_wrapper(note):
        told(client, path)
    sql, params = next(query for query in asked if query[0].endswith("LIMIT 51"))
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return [str(row[-1]).strip() for row in cursor.fetchall()]


def sorts_all(plan: list[str]) -> bool:
    """Whether the rows are sorted, but for those that are equal in the column they are read by."""
    if connection.vendor == "sqlite":
        return "USE TEMP B-TREE FOR ORDER BY" in plan
    return any(step.removeprefix("->").lstrip().startswith("Sort  (") for step in plan)


def words_looked_up(plan: list[str]) -> set[str]:
    """The tables whose words are looked up in an index."""
    mark = "VIRTUAL TABLE" if connection.vendor == "sqlite" else "Bitmap Index Scan on "
    words = {word for step in plan if mark in step for word in step.split()}
    return {word.removesuffix("_words") for word in words if word.endswith("_words")}


def words_read_through(plan: list[str]) -> set[str]:
    """The steps that go through the rows of a table, to look at the words of each."""
    if connection.vendor == "sqlite":
        # Through its own index or none: SQLite says SEARCH where it looks rows up.
        return {step for step in plan if step.startswith("SCAN ") and "VIRTUAL TABLE" not in step}
    return {step for step in plan if step.startswith("Filter:") and "words_vector" in step}
